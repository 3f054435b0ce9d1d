"""AMAZON.NUMBER, FOUR_DIGIT_NUMBER, Ordinal and PhoneNumber: numbers in words or digits."""

from __future__ import annotations

import re
from datetime import date

from .number_words import in_digits
from .reader import CARDINALS, HEDGES, Reader, unhedged
from .vocabulary import content, vocabulary

_BY_THEMSELVES: dict[str, str] = content()["numbers_by_themselves"]
_FRACTIONS = {"half": 50, "quarter": 25, "1 quarter": 25, "3 quarters": 75, "1/2": 50, "1/4": 25, "3/4": 75}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MIXED = re.compile(r"(?:(\d+) and (?:an? )?)?(half|quarter|1 quarter|3 quarters)|(?:(\d+) )?(1/2|1/4|3/4)")


def _number(phrase: str, _: date) -> str | None:
    if phrase in _BY_THEMSELVES:
        return _BY_THEMSELVES[phrase]
    bare = re.sub(r"^(?:number|the number|no) | percent$", "", unhedged(phrase))
    digits = re.sub(r"^(?:minus|negative) (?=\d)", "-", in_digits(bare))
    digits = re.sub(r"^(\d+) ?(?:st|nd|rd|th)$", r"\1", digits) if phrase[0].isdigit() else digits
    if mixed := _MIXED.fullmatch(digits):
        whole, hundredths = mixed[1] or mixed[3] or 0, _FRACTIONS[mixed[2] or mixed[4]]
        return f"{whole}.{hundredths}".rstrip("0")
    return digits if _NUMBER.fullmatch(digits) else None


def _four_digits(phrase: str, _: date) -> str | None:
    digits = _run_together(phrase)
    return digits if re.fullmatch(r"\d{4}", digits) else None


def _phone(phrase: str, _: date) -> str | None:
    digits = _run_together(phrase)
    return digits if re.fullmatch(r"\d{5,15}", digits) else None


def _ordinal(phrase: str, _: date) -> str | None:
    found = re.fullmatch(r"(\d+)th", in_digits(phrase.removeprefix("the ")))
    return found[1] if found else None


def _run_together(phrase: str) -> str:
    digits = re.sub(r"\b(?:oh|o)\b", "0", in_digits(phrase))
    digits = re.sub(r"\bdouble (\d)\b", r"\1\1", digits)
    return re.sub(r"\btriple (\d)\b", r"\1\1\1", digits).replace(" ", "")


_ORDINALS = vocabulary("ordinals", "ordinal_tens")
_PARTS = frozenset(["half", "quarter", "quarters", "percent", "minus", "negative", "number"])

NUMBER = Reader(
    CARDINALS | _PARTS | vocabulary("numbers_by_themselves", "ordinal_endings") | {"and", "a", "an"},
    CARDINALS | vocabulary("numbers_by_themselves") - {"a", "one", "two"},
    _number,
    lonely=frozenset(_BY_THEMSELVES) - {"a couple", "a dozen", "half a dozen", "a pair", "two dozen"},
    edges=frozenset({"and", "a", "number", "percent"}) | HEDGES,
)
FOUR_DIGITS = Reader(CARDINALS | {"and", "o", "oh", "double", "triple"}, CARDINALS, _four_digits)
PHONE = Reader(CARDINALS | {"o", "oh", "double", "triple"}, CARDINALS, _phone)
ORDINAL = Reader(CARDINALS | _ORDINALS | vocabulary("ordinal_endings") | {"the"}, _ORDINALS, _ordinal)
