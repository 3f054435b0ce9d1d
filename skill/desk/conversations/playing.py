"""Holds a conversation of a file with a device, and tells of each turn what is not as recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from skill.desk.alerts import Clock, Fails, Late, Nonsense, Silent
from skill.desk.alerts.faults import Fault
from skill.desk.alexa_request import Device
from skill.desk.conversations.conversation_file import SPEAKS, STARTS, Conversation
from skill.desk.conversations.expected import differences
from skill.desk.conversations.throw_away import ThrowAwayMemory
from skill.desk.desk import Desk
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.desk.turn_record import Did, TurnRecord
from skill.json_reader import Json


@dataclass
class Played:
    """A conversation that is held: the device, as it is by now, and its turns so far."""

    conversation: Conversation
    desk: Desk
    echo: Echo
    memory: ThrowAwayMemory | None


def begin(desk: Desk, conversation: Conversation) -> Played:
    """The device of a conversation, before its first turn. Raises DeskError where there can be none."""
    memory = ThrowAwayMemory() if conversation.memory else None
    desk = desk.throwing_away(memory)
    locale = conversation.locale or desk.skill.models.default_locale
    if locale not in desk.skill.models.locales:
        known = ", ".join(desk.skill.models.locales)
        raise DeskError(f"{conversation.name}: locale {locale!r} is not known; use one of: {known}")
    clock = Clock(_starts(conversation, desk.zone(locale)))
    model, screen = conversation.device or desk.home.model, conversation.screen and desk.home.screen
    device = Device(screen, conversation.permissions or {}, model)
    echo = desk.echo(locale, device, clock, person=conversation.person)
    if conversation.zone:
        echo.alerts.zone = _zone(conversation.zone)
    echo.alerts.unsupported = conversation.unsupported
    return Played(conversation, desk, echo, memory)


def _starts(conversation: Conversation, zone: str) -> datetime:
    starts = conversation.starts or datetime.fromisoformat(STARTS)
    return starts if starts.tzinfo else starts.replace(tzinfo=_zone(conversation.zone or zone))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise DeskError(f"zone is {name!r}; name a time zone such as Europe/London") from None


def play(desk: Desk, conversation: Conversation) -> Iterator[TurnRecord]:
    """Holds the conversation: each turn, with what is not as recorded. Raises DeskError where it cannot be held."""
    played = begin(desk, conversation)
    for said in conversation.opening:
        turn(played, {"said": said})
    for expected in conversation.turns:
        yield from turn(played, expected)


def turn(played: Played, expected: Json) -> list[TurnRecord]:
    """One turn of a file: whatever happens first, then what is said. The last tells what is not as recorded."""
    _prepare(played, expected)
    done: list[Did] = []
    for key in ("device", "breaks", "advance"):
        if key in expected:
            done.append({key: expected[key]})  # type: ignore[misc]
    speaks = {key: expected[key] for key in (*SPEAKS, "locale") if key in expected}
    if speaks:
        done.append(speaks)  # type: ignore[arg-type]
    records = [_take(played, did) for did in done] or [_take(played, {"advance": 0})]
    fired = [each for record in records for each in record.fired]
    last = replace(records[-1], fired=fired)
    return [*records[:-1], replace(last, differs=tuple(differences(last, expected, played.memory)))]


def _take(played: Played, did: Did) -> TurnRecord:
    if played.echo.ended and did.keys() & {"said", "launched"}:
        played.echo = played.echo.again()  # the session is over: whoever speaks again begins a new one
    return played.desk.take(played.echo, did)


def _prepare(played: Played, expected: Json) -> None:
    if expected.get("opens"):
        played.echo = played.echo.again()
    if "faults" in expected:
        played.echo.alerts.faults.switch_off()
        for row in expected["faults"]:
            played.echo.alerts.faults.switch_on(row["call"], fault(row), row.get("times"))
    if expected.get("disabled"):
        played.echo.disable()
    if "store_down" in expected and played.memory:
        played.memory.is_down = expected["store_down"]


def fault(row: dict[str, Any]) -> Fault:
    """A fault as data: {status = 504}, {late = 9}, {silent = true} or {nonsense = "<html>"}."""
    match row:
        case {"status": int(status)}:
            return Fails(status)
        case {"late": seconds}:
            return Late(float(seconds))
        case {"silent": True}:
            return Silent()
        case {"nonsense": str(body)}:
            return Nonsense(body)
    raise DeskError(f"faults: {row} is none; write status, late, silent or nonsense")
