"""Times as Alexa writes them and as one says them: "eleven minutes", "tomorrow, Monday, at eight in the morning"."""

from __future__ import annotations

from datetime import date, datetime, time

from skill.dialogue.turn import Turn

MINUTE, HOUR = 60, 3600
DAY = 24 * HOUR
WEEK = 7 * DAY
UNITS = (("week", WEEK), ("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", 1))
LONG = 2 * MINUTE
"""From here on nobody wants to hear the seconds that are left."""
A_YEAR = 366 * DAY


def seconds_of(duration: str | None, now: datetime) -> int:
    """The seconds of an ISO duration, `now` telling how long its months are; 0 for what is none, at most a year."""
    import isodate  # it loads `decimal`; most turns hold no duration

    try:
        lasted = isodate.parse_duration(duration or "")
        if isinstance(lasted, isodate.Duration):
            lasted = lasted.totimedelta(start=now)
    except ArithmeticError:
        return A_YEAR
    except ValueError:  # also isodate's own error
        return 0
    seconds: float = lasted.total_seconds()
    return min(max(round(seconds), 0), A_YEAR)


def spoken_duration(turn: Turn, seconds: float) -> str:
    """A length of time in words, to the second and no less than one: "an hour and thirty minutes"."""
    left, parts = max(round(seconds), 1), []
    for unit, size in UNITS:
        if unit == "week" and left % WEEK and left < 3 * WEEK:
            continue  # "ten days" is said, not "a week and three days"
        value, left = divmod(left, size)
        if value:
            key = f"time.{unit}" if value == 1 else f"time.{unit}s"
            parts.append(turn.phrase(key, number=turn.content.number(value)))
    return turn.phrase("time.and").join(parts)


def spoken_remainder(turn: Turn, seconds: float) -> str:
    """How long is left: to the minute, and to the second only near the end."""
    return spoken_duration(turn, seconds if seconds < LONG else round(seconds / MINUTE) * MINUTE)


def spoken_day(turn: Turn, day: date, today: date) -> str:
    """A day as seen from today: "today", "tomorrow, Monday", "on Friday", further away with its date."""
    names = turn.content.phrases["time"]
    weekday, away = names["weekdays"][day.weekday()], (day - today).days
    if away in (0, 1):
        return turn.phrase("time.today" if away == 0 else "time.tomorrow", weekday=weekday)
    if 1 < away < 7:
        return turn.phrase("time.on_weekday", weekday=weekday)
    month, number = names["months"][day.month - 1], names["ordinals"][day.day - 1]
    return turn.phrase(f"time.on_date.{turn.locale.english}", weekday=weekday, month=month, day=number)


def spoken_clock(turn: Turn, when: datetime | time) -> str:
    """A time of day: "eight in the morning"; half past eight is said as "eight thirty"."""
    if (when.hour, when.minute) in ((0, 0), (12, 0)):
        return turn.phrase("time.midnight" if when.hour == 0 else "time.noon")
    hour = turn.content.number((when.hour - 1) % 12 + 1)
    part = "morning" if when.hour < 12 else "afternoon" if when.hour < 18 else "evening"
    key = "time.hour_only" if when.minute == 0 else "time.oh_minutes" if when.minute < 10 else "time.with_minutes"
    return turn.phrase(key, hour=hour, minute=turn.content.number(when.minute), part=turn.phrase(f"time.{part}"))
