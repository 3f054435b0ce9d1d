"""Conversations with the policy as data: what is said, and after each turn all that must hold.

In conversations/*.toml, a turn is a row. What it holds besides what was said is all that comes of it: nothing else may.

    said        a name of SAID, an intent, or free words; `slots` its words, or its words and what they mean
    heard       all that is spoken, by the names of named.py
    asked       the question that is open then; `waiting` those that were interrupted
    case, ...   what has changed in the case, the alerts and the memory of the session
    calls       what was asked of the device and of the store
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from skill.dialogue.alert_state import Consent
from skill.dialogue.memory import Memory
from skill.dialogue.ports import Reminder, Timer
from skill.dialogue.record import Record
from skill.dialogue.session import Session, read, written
from skill.dialogue.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.leading import Pause
from tests.dialogue.conversation import SUNDAY_AT_NINE, Conversation, Device, Shelf
from tests.dialogue.named import named_content

FILES = sorted((Path(__file__).parent / "conversations").glob("*.toml"))
Row = dict[str, Any]
TOLD = ("said", "slots", "later", "consent", "device", "store")
"""What a row says of a turn before it is answered: `later` in minutes, and what is wrong outside from now on."""
NOT_THE_PLACE = ("turn", "asked", "waiting")


@cache
def content() -> Content:
    """The content of all transcripts."""
    return named_content()


def conversations(path: Path) -> list[Row]:
    """The conversations of one file."""
    found: list[Row] = tomllib.loads(path.read_text(encoding="utf-8"))["conversation"]
    return found


def begun(row: Row) -> Conversation:
    """A conversation as its row begins it: `case`, `locale`, a `device`, and a `record` that may be kept."""
    record = row.get("record")
    kept = Record(**{name: tuple(each) if isinstance(each, list) else each for name, each in (record or {}).items()})
    shelf = Shelf(kept if record else None) if record is not None else None
    device = Device(**row["device"]) if "device" in row else None
    if device:
        ends = SUNDAY_AT_NINE + timedelta(minutes=30)
        timers, reminders = row.get("earlier_timers", ()), row.get("earlier_reminders", ())
        device.running = [Timer(f"earlier {label}", label, "ON", SUNDAY_AT_NINE, ends, 0) for label in timers]
        device.kept = [Reminder(f"earlier {at}", text, SUNDAY_AT_NINE) for at, text in enumerate(reminders, 1)]
    return Conversation(
        case=Case.from_session(row.get("case", {})),
        memory=Memory(record=shelf),
        device=device,
        locale=row.get("locale", "en-US"),
        content=content(),
    )


def held(row: Row) -> Iterator[Row]:
    """Each turn of a conversation with what came of it."""
    talk = begun(row)
    for told in row["turns"]:
        said = {name: told[name] for name in TOLD if name in told}
        yield said | after(talk, said)
        stored(talk)


def stored(talk: Conversation) -> None:
    """Leaves it as a session does that was stored and read again."""
    session = Session(talk.case, talk.alerts, talk.memory, talk.last)
    kept = json.loads(json.dumps(written(session)))
    again = read(kept, talk.content, talk.memory.record)
    talk.case, talk.alerts, talk.memory, talk.last = again.case, again.alerts, again.memory, again.last


def after(talk: Conversation, said: Row) -> Row:
    """What comes of one thing that is said."""
    talk.now += timedelta(minutes=said.get("later", 0))
    if talk.device:
        talk.device.now, talk.device.calls = talk.now, []
        if said.get("device") == "rung":
            talk.device.running = []
        else:
            talk.device.problem = said.get("device", talk.device.problem) or None
    if talk.memory.record:
        talk.memory.record.calls = []
        talk.memory.record.away = said.get("store", "there") == "away"
    before = _known(talk)
    turn = _turn(talk, said)
    now = _known(talk)
    changed = {name: _changed(before[name], now[name]) for name in now}
    return _heard(turn, talk) | {name: change for name, change in changed.items() if change} | _calls(talk)


def _turn(talk: Conversation, said: Row) -> Turn:
    if "consent" in said:
        code, status, card = said["consent"]
        return talk.say("Connections.Response", Consent(code, status, card))
    if "slots" in said:
        slots = {name: tuple(each) if isinstance(each, list) else each for name, each in said["slots"].items()}
        return talk.say(said["said"], **slots)
    return talk.hear(said["said"])


def _heard(turn: Turn, talk: Conversation) -> Row:
    """What a turn says, and what it tells the device."""
    every = {
        "heard": [str(beat.seconds) if isinstance(beat, Pause) else beat for beat in turn.heard()],
        "asked": "" if turn.ends else talk.case.asked,
        "waiting": list(talk.case.waiting),
        "reprompt": turn.reprompt if turn.reprompt != turn.question else None,
        "ends": turn.ends,
        "step": turn.step and turn.step.id,
        "pictured": turn.pictured and turn.pictured.id,
        "red_flags": list(turn.red_flags),
        "urgency": turn.urgency and str(turn.urgency),
        "private": turn.private,
        "topic": turn.topic,
        "aspect": turn.aspect,
        "title": turn.title,
        "sources": " ".join(turn.sources),
        "elicit": list(turn.elicit or ()),
        "permission": turn.permission_asked,
        "card": turn.consent_card,
        "retold_by": turn.retold_by,
    }
    return {name: value for name, value in every.items() if value}


def _known(talk: Conversation) -> dict[str, Row]:
    case = {name: value for name, value in vars(talk.case).items() if name not in NOT_THE_PLACE}
    memory = {**asdict(Memory()), **talk.memory.to_session()}
    return {"case": case, "alerts": asdict(talk.alerts), "memory": memory}


def _changed(before: Row, now: Row) -> Row:
    plain = {name: json.loads(json.dumps(value)) for name, value in now.items() if value != before[name]}
    return {name: _full(value) for name, value in plain.items()}


def _full(value: Any) -> Any:
    """Without what is empty, for which TOML has no word."""
    if isinstance(value, dict):
        return {name: _full(each) for name, each in value.items() if each not in (None, "", [], 0)}
    if isinstance(value, list):
        return [_full(each) for each in value]
    return "nothing" if value is None else value


def _calls(talk: Conversation) -> Row:
    calls = [*(talk.device.calls if talk.device else ()), *(talk.memory.record.calls if talk.memory.record else ())]
    return {"calls": calls} if calls else {}


def write(path: Path) -> None:
    """Writes down what comes of the turns of a file now. Whoever does so looks at what has changed."""
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("[[conversation]]")]
    parts = []
    for row in conversations(path):
        known = [f"{name} = {_toml(value)}" for name, value in row.items() if name != "turns"]
        turns = [
            f"    {{ {', '.join(f'{name} = {_toml(value)}' for name, value in turn.items())} }}," for turn in held(row)
        ]
        parts.append("\n".join(["[[conversation]]", *known, "turns = [", *turns, "]"]) + "\n")
    path.write_text(head + "\n".join(parts), encoding="utf-8")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(each)}" for name, each in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
