"""The alerts of one pretend device, in its own time."""

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from datetime import datetime
from threading import RLock
from typing import Any, Self
from zoneinfo import ZoneInfo

from skill.desk.alerts.calls import ServiceCall
from skill.desk.alerts.clock import Clock
from skill.desk.alerts.errors import ApiError
from skill.desk.alerts.faults import Faults
from skill.desk.alerts.fired import Fired
from skill.desk.alerts.permissions import Permissions
from skill.desk.alerts.reminders import Reminders
from skill.desk.alerts.timers import Timers
from skill.desk.household.person import Person
from skill.desk.household.purchases import Purchases

MOST_CALLS = 100
"""So many calls are remembered of what nobody asks about."""


class AlertsService:
    """Timers and reminders of one device, or one session at the desk.

    Public: the attributes set in `__init__`, which may be changed at any time (also `zone` and `locale`, as
    when a person moves), and `due`, `advance`, `alerts` and `progressive_speech`. May be used from several
    threads.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        time_zone: str = "America/New_York",
        permissions: Permissions | None = None,
        faults: Faults | None = None,
        *,
        locale: str = "en-US",
        skill_name: str = "the skill",
        device_id: str | None = None,
        unsupported: Collection[str] = (),
        token: str | None = None,
        person: Person | None = None,
    ) -> None:
        """`unsupported`: "timers" or "reminders", where the device has none. `token`: the apiAccessToken
        for the requests of this device; made up if left out. `device_id`: None answers for any device. `person`: who
        owns it; nobody who told anything about themselves where left out.

        zoneinfo.ZoneInfoNotFoundError: there is no such time zone.
        """
        self.clock = clock or Clock()
        self.zone = ZoneInfo(time_zone)
        self.permissions = permissions or Permissions()
        self.faults = faults or Faults()
        self.locale = locale
        self.skill_name = skill_name
        self.device_id = device_id
        self.unsupported = unsupported
        self.token = token or secrets.token_urlsafe(24)
        self.request_id: str | None = None
        """The request the skill is answering; progressive responses must name it. None: not checked."""
        self.timers = Timers()
        self.reminders = Reminders()
        self.person = person or Person()
        self.purchases = Purchases(self.person.products, self.person.voice_purchasing)
        self._fired: list[Fired] = []
        self._speech: list[str] = []
        self._calls: list[ServiceCall] = []
        self._lock = RLock()

    def branched(self, moment: datetime | None = None) -> Self:
        """A device with the same alerts and permissions, and a token of its own, which goes its own way from here.

        `moment`: the time on it, if that is not to be the time on this one.
        """
        with self._lock:
            other = copy(self)
            other.clock = self.clock.branched(moment)
            other.permissions, other.faults = deepcopy(self.permissions), deepcopy(self.faults)
            other.timers, other.reminders = self.timers.branched(), self.reminders.branched()
            other.token, other._lock = secrets.token_urlsafe(24), RLock()
            other.purchases = self.purchases.branched()
            other._fired, other._speech, other._calls = list(self._fired), [], []
            return other

    def due(self) -> list[Fired]:
        """What fired since this was last asked, in the order of time."""
        with self.settled():
            fired, self._fired = self._fired, []
        return sorted(fired, key=lambda each: each.at)

    def advance(self, seconds: float) -> list[Fired]:
        """Move the clock, and say what fired meanwhile. ValueError: as `Clock.advance`."""
        with self._lock:
            self.clock.advance(seconds)
            return self.due()

    def alerts(self) -> list[dict[str, Any]]:
        """What there is now, as `POST /say` shows it. What fired stays for a while, as OFF or COMPLETED."""
        with self.settled() as now:
            timers = [timer.as_json(now) for timer in self.timers.all()]
            return timers + [reminder.as_json(self.locale) for reminder in self.reminders.all()]

    def progressive_speech(self) -> list[str]:
        """What the skill had spoken before its answer, since this was last asked."""
        with self._lock:
            speech, self._speech = self._speech, []
        return speech

    def called(self, call: ServiceCall) -> None:
        """A skill has called a service."""
        self._calls = [*self._calls[-MOST_CALLS:], call]

    def calls(self) -> list[ServiceCall]:
        """What the skill has called, since this was last asked."""
        with self._lock:
            calls, self._calls = self._calls, []
        return calls

    def speak_at_once(self, request_id: str, speech: str) -> None:
        """403 when it is not for the request being answered (documented: only before the full response)."""
        if self.request_id not in (None, request_id):
            raise ApiError(403, "FORBIDDEN", "Directives may only be sent while this request is being answered.")
        self._speech.append(speech)

    @contextmanager
    def settled(self) -> Iterator[datetime]:
        """Hold the service still at one moment, with all that is due by then having fired."""
        with self._lock:
            now = self.clock.now()
            for timer in self.timers.ring(now):
                words = timer.request.announcement(self.locale, self.skill_name)
                label, at, audible = timer.request.label, timer.trigger_time, timer.request.audible
                self._fired.append(Fired("timer", timer.id, label, words, at, audible))
            for reminder, at in self.reminders.fire(now):
                words = reminder.request.words.spoken_in(self.locale)
                self._fired.append(Fired("reminder", reminder.id, words, words, at))
            yield now
