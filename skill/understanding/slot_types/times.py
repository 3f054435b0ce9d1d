"""AMAZON.TIME: a time of day as HH:MM, or MO, AF, EV, NI for a part of the day.

A time without "a.m.", "p.m." or a part of the day stays as it stands on the clock's face: "half past six" is 06:30.
"""

from __future__ import annotations

import re
from datetime import date

from .numbers import in_digits
from .reader import Reader, vocabulary

_NAMED = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI"}
_PART = r"(?:(?:in the|this|the|at|tomorrow) )?(morning|afternoon|evening|night|tonight)"
_HALF = r"(am|pm|a m|p m)"
_FACE = re.compile(rf"(\d\d?)(?:[:. ](\d\d|o \d|oh \d))?(?: oclock)?(?: ?{_HALF})?(?: {_PART})?")
_PAST = re.compile(
    r"(half|(?:a )?quarter|\d\d?)(?: minutes?)? (past|after|to|before|of|until) (\d\d?|noon|midnight|midday)"
    rf"(?: oclock)?(?: ?{_HALF})?(?: {_PART})?"
)


def _read(phrase: str, _: date) -> str | None:
    words = in_digits(re.sub(r"^(?:at|by|around|about) ", "", phrase.replace("'", "").replace("o clock", "oclock")))
    turned = re.fullmatch(rf"{_PART} (?:at )?(.+)", words)
    if turned and turned[2] not in _PARTS:
        words = f"{turned[2]} {turned[1]}"
    if words in _NAMED:
        return _NAMED[words]
    if part := re.fullmatch(_PART, words):
        return _PARTS[part[1]]
    return _past(words) or _face(words)


def _face(words: str) -> str | None:
    found = _FACE.fullmatch(words)
    if not found:
        return None
    minute = int((found[2] or "0").split()[-1])
    return _clock(int(found[1]), minute, found[3], found[4])


def _past(words: str) -> str | None:
    found = _PAST.fullmatch(words)
    if not found:
        return None
    amount = 30 if found[1] == "half" else 15 if "quarter" in found[1] else int(found[1])
    hour = int(_NAMED.get(found[3], found[3]).split(":")[0])
    if found[2] in ("past", "after"):
        return _clock(hour, amount, found[4], found[5])
    return _clock((hour - 1) % 24 if hour != 1 else 12, 60 - amount, found[4], found[5])


def _clock(hour: int, minute: int, half: str | None, part: str | None) -> str | None:
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    late = (half or "").startswith("p") or part in ("afternoon", "evening")
    # Night holds both sides of midnight: "one at night" is early, "ten at night" late.
    late = late or (part in ("night", "tonight") and 5 <= hour < 12)
    early = (half or "").startswith("a") or part in ("morning", "night", "tonight")
    if late and hour < 12:
        hour += 12
    elif early and not late and hour == 12:
        hour = 0
    return f"{hour % 24:02}:{minute:02}"


_SIGNS = vocabulary("cardinals") | _NAMED.keys() | _PARTS.keys()
READER = Reader(
    _SIGNS | vocabulary("time_joints"),
    _SIGNS,
    _read,
    lonely=frozenset({"night", "the night"}),
    lonely_after=frozenset({"at", "by", "until"}),
    bare_number=False,
)
