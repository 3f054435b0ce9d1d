"""AMAZON.DURATION: how long. Values as Alexa sends them: ISO 8601, in the units that were said.

So "ninety seconds" is PT90S and "three weeks" P3W; only a fraction goes down a unit ("an hour and a half" is PT1H30M).
"A couple" is two and "a few" three.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache

from timelength import English, TimeLength

from .numbers import in_digits
from .reader import Reader, vocabulary

_UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "year": "Y"}
_SMALLER = {"year": ("month", 12), "week": ("day", 7), "day": ("hour", 24), "hour": ("minute", 60)}
_SMALLER |= {"minute": ("second", 60), "month": ("day", 30)}
_SHORT = {"sec": "second", "secs": "second", "min": "minute", "mins": "minute", "hr": "hour", "hrs": "hour"}
_SHORT |= {"s": "second", "m": "minute", "h": "hour"}
_UNIT = "(second|minute|hour|day|week|month|year)"

# How people say fractions and small amounts, turned into what timelength reads.
_PLAINER: list[tuple[str, str | Callable[[re.Match[str]], str]]] = [
    (rf"\b({_UNIT}|fortnight)s\b", r"\1"),
    (r"\b(?:the )?(?:last|past|next) ", ""),
    (r"\b(?:(\d+|an?) )?fortnight\b", lambda found: f"{2 * int(_one(found[1] or 'a'))} week"),
    (r"\b(?:a )?couple(?: of)? ", "2 "),
    (r"\b(?:a )?few ", "3 "),
    (r"\bhalf an? ", "0.5 "),
    (r"\b(?:a )?half ", "0.5 "),
    (r"\bthree quarters? of an? ", "0.75 "),
    (r"\b3 quarters? of an? ", "0.75 "),
    (r"\b(?:a )?quarter (?:of )?an? ", "0.25 "),
    (r"\b(?:a )?quarter hour", "0.25 hour"),
    (r"\b1/2 (?:an? )?", "0.5 "),
    (r"\b1/4 (?:of )?(?:an? )?", "0.25 "),
    (r"\b3/4 (?:of )?(?:an? )?", "0.75 "),
    (r"\b(\d+) 0\.5 ", r"\g<1>.5 "),
    (rf"\b(\d+) and (?:an? )?0\.5 {_UNIT}", r"\1.5 \2"),
    (rf"^(?:an? )?{_UNIT} and", r"1 \1 and"),
    (rf"\b(\d+|an?) {_UNIT} and a half\b", lambda found: f"{_one(found[1])}.5 {found[2]}"),
    (rf"\b(\d+|an?) {_UNIT} and a quarter\b", lambda found: f"{_one(found[1])}.25 {found[2]}"),
    (rf"\b(\d+|an?) {_UNIT} and (?:3|three) quarters?\b", lambda found: f"{_one(found[1])}.75 {found[2]}"),
    (r"(\d+) hour (?:and )?(\d+)$", r"\1 hour \2 minute"),
    (r"(\d+) minute (?:and )?(\d+)$", r"\1 minute \2 second"),
]
_PLAINER_PATTERNS = [(re.compile(pattern), plain) for pattern, plain in _PLAINER]


def _one(amount: str) -> str:
    return "1" if amount.startswith("a") else amount


@cache
def _english() -> English:
    # Made anew for each phrase it would take longer than the reading itself.
    return English()


def _read(phrase: str, _: date) -> str | None:
    plain = _plain(phrase)
    if "/" in plain or not re.match(r"[\da]", plain) or not re.search(rf"{_UNIT}$", plain):
        return None
    result = TimeLength(plain, locale=_english()).result
    if not result.success or result.invalid:
        return None
    return _iso([(Fraction(str(amount)), scale.singular) for amount, scale in result.valid])


def _plain(phrase: str) -> str:
    # A second is a unit here, never an ordinal, so it is hidden while numbers turn into digits.
    words = " ".join(_SHORT.get(word, word) for word in re.sub(r"(\d)([a-z])", r"\1 \2", phrase).split())
    plain = in_digits(re.sub(r"\bseconds?\b", "sec", words)).replace("sec", "second").replace(",", "")
    for pattern, plainer in _PLAINER_PATTERNS:
        plain = pattern.sub(plainer, plain)
    return plain


def _iso(parts: list[tuple[Fraction, str]]) -> str | None:
    amounts: dict[str, int] = {}
    for amount, unit in parts:
        while unit in _SMALLER and amount.denominator > 1:
            amounts[unit] = amounts.get(unit, 0) + int(amount)
            smaller, factor = _SMALLER[unit]
            amount, unit = (amount - int(amount)) * factor, smaller
        amounts[unit] = amounts.get(unit, 0) + round(amount)
    day = "".join(f"{amounts[unit]}{_UNITS[unit]}" for unit in ("year", "month", "week", "day") if amounts.get(unit))
    time = "".join(f"{amounts[unit]}{_UNITS[unit]}" for unit in ("hour", "minute", "second") if amounts.get(unit))
    return f"P{day}" + (f"T{time}" if time else "") if day or time else None


_SIGNS = frozenset(f"{unit}{ending}" for unit in (*_UNITS, "fortnight") for ending in ("", "s")) | _SHORT.keys()
READER = Reader(_SIGNS | vocabulary("cardinals", "duration_joints"), _SIGNS, _read)
