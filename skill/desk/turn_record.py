"""A turn as it is kept: what somebody did with the device, how it was before, and all that came of it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from skill.desk import alexa_request
from skill.desk.answer import SayAnswer
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.desk.switches import flip
from skill.json_reader import Json, Reader


class Did(TypedDict, total=False):
    """What somebody did: one of these, `locale` besides where the device speaks another from then on."""

    locale: str
    said: str
    silence: bool
    launched: bool
    touched: list[Any]
    advance: float
    """Seconds by which the clock was moved; none where something rang by itself."""
    device: Json
    """The switches that were flipped."""
    sent: Json
    """A `request` that was written by hand, and the `attributes` of the session that go with it."""


@dataclass(frozen=True)
class TurnRecord:
    """One turn. The device that it began with can be gone on from: `before.branched(begun)`."""

    did: Did
    before: Echo
    begun: datetime
    ended: datetime
    """Both by the device's clock."""
    milliseconds: float
    turn: SayAnswer | None
    """None where nothing was said to the skill."""
    fired: list[Json]
    """What rang or was announced."""
    attributes: Json
    """Of the session, after it."""
    alerts: list[Json]
    differs: tuple[str, ...] = ()
    """Where it was played again: one sentence for everything that is not as recorded."""
    alone: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def id(self) -> str:
        """That of the turn, where there is one."""
        return self.turn["id"] if self.turn else self.alone

    @property
    def changed(self) -> dict[str, tuple[Any, Any]]:
        """The attributes that the skill changed in this turn: how they were, and how they are. None is nothing."""
        return changes(self.before.session.attributes, self.attributes)


def take(echo: Echo, did: Did) -> TurnRecord:
    """Does it, and tells what came of it. Raises DeskError where it cannot be done."""
    before, begun, at = echo.branched(), echo.now, time.perf_counter()
    turn, fired = _do(echo, did)
    milliseconds = round((time.perf_counter() - at) * 1000, 1)
    attributes, alerts = echo.session.attributes, echo.alerts.alerts()
    return TurnRecord(did, before, begun, echo.now, milliseconds, turn, fired, attributes, alerts)


def _do(echo: Echo, did: Did) -> tuple[SayAnswer | None, list[Json]]:
    match did:
        case {"said": str(text)}:
            return echo.say(text), []
        case {"silence": True}:
            return echo.silence(), []
        case {"launched": True}:
            return echo.launch(), []
        case {"touched": arguments}:
            return echo.touch(arguments if isinstance(arguments, list) else [arguments]), []
        case {"advance": seconds}:
            try:
                return None, [each.as_json() for each in echo.alerts.advance(seconds)]
            except ValueError as error:
                raise DeskError(str(error)) from None
        case {"device": switches}:
            flip(echo, Reader(switches, DeskError, "device"))
            return None, []
        case {"sent": {"request": request, **rest}}:
            echo.session.attributes = Reader(rest, DeskError)["attributes"].object() if rest else {}
            return echo.send(_sendable(echo, request)), []
    raise DeskError(f"{did!r} is nothing that can be done with a device")


def _sendable(echo: Echo, request: Json) -> Json:
    """A request that somebody wrote, with a new id and the time: Alexa sends none twice."""
    kind = Reader(request, DeskError, "request")["type"].text()
    fresh = alexa_request.stamped(kind, echo.locale, echo.now)
    return {**request, "requestId": fresh["requestId"], "timestamp": fresh["timestamp"], "locale": echo.locale}


def changes(before: Mapping[str, Any], after: Mapping[str, Any], place: str = "") -> dict[str, tuple[Any, Any]]:
    """What differs between two JSON objects, by its path: how it was, and how it is."""
    found: dict[str, tuple[Any, Any]] = {}
    for name in dict.fromkeys([*before, *after]):
        was, now, path = before.get(name), after.get(name), f"{place}{name}"
        if isinstance(now, dict) and now and isinstance(was or {}, dict):
            found |= changes(was or {}, now, f"{path}.")
        elif was != now:
            found[path] = (was, now)
    return found
