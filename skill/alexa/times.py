"""Times as one says them: "eleven minutes", "tomorrow at eight in the morning"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from skill.alexa.turn import Turn

MINUTE, HOUR = 60, 3600


def spoken_duration(turn: Turn, seconds: float) -> str:
    """A length of time in words: to the second below two minutes, to the minute from there on."""
    whole = max(round(seconds), 0)
    if whole >= 2 * MINUTE:
        whole = round(whole / MINUTE) * MINUTE
    hours, rest = divmod(whole, HOUR)
    minutes, left = divmod(rest, MINUTE)
    parts = [_amount(turn, unit, value) for unit, value in (("hour", hours), ("minute", minutes), ("second", left)) if value]
    return turn.phrase("time.and").join(parts) or _amount(turn, "second", 0)


def _amount(turn: Turn, unit: str, value: int) -> str:
    return turn.phrase(f"time.{unit}" if value == 1 else f"time.{unit}s", number=turn.content.number(value))


def spoken_day(turn: Turn, day: date, today: date) -> str:
    """A day as seen from today: "today", "tomorrow", "on Friday", "on Friday in a week's time" or with its date."""
    weekday = turn.content.phrases["time"]["weekdays"][day.weekday()]
    away = (day - today).days
    if away in (0, 1):
        return turn.phrase("time.today" if away == 0 else "time.tomorrow", weekday=weekday)
    if 1 < away < 7:
        return turn.phrase("time.on_weekday", weekday=weekday)
    month = turn.content.phrases["time"]["months"][day.month - 1]
    return turn.phrase("time.on_date", weekday=weekday, month=month, day=turn.content.phrases["time"]["days"][day.day - 1])


def spoken_clock(turn: Turn, when: datetime) -> str:
    """A time of day: "eight in the morning", "half past" is said as "eight thirty"."""
    if (when.hour, when.minute) in ((0, 0), (12, 0)):
        return turn.phrase("time.midnight" if when.hour == 0 else "time.noon")
    hour = turn.content.number((when.hour - 1) % 12 + 1)
    part = "morning" if when.hour < 12 else "afternoon" if when.hour < 18 else "evening"
    key = "time.hour_only" if when.minute == 0 else "time.oh_minutes" if when.minute < 10 else "time.with_minutes"
    return turn.phrase(key, hour=hour, minute=turn.content.number(when.minute), part=turn.phrase(f"time.{part}"))


def next_time(now: datetime, hour: int, minute: int) -> datetime:
    """The next time the clock shows this, from now on."""
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return then if then > now else then + timedelta(days=1)
