"""Weeks, weekends, months, seasons, quarters, years and decades in words, written as Alexa does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from .calendar_days import later
from .days import MONTH, YEAR, day, year_of
from .vocabulary import in_order

_MONTHS = in_order("months")
_SEASONS = {"winter": "WI", "spring": "SP", "summer": "SU", "fall": "FA"}
_BEGINS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9}
_STEPS = {"last": -1, "past": -1, "this past": -1, "previous": -1, "this": 0, "current": 0, "this coming": 0}
_STEPS |= {"coming": 1, "next": 1, "following": 1}
_STEP_WORDS = "|".join(sorted(_STEPS, key=len, reverse=True))
_STEP = rf"(?P<step>{_STEP_WORDS})"
_UNIT = r"(?P<unit>week|weekend|month|quarter|year|decade)"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_OF_YEAR = rf"(?: (?:of |in )?{YEAR})?"
Found = re.Match[str]


def period(words: str, today: date) -> str | None:
    """The week, month or other stretch of days that the words name, or None."""
    words = words.removeprefix("in ")
    matches = ((found, make) for pattern, make in _RULES if (found := pattern.fullmatch(words)))
    return next((made for found, make in matches if (made := make(found, today))), None)


def _stepped(found: Found, today: date) -> str | None:
    return _around(today, found["unit"], _STEPS[found["step"]])


def _around(start: date, unit: str, steps: int) -> str | None:
    """The week, month or other that holds a day, or one so many before or after it."""
    length, name = {"weekend": (1, "week"), "quarter": (3, "month"), "decade": (10, "year")}.get(unit, (1, unit))
    moved = later(start.replace(day=1) if name != "week" else start, steps * length, name)
    if moved is None:
        return None
    if name == "week":
        year, week, _ = moved.isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    return {
        "month": f"{moved:%Y-%m}",
        "quarter": f"{moved.year}-Q{(moved.month + 2) // 3}",
        "year": f"{moved.year}",
        "decade": f"{moved.year // 10}X",
    }[unit]


def _beside_day(found: Found, today: date) -> str | None:
    """The week of a day, or the weekend before it."""
    start = day(found["day"], today)
    if start is None:
        return None
    steps = {"of": 0, "after": 1, "before": -1}[found["side"]]
    if found["unit"] == "weekend" and start.weekday() < 5 and steps > 0:
        steps = 0  # the weekend of the same week comes after the day
    return _around(start, found["unit"], steps)


def _month(found: Found, today: date) -> str | None:
    month = _MONTHS.index(found["month"]) + 1
    if found["year"]:
        return f"{year_of(found['year'], today)}-{month:02}"
    step = _STEPS.get(found["step"] or "", 0)
    if step < 0:
        return f"{today.year - (month >= today.month)}-{month:02}"
    is_over = month <= today.month if step > 0 else month < today.month
    return f"{today.year + is_over}-{month:02}"


def _season(found: Found, today: date) -> str | None:
    begins, name = _BEGINS[found["season"]], _SEASONS[found["season"]]
    if found["year"]:
        return f"{year_of(found['year'], today)}-{name}"
    if found["step"] in ("last", "past", "this past", "previous"):
        # The one that is over: a winter ends in the year after it began.
        ended = begins + 3 <= today.month
        return f"{today.year - (not ended) - (begins == 12 and today.month < 3)}-{name}"
    if found["step"] in ("the", "coming", "this coming"):
        return f"{today.year + (begins + 2 < today.month)}-{name}"
    return f"{today.year + (found['step'] == 'next')}-{name}"


def _quarter(found: Found, today: date) -> str | None:
    return f"{year_of(found['year'], today) if found['year'] else today.year}-Q{found['nth'] or found['q']}"


def _year(found: Found, today: date) -> str | None:
    return str(year_of(found["year"], today))


_RULES: list[tuple[re.Pattern[str], Callable[[Found, date], str | None]]] = [
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"(?:the )?{_STEP} {_UNIT}", _stepped),
        (r"(?:the )(?P<unit>weekend)", lambda found, today: _around(today, "weekend", 0)),
        (rf"(?:the )?{_UNIT} after next", lambda found, today: _around(today, found["unit"], 2)),
        (rf"(?:the )?{_UNIT} before last", lambda found, today: _around(today, found["unit"], -2)),
        (r"(?:the )?(?P<unit>week|weekend) (?P<side>of|after|before) (?P<day>.+)", _beside_day),
        (rf"(?:{_STEP} )?(?:the month of )?{MONTH}{_OF_YEAR}", _month),
        (rf"(?P<step>the|{_STEP_WORDS}) {_SEASON}{_OF_YEAR}", _season),
        (rf"(?:the )?(?P<step>){_SEASON} (?:of |in )?{YEAR}", _season),
        (rf"(?:(?:the )?(?P<nth>[1-4])th quarter|q ?(?P<q>[1-4])){_OF_YEAR}", _quarter),
        (rf"(?:the )?(?:year )?{YEAR}", _year),
        (r"(?:the )?(?P<decade>(?:19|20)\d)0s?(?: s)?", lambda found, today: f"{found['decade']}X"),
    )
]
