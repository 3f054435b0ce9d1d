"""Moves about reminders: set one after a yes to its exact time, say which there are, take them back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill.alexa import path, permission
from skill.alexa.alerts import Wish
from skill.alexa.services import AlertsError, When
from skill.alexa.times import next_time, spoken_clock, spoken_day, spoken_duration
from skill.alexa.timing import seconds_of, services_of
from skill.alexa.turn import Turn

LONGEST_DELAY = 366 * 24 * 3600
"""Nobody means to be reminded later than in a year, in seconds."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def propose(turn: Turn) -> None:
    """Somebody wants a reminder: say exactly when, and ask for a yes."""
    task = turn.told("Task")
    name = turn.phrase(f"reminder.tasks.{task.id if task and task.id else 'default'}")
    try:
        wish = _after(turn, name) or _at(turn, name)
    except AlertsError as error:
        turn.say(f"alerts.reminders.{error.problem}", name=name, when="")
        return path.ask_again(turn)
    if wish is None:
        turn.elicit = ("SetReminderIntent", "Time")
        return turn.ask_phrase("when", "reminder.when")
    turn.alerts.wish = wish
    turn.ask_phrase("remind", "reminder.confirm", name=wish.name, when=wish.when)


def _after(turn: Turn, name: str) -> Wish | None:
    """A reminder in so many hours or days, counted from now."""
    delay = turn.told("Delay")
    seconds = seconds_of(delay.value) if delay else 0
    if not 0 < seconds <= LONGEST_DELAY:
        return None
    when = turn.phrase("reminder.in", length=spoken_duration(turn, seconds))
    return Wish("reminders", name, seconds, turn.phrase("reminder.text", name=name), when=when)


def _at(turn: Turn, name: str) -> Wish | None:
    """A reminder at a time of the clock where the person is. Raises AlertsError where nobody knows where that is."""
    day, clock, again = turn.told("Day"), turn.told("Time"), turn.told("Recurrence")
    if not (day or clock or again):
        return None
    zone = services_of(turn).time_zone()
    try:
        now = turn.now.astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        now = None
    if now is None:
        raise AlertsError("no_zone")
    hour, minute = _clock(turn, clock.value if clock else None, again.id if again else None)
    rules = _rules(turn, again.id if again else None, hour, minute)
    local = _first(turn, now, day.value if day else None, rules, hour, minute)
    if local is None:
        return None
    if local <= now.replace(tzinfo=None):
        raise AlertsError("past")
    spoken = spoken_clock(turn, local)
    when = turn.phrase(f"reminder.again.{again.id}") if again and again.id else spoken_day(turn, local.date(), now.date())
    return Wish(
        "reminders",
        name,
        announce=turn.phrase("reminder.text", name=name),
        local=local.isoformat(),
        zone=zone,
        rules=rules,
        when=turn.phrase("reminder.at", day=when, clock=spoken),
    )


def _clock(turn: Turn, value: str | None, again: str | None) -> tuple[int, int]:
    """Hour and minute: as told, for a part of the day its usual hour, otherwise the morning."""
    parts: dict[str, int] = turn.content.intake["part_of_day"]
    part = value or turn.content.intake["recurrence_part"].get(again or "", "MO")
    if part in parts:
        return parts[part], 0
    try:
        told = time.fromisoformat(part)
    except ValueError:
        return parts["MO"], 0
    return told.hour, told.minute


def _rules(turn: Turn, again: str | None, hour: int, minute: int) -> tuple[str, ...]:
    rule = turn.content.intake["recurrence"].get(again or "")
    return (f"{rule};BYHOUR={hour};BYMINUTE={minute};BYSECOND=0",) if rule else ()


def _first(
    turn: Turn, now: datetime, day: str | None, rules: tuple[str, ...], hour: int, minute: int
) -> datetime | None:
    """The first local time it comes: on the day that was told, or the next time the clock shows it."""
    if day:
        told = day_of(day)
        return datetime.combine(told, time(hour, minute)) if told else None
    first = next_time(now.replace(tzinfo=None), hour, minute)
    days = {name for rule in rules for name in _weekdays(rule)}
    while days and WEEKDAYS[first.weekday()] not in days:
        first += timedelta(days=1)
    return first


def _weekdays(rule: str) -> Iterator[str]:
    for part in rule.split(";"):
        if part.startswith("BYDAY="):
            yield from part.removeprefix("BYDAY=").split(",")


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


def confirm(turn: Turn) -> None:
    """Yes, set that reminder."""
    if wish := turn.alerts.wish:
        turn.case = turn.case.but(asked="next" if turn.case.steps else "what")
        return permission.attempt(turn, wish, begin)
    path.ask_again(turn)


def begin(turn: Turn, wish: Wish) -> None:
    """Sets the reminder that was wished. Raises AlertsError."""
    local = datetime.fromisoformat(wish.local) if wish.local else None
    token = services_of(turn).remind(When(wish.seconds, local, wish.zone, wish.rules), wish.announce)
    turn.alerts.reminders.append({"token": token, "when": wish.when, "name": wish.name})
    turn.say("reminder.set", name=wish.name, when=wish.when)


def drop(turn: Turn) -> None:
    """No, not that reminder."""
    turn.alerts.wish = None
    turn.case = turn.case.but(asked="next" if turn.case.steps else "what")
    turn.say("reminder.not_set")
    path.ask_again(turn)


def status(turn: Turn) -> None:
    """Which reminders were set here. (The SDK cannot read them back from Alexa, so these are our own notes.)"""
    for reminder in turn.alerts.reminders:
        turn.say("reminder.one", name=reminder["name"], when=reminder["when"])
    if not turn.alerts.reminders:
        turn.say("reminder.none")
    path.ask_again(turn)


def cancel(turn: Turn) -> None:
    """Takes back every reminder set here."""
    if not turn.alerts.reminders:
        turn.say("reminder.none")
        return path.ask_again(turn)
    kept = []
    for reminder in turn.alerts.reminders:
        try:
            services_of(turn).cancel_reminder(reminder["token"])
        except AlertsError as error:
            if error.problem != "gone":
                kept.append(reminder)
                turn.say(f"alerts.reminders.{error.problem}", name=reminder["name"], when=reminder["when"])
    turn.alerts.reminders = kept
    if not kept:
        turn.say("reminder.cancelled")
    path.ask_again(turn)

