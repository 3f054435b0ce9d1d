"""At the end of the steps: whether to ask again how it is, on the next day that is worth a word."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from skill.dialogue.alert_state import When, Wish
from skill.dialogue.alerts import asking
from skill.dialogue.alerts.schedule import spoken
from skill.dialogue.days import day
from skill.dialogue.turn import Then, Turn
from skill.guidance.course import days_until_check

OFFERED = "check_in"
AT = "MO"
"""The part of the day; its usual hour stands in intake.toml."""


def offer(turn: Turn) -> Then | None:
    """Offers one reminder, at one exact time; None where there is none to be had, or it was offered before.

    A yes is all it takes, for the time is said; another time can be told in its place.
    """
    alerts = turn.alerts
    if turn.services is None or "reminders" in alerts.closed or alerts.reminders or OFFERED in turn.case.offered:
        return None
    zone = turn.zone
    if zone is None:
        return None
    turn.case = turn.case.adding(offered=(OFFERED,))
    hour = turn.content.intake.part_of_day[AT]
    morning = datetime.combine(turn.today + timedelta(days_until_check(day(turn))), time(hour), zone)
    when = When(morning.astimezone(UTC).isoformat(), zone.key)
    name = turn.phrase("reminder.tasks.check_in")
    alerts.wish = Wish("reminders", name, turn.phrase("reminder.text", name=name), when=when)
    return turn.ask_phrase(asking.REMIND, "course.check_in", when=spoken(turn, when))
