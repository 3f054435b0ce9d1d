"""TOML that others wrote, measured before it is parsed: what would take a parser long, or memory, is refused unread."""

from __future__ import annotations

import math
import re
import tomllib
from typing import Any

from skill.desk.exchange import DeskError
from skill.json_reader import Json

MOST_CHARACTERS = 256 * 1024
MOST_PARTS = 32
"""Of a dotted key: a parser takes time and memory for it by the square of them."""
DEEPEST = 64
"""So deep may lists and tables lie in each other."""
_QUOTED = re.compile(
    r"""(?xs)
    \"{3} (?: [^"\\] | \\. | "(?!"") )*+ (?: "{3,5} )? | '{3} (?: [^'] | '(?!'') )*+ (?: '{3,5} )?
    | " (?: [^"\\\n] | \\[^\n] )*+ "? | ' [^'\n]*+ '? | \# [^\n]*+
    """
)
"""A text or comment, closed or not."""


def loads(text: str) -> Json:
    """What the text says, which then is plain data as JSON has it. Raises DeskError: what is wrong, and where."""
    if len(text) > MOST_CHARACTERS:
        raise DeskError(f"the file has {len(text)} characters; split it into files of at most {MOST_CHARACTERS}")
    bare = _QUOTED.sub("_", text)
    if any(part.count(".") >= MOST_PARTS for part in re.split(r"[=,{}\[\]\n]", bare)):
        raise DeskError(f"the file has a key of more than {MOST_PARTS} parts; write fewer dots in it")
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", bare):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            raise DeskError(f"the file has more than {DEEPEST} brackets in each other; write it flatter")
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise DeskError(f"the file is not valid TOML: {error}") from None
    _plain(found, "")
    return found


def _plain(value: Any, place: str) -> None:
    """Refuses days, times and what is no number: a conversation holds them as text."""
    match value:
        case dict():
            for key, each in value.items():
                _plain(each, f"{place}.{key}" if place else key)
        case list():
            for at, each in enumerate(value):
                _plain(each, f"{place}[{at}]")
        case float() if not math.isfinite(value):
            raise DeskError(f"{place} is {value}; write a number")
        case str() | bool() | int() | float():
            pass
        case _:
            raise DeskError(f"{place} is {value}; write it in quotes")
