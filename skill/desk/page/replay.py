"""Conversations as files: what was said turn by turn and what the coach decided, to be played again.

The format is that of the project's own conversation tests: TOML, a `[[conversation]]` with its `turns`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypedDict

from skill.desk.alerts import SCOPES
from skill.desk.answer import SayAnswer
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.json_reader import Json, Reader

SHORT = {long: short for short, long in SCOPES.items()}

MOST_TURNS = 500
DOES = {"said": str, "silence": bool, "touched": str, "advance": int | float}
"""What somebody can do in a turn; a turn holds exactly one of these."""
DECIDED = (
    "intent", "asked", "topic", "aspect", "urgency", "flags", "step", "consent", "hears", "never_hears", "fired",
    "ended",
)  # fmt: skip
"""What can be said of the answer. An empty text stands for "nothing"."""
LISTS = ("flags", "hears", "never_hears", "fired")


@dataclass(frozen=True)
class Recorded:
    """One conversation of a file."""

    name: str
    turns: list[Json]
    locale: str = "en-US"
    permissions: Json | None = None


class Played(TypedDict):
    """One turn of a conversation that is played again."""

    expected: Json
    turn: SayAnswer | None
    """None where the clock was moved."""
    fired: list[Json]
    differs: list[str]
    """One sentence for everything that is not as recorded."""


def read(text: str) -> list[Recorded]:
    """The conversations in a file's text. Raises DeskError, which says where it is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeskError(f"the file is not valid TOML: {error}") from None
    rows = replace(Reader(data, DeskError)["conversation"], remedy="save one on this page to see how they look")
    return [_recorded(row, number) for number, row in enumerate(rows.items(least=1), start=1)]


def _recorded(row: Reader, number: int) -> Recorded:
    turns = row["turns"].items(1, MOST_TURNS)
    for turn in turns:
        _check(turn.only(*DOES, *DECIDED))
    told = row.object()
    played = [turn.object() for turn in turns]
    return Recorded(str(told.get("name", number)), played, str(told.get("locale", "en-US")), told.get("permissions"))


def _check(turn: Reader) -> None:
    does = [key for key in DOES if turn[key].is_given]
    if len(does) != 1 or not isinstance(turn[does[0]].value, DOES[does[0]]):
        raise turn.wrong("is no turn", f"it needs exactly one of {', '.join(DOES)}")
    for key in LISTS:
        turn[key].texts()


def play(echo: Echo, conversation: Recorded) -> Iterator[Played]:
    """Holds the conversation with a device: each turn as `POST /say` answers it, with what is not as recorded."""
    for expected in conversation.turns:
        turn, fired = _do(echo, expected)
        yield {"expected": expected, "turn": turn, "fired": fired, "differs": list(differences(turn, fired, expected))}


def _do(echo: Echo, expected: Json) -> tuple[SayAnswer | None, list[Json]]:
    if "advance" in expected:
        try:
            return None, [each.as_json() for each in echo.alerts.advance(expected["advance"])]
        except ValueError as error:
            raise DeskError(str(error)) from None
    if "touched" in expected:
        return echo.touch([expected["touched"]]), []
    return (echo.silence() if expected.get("silence") else echo.say(expected["said"])), []


def differences(turn: SayAnswer | None, fired: list[Json], expected: Json) -> Iterator[str]:
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


def _found(turn: SayAnswer, key: str) -> Any:
    """What can be recorded of a turn, as it is now: told in the answer, or in its trace."""
    match key:
        case "hears" | "never_hears":
            return turn["speech"]
        case "flags":
            return turn["red_flags"]
        case "step":
            return turn["step"]["id"] if turn["step"] else None
        case "consent" if turn["consent"]:
            scope = turn["consent"]["scope"]
            return {"scope": SHORT.get(scope, scope), "status": turn["consent"]["status"]}
        case "asked":
            return next((event["asked"] for event in reversed(turn["trace"]) if event["event"] == "decided"), "")
        case _:
            return turn.get(key)
