"""Alexa's timers and reminders, as the skill needs them: a few calls, and one kind of error for all that can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from ask_sdk_core.exceptions import AskSdkException
from ask_sdk_model.services.reminder_management import (
    AlertInfo,
    PushNotification,
    PushNotificationStatus,
    Recurrence,
    ReminderRequest,
    SpokenInfo,
    SpokenText,
    Trigger,
    TriggerType,
)
from ask_sdk_model.services.service_exception import ServiceException
from ask_sdk_model.services.timer_management import (
    AnnounceOperation,
    CreationBehavior,
    DisplayExperience,
    NotificationConfig,
    TextToAnnounce,
    TimerRequest,
    TimerResponse,
    TriggeringBehavior,
    Visibility,
)

from skill.alexa.speech import ssml

Answer = TypeVar("Answer")

PROBLEMS = {400: "refused", 401: "permission", 403: "permission", 404: "gone", 429: "busy", 503: "busy", 504: "offline"}
"""What a status means to the person. Any other, and no answer at all, is trouble that nobody can do much about."""


class AlertsError(Exception):
    """A timer or reminder could not be had. `problem` is the key of the sentence that says so."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class When:
    """When to remind: after so many seconds, or at a local time, once or again and again."""

    seconds: int | None = None
    local: datetime | None = None
    zone: str | None = None
    rules: tuple[str, ...] = ()
    """How it comes again, in the words of RFC 5545."""


class Services:
    """The calls of one request, made with that request's own token."""

    def __init__(self, factory: Any, locale: str, device_id: str, now: datetime) -> None:
        self._factory = factory
        self._locale = locale
        self._device_id = device_id
        self._now = now

    def start_timer(self, label: str, duration: str, announcement: str) -> TimerResponse:
        """A timer that says `announcement` when it ends. Raises AlertsError.

        Where no clear answer comes, the timer may run all the same: it is looked for by its label, so that nobody has
        one running that they were not told of.
        """
        text = TextToAnnounce(locale=self._locale, text=announcement)
        request = TimerRequest(
            duration=duration,
            timer_label=label,
            creation_behavior=CreationBehavior(DisplayExperience(visibility=Visibility.VISIBLE)),
            triggering_behavior=TriggeringBehavior(
                operation=AnnounceOperation(text_to_announce=[text]),
                notification_config=NotificationConfig(play_audible=True),
            ),
        )
        try:
            return self._ask(lambda: self._timers.create_timer(request))
        except AlertsError as error:
            if error.problem != "trouble":
                raise
            return self._started_anyway(label)

    def _started_anyway(self, label: str) -> TimerResponse:
        try:
            timers = self._ask(self._timers.get_timers).timers or []
        except AlertsError:
            raise AlertsError("unclear") from None
        for timer in timers:
            if timer.timer_label == label and _status(timer) == "ON":
                return timer
        raise AlertsError("trouble")

    def timer(self, id: str) -> TimerResponse:
        """A timer as it stands. Raises AlertsError."""
        return self._ask(lambda: self._timers.get_timer(id))

    def pause_timer(self, id: str) -> None:
        """Holds a timer. Raises AlertsError."""
        self._ask(lambda: self._timers.pause_timer(id))

    def resume_timer(self, id: str) -> None:
        """Lets a held timer run on. Raises AlertsError."""
        self._ask(lambda: self._timers.resume_timer(id))

    def cancel_timer(self, id: str) -> None:
        """Ends a timer without ringing. Raises AlertsError."""
        self._ask(lambda: self._timers.delete_timer(id))

    def time_zone(self) -> str | None:
        """The device's time zone, such as America/New_York; None where Alexa does not tell."""
        try:
            zone = self._ask(lambda: self._factory.get_ups_service().get_system_time_zone(self._device_id))
        except AlertsError:
            return None
        return zone if isinstance(zone, str) and zone else None

    def remind(self, when: When, text: str) -> str:
        """A reminder that says `text`. Returns the token that cancels it. Raises AlertsError."""
        trigger = Trigger(object_type=TriggerType.SCHEDULED_RELATIVE, offset_in_seconds=when.seconds)
        if when.local:
            trigger = Trigger(
                object_type=TriggerType.SCHEDULED_ABSOLUTE,
                scheduled_time=when.local,
                time_zone_id=when.zone,
                recurrence=Recurrence(recurrence_rules=list(when.rules)) if when.rules else None,
            )
        words = SpokenText(locale=self._locale, text=text, ssml=ssml([text]))
        request = ReminderRequest(
            request_time=self._now,
            trigger=trigger,
            alert_info=AlertInfo(SpokenInfo([words])),
            push_notification=PushNotification(status=PushNotificationStatus.ENABLED),
        )
        token: str | None = self._ask(lambda: self._reminders.create_reminder(request)).alert_token
        if not token:
            raise AlertsError("unclear")
        return token

    def cancel_reminder(self, token: str) -> None:
        """Takes a reminder back. Raises AlertsError."""
        self._ask(lambda: self._reminders.delete_reminder(token))

    @property
    def _timers(self) -> Any:
        return self._factory.get_timer_management_service()

    @property
    def _reminders(self) -> Any:
        return self._factory.get_reminder_management_service()

    def _ask(self, call: Callable[[], Answer]) -> Answer:
        try:
            return call()
        except ServiceException as error:
            raise AlertsError(PROBLEMS.get(error.status_code, "trouble")) from error
        except (AskSdkException, ValueError, TypeError, AttributeError, KeyError) as error:
            raise AlertsError("trouble") from error  # an answer that is not one of Alexa's


def _status(timer: TimerResponse) -> str:
    return str(getattr(timer.status, "value", timer.status))
