"""When a reminder comes: from what was told to one exact time, and that time in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from skill.dialogue.alert_state import When
from skill.dialogue.ports import Heard
from skill.dialogue.times import A_YEAR, HOUR, MINUTE, seconds_of, spoken_clock, spoken_day, spoken_remainder
from skill.dialogue.turn import Turn
from skill.guidance.putting_right import PutRight

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NOON = 12
FIRST_LIGHT = 5
"""Who names an hour before this, and no day, means the afternoon while that is still to come."""


class Unclear(Exception):
    """What was told is no time to remind at. `problem` is the key of the sentence that says so."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def meant(turn: Turn, before: When | None = None) -> When | None:
    """When the person wants it; None where they did not say. What they leave out is as it was `before`.

    Raises Unclear where that time has passed, or nobody knows what time it is where they are.
    """
    delay, day, clock, again = (_told(turn, slot) for slot in ("Delay", "Day", "Time", "Recurrence"))
    if again and (day or not again.id) and not _says_how_often(turn, again):  # "tomorrow morning" is once
        again = None
    if again and again.id not in turn.content.intake.recurrence:
        raise Unclear("how_often")
    seconds = _delay(turn, delay.value) if delay else 0
    if not (seconds or day or clock or again):
        return None
    zone = turn.zone
    if seconds and not clock:
        due = (turn.now + timedelta(seconds=seconds)).astimezone(UTC)
        return When(due.isoformat(), zone.key if zone else None, delayed=True)
    if zone is None:
        raise Unclear("no_zone")
    today = turn.now.astimezone(zone).date()
    told = day_of(day.value) if day else today + timedelta(seconds=seconds) if seconds else None
    if day and (told is None or abs(told - today) > timedelta(seconds=A_YEAR)):
        return None
    if before and before.local and not (day or seconds or again):
        told, id = before.local.date(), before.again
    else:
        id = again.id if again else None
    wall = _wall(turn, clock.value if clock else None, id, before)
    if clock and (hour := _rather_number(turn)):
        wall = _moved(wall, PutRight(hour), wall)
    return _first(turn, zone, told, wall, id, today)


def _told(turn: Turn, slot: str) -> Heard | None:
    """What was told, or what was told right after it instead: "at nine no ten"."""
    rather = turn.slot(f"Rather{slot}") if takes_back(turn) else None
    return rather or turn.slot(slot)


def takes_back(turn: Turn) -> bool:
    """Whether words were said that put another number in place of one: "for fifty minutes no fifteen"."""
    said = turn.slot("Rather")
    return said is not None and said.id is not None


def _rather_number(turn: Turn) -> int:
    """A bare number that was told in place of another; 0 where there is none."""
    said = turn.slot("RatherNumber") if takes_back(turn) else None
    return int(said.value) if said and said.value.isdecimal() else 0


def _delay(turn: Turn, told: str) -> int:
    """How long from now, in seconds; a bare number in its place counts the same unit."""
    seconds, number = seconds_of(told, turn.now), _rather_number(turn)
    return number * _unit(seconds) if number else seconds


def _unit(seconds: float) -> int:
    """What a number that is put right counts, by what it was before: hours, or minutes."""
    return HOUR if round(seconds) >= HOUR else MINUTE


def put_right(turn: Turn, before: When | None, told: PutRight | None, seconds: int = 0) -> When:
    """The time that is meant instead of the one before. Raises Unclear as `meant` does."""
    zone = turn.zone
    if told and not seconds and (told.seconds or zone is None or _counts(told, before)):
        left = (before.instant - turn.now).total_seconds() if before else HOUR
        seconds = told.number * (told.seconds or _unit(left))
    if seconds or told is None:
        due = (turn.now + timedelta(seconds=seconds)).astimezone(UTC)
        return When(due.isoformat(), zone.key if zone else None, delayed=True)
    if zone is None:
        raise Unclear("no_zone")
    local, today = before.local if before else None, turn.now.astimezone(zone).date()
    again = before.again if before else None
    wall = _moved(local.time() if local else None, told, time(told.number % (2 * NOON), told.minutes))
    return _first(turn, zone, local.date() if local and not again else None, wall, again, today)


def _counts(told: PutRight, before: When | None) -> bool:
    """Whether a number is one of hours or minutes from now, as the one before was."""
    return before is not None and before.delayed and not told.minutes and told.later is None


