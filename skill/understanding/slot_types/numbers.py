"""AMAZON.NUMBER, FOUR_DIGIT_NUMBER, Ordinal and PhoneNumber: numbers in words or digits."""

from __future__ import annotations

import re
from datetime import date

from text_to_num import alpha2digit

from .reader import Reader, vocabulary


def in_digits(phrase: str) -> str:
    """The phrase with every number in digits: "twenty five minutes" to "25 minutes"."""
    return re.sub(r"\ba (?=100|1000)", "", alpha2digit(phrase, "en", 0.0))


def _number(phrase: str, _: date) -> str | None:
    digits = in_digits(phrase).replace(",", "")
    return digits if re.fullmatch(r"\d+(\.\d+)?", digits) else None


def _four_digits(phrase: str, _: date) -> str | None:
    digits = _run_together(phrase)
    return digits if re.fullmatch(r"\d{4}", digits) else None


def _phone(phrase: str, _: date) -> str | None:
    digits = _run_together(phrase)
    return digits if re.fullmatch(r"\d{5,15}", digits) else None


def _ordinal(phrase: str, _: date) -> str | None:
    found = re.fullmatch(r"(\d+) ?(?:st|nd|rd|th)", in_digits(phrase.removeprefix("the ")))
    return found[1] if found else None


def _run_together(phrase: str) -> str:
    return re.sub(r"\b(oh|o)\b", "0", in_digits(phrase)).replace(" ", "").replace(",", "")


_CARDINALS = vocabulary("cardinals")
_ORDINALS = vocabulary("ordinals")

NUMBER = Reader(_CARDINALS | {"and", "a"}, _CARDINALS, _number)
FOUR_DIGITS = Reader(_CARDINALS | {"and", "o"}, _CARDINALS, _four_digits)
PHONE = Reader(_CARDINALS | {"o"}, _CARDINALS, _phone)
ORDINAL = Reader(_CARDINALS | vocabulary("ordinals", "ordinal_endings") | {"the"}, _ORDINALS, _ordinal)
