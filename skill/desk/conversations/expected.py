"""What must hold in a turn, and what is so: one sentence for everything that differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from skill.desk.alerts import SCOPES
from skill.desk.answer import SayAnswer
from skill.desk.conversations.conversation_file import HOLDS
from skill.desk.conversations.throw_away import ThrowAwayMemory
from skill.desk.turn_record import TurnRecord
from skill.json_reader import Json

SHORT = {long: short for short, long in SCOPES.items()}


def differences(record: TurnRecord, expected: Json, memory: ThrowAwayMemory | None = None) -> Iterator[str]:
    """One sentence for everything that is not as recorded."""
    for key in HOLDS:
        if key in expected:
            found = now(record, key, expected[key], memory)
            if not _holds(key, found, expected[key]):
                yield f"{key}: recorded {expected[key]!r}, now {found!r}"


def _holds(key: str, found: Any, wanted: Any) -> bool:
    match key:
        case "hears" | "trouble":
            return all(words in found for words in wanted)
        case "never_hears":
            return not any(words in found.lower() for words in wanted)
        case "flags":
            return set(found) >= set(wanted) and bool(found) == bool(wanted)
        case _:
            return (found or None) == (wanted or None)


def now(record: TurnRecord, key: str, wanted: Any, memory: ThrowAwayMemory | None = None) -> Any:
    """What can be recorded of a turn, as it is now; of a table or a list of them as much as was recorded."""
    if key == "alerts":
        return len(record.alerts) if isinstance(wanted, int) else _rows(record.alerts, wanted)
    if key == "attributes":
        return _part(record.attributes, wanted)
    if key == "kept":
        return _part(memory.record() if memory else {}, wanted)
    if key == "fired":
        return [each["label"] if each["kind"] == "audio" else each["announcement"] for each in record.fired]
    return _told(record.turn, key, wanted) if record.turn else None


def _told(turn: SayAnswer, key: str, wanted: Any) -> Any:
    match key:
        case "heard" | "hears" | "never_hears":
            return turn["speech"]
        case "flags":
            return turn["red_flags"]
        case "trouble":
            return turn["trouble"] or ""
        case "step":
            return turn["step"]["id"] if turn["step"] else None
        case "state":
            return turn["request"].get("request", {}).get("dialogState")
        case "slots":
            said = {name: slot["value"] for name, slot in turn["slots"].items()}
            return {name: said.get(name) for name in wanted} if wanted else said
        case "texts":
            return turn["screen"]["texts"] if turn["screen"] else []
        case "audio" | "video":
            return _part(turn[key], wanted)
        case "card":
            return turn["card"] and turn["card"].get("type")
        case "directives":
            return [each["type"] for each in (turn["response"].get("response") or {}).get("directives") or []]
        case "consent" if turn["consent"]:
            scope, status = turn["consent"]["scope"], turn["consent"]["status"]
            return status if isinstance(wanted, str) else {"scope": SHORT.get(scope, scope), "status": status}
        case "asked":
            return next((event["asked"] for event in reversed(turn["trace"]) if event["event"] == "decided"), "")
        case _:
            return turn.get(key)


def _rows(found: list[Json], wanted: list[Json]) -> list[Json]:
    """Of each alert what was recorded of it; all that there are, so that one too many shows."""
    asked = [*wanted, *({"label": None} for _ in found[len(wanted) :])]
    return [{key: alert.get(key) for key in row} for alert, row in zip(found, asked, strict=False)]


def _part(found: Any, wanted: Any) -> Any:
    """Of nested tables what was recorded of them; all where nothing was."""
    if not (isinstance(found, Mapping) and isinstance(wanted, Mapping) and wanted):
        return found
    return {key: _part(found.get(key), each) for key, each in wanted.items()}
