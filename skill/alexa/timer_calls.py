"""Alexa's Timers API, as far as the skill needs it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any, cast, get_args

from ask_sdk_model.services import timer_management as sdk

from skill.alexa.services import Calls
from skill.dialogue.ports import AlertsError, Status, Timer


class TimerCalls:
    """The calls about timers in one request."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def start(self, label: str, seconds: int, announcement: str, known: Collection[str] = ()) -> Timer:
        """A timer that says `announcement` when it ends. Raises AlertsError.

        Where no clear answer comes, it may run all the same. It is then looked for, so that nobody has a timer
        running that they were not told of; `known` are the ids that it cannot be.
        """
        request = self._request(label, seconds, announcement)
        try:
            return self._calls.ask(lambda: _timer(self._api.create_timer(request)))
        except AlertsError as error:
            if error.problem != "trouble":
                raise
            return self._started_anyway(label, known)

    def _request(self, label: str, seconds: int, announcement: str) -> sdk.TimerRequest:
        from isodate import duration_isoformat

        text = sdk.TextToAnnounce(locale=self._calls.locale, text=announcement)
        return sdk.TimerRequest(
            duration=duration_isoformat(timedelta(seconds=seconds)),
            timer_label=label,
            creation_behavior=sdk.CreationBehavior(sdk.DisplayExperience(visibility=sdk.Visibility.VISIBLE)),
            triggering_behavior=sdk.TriggeringBehavior(
                operation=sdk.AnnounceOperation(text_to_announce=[text]),
                notification_config=sdk.NotificationConfig(play_audible=True),
            ),
        )

    def _started_anyway(self, label: str, known: Collection[str]) -> Timer:
        try:
            timers = self.all()
        except AlertsError:
            raise AlertsError("unclear") from None
        for timer in timers:
            new = timer.id not in known and timer.created >= self._calls.now
            if new and timer.label == label and timer.alive:
                return timer
        raise AlertsError("trouble")

    def all(self) -> list[Timer]:
        """Every timer of this skill on the device, the newest last; those that rang are OFF. Raises AlertsError."""
        timers = self._calls.ask(lambda: _listed(self._api.get_timers()))
        return sorted(timers, key=lambda timer: timer.created)

    def pause(self, id: str) -> None:
        """Holds a timer. Raises AlertsError."""
        self._change(lambda: self._api.pause_timer(id))

    def resume(self, id: str) -> None:
        """Lets a held timer run on. Raises AlertsError."""
        self._change(lambda: self._api.resume_timer(id))

    def cancel(self, id: str) -> None:
        """Ends a timer without ringing. Raises AlertsError."""
        self._change(lambda: self._api.delete_timer(id))

    def cancel_all(self) -> None:
        """Ends every timer of this skill without ringing. Raises AlertsError."""
        self._change(lambda: self._api.delete_timers())

    def _change(self, call: Callable[[], object]) -> None:
        try:
            self._calls.ask(call)
        except AlertsError as error:
            raise AlertsError("unclear" if error.problem == "trouble" else error.problem) from None

    @property
    def _api(self) -> Any:
        return self._calls.factory.get_timer_management_service()


def _listed(answer: sdk.TimersResponse) -> list[Timer]:
    """The timers in the SDK's answer. Raises ValueError where it does not say that there are none."""
    if answer.timers is None and answer.total_count != 0:
        raise ValueError(f"not a list of timers: {answer}")
    return [_timer(each) for each in answer.timers or []]


def _timer(answer: sdk.TimerResponse) -> Timer:
    """A timer out of the SDK's answer. Raises ValueError where it is none."""
    from isodate import parse_duration

    status = str(getattr(answer.status, "value", answer.status))
    if not answer.id or status not in get_args(Status) or answer.created_time is None:
        raise ValueError(f"not a timer: {answer}")
    ends = None if status == "PAUSED" else answer.trigger_time
    if status == "ON" and ends is None:
        raise ValueError(f"a timer that runs and never ends: {answer}")
    held = parse_duration(answer.remaining_time_when_paused or "PT0S").total_seconds()
    return Timer(answer.id, answer.timer_label or "", cast(Status, status), answer.created_time, ends, held)
