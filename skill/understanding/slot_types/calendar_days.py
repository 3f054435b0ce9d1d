"""Sums over days: weekdays of a month, months ahead, holidays of a year."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dateutil.easter import easter

_YEARS = range(1600, 4000)
"""Those that this calendar, and Easter's, are known for."""


def later(day: date, amount: int, unit: str) -> date | None:
    """The day so many days, weeks, months or years later; the end of a month where it is too short."""
    if unit in ("day", "week", "fortnight"):
        days = amount * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return day + timedelta(days) if day.year + days // 365 in _YEARS else None
    months = day.year * 12 + day.month - 1 + amount * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    if year not in _YEARS:
        return None
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of a month; None where the month has no such day."""
    is_day = year in _YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if is_day else None


def weekday_of_month(year: int, month: int, weekday: int, which: int) -> date | None:
    """The second Tuesday of a month, or with -1 the last."""
    if which < 0:
        end = date(year, month, monthrange(year, month)[1])
        return end - timedelta((end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return day_of(year, month, 1 + (weekday - first.weekday()) % 7 + 7 * (which - 1))


def coming(today: date, is_it: Callable[[date], bool], days: int) -> date | None:
    """The first day from today on of which that is true, within so many days."""
    return next((day for day in _from(today, days) if is_it(day)), None)


def _from(today: date, days: int) -> Iterator[date]:
    return (today + timedelta(ahead) for ahead in range(days))


def holiday(name: str, year: int) -> date | None:
    """A day with a name, in a year."""
    kinds = _holidays()
    if year not in _YEARS:
        return None
    if name in kinds["fixed"]:
        return date(year, *kinds["fixed"][name])
    if name in kinds["weekday"]:
        month, weekday, which, after = kinds["weekday"][name]
        found = weekday_of_month(year, month, weekday, which)
        return found and found + timedelta(after)
    return easter(year) + timedelta(kinds["easter"][name]) if name in kinds["easter"] else None


def holiday_names() -> list[str]:
    """All names of days, the longest first."""
    return sorted((name for kind in _holidays().values() for name in kind), key=len, reverse=True)


@cache
def _holidays() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("holidays.toml").read_text(encoding="utf-8"))
