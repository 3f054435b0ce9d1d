"""Hears what was told: red flags in every text, then the details of the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from skill.dialogue.ports import Heard
from skill.dialogue.times import seconds_of
from skill.dialogue.turn import FREE_TEXT, Turn
from skill.guidance import triage
from skill.guidance.answers import kind_of
from skill.guidance.model import Urgency
from skill.guidance.plan import onset_of
from skill.guidance.red_flags import Finding, is_elsewhere, scan


def listen(turn: Turn) -> Finding | None:
    """Scans everything said for red flags and raises those that are stated.

    Returns the finding to clarify first, where words could mean harm or not. The text decides: what Alexa resolved a
    slot to counts as well, unless the words deny it.
    """
    findings = scan(turn.text)
    stated = [finding.flag for finding in findings if finding.certainty == "stated"]
    if turn.case.asked_kind == "which" and not stated:
        stated += _part_named(turn)
    if not stated:
        stated += _resolved_flags(turn, findings)
    if stated:
        worst = triage.worst_first(tuple(stated), turn.content)
        turn.red_flags = tuple(flag.id for flag in worst)
        turn.urgency = worst[0].urgency
        turn.case = triage.told(turn.case, turn.red_flags, turn.content)
    return next((finding for finding in findings if finding.certainty != "stated"), None)


def _resolved_flags(turn: Turn, findings: tuple[Finding, ...]) -> list[str]:
    """What Alexa's own entity resolution found in a bare symptom ("numbness") in which the scanner saw nothing."""
    if turn.intent != "ReportSymptomIntent" or findings or is_elsewhere(turn.text):
        return []
    return [
        heard.id
        for name in FREE_TEXT
        if (heard := turn.told(name))
        and heard.id
        and heard.id in turn.content.red_flags
        and not denied(heard.value, turn)
        and not _meant_otherwise(name, heard, turn)
    ]


def _meant_otherwise(name: str, heard: Heard, turn: Turn) -> bool:
    """Whether the scanner knows these words, and saw nothing in the longer ones they were part of."""
    return name not in turn.own_words and heard.id in {finding.flag for finding in scan(heard.value)}


def denied(text: str, turn: Turn) -> bool:
    """Whether the words begin by denying: "no numbness"."""
    first = text.lower().split()[:1]
    return first in (["no"], ["not"], ["without"], ["never"], ["none"])


def _part_named(turn: Turn) -> list[str]:
    question = turn.content.questions.get(turn.case.asked_id)
    part = triage.part_named(question, turn.text, turn.content) if question else None
    return [part] if part else []


def take_in(turn: Turn) -> None:
    """Puts what was told about activity, time and kind of pain into the case."""
    for slot, take in TAKERS.items():
        if heard := turn.told(slot):
            take(turn, heard)
    if kind := kind_of(turn.text, turn.content):
        turn.case = turn.case.but(kind=kind)


def _activity(turn: Turn, heard: Heard) -> None:
    turn.case = turn.case.but(activity=heard.id or turn.case.activity)


def _onset(turn: Turn, heard: Heard) -> None:
    if seconds := seconds_of(heard.value, turn.now):
        began(turn, timedelta(seconds=seconds))


def _onset_day(turn: Turn, heard: Heard) -> None:
    if heard.id in turn.content.intake.weekdays:
        days = (turn.now.weekday() - turn.content.intake.weekdays[heard.id]) % 7
        began(turn, timedelta(days=days))
    elif heard.id in turn.content.intake.onset_hours:
        began(turn, timedelta(hours=turn.content.intake.onset_hours[heard.id]))


def began(turn: Turn, ago: timedelta) -> None:
    """Takes in how long ago it began. What has hurt for long should be seen."""
    onset = onset_of(ago.total_seconds() / 3600)
    turn.case = turn.case.but(onset=onset)
    if ago >= LASTING and _is_of_the_pain(turn) and "not_improving" not in turn.case.flags:
        turn.case = turn.case.adding(flags=("not_improving",))
        turn.red_flags, turn.urgency = ("not_improving",), Urgency.SOON


def _is_of_the_pain(turn: Turn) -> bool:
    """Whether the time that was told is the pain's: not of another ailment, and not how long somebody has trained."""
    trained = turn.told("Activity") and (turn.told("OnsetDay") or not any(map(turn.told, TELL_OF_PAIN)))
    return not trained and not is_elsewhere(turn.text)


LASTING = timedelta(weeks=4)
"""After this long a back should be seen (NHS: not better within a few weeks)."""
TELL_OF_PAIN = ("BodyArea", "Severity", *FREE_TEXT)
TAKERS: dict[str, Callable[[Turn, Heard], None]] = {
    "Activity": _activity,
    "Onset": _onset,
    "OnsetDay": _onset_day,
}
