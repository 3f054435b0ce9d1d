"""Single days in words, as a table of what people say: "a week from Tuesday", "Friday the fourth", "last day of June".

Numbers are digits already, and an ordinal is a number with "th".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from .calendar_days import coming, day_of, holiday, holiday_names, later, weekday_of_month
from .vocabulary import in_order

_WEEKDAYS, _MONTHS = in_order("weekdays"), in_order("months")
WD = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
YEAR = r"(?P<year>(?:19|20|21)\d\d|(?:19|20|21) \d\d|(?:19|20) (?:0|oh?) \d|(?:this|next|last) year)"
_OF_YEAR = rf"(?: (?:of |in )?{YEAR})?"
_OF_MONTH = rf"(?:of|in) (?:{MONTH}{_OF_YEAR}|(?P<which_month>the|this|next|last) month)"
_DAY = r"(?P<day>.+)"
_NEAR_DAY = rf"(?P<day>today|tomorrow|{'|'.join(_WEEKDAYS)})"
_N = r"(?P<n>\d+|an?)"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_WHOLE_YEAR = r"(?P<whole_year>(?:the|this|next|last) year|year|\d{4})"
_STEPS = {"last": -1, "this": 0, "the": 0, "next": 1}
_ALWAYS = 366 * 9
"""Days in which every day of a month comes, the 29th of February too."""

Found = re.Match[str]


def day(words: str, today: date) -> date | None:
    """The day that the words name, or None."""
    matches = ((found, make) for pattern, make in _RULES if (found := pattern.fullmatch(words)))
    return next((made for found, make in matches if (made := make(found, today))), None)


def year_of(words: str, today: date) -> int:
    """A year in digits, spoken in pairs, or counted from this one."""
    if words.endswith("year"):
        return today.year + _STEPS[words.split()[0]]
    return int("".join(part.replace("oh", "0").replace("o", "0") for part in words.split()))


def month_of(found: Found, today: date) -> tuple[int, int]:
    """The year and month of "of June 2027", or "of next month"."""
    if which := found["which_month"]:
        months = today.year * 12 + today.month - 1 + _STEPS[which]
        return months // 12, months % 12 + 1
    month = _MONTHS.index(found["month"]) + 1
    if found["year"]:
        return year_of(found["year"], today), month
    return today.year + (month < today.month), month


def _number(found: Found) -> int:
    return int(found["n"]) if (found["n"] or "").isdigit() else 1


def _weekday(found: Found) -> int:
    return _WEEKDAYS.index(found["weekday"])


def _next(found: Found, today: date) -> date:
    """The next such weekday, after today."""
    return today + timedelta((_weekday(found) - today.weekday() - 1) % 7 + 1)


def _last(found: Found, today: date) -> date:
    return today - timedelta((today.weekday() - _weekday(found) - 1) % 7 + 1)


def _this(found: Found, today: date) -> date:
    return today + timedelta((_weekday(found) - today.weekday()) % 7)


def _in_week(found: Found, today: date) -> date:
    """That weekday of this week, the next or the last."""
    monday = today - timedelta(today.weekday())
    return monday + timedelta(7 * _STEPS[found["week"]] + _weekday(found))


def _from_day(found: Found, today: date) -> date | None:
    """So many days or weeks from some day."""
    start = today if found["day"] == "now" else day(found["day"], today)
    side = -1 if found["side"] == "before" else 1
    return later(start, side * _number(found), found["unit"]) if start else None


def _weekday_from_day(found: Found, today: date) -> date | None:
    start = day(found["day"], today)
    if start is None:
        return None
    return _last(found, start) if found["side"] == "before" else _next(found, start)


def _of_month(found: Found, today: date) -> date | None:
    """The Nth, of the month that has it next or of one that is named."""
    number = int(found["number"])
    if found["which_month"] in ("this", "next", "last"):
        return day_of(*month_of(found, today), number)
    return coming(today, lambda each: each.day == number, 62)


def _weekday_and_number(found: Found, today: date) -> date | None:
    number, weekday = int(found["number"]), _weekday(found)
    # "Friday the thirteenth" may be far; "Monday 7" is either near or no date.
    days = _ALWAYS if found["th"] else 62
    return coming(today, lambda each: each.day == number and each.weekday() == weekday, days)


def _of_year(found: Found, today: date) -> date | None:
    """A day of a named month; with its weekday, if that is said, or none at all."""
    month, number = _MONTHS.index(found["month"]) + 1, int(found["number"])
    if found["year"]:
        made = day_of(year_of(found["year"], today), month, number)
    else:
        made = coming(today, lambda each: (each.month, each.day) == (month, number), _ALWAYS)
    is_it = made and (not found["weekday"] or made.weekday() == _weekday(found))
    return made if is_it else None


def _in_digits(found: Found, today: date) -> date | None:
    """Month and day, or day and month where only that is a date, or where dots are between them."""
    first, second = int(found["first"]), int(found["second"])
    order = (second, first) if found["between"] == "." else (first, second)
    for month, number in (order, order[::-1]):
        if year := found["year"]:
            made = day_of(int(year) + (2000 if len(year) == 2 else 0), month, number)
        else:
            made = coming(today, lambda each, wanted=(month, number): (each.month, each.day) == wanted, _ALWAYS)  # type: ignore[misc]
        if made:
            return made
    return None


def _holiday(found: Found, today: date) -> date | None:
    name = found["name"]
    if found["year"]:
        return holiday(name, year_of(found["year"], today))
    years = range(today.year - 1, today.year + 3)
    made = [each for year in years if (each := holiday(name, year))]
    if found["which"] == "last":
        return next((each for each in reversed(made) if each < today), None)
    return next((each for each in made if each >= today), None)


def _part(found: Found, today: date) -> date | None:
    return day(found["day"], today)


def _today(_: Found, today: date) -> date:
    return today


def _written(found: Found, _: date) -> date | None:
    """Year, month and day."""
    return day_of(int(found["year"]), int(found["first"]), int(found["second"]))


def _which_weekday(found: Found, today: date) -> date | None:
    year, month = month_of(found, today)
    return weekday_of_month(year, month, _weekday(found), -1 if found["n"] == "last" else int(found["n"][:-2]))


def _of_whole(found: Found, today: date) -> date | None:
    """The Nth or last day of a month or year."""
    if found["whole_year"]:
        year = today.year if found["whole_year"] == "year" else year_of(found["whole_year"], today)
        first, end = date(year, 1, 1), date(year, 12, 31)
    else:
        first = date(*month_of(found, today), 1)
        following = later(first, 1, "month")
        end = following - timedelta(1) if following else first
    if found["n"] in ("last", "end"):
        return end
    made = first + timedelta(int(found["n"][:-2]) - 1 if found["n"][0].isdigit() else 0)
    return made if made <= end else None


_HOLIDAY = rf"(?P<name>{'|'.join(holiday_names())})"
_SLASHED = r"(?P<first>\d\d?)(?P<between>[-/. ])(?P<second>\d\d?)"
_RULES: list[tuple[re.Pattern[str], Callable[[Found, date], date | None]]] = [
    (re.compile(pattern), make)
    for pattern, make in (
        (r"today|tonight|this (?:morning|afternoon|evening)|(?:the )?end of (?:the )?day", _today),
        (r"tomorrow", lambda found, today: today + timedelta(1)),
        (r"yesterday|last night", lambda found, today: today - timedelta(1)),
        # from today
        (rf"in {_N} {_UNIT}(?: time)?", lambda found, today: later(today, _number(found), found["unit"])),
        (rf"{_N} {_UNIT} (?:ago|back)", lambda found, today: later(today, -_number(found), found["unit"])),
        (rf"(?:the )?(?:{_N} )?(?P<unit>day)s? (?P<side>from|after|before) {_DAY}", _from_day),
        (rf"(?:(?P<n>\d+|an?|the) )?{_UNIT} (?P<side>from) {_DAY}", _from_day),
        (rf"{_N} {_UNIT} (?P<side>after|before) {_DAY}", _from_day),
        (
            rf"{_N} (?P<unit>week|fortnight)s?(?P<side>(?: on)?) {_NEAR_DAY}",
            _from_day,
        ),
        (
            rf"{_NEAR_DAY}(?P<n>) (?P<unit>week|fortnight)(?P<side>)",
            _from_day,
        ),
        # weekdays
        (rf"(?:the )?(?:coming )?{WD}", _next),
        (rf"this (?:coming )?{WD}", _this),
        (rf"(?P<week>next) {WD}", _in_week),
        (rf"(?:the )?(?:last|this past|past|previous) {WD}", _last),
        (rf"(?:the )?{WD} after next", lambda found, today: _next(found, today) + timedelta(7)),
        (rf"(?:the )?{WD} before last", lambda found, today: _last(found, today) - timedelta(7)),
        (rf"(?:the )?{WD} (?:of |in )?(?P<week>this|next|last) week", _in_week),
        (rf"(?P<week>this|next|last) week(?: on)? {WD}", _in_week),
        (
            rf"{_N} {WD}s? from (?:now|today)",
            lambda found, today: _next(found, today) + timedelta(7 * _number(found) - 7),
        ),
        (rf"{_N} {WD}s? ago", lambda found, today: _last(found, today) - timedelta(7 * _number(found) - 7)),
        (rf"(?:the )?(?:1th |next )?{WD} (?P<side>after|following|before) {_DAY}", _weekday_from_day),
        (rf"(?:the )?(?P<n>\d+th|last) {WD} {_OF_MONTH}", _which_weekday),
        # days of a month
        (r"(?:the )?(?P<number>\d+)th(?: of (?P<which_month>the|this|next|last) month)?", _of_month),
        (rf"(?:this )?{WD} (?:the )?(?P<number>\d+)(?P<th>th)?", _weekday_and_number),
        (rf"(?:(?:on )?{WD} )?(?:the |this )?{MONTH} (?:the )?(?P<number>\d+)(?:th)?{_OF_YEAR}", _of_year),
        (rf"(?:(?:on )?{WD} )?(?:the )?(?P<number>\d+)(?:th)? (?:of )?(?:this )?{MONTH}{_OF_YEAR}", _of_year),
        (rf"{_SLASHED}(?:(?P=between)(?P<year>\d\d\d\d|\d\d))?", _in_digits),
        (r"(?P<year>\d{4})(?P<between>[-/. ])(?P<first>\d\d?)(?P=between)(?P<second>\d\d?)", _written),
        (
            rf"(?:the )?(?:very )?(?P<n>\d+th|last|end|beginning|start) (?:day )?(?:{_OF_MONTH}|of {_WHOLE_YEAR})",
            _of_whole,
        ),
        # days with a name
        (rf"(?:the )?(?:(?P<which>this|next|last|coming) )?{_HOLIDAY}{_OF_YEAR}", _holiday),
        # parts of a day
        (rf"{_DAY} (?:in the )?(?:early |late )?(?:morning|afternoon|evening|night)", _part),
        (rf"(?:the )?(?:morning|afternoon|evening|night) of {_DAY}", _part),
    )
]
