"""All timers of one device."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any, Self

from skill.desk.alerts.errors import BadRequest, NotFound
from skill.desk.alerts.timer import Timer
from skill.desk.alerts.timer_request import TimerRequest
from skill.json_reader import Reader

MOST_TIMERS = 10
"""Documented: the skill's and the person's own together. Nobody here sets any of their own."""
KEPT_AFTER_RINGING = timedelta(minutes=60)
"""Documented: as long as a timer rings when nobody stops it. Assumed: that the API shows it as long, as
OFF."""


class Timers:
    """Timers by id.

    Documented: labels are unique (400 otherwise), timers without label may be many; at most `MOST_TIMERS`.
    Assumed: only timers that are ON or PAUSED count for both; too many is a 400; a deleted timer is gone
    (404); a list comes whole, in one page.
    """

    def __init__(self) -> None:
        self._by_id: dict[str, Timer] = {}

    def branched(self) -> Self:
        """The same timers, which go their own way from here."""
        other = copy(self)
        other._by_id = {id: copy(each) for id, each in self._by_id.items()}
        return other

    def create(self, body: Reader, now: datetime) -> Timer:
        request = TimerRequest.read(body)
        alive = [timer for timer in self.all() if timer.status != "OFF"]
        if len(alive) >= MOST_TIMERS:
            raise BadRequest(f"There are {MOST_TIMERS} timers already: cancel one first.", "MAX_TIMERS_EXCEEDED")
        if request.label is not None and request.label in [timer.request.label for timer in alive]:
            raise BadRequest(f"timerLabel {request.label!r} is in use: timer labels must be unique.")
        timer = Timer(request, now)
        self._by_id[timer.id] = timer
        return timer

    def all(self) -> list[Timer]:
        return list(self._by_id.values())

    def get(self, id: str) -> Timer:
        try:
            return self._by_id[id]
        except KeyError:
            raise NotFound("timer", id) from None

    def delete(self, id: str) -> None:
        del self._by_id[self.get(id).id]

    def delete_all(self) -> None:
        self._by_id.clear()

    def as_api(self) -> dict[str, Any]:
        timers = [timer.as_api() for timer in self.all()]
        return {"totalCount": len(timers), "timers": timers, "nextToken": None}

    def ring(self, now: datetime) -> list[Timer]:
        """Those that ran out by now and have not rung before. Those that rang long ago are forgotten."""
        rung = [timer for timer in self.all() if timer.rings_by(now)]
        for timer in self.all():
            if timer.status == "OFF" and timer.trigger_time + KEPT_AFTER_RINGING < now:
                self.delete(timer.id)
        return rung
