"""AMAZON.NUMBER, FOUR_DIGIT_NUMBER, Ordinal and PhoneNumber: numbers in words or digits."""

from __future__ import annotations

import re
from datetime import date

from text_to_num import alpha2digit

from .reader import Reader

CARDINALS = frozenset(
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "point".split()
)
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth hundredth".split()
)


def in_digits(phrase: str) -> str:
    """The phrase with every number in digits: "twenty five minutes" to "25 minutes"."""
    return re.sub(r"\ba (?=100|1000)", "", alpha2digit(phrase, "en", 0.0))


def _number(phrase: str, _: date) -> str | None:
    digits = in_digits(phrase).replace(",", "")
    return str(digits) if re.fullmatch(r"\d+(\.\d+)?", digits) else None


def _four_digits(phrase: str, _: date) -> str | None:
    digits = re.sub(r"\b(oh|o)\b", "0", in_digits(phrase)).replace(" ", "").replace(",", "")
    return digits if re.fullmatch(r"\d{4}", digits) else None


def _phone(phrase: str, _: date) -> str | None:
    digits = re.sub(r"\b(oh|o)\b", "0", in_digits(phrase)).replace(" ", "")
    return digits if re.fullmatch(r"\d{5,15}", digits) else None


def _ordinal(phrase: str, _: date) -> str | None:
    found = re.fullmatch(r"(\d+) ?(?:st|nd|rd|th)", in_digits(phrase.removeprefix("the ")))
    return found[1] if found else None


_JOINTS = frozenset({"and", "a"})
_DIGITS = CARDINALS | {"o"}

NUMBER = Reader(CARDINALS | _JOINTS - {"oh"}, CARDINALS, _number)
FOUR_DIGITS = Reader(_DIGITS | {"and"}, CARDINALS, _four_digits)
PHONE = Reader(_DIGITS, CARDINALS, _phone)
ORDINAL = Reader(ORDINALS | CARDINALS | {"the", "st", "nd", "rd", "th"}, ORDINALS, _ordinal)
