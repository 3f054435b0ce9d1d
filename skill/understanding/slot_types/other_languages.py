"""Amazon's own slot types in other languages: which words each reads, and the value that Alexa sends for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from ..languages import folded, spoken
from ..languages.counting import number
from ..languages.patterns import Element, Place, Words, matches, pattern, row_of, words_of
from .reader import Reader, is_written

Rules = list[tuple[tuple[Element, ...], Any, Any]]


@dataclass(frozen=True, eq=False)
class ForeignReader(Reader):
    """Reads the words of one slot type in one language."""

    language: str = ""

    def knows(self, word: str) -> bool:
        """Whether the word can be part of a value."""
        plain = folded(word, self.language)
        return plain in self.vocabulary or is_written(word) or number((word,), self.language) is not None

    def read(self, phrase: str, today: date) -> str | None:
        """The value of a phrase."""
        return self.value(phrase, today)

    def stands_alone(self, row: Sequence[str], start: int, end: int) -> bool:
        """Whether words of a free sentence count as a value: an article alone is no number there."""
        return end - start > 1 or row[start] not in spoken(self.language)["numbers"]["forms"]


@cache
def reader(type_name: str, language: str) -> Reader | None:
    """The reader of an Amazon type, by its name in capitals without AMAZON."""
    made = _MAKERS.get(type_name)
    return made(language) if made else None


def _reader(language: str, vocabulary: Iterable[str], value: Any) -> Reader:
    def read(phrase: str, today: date) -> str | None:
        found: str | None = value(tuple(phrase.split()), today)
        return found

    return ForeignReader(frozenset(vocabulary), frozenset(), read, language=language)


def _plain(words: Words, language: str) -> Words:
    return tuple(folded(each, language) for each in words)


# Numbers.


def _numbers(language: str, digits: int = 0) -> Reader:
    def value(words: Words, today: date) -> str | None:
        found = number(words, language)
        return None if found is None or (digits and len(str(found)) != digits) else str(found)

    told = spoken(language)["numbers"]
    forms = {word for form in told["forms"] for word in row_of(form, language)}
    return _reader(language, {"y", "et", "e", "und"}.union(told.get("scales", ()), forms), value)


def _phone(language: str) -> Reader:
    def value(words: Words, today: date) -> str | None:
        told = [number((each,), language) for each in words]
        joined = "".join(str(each) for each in told)
        return joined if None not in told and len(joined) >= 3 else None

    return _reader(language, (), value)


def _ordinals(language: str) -> Reader:
    known = {
        row_of(each, language): str(at + 1)
        for at, words in enumerate(spoken(language)["ordinals"]["words"])
        for each in words.split("|")
    }
    return _reader(
        language, {word for row in known for word in row}, lambda words, _: known.get(_plain(words, language))
    )


# Days.


def _listed(language: str, key: str) -> dict[Words, int]:
    return {
        row_of(each, language): at
        for at, words in enumerate(spoken(language)["days"][key])
        for each in words.split("|")
    }


def _days(language: str) -> Reader:
    weekdays, months = _listed(language, "weekdays"), _listed(language, "months")
    rules = [(pattern(text, language), kind, shift) for text, kind, shift in spoken(language)["days"]["rules"]]
    places = _places(language) | {
        "weekday": lambda words: weekdays.get(_plain(words, language)),
        "month": lambda words: months.get(_plain(words, language)),
    }

    def value(words: Words, today: date) -> str | None:
        row = _plain(words, language)
        for elements, kind, shift in rules:
            for found in matches(elements, words, row, places):
                if (day := _day(kind, shift, found, today)) is not None:
                    return day
        return None

    own = {word for elements, _, _ in rules for word in words_of(elements)}
    ordinals = (row_of(each, language) for words in spoken(language)["ordinals"]["words"] for each in words.split("|"))
    return _reader(language, own.union(*weekdays, *months, *ordinals), value)


def _day(kind: str, shift: int, found: dict[str, Any], today: date) -> str | None:
    match kind:
        case "day":
            return (today + timedelta(shift)).isoformat()
        case "days" | "weeks":
            days = found["n"] * (7 if kind == "weeks" else 1)
            return (today + timedelta(shift * days)).isoformat() if days < 4000 else None
        case "weekday":
            ahead = (found["weekday"] - today.weekday()) % 7
            days = ahead - 7 if shift < 0 else ahead or 7 * shift
            return (today + timedelta(days)).isoformat()
        case "weekday of a week":
            return (today + timedelta(found["weekday"] - today.weekday() + 7 * shift)).isoformat()
        case "week" | "weekend":
            year, week, _ = (today + timedelta(7 * shift)).isocalendar()
            return f"{year}-W{week:02}{'-WE' if kind == 'weekend' else ''}"
        case "month":
            months = today.year * 12 + today.month - 1 + shift
            return f"{months // 12}-{months % 12 + 1:02}"
        case "year":
            return str(today.year + shift)
        case "named":
            return f"{today.year + (found['month'] + 1 < today.month)}-{found['month'] + 1:02}"
        case "date":
            return _dated(found, today)
    return None


def _dated(found: dict[str, Any], today: date) -> str | None:
    """A day of a month, which without a year is the next there is."""
    years = [found["y"]] if "y" in found else [today.year, today.year + 1]
    for year in years:
        try:
            day = date(year, found["month"] + 1, found["o"])
        except ValueError:
            continue
        if "y" in found or day >= today:
            return day.isoformat()
    return None


def _names(language: str, key: str) -> Reader:
    """A weekday or month by itself, which Alexa sends as it is said."""
    known = _listed(language, key)
    own = {word for row in known for word in row}
    return _reader(language, own, lambda words, _: " ".join(words) if _plain(words, language) in known else None)


def _places(language: str) -> dict[str, Place]:
    def counted(least: int, most: int) -> Place:
        def read(words: Words) -> int | None:
            found = number(words, language)
            return found if found is not None and least <= found <= most else None

        return read

    def of_month(words: Words) -> int | None:
        found = counted(1, 31)(words)
        at = next((at for at, row in enumerate(ordinals) if _plain(words, language) in row), None)
        return found if found is not None else None if at is None else at + 1

    told = spoken(language)["ordinals"]["words"]
    ordinals = [[row_of(each, language) for each in words.split("|")] for words in told]
    return {"n": counted(0, 9_999), "h": counted(0, 24), "m": counted(0, 59), "y": counted(1000, 9999), "o": of_month,
            "clock": _clock}  # fmt: skip


def _clock(words: Words) -> tuple[int, int] | None:
    """ "15:30", as it is typed."""
    hour, _, minute = words[0].replace(".", ":").partition(":") if len(words) == 1 else ("", "", "")
    is_clock = hour.isdecimal() and minute.isdecimal() and len(hour) < 3 and len(minute) == 2
    return (int(hour), int(minute)) if is_clock and int(hour) < 24 and int(minute) < 60 else None


# Lengths of time.


def _durations(language: str) -> Reader:
    told = spoken(language)["durations"]
    named = {row_of(each, language): unit for words, unit in told["units"] for each in words.split("|")}
    units = dict(sorted(named.items(), key=lambda each: -len(each[0])))
    phrases = {row_of(each, language): value for each, value in told["phrases"].items()}
    joins = frozenset(folded(each, language) for each in told["and"])

    def value(words: Words, today: date) -> str | None:
        row = _plain(words, language)
        return phrases.get(row) or _length(row, words, units, joins, language)

    own = {word for row in [*units, *phrases] for word in row}
    return _reader(language, own | joins, value)


_ORDER = ("Y", "MONTH", "W", "D", "H", "M", "S")


def _length(row: Words, words: Words, units: dict[Words, str], joins: frozenset[str], language: str) -> str | None:
    """Numbers with their units, the greater first, as ISO writes them."""
    found: dict[str, int] = {}
    at = 0
    while at < len(row):
        at += bool(found) and row[at] in joins
        read = next(
            (
                (count, unit, end + len(name))
                for end in range(len(row), at, -1)
                for name, unit in units.items()
                if row[end : end + len(name)] == name and (count := number(words[at:end], language)) is not None
            ),
            None,
        )
        if read is None or read[1] in found:
            return None
        found[read[1]], at = read[0], read[2]
    if not found or list(found) != sorted(found, key=_ORDER.index):
        return None
    days = "".join(f"{found[each]}{each[0]}" for each in _ORDER[:4] if each in found)
    time = "".join(f"{found[each]}{each}" for each in _ORDER[4:] if each in found)
    return f"P{days}{'T' if time else ''}{time}"


# Times of the day.


def _times(language: str) -> Reader:
    told = spoken(language)["times"]
    rules = [(pattern(text, language), shift, minute) for text, shift, minute in told["rules"]]
    named = {row_of(each, language): value for each, value in told["words"].items()}
    late, early = ([row_of(each, language) for each in told[key]] for key in ("after_noon", "before_noon"))
    bare = (pattern("{h}", language), 0, 0)
    places = _places(language)

    def value(words: Words, today: date) -> str | None:
        row = _plain(words, language)
        if row in named:
            return str(named[row])
        for part, adds in [((), 0), *((each, 12) for each in late), *((each, 0) for each in early)]:
            for start, end in _without(row, part):
                asked = [*rules, bare] if part else rules
                if (time := _time(asked, words[start:end], row[start:end], places)) is not None:
                    hour = time[0] + adds if adds and time[0] < 12 else time[0]
                    return f"{hour % 24:02}:{time[1]:02}"
        return None

    own = {word for elements, _, _ in rules for word in words_of(elements)}
    return _reader(language, own.union(*named, *late, *early), value)


def _without(row: Words, part: Words) -> Iterable[tuple[int, int]]:
    """What is left of the row without the part of the day that it ends or begins with."""
    if not part or row[-len(part) :] == part:
        yield 0, len(row) - len(part)
    elif row[: len(part)] == part:
        yield len(part), len(row)


def _time(rules: Rules, words: Words, row: Words, places: dict[str, Place]) -> tuple[int, int] | None:
    for elements, shift, minute in rules:
        for found in matches(elements, words, row, places):
            if "clock" in found:
                clock: tuple[int, int] = found["clock"]
                return clock
            minutes = found["m"] if minute == "m" else 60 - found["m"] if minute == "-m" else minute
            return (found["h"] + shift) % 24, minutes % 60
    return None


_MAKERS: dict[str, Callable[[str], Reader]] = {
    "NUMBER": _numbers,
    "FOUR_DIGIT_NUMBER": partial(_numbers, digits=4),
    "ORDINAL": _ordinals,
    "PHONENUMBER": _phone,
    "DATE": _days,
    "DAYOFWEEK": partial(_names, key="weekdays"),
    "MONTH": partial(_names, key="months"),
    "DURATION": _durations,
    "TIME": _times,
}
"""The same types that English has readers for."""
