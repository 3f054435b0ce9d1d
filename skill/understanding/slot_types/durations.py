"""AMAZON.DURATION: how long. Values as Alexa sends them: ISO 8601, in the units that were said.

So "ninety seconds" is PT90S and "three weeks" P3W; only a fraction goes down a unit ("an hour and a half" is PT1H30M).
"A couple" is two and "a few" three. "Five to ten minutes" is no length: which one is meant is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from .number_words import in_digits
from .reader import CARDINALS, HEDGES, Reader, unhedged
from .vocabulary import in_order, vocabulary

_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
"""From the longest to the shortest, with their letters in ISO 8601."""
_ORDER = tuple(_UNITS)
_SMALLER = {"year": ("month", 12), "week": ("day", 7), "day": ("hour", 24), "hour": ("minute", 60)}
_SMALLER |= {"minute": ("second", 60), "month": ("day", 30)}
_SEVERAL = {"fortnight": (2, "week"), "decade": (10, "year")}
_LETTERS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "mo": "month", "mos": "month"}
_SHORT = {"sec": "second", "min": "minute", "hr": "hour", "wk": "week", "yr": "year"}
_UNIT = re.compile(rf"\b({'|'.join([*_UNITS, *_SEVERAL])})\b")

_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_PART = r"(?:(\d|an?) )?(half|quarter|third)s?"
Amount = Callable[[re.Match[str]], Fraction]
_AMOUNTS: list[tuple[re.Pattern[str], Amount]] = [
    (re.compile(pattern), amount)
    for pattern, amount in (
        (r"\d+(?:\.\d+)?", lambda found: Fraction(found[0])),
        (r"an?", lambda found: Fraction(1)),
        (r"(?:a )?couple(?: of)?", lambda found: Fraction(2)),
        (r"(?:a )?few", lambda found: Fraction(3)),
        (r"half a dozen", lambda found: Fraction(6)),
        (r"(?:(\d+|a) )?dozen", lambda found: 12 * _times(found[1])),
        (
            rf"(?:(\d+) and )?{_PART}(?: of)?(?: an?| the| 1)?",
            lambda found: int(found[1] or 0) + _part(found[2], found[3]),
        ),
        (
            r"(?:(\d+) )?(\d)/([2-9])(?: of)?(?: an?)?",
            lambda found: int(found[1] or 0) + Fraction(int(found[2]), int(found[3])),
        ),
    )
]
_TAIL_PART = re.compile(rf"(?:and )?{_PART}")
_AFTER_PART = re.compile(rf"(?:and )?{_PART} (?:and )?(.+)")
_TAIL_NUMBER = re.compile(r"(?:and )?(\d+)")
_ONE = re.compile(r"(?:the )?(?:(?:last|past|next) )?(?:minute|hour|day|week|month|year|fortnight)\b")
"""A unit that needs no amount, as in "hour and a half". "Second" alone is an ordinal."""
_BETWEEN = re.compile(rf" (?:{'|'.join(in_order('hedges_between'))})\b")


def _value(phrase: str, _: date) -> str | None:
    text = _plain(phrase)
    parts: list[tuple[Fraction, str]] = []
    at = 0
    for unit in _UNIT.finditer(text):
        said = text[at : unit.start()].strip()
        amount = _amount(said.removeprefix("and ") if at else said)
        if not said and not at and _ONE.match(phrase):
            amount = Fraction(1)
        if amount is None and parts and (more := _AFTER_PART.fullmatch(said)):  # "an hour and a half and ten seconds"
            parts[-1] = parts[-1][0] + _part(more[1], more[2]), parts[-1][1]
            amount = _amount(more[3])
        if amount is None:
            return None
        times, name = _SEVERAL.get(unit[1], (1, unit[1]))
        parts.append((amount * times, name))
        at = unit.end()
    whole = _with_tail(parts, text[at:].strip()) if parts else None
    return _iso(whole) if whole else None


def _plain(phrase: str) -> str:
    words = re.sub(r"^(?:for )?(?:the )?(?:(?:last|past|next) )?| from now$", "", unhedged(phrase))
    text = _BETWEEN.sub("", in_digits(words, ordinals=False))
    return re.sub(r"(?<=\d )(?:mos?|[smhd])\b", lambda found: _LETTERS[found[0]], _singular(text))


def _singular(text: str) -> str:
    return " ".join(_SHORT.get(one := word.removesuffix("s") if len(word) > 2 else word, one) for word in text.split())


def _amount(said: str) -> Fraction | None:
    return next((amount(found) for pattern, amount in _AMOUNTS if (found := pattern.fullmatch(said))), None)


def _times(said: str | None) -> Fraction:
    return Fraction(said if said and said.isdigit() else 1)


def _part(times: str | None, name: str) -> Fraction:
    return _times(times) * _PARTS[name]


def _with_tail(parts: list[tuple[Fraction, str]], tail: str) -> list[tuple[Fraction, str]] | None:
    """With what is said after the last unit: "and a half", or a number of the next smaller unit."""
    amount, unit = parts[-1]
    if found := _TAIL_PART.fullmatch(tail):
        parts[-1] = amount + _part(found[1], found[2]), unit
    elif (found := _TAIL_NUMBER.fullmatch(tail)) and unit in ("hour", "minute"):
        parts.append((Fraction(found[1]), _SMALLER[unit][0]))
    elif tail:
        return None
    places = [_ORDER.index(unit) for _, unit in parts]
    return parts if places == sorted(set(places)) else None


def _iso(parts: list[tuple[Fraction, str]]) -> str | None:
    amounts: dict[str, int] = {}
    for amount, unit in parts:
        while unit in _SMALLER and amount.denominator > 1:
            amounts[unit] = amounts.get(unit, 0) + int(amount)
            smaller, factor = _SMALLER[unit]
            amount, unit = (amount - int(amount)) * factor, smaller
        amounts[unit] = amounts.get(unit, 0) + round(amount)
    day, time = (
        "".join(f"{amounts[unit]}{_UNITS[unit]}" for unit in units if amounts.get(unit))
        for units in (_ORDER[:4], _ORDER[4:])
    )
    if day or time:
        return f"P{day}" + (f"T{time}" if time else "")
    last = parts[-1][1]
    return f"P{'T' if last in _ORDER[4:] else ''}0{_UNITS[last]}"


_SIGNS = vocabulary("duration_units")
READER = Reader(
    _SIGNS | CARDINALS | vocabulary("duration_joints", "hedges_between"),
    _SIGNS,
    _value,
    lonely=frozenset(f"{the}{unit}" for unit in _UNITS for the in ("", "the ", "the next ", "the last ")),
    edges=frozenset({"and", "of", "or", "to"}) | HEDGES | vocabulary("hedges_between") - {"half"},
    ranges=True,
)
