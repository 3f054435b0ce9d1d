"""Reads a text into words: lower case, one spelling for each word, numbers as numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
MACHINE_VALUE = r"\b(?:\d{1,2}:\d{2}(?::\d{2})?|\d{4}-\d{2}(?:-\d{2})?|P(?=T?\d)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?)\b"
"""What Alexa writes for a time, a date or a length ("09:00", "2026-11-29", "PT30M"): nobody said these numbers."""
WORD = re.compile(rf"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['{APOSTROPHE}][^\W\d_]+)*|[.!?;,\n]")
SENTENCE_ENDS = frozenset(".!?;\n")
ENDINGS = {
    "n't": ("not",),
    "'m": ("am",),
    "'ve": ("have",),
    "'re": ("are",),
    "'ll": ("will",),
    "'d": (),
    "'s": ("is",),
}
"""Contractions in full. "'s" becomes "is", also where it means belonging: "is" carries no weight."""

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
BODY_HEAT = range(36, 42)
"""Whole degrees Celsius after which a single digit is a tenth: "thirty eight five"."""
NUMERALS = frozenset({*UNITS, *TENS, "hundred"})
"""What a number begins with, where it is no digit."""
CENTURIES = {19: 10, 20: 20}
"""Before another number, of at least so much, these are a year: "nineteen eighty two", but not "twenty ten"."""
MOST_DIGITS = 8


class Word(NamedTuple):
    """One word of a text."""

    read: str
    """How it is read here: lower case, in one spelling."""
    said: str
    """How it stood in the text."""
    pause: str = ""
    """What stood before it: nothing, "," or "." for anything that ends a sentence."""


class Number(NamedTuple):
    """A number in a text, and which words it takes up."""

    value: float
    start: int
    end: int


def read(text: str, spellings: Mapping[str, tuple[str, ...]]) -> list[Word]:
    """The words of a text. `spellings` says how a word is read where it is not read as it is written."""
    words: list[Word] = []
    pause = "."
    for token in WORD.findall(_without_machine_values(_composed(text))):
        if token in SENTENCE_ENDS:
            pause = "."
        elif token == ",":
            pause = pause or ","
        else:
            for part in _in_full(token.lower().replace(APOSTROPHE, "'"), spellings):
                words.append(Word(part, token, pause))
                pause = ""
    return words


def _composed(text: str) -> str:
    """The same text with one spelling for what has several; plain letters have one."""
    if text.isascii():
        return text
    import unicodedata  # its tables are big, and most texts need none

    return unicodedata.normalize("NFKC", text)


def _without_machine_values(text: str) -> str:
    return re.sub(MACHINE_VALUE, ",", text) if any(map(str.isdigit, text)) else text


def _in_full(token: str, spellings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if (read_as := spellings.get(token)) is not None:
        return read_as
    if "'" not in token:
        return (token,)
    for ending, full in ENDINGS.items():
        if token.endswith(ending):
            stem = token.removesuffix(ending)
            return spellings.get(stem, (stem,)) + full
    return (token,)


def numbers(words: list[Word]) -> list[Number]:
    """Every number said in words or digits: "thirty nine", "a hundred and two point five", "one oh one"."""
    found: list[Number] = []
    at = 0
    while at < len(words):
        word = words[at].read
        value, end = _number(words, at) if word in NUMERALS or word[:1].isdigit() else (None, at)
        if value is None:
            at += 1
        else:
            found.append(Number(value, at, end))
            at = end
    return found


def _number(words: list[Word], at: int) -> tuple[float | None, int]:
    value, end = _whole(words, at)
    if value is None:
        return None, at
    if _is(words, end, "point"):
        tenths, after = _below_hundred(words, end + 1)
        return (float(f"{value:.0f}.{tenths:.0f}"), after) if tenths is not None else (value, end)
    if _is(words, end, "and") and _is(words, end + 1, "a") and _is(words, end + 2, "half"):
        return value + 0.5, end + 3
    if value in BODY_HEAT and _is(words, end, *UNITS) and UNITS[words[end].read] < 10:
        return value + UNITS[words[end].read] / 10, end + 1
    return value, end


def _whole(words: list[Word], at: int) -> tuple[float | None, int]:
    value, end = _below_hundred(words, at)
    if value is None and not _is(words, at, "hundred"):
        return None, at
    if value == 1 and _is(words, end, "oh", "o"):
        rest, after = _below_hundred(words, end + 1)
        return (100 + rest, after) if rest is not None else (value, end)
    if not _is(words, end, "hundred"):
        year, after = _below_hundred(words, end) if value in CENTURIES else (None, end)
        return (value * 100 + year, after) if value and year and year >= CENTURIES[int(value)] else (value, end)
    rest, after = _below_hundred(words, end + (2 if _is(words, end + 1, "and") else 1))
    return (value or 1) * 100 + (rest or 0), after if rest is not None else end + 1


def _below_hundred(words: list[Word], at: int) -> tuple[float | None, int]:
    if at >= len(words):
        return None, at
    word = words[at].read
    if word[:1].isdigit():
        known = word.isascii() and len(word) < MOST_DIGITS
        return (float(word.replace(",", ".")), at + 1) if known else (None, at)
    if word in TENS:
        unit = UNITS.get(words[at + 1].read, 0) if at + 1 < len(words) else 0
        return (float(TENS[word] + unit), at + 2) if 0 < unit < 10 else (float(TENS[word]), at + 1)
    return (float(UNITS[word]), at + 1) if word in UNITS else (None, at)


def _is(words: list[Word], at: int, *wanted: str) -> bool:
    return at < len(words) and words[at].read in wanted
