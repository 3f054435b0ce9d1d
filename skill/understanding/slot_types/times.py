"""AMAZON.TIME: a time of day as HH:MM, or MO, AF, EV, NI for a part of the day.

A time without "a.m.", "p.m." or a part of the day stays as it stands on the clock's face: "half past six" is 06:30, and
so is the British "half six". A zone or a day that is named with it is not looked at, as Alexa sends none.
"""

from __future__ import annotations

import re
from datetime import date

from .number_words import in_digits
from .reader import CARDINALS, HEDGES, Reader, unhedged
from .vocabulary import in_order, vocabulary

_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI"}
_ROUND = {"half": 30, "quarter": 15, "5": 5, "10": 10, "15": 15, "20": 20, "25": 25}
"""Minutes that stand before "to" and "past" without the word minutes. "Nine to five" is no time."""

DAYS = frozenset(["today", "tomorrow", "yesterday", *in_order("weekdays")])
_DAY = rf"(?:on )?(?:{'|'.join(sorted(DAYS))})"
_IN = rf"(?:in the|during the|this|the|at|{_DAY})"
_PART = rf"(?:{_IN} (?:(?:early|late|mid) )?(?P<part>morning|afternoon|evening|night)|(?P<tonight>tonight))"
_HOUR = r"(?P<hour>\d\d?)"
_END = rf"(?: (?:oclock|o clock))?(?: ?(?P<half>am|pm|a m|p m))?(?: {_PART})?"
_AROUND = re.compile(
    rf"^(?:at|by|around|about|before|after|until|till?|from|{_DAY}) | (?:{_DAY}|{'|'.join(in_order('time_zones'))})$"
)

_BARE_PART = re.compile(rf"(?:(?:{_IN}|in) )?(?:(?:early|late|mid) (?:at |in the )?)?(?P<part>{'|'.join(PARTS)})")
_TURNED = re.compile(rf"((?:{_IN} )?(?:early |late |mid )?(?:{'|'.join(PARTS)}))(?: at| by| around| about)? (.+)")
_NAME = re.compile(rf"(?:(?:12|0) )?({'|'.join(_NAMED)})(?: tonight)?")
_FACE = re.compile(rf"{_HOUR}(?:[:. ](?P<minute>\d\d|(?:0|oh?) \d))?{_END}")
_IN_ONE = re.compile(rf"(?P<zero>(?:0|oh?) )?{_HOUR} ?(?P<minute>\d\d)(?P<hours> hours)?{_END}")
_PAST = re.compile(
    rf"(?:a )?(?P<minute>half|quarter|\d\d?)(?P<minutes> minutes?)? (?P<side>past|after|to|before|of|until|till?) "
    rf"(?P<hour>\d\d?|{'|'.join(_NAMED)}){_END}"
)
_HALF = re.compile(rf"half {_HOUR}{_END}")


def _value(phrase: str, _: date) -> str | None:
    words = _bare(in_digits(phrase.replace("o clock", "oclock"), ordinals=False))
    if part := _BARE_PART.fullmatch(words):
        return PARTS[part["part"]]
    if turned := _TURNED.fullmatch(words):
        words = f"{turned[2]} {turned[1] if ' ' in turned[1] or turned[1] == 'tonight' else f'the {turned[1]}'}"
    if name := _NAME.fullmatch(words):
        return f"{_NAMED[name[1]]:02}:00"
    if found := _HALF.fullmatch(words):
        return _clock(int(found["hour"]), 30, found)
    return _past(words) or _face(words)


def _bare(words: str) -> str:
    """Without what does not change the time: "at", "about", "sharp", the day, the zone."""
    while (bare := _AROUND.sub("", unhedged(words))) != words:
        words = bare
    return words


def _past(words: str) -> str | None:
    found = _PAST.fullmatch(words)
    if not found:
        return None
    before = found["side"] not in ("past", "after")
    minute = _ROUND.get(found["minute"])
    if minute is None and (found["minutes"] or not before):
        minute = int(found["minute"])
    if minute is None or (before and found["minute"] == "half"):
        return None
    hour = _NAMED[found["hour"]] if found["hour"] in _NAMED else int(found["hour"])
    if before:
        return _clock((hour - 1) % 24 if hour != 1 else 12, 60 - minute, found)
    return _clock(hour, minute, found)


def _face(words: str) -> str | None:
    if found := _FACE.fullmatch(words):
        return _clock(int(found["hour"]), int((found["minute"] or "0").split()[-1]), found)
    found = _IN_ONE.fullmatch(words)
    # "A hundred" is no time; "oh one hundred" and "100 hours" are.
    if not found or (re.match(r"\d00\b", words) and not found["hours"]):
        return None
    return _clock(int(found["hour"]), int(found["minute"]), found)


def _clock(hour: int, minute: int, found: re.Match[str]) -> str | None:
    half, part = found["half"] or "", found["part"] or found["tonight"]
    if hour > 24 or minute > 59 or ((half or part == "morning") and not 0 < hour <= 12):
        return None
    late = half.startswith("p") or part in ("afternoon", "evening")
    # Night holds both sides of midnight: "one at night" is early, "ten at night" late.
    late = late or (not half and part in ("night", "tonight") and 5 <= hour < 12)
    early = half.startswith("a") or part in ("morning", "night", "tonight")
    if late and hour < 12:
        hour += 12
    elif early and not late and hour == 12:
        hour = 0
    return f"{hour % 24:02}:{minute:02}"


_SIGNS = CARDINALS | _NAMED.keys() | PARTS.keys()
READER = Reader(
    _SIGNS | DAYS | vocabulary("time_joints", "time_zones"),
    _SIGNS,
    _value,
    lonely=frozenset({"night", "the night", "day"}),
    lonely_after=frozenset({"at", "by", "until", "today", "tomorrow"}),
    edges=HEDGES | DAYS | {"a", "o", "or", "on", "of", "to", "from", "after", "before", "by", "until", "till"},
    never_before=vocabulary("duration_units") | {"percent", "times"},
    bare_numbers=1,
    ranges=True,
)
