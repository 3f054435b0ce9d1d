"""Writes into a file what holds now, where it differs, and leaves all else of the file as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit

from skill.desk.conversations.expected import now
from skill.desk.conversations.running import Ran


def accept(path: Path, ran: list[Ran]) -> None:
    """From now on these conversations of a file are as they were held just now."""
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    for one in ran:
        turns: Any = document["conversation"][one.conversation.at]["turns"]
        for turn in one.turns:
            for key in [sentence.partition(":")[0] for sentence in turn.record.differs]:
                turns[turn.at][key] = _accepted(key, turns[turn.at][key], one, turn.at)
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _accepted(key: str, wanted: Any, ran: Ran, at: int) -> Any:
    turn = next(each for each in ran.turns if each.at == at)
    found = now(turn.record, key, wanted, turn.memory)
    match key:
        case "hears":  # the parts that are still heard, and all of it in place of the others
            return [*(words for words in wanted if words in found), found]
        case "never_hears":
            return [words for words in wanted if words not in found.lower()]
        case "trouble":
            return [found] if found else []
        case _:
            return _empty_of(wanted) if found is None else found


def _empty_of(wanted: Any) -> Any:
    """How "nothing" is written where something was."""
    return type(wanted)() if isinstance(wanted, (str, list, dict, bool)) else ""
