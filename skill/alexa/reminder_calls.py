"""Alexa's Reminders API, as far as the skill needs it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from ask_sdk_model.services import reminder_management as sdk

from skill.alexa.services import Calls
from skill.alexa.speech import ssml
from skill.dialogue.alert_state import When
from skill.dialogue.ports import AlertsError, Reminder


class ReminderCalls:
    """The calls about reminders in one request."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def set(self, when: When, rules: tuple[str, ...], text: str, known: Collection[str] = ()) -> str:
        """A reminder that says `text`, again and again by these rules (RFC 5545). Returns the token that cancels it.

        Raises AlertsError. Where no clear answer comes, it may be set all the same. It is then looked for; `known`
        are the tokens that it cannot be.
        """
        words = sdk.SpokenText(locale=self._calls.locale, text=text, ssml=ssml([text]))
        request = sdk.ReminderRequest(
            request_time=self._calls.now.astimezone(UTC).replace(tzinfo=None),  # without offset, as documented
            trigger=self._trigger(when, rules),
            alert_info=sdk.AlertInfo(sdk.SpokenInfo([words])),
            push_notification=sdk.PushNotification(status=sdk.PushNotificationStatus.ENABLED),
        )
        try:
            return self._calls.ask(lambda: _text(self._api.create_reminder(request).alert_token))
        except AlertsError as error:
            if error.problem != "trouble":
                raise
            return self._set_anyway(text, known)

    def _trigger(self, when: When, rules: tuple[str, ...]) -> sdk.Trigger:
        local = when.local
        if when.delayed or local is None:
            seconds = round((when.instant - self._calls.now).total_seconds())
            return sdk.Trigger(object_type=sdk.TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=max(seconds, 1))
        wall = local.replace(tzinfo=None)  # the zone is told beside it
        return sdk.Trigger(
            object_type=sdk.TriggerType.SCHEDULED_ABSOLUTE,
            scheduled_time=wall,
            time_zone_id=when.zone,
            recurrence=sdk.Recurrence(start_date_time=wall, recurrence_rules=list(rules)) if rules else None,
        )

    def _set_anyway(self, text: str, known: Collection[str]) -> str:
        try:
            reminders = self.all()
        except AlertsError:
            raise AlertsError("unclear") from None
        for reminder in reminders:
            if reminder.token not in known and reminder.text == text and reminder.created >= self._calls.now:
                return reminder.token
        raise AlertsError("trouble")

    def all(self) -> list[Reminder]:
        """Every reminder of this skill that is still to come. Raises AlertsError.

        Read as plain JSON, for the SDK's own classes for it name a module that does not exist.
        """
        return self._calls.ask(self._listed)

    def _listed(self) -> list[Reminder]:
        api = self._api
        answer = api.invoke(
            method="GET",
            endpoint=api._api_endpoint,
            path="/v1/alerts/reminders",
            query_params=[],
            header_params=[("Authorization", f"Bearer {api._authorization_value}")],
            path_params={},
            response_definitions=[],
            body=None,
            response_type=object,
        )
        return [_reminder(each) for each in answer.body["alerts"] or [] if each["status"] == "ON"]

    def cancel(self, token: str) -> None:
        """Takes a reminder back. Raises AlertsError."""
        try:
            self._calls.ask(lambda: self._api.delete_reminder(token))
        except AlertsError as error:
            raise AlertsError("unclear" if error.problem == "trouble" else error.problem) from None

    @property
    def _api(self) -> Any:
        return self._calls.factory.get_reminder_management_service()


def _reminder(told: dict[str, Any]) -> Reminder:
    text = told["alertInfo"]["spokenInfo"]["content"][0]["text"]
    created = datetime.fromisoformat(told["createdTime"])
    return Reminder(_text(told["alertToken"]), _text(text), created if created.tzinfo else created.replace(tzinfo=UTC))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"no text where one should be: {value!r}")
    return value
