"""Amazon's own slot types: which words each reads, and the value Alexa sends for them.

Here in English; `languages` has the same types in others. A type without a reader takes any words, unlisted, as Alexa
would pass them on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from ..languages import ENGLISH
from . import dates, durations, numbers, times
from .reader import Reader

READERS: dict[str, Reader] = {
    "AMAZON.DURATION": durations.READER,
    "AMAZON.NUMBER": numbers.NUMBER,
    "AMAZON.FOUR_DIGIT_NUMBER": numbers.FOUR_DIGITS,
    "AMAZON.ORDINAL": numbers.ORDINAL,
    "AMAZON.PHONENUMBER": numbers.PHONE,
    "AMAZON.DATE": dates.READER,
    "AMAZON.DAYOFWEEK": dates.DAY_OF_WEEK,
    "AMAZON.MONTH": dates.MONTH,
    "AMAZON.TIME": times.READER,
}
LONGEST = 12
"""Words that a value has at most."""


@lru_cache(maxsize=256)
def reader_of(type_name: str, language: str = ENGLISH) -> Reader | None:
    """The reader of an Amazon type. Amazon writes some names in capitals and some not."""
    name = type_name[:7] + type_name[7:].upper()
    if language == ENGLISH or name not in READERS:
        return READERS.get(name)
    from .other_languages import reader  # whoever speaks English alone does without it

    return reader(name[7:], language)


def read(type_name: str, phrase: str, today: date, language: str = ENGLISH) -> str | None:
    """The value Alexa sends when exactly this phrase fills a slot of the type, or None."""
    reader = reader_of(type_name, language)
    if reader is None or not phrase or not all(reader.knows(word) for word in phrase.split()):
        return None
    return _read(reader, phrase, today)


def is_day_with_time(type_name: str, words: Sequence[str]) -> bool:
    """Whether a date has a part of the day in it or a time a day, which another slot could have had."""
    reader = reader_of(type_name)
    if reader is dates.READER:
        return len(words) > 1 and words[-1] in times.PARTS
    return reader is times.READER and not times.DAYS.isdisjoint(words)


def reach(type_name: str, row: Sequence[str], start: int, language: str = ENGLISH) -> int:
    """Where a value of the type that begins at `start` must have ended: at the first word it knows nothing of."""
    reader = reader_of(type_name, language)
    stop = min(len(row), start + LONGEST) if reader else start
    return next((at for at in range(start, stop) if reader and not reader.knows(row[at])), stop)


@lru_cache(maxsize=20_000)
def _read(reader: Reader, phrase: str, today: date) -> str | None:
    return reader.read(phrase, today)


def find(type_name: str, row: Sequence[str], today: date, language: str = ENGLISH) -> Iterator[tuple[int, int, str]]:
    """Places (start, end, value) in a row of words that the type reads; the longest first at each place.

    Two side by side, such as "monday december fourth" of a Friday, contradict each other and count for nothing.
    """
    reader = reader_of(type_name, language)
    if reader is None or not reader.may_be_in(row):
        return
    found: list[tuple[int, int, str]] = []
    start = 0
    while start < len(row):
        value = _longest_at(reader, row, start, today)
        if value:
            found.append((start, *value))
        start = value[0] if value else start + 1
    begins, ends = {start for start, _, _ in found}, {end for _, end, _ in found}
    yield from (each for each in found if not reader.ranges or (each[0] not in ends and each[1] not in begins))


def _longest_at(reader: Reader, row: Sequence[str], start: int, today: date) -> tuple[int, str] | None:
    end = start
    while end < len(row) and end - start < LONGEST and reader.knows(row[end]):
        end += 1
    for stop in range(end, start, -1):
        if reader.stands_alone(row, start, stop):
            value = _read(reader, " ".join(row[start:stop]), today)
            if value is not None:
                return stop, value
    return None