def _moved(before: time | None, told: PutRight, wall: time) -> time:
    """An hour in the same half of the day as the one before, where nobody says which."""
    later = told.later if told.later is not None else before is not None and before.hour >= NOON
    hour = told.number % NOON + (NOON if later else 0) if told.number <= NOON else told.number % (2 * NOON)
    return wall.replace(hour=hour, minute=min(told.minutes, 59), second=0, microsecond=0)


def _says_how_often(turn: Turn, again: Heard) -> bool:
    return not {*again.value.lower().split()}.isdisjoint(turn.content.intake.repeating.words)


def _wall(turn: Turn, told: str | None, again: str | None, before: When | None) -> time:
    """The time of day: as told, for a part of the day its usual hour, as it was before, otherwise the morning."""
    parts = turn.content.intake.part_of_day
    usual = turn.content.intake.recurrence_part[again] if again else "MO"
    if told is None and before and before.local:
        return before.local.time().replace(second=0, microsecond=0)
    try:
        wall = time(parts[told]) if told in parts else time.fromisoformat(told or "")
    except ValueError:
        return time(parts[usual])
    # "every evening at eight" is said without "p.m."
    return wall.replace(hour=wall.hour + NOON) if told and usual == "EV" and wall.hour < NOON else wall


def _first(turn: Turn, zone: ZoneInfo, day: date | None, wall: time, again: str | None, today: date) -> When:
    """The first time it comes. Raises Unclear where that has passed."""
    days = _days_of_week(turn, again)
    later = wall.replace(hour=(wall.hour + NOON) % 24)
    tries = [((day or today) + timedelta(days=ahead), wall) for ahead in range(1 if day and not again else 9)]
    if day == today and not again and wall.hour < NOON:
        tries.append((today, later))  # "today at eight", said at ten in the morning
    if day is None and not again and wall.hour < FIRST_LIGHT:
        tries.insert(0, (today, later))  # "at three", said at noon
    for each, clock in tries:
        due = datetime.combine(each, clock, zone).astimezone(UTC)
        if due > turn.now and WEEKDAYS[each.weekday()] in days:
            return When(due.isoformat(), zone.key, again, f"{clock:%H:%M}" if again else "")
    raise Unclear("past")


def _days_of_week(turn: Turn, again: str | None) -> tuple[str, ...]:
    rule = turn.content.intake.recurrence.get(again or "", "")
    parts = dict(part.split("=") for part in rule.split(";") if part)
    return tuple(parts["BYDAY"].split(",")) if "BYDAY" in parts else WEEKDAYS


def day_of(value: str) -> date | None:
    """The day an AMAZON.DATE means: a day, the first of a week, weekend (Saturday) or month."""
    try:
        if value.endswith("-WE"):
            return date.fromisoformat(value.removesuffix("-WE") + "-6")
        if "-W" in value and value.count("-") == 1:
            return date.fromisoformat(f"{value}-1")
        if value.count("-") == 1:
            return date.fromisoformat(f"{value}-01")
        return date.fromisoformat(value)
    except ValueError:
        return None


def rules(turn: Turn, when: When) -> tuple[str, ...]:
    """How it comes again, in the words of RFC 5545; empty for once."""
    if when.again is None:
        return ()
    wall = time.fromisoformat(when.clock)
    return (f"{turn.content.intake.recurrence[when.again]};BYHOUR={wall.hour};BYMINUTE={wall.minute};BYSECOND=0",)


def spoken(turn: Turn, when: When) -> str:
    """The exact time in words, seen from now."""
    local, left = when.local, (when.instant - turn.now).total_seconds()
    if local is None:
        return turn.phrase("reminder.in", length=spoken_remainder(turn, left))
    today = turn.now.astimezone(local.tzinfo).date()
    day, clock = spoken_day(turn, local.date(), today), spoken_clock(turn, local)
    if when.again:
        key = "reminder.every_from" if left > 0 else "reminder.every"
        wall = spoken_clock(turn, time.fromisoformat(when.clock))
        return turn.phrase(key, again=turn.phrase(f"reminder.again.{when.again}"), clock=wall, day=day)
    key = f"reminder.{'in' if when.delayed else 'at'}_{'today' if local.date() == today else 'day'}"
    return turn.phrase(key, length=spoken_remainder(turn, left), day=day, clock=clock)
