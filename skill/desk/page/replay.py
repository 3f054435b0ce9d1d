"""Conversations as files: what was said turn by turn and what the coach decided, to be played again.

The format is that of the project's own conversation tests: TOML, a `[[conversation]]` with its `turns`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from skill.desk.alerts import SCOPES
from skill.desk.desk import DeskError
from skill.desk.echo import Echo

Json = dict[str, Any]

SHORT = {long: short for short, long in SCOPES.items()}

MOST_TURNS = 500
DOES = {"said": str, "silence": bool, "touched": str, "advance": int | float}
"""What somebody can do in a turn; a turn holds exactly one of these."""
DECIDED = ("intent", "asked", "topic", "urgency", "flags", "step", "consent", "hears", "never_hears", "fired", "ended")
"""What can be said of the answer. An empty text stands for "nothing"."""
LISTS = ("flags", "hears", "never_hears", "fired")


@dataclass(frozen=True)
class Recorded:
    """One conversation of a file."""

    name: str
    turns: list[Json]
    locale: str = "en-US"
    permissions: Json | None = None


def read(text: str) -> list[Recorded]:
    """The conversations in a file's text. Raises DeskError, which says where it is wrong."""
    try:
        rows = tomllib.loads(text).get("conversation")
    except tomllib.TOMLDecodeError as error:
        raise DeskError(f"the file is not valid TOML: {error}") from None
    if not isinstance(rows, list) or not rows:
        raise DeskError("the file holds no [[conversation]]; save one on this page to see how they look")
    return [_recorded(row, number) for number, row in enumerate(rows, start=1)]


def _recorded(row: Any, number: int) -> Recorded:
    turns = row.get("turns") if isinstance(row, dict) else None
    if not isinstance(turns, list) or not turns or len(turns) > MOST_TURNS:
        raise DeskError(f"conversation {number}: turns must be a list of 1 to {MOST_TURNS} turns")
    for at, turn in enumerate(turns, start=1):
        _check(turn, f"conversation {number}, turn {at}")
    return Recorded(str(row.get("name", number)), turns, str(row.get("locale", "en-US")), row.get("permissions"))


def _check(turn: Any, where: str) -> None:
    if not isinstance(turn, dict):
        raise DeskError(f'{where}: a turn looks like {{ said = "next", step = "knee_rolls" }}')
    if odd := turn.keys() - DOES.keys() - set(DECIDED):
        raise DeskError(f"{where}: unknown key {', '.join(sorted(odd))}")
    does = [key for key in DOES if key in turn]
    if len(does) != 1 or not isinstance(turn[does[0]], DOES[does[0]]):
        raise DeskError(f"{where}: needs exactly one of {', '.join(DOES)}")
    for key in turn.keys() & set(LISTS):
        if not isinstance(turn[key], list) or not all(isinstance(each, str) for each in turn[key]):
            raise DeskError(f'{where}: {key} must be a list of texts, such as ["Step one."]')


def play(echo: Echo, conversation: Recorded) -> Iterator[Json]:
    """Holds the conversation with a device: each turn as `POST /say` answers it, with what is not as recorded."""
    for expected in conversation.turns:
        turn, fired = _do(echo, expected)
        yield {"expected": expected, "turn": turn, "fired": fired, "differs": list(differences(turn, fired, expected))}


def _do(echo: Echo, expected: Json) -> tuple[Json | None, list[Json]]:
    if "advance" in expected:
        try:
            return None, [each.as_json() for each in echo.alerts.advance(expected["advance"])]
        except ValueError as error:
            raise DeskError(str(error)) from None
    if "touched" in expected:
        return echo.touch([expected["touched"]]), []
    return (echo.silence() if expected.get("silence") else echo.say(expected["said"])), []


def differences(turn: Json | None, fired: list[Json], expected: Json) -> Iterator[str]:
    """One sentence for everything that is not as recorded."""
    for key, wanted in expected.items():
        if key in DOES:
            continue
        found = [each["announcement"] for each in fired] if turn is None else _found(turn, key)
        if key == "hears":
            is_same = all(words in str(found) for words in wanted)
        elif key == "never_hears":
            is_same = not any(words in str(found).lower() for words in wanted)
        elif key == "flags":
            is_same = set(found) >= set(wanted) and bool(found) == bool(wanted)
        else:
            is_same = (found or None) == (wanted or None)
        if not is_same:
            yield f"{key}: recorded {wanted!r}, now {found!r}"


def _found(turn: Json, key: str) -> Any:
    match key:
        case "hears" | "never_hears":
            return turn["speech"]
        case "flags":
            return turn["red_flags"]
        case "step":
            return (turn["step"] or {}).get("id")
        case "consent":
            asked = turn["consent"]
            return asked and {"scope": SHORT.get(asked["scope"], asked["scope"]), "status": asked["status"]}
        case "asked":
            session = (turn["response"] or {}).get("sessionAttributes") or {}
            return session.get("case", {}).get("asked", "")
        case _:
            return turn.get(key)
