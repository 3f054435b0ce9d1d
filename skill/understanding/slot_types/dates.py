"""AMAZON.DATE: a day as 2026-11-23, a week 2026-W48, a weekend 2026-W48-WE, a month 2026-11, a year 2026.

As on an Echo a day without a year is the next one to come, today among them; a weekday is the next after today, and
"next Friday" is Friday of next week. What is no day for certain is none: "Monday the fifth" is a fifth and a Monday.
AMAZON.Month and DayOfWeek are sent by their names.
"""

from __future__ import annotations

import re
from datetime import date

from . import days, periods
from .calendar_days import holiday_names
from .number_words import in_digits
from .reader import CARDINALS, HEDGES, Reader, unhedged
from .vocabulary import content, vocabulary

_SHORT: dict[str, str] = content()["short"]
_BEFORE = re.compile(
    r"(?:on|since|by|for|from|until|till?|starting|some ?time|(?:this|the same|same) time|1th thing"
    r"|early|late|later|earlier)(?: in)? "
)


def _value(phrase: str, today: date) -> str | None:
    words = _plain(phrase)
    if words in ("now", "right now"):
        return "PRESENT_REF"
    for said in dict.fromkeys((words, _BEFORE.sub("", words, count=1) if _BEFORE.match(words) else words)):
        if found := days.day(said, today):
            return found.isoformat()
        if period := periods.period(said, today):
            return period
    return None


def _plain(phrase: str) -> str:
    words = in_digits(" ".join(_SHORT.get(word, word) for word in unhedged(phrase).split()))
    words = re.sub(r"\b(?:an? )?couple(?: of)?\b", "2", words)
    return re.sub(r"\b(?:a )?few\b", "3", words)


_OWN_SIGNS = vocabulary(
    "ordinals", "ordinal_tens", "weekdays", "weekday_plurals", "months", "short", "seasons", "date_signs"
)
_HOLIDAYS = frozenset(word for name in holiday_names() for word in name.split())
_SIGNS = _OWN_SIGNS | {word for name in holiday_names() if not _OWN_SIGNS & set(name.split()) for word in name.split()}
_COUNTED = vocabulary("duration_units") | {"am", "pm", "a", "p", "o", "oclock", "clock"}
_OTHER_WORDS = ("may", "march", "mar", "dec", "jan", "sat", "sun", "wed", "fall", "spring", "first", "second", "third")
"""Mostly something else than a day, where nothing else says so."""
READER = Reader(
    _SIGNS | _HOLIDAYS | CARDINALS | vocabulary("ordinal_endings", "date_joints"),
    _SIGNS | CARDINALS,
    _value,
    lonely=frozenset(
        {"now", "right now"} | {f"{the}{word}" for word in _OTHER_WORDS for the in ("", "the ", "in the ")}
    ),
    lonely_after=frozenset({"year"}),
    edges=frozenset({"for", "from", "to", "and", "or", "of", "by"}) | HEDGES,
    never_before=_COUNTED,
    bare_numbers=9,
    ranges=True,
)


def _names(names: frozenset[str], lonely: frozenset[str] = frozenset()) -> Reader:
    """Months or weekdays by name, which is what Alexa sends for them."""
    return Reader(names, names, lambda phrase, _: phrase if phrase in names else None, lonely=lonely)


_MONTHS = vocabulary("months")
MONTH = _names(
    _MONTHS | {short for short, full in _SHORT.items() if full in _MONTHS}, frozenset({"may", "march", "mar"})
)
DAY_OF_WEEK = _names(vocabulary("weekdays"))
