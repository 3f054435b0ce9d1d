"""AMAZON.DATE: a day as 2026-11-23, a week 2026-W48, a weekend 2026-W48-WE, a month 2026-11, a year 2026.

As on an Echo a day without a year, or a weekday, is the next one to come; "next Friday" is Friday of next week.
AMAZON.Month and DayOfWeek are sent by their names.
"""

from __future__ import annotations

import re
import threading
from datetime import date, datetime, timedelta
from functools import lru_cache

from dateparser.date import DateDataParser

from .numbers import in_digits
from .reader import Reader, in_order, vocabulary

_WEEKDAYS = in_order("weekdays")
# dateparser keeps the day it counts from in an object that all its callers share.
_one_at_a_time = threading.Lock()
_SEASONS = {"winter": "WI", "spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA"}
_STEPS = {"last": -1, "this": 0, "next": 1, "this coming": 0, "this past": -1}
_TODAY = {"tonight", "this morning", "this afternoon", "this evening", "later today", "earlier today"}
# dateparser reads "3 days" as three days ago, and "may" also where it is a verb.
_UNCLEAR = re.compile(
    rf"\d+|may|march|{'|'.join(in_order('short_months'))}|(?:an? |\d+ )?(days?|weeks?|months?|years?)"
)
_LOOSE_END = re.compile(r"(.* )?(and|of|an?|the|in|on|before|after|from)|ago|later|earlier|right|now")
_NO_DAY = re.compile(r"^an? \d|\b(morning|afternoon|evening|night|tonight)\b")
_OF_MONTH = re.compile(r"(?:the )?(\d+)(?:st|nd|rd|th)(?: of (?:the|this) month)?")


def _read(phrase: str, today: date) -> str | None:
    words = in_digits(re.sub(r"^(?:on|since|by) ", "", phrase))
    if words in ("now", "right now"):
        return "PRESENT_REF"
    if words in _TODAY:
        return today.isoformat()
    if words in ("last night", "yesterday morning", "yesterday evening", "yesterday afternoon"):
        return (today - timedelta(days=1)).isoformat()
    readers = (_period, _weekday, _day_of_month, _day)
    return next((value for reader in readers if (value := reader(words, today))), None)


def _period(words: str, today: date) -> str | None:
    found = re.fullmatch(r"(?:the )?(last|this|next|this coming|this past) (week|weekend|month|year|\w+)", words)
    if words == "the weekend":
        found = re.fullmatch(r"(this) (weekend)", "this weekend")
    if found is None:
        return words if re.fullmatch(r"(?:19|20)\d\d", words) else None
    step, unit = _STEPS[found[1]], found[2]
    if unit in ("week", "weekend"):
        year, week, _ = (today + timedelta(weeks=step)).isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if unit == "year":
        return str(today.year + step)
    return f"{today.year + step}-{_SEASONS[unit]}" if unit in _SEASONS else None


def _weekday(words: str, today: date) -> str | None:
    found = re.fullmatch(rf"(?:(last|this|next|this coming|this past) )?({'|'.join(_WEEKDAYS)})", words)
    if found is None:
        return None
    wanted = _WEEKDAYS.index(found[2])
    if found[1] == "next":
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(days=7 + wanted)).isoformat()
    if found[1] in ("last", "this past"):
        return (today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)).isoformat()
    return (today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)).isoformat()


def _day_of_month(words: str, today: date) -> str | None:
    # dateparser takes "the 3rd" for March.
    found = _OF_MONTH.fullmatch(words)
    if found is None:
        return None
    days = (today + timedelta(days=ahead) for ahead in range(1, 63))
    return next((day.isoformat() for day in days if day.day == int(found[1])), None)


def _day(words: str, today: date) -> str | None:
    words = re.sub(r"^the (?=\d|day)", "", words)
    words = re.sub(r"\b(?:a )?couple of\b", "2", re.sub(r"\b(?:a )?few\b", "3", words))
    if _UNCLEAR.fullmatch(words) or _LOOSE_END.fullmatch(words) or _NO_DAY.search(words):
        return None
    words = re.sub(r"^(.*(?:day|week|month|year)s?) from (?:now|today)$", r"in \1", words)
    with _one_at_a_time:
        found = _parser(today).get_date_data(words)
    if found.date_obj is None:
        return None
    if found.period == "month" and words.split()[0] in vocabulary("months"):
        return f"{found.date_obj:%Y-%m}"
    return str(found.date_obj.date().isoformat())


@lru_cache(maxsize=2)
def _parser(today: date) -> DateDataParser:
    settings = {"RELATIVE_BASE": datetime(today.year, today.month, today.day), "PREFER_DATES_FROM": "future"}
    return DateDataParser(languages=["en"], settings=settings)


_SIGNS = vocabulary("ordinals", "weekdays", "months", "short_months", "date_signs") | _SEASONS.keys()
READER = Reader(
    _SIGNS | vocabulary("cardinals", "ordinal_endings", "date_joints"),
    _SIGNS,
    _read,
    lonely=frozenset({"now", "right now", "first", "second", "third", "the first", "the second", "the third"}),
    bare_number=False,
)


def _names(*kinds: str, lonely: frozenset[str] = frozenset()) -> Reader:
    """Months or weekdays by name, which is what Alexa sends for them."""
    names = vocabulary(*kinds)
    return Reader(names, names, lambda phrase, _: phrase if phrase in names else None, lonely=lonely)


MONTH = _names("months", "short_months", lonely=frozenset({"may", "march", "mar"}))
DAY_OF_WEEK = _names("weekdays")
