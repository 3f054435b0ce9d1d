"""From when to when it is that a slot holds, or a rule names: numbers, days, times and lengths of time, as Alexa writes
them.

Assumed: a season, as "2026-SU", is its three months, and winter begins in December; a time of day without a clock, as
"EV", cannot be compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import isodate

Span = tuple[float, float]
"""The first and the last of it: as numbers, days, minutes of the day or seconds."""

DATE, TIME = "AMAZON.DATE", "AMAZON.TIME"
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_A_DAY = timedelta(days=1)
Found = re.Match[str]


def span(text: str, kind: str, now: datetime) -> Span | None:
    """What a value of this slot type is; None for what cannot be compared."""
    with suppress(ValueError, OverflowError):
        match kind:
            case "AMAZON.DATE":
                return _days(text, now)
            case "AMAZON.TIME":
                clock = time.fromisoformat(text)
                return (60 * clock.hour + clock.minute,) * 2
            case "AMAZON.DURATION":
                return ((_after(now, text) - now).total_seconds(),) * 2
        return (float(text),) * 2
    return None


def between(held: Span, kind: str, start: str, end: str, now: datetime) -> bool | None:
    """Whether all of a day or time lies between two ends: lengths of time from now, or days or times themselves.

    None for what cannot be compared.
    """
    with suppress(ValueError, OverflowError):
        if kind == DATE:
            return _day(start, now).toordinal() <= held[0] and held[1] <= _day(end, now).toordinal()
        if kind == TIME:
            first, last = _moment(start, now), _moment(end, now)
            last += _A_DAY if last < first else timedelta()  # from ten in the evening to six
            days = (first.date() + timedelta(each) for each in range((last.date() - first.date()).days + 1))
            return any(first <= datetime.combine(day, time()) + timedelta(minutes=held[0]) <= last for day in days)
    return None


def _after(now: datetime, length: str) -> datetime:
    found: datetime = now + isodate.parse_duration(length)
    return found


def _day(text: str, now: datetime) -> date:
    return _after(now, text).date() if "P" in text else date.fromisoformat(text)


def _moment(text: str, now: datetime) -> datetime:
    local = now.replace(tzinfo=None, second=0, microsecond=0)
    return _after(local, text) if "P" in text else datetime.combine(local, time.fromisoformat(text))


def _days(text: str, now: datetime) -> Span | None:
    made = ((found, made) for pattern, made in _DAYS if (found := pattern.fullmatch(text)))
    today = now.date().toordinal()
    return (today, today) if text == "PRESENT_REF" else next((make(found) for found, make in made), None)


def _one_day(found: Found) -> Span:
    return (date.fromisoformat(found[0]).toordinal(),) * 2


def _week(found: Found, first: int = 1) -> Span:
    year, week = int(found[1]), int(found[2])
    return date.fromisocalendar(year, week, first).toordinal(), date.fromisocalendar(year, week, 7).toordinal()


def _months(year: int, month: int, count: int) -> Span:
    until = year * 12 + month - 1 + count
    return date(year, month, 1).toordinal(), date(until // 12, until % 12 + 1, 1).toordinal() - 1


_DAYS: tuple[tuple[re.Pattern[str], Callable[[Found], Span]], ...] = (
    (re.compile(r"\d{4}-\d\d-\d\d"), _one_day),
    (re.compile(r"(\d{4})-W(\d\d)"), _week),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), lambda found: _week(found, 6)),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda found: _months(int(found[1]), 3 * int(found[2]) - 2, 3)),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), lambda found: _months(int(found[1]), _SEASONS[found[2]], 3)),
    (re.compile(r"(\d{4})-(\d\d)"), lambda found: _months(int(found[1]), int(found[2]), 1)),
    (re.compile(r"(\d{4})"), lambda found: _months(int(found[1]), 1, 12)),
    (re.compile(r"(\d{3})X"), lambda found: _months(10 * int(found[1]), 1, 120)),
)
