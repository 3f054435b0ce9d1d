"""The course over days: which part of it a day is in, what comes next, and when somebody else should look at it."""

from __future__ import annotations

from collections.abc import Iterator

from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import Kind, Onset, Stage, Urgency
from skill.guidance.plan import DAY, choose_steps, onset_of
from skill.guidance.triage import NO_PLAN

CHECK_DAYS = (1, 3, 7, 14)
"""Days since it began on which a word about it is worth having: they fit the time ladder."""
A_WEEK = 7


def onset_on(day: int) -> Onset:
    """The part of the course that a day is in, counted from the first, which is day 0."""
    return onset_of(day * DAY)


def days_until_check(day: int) -> int:
    """In how many days to ask how it is."""
    return next((check - day for check in CHECK_DAYS if check > day), A_WEEK)


def is_for_someone(kind: Kind | None, day: int, trend: str, before: str, content: Content) -> bool:
    """Whether it has stayed or got worse for too long, so that somebody should look at it. `before`: how it went last.

    The kind of a pain that was told of another day is not known. Then it is that of a strain, the usual one; the same
    twice is enough where soreness should have gone.
    """
    ladder = content.time_ladder[kind or "strain"]
    if trend == "worse":
        return before == "worse" or day >= ladder.worse_from_day
    is_sore_twice = (
        kind is None and before in ("same", "worse") and day >= content.time_ladder["soreness"].same_from_day
    )
    return trend == "same" and (day >= ladder.same_from_day or is_sore_twice)


def to_come(day: int, content: Content) -> list[tuple[int, Stage]]:
    """The parts of the course in the week from this day on, each with its first day in it."""
    found: dict[Onset, int] = {}
    for each in range(day, day + A_WEEK):
        found.setdefault(onset_on(each), each)
    return [(first, content.course[onset]) for onset, first in found.items()]


def steps_on(onset: Onset, case: Case, content: Content) -> tuple[str, ...]:
    """The steps of a day in this part of the course for somebody who comes back, without what to watch for."""
    return choose_steps(case.but(onset=onset, returning=True, steps=(), at=0), content)[:-1]


def vetted(case: Case, kept: tuple[str, ...], content: Content) -> Case:
    """The case of somebody who was given the steps that are kept on another day: what may have been told then counts.

    What they told is not kept. So no step comes that something which can wait a few days would have spoken against,
    unless the steps of that day tell that it was not so.
    """
    soon = {id for id, flag in content.red_flags.items() if flag.urgency == Urgency.SOON} - NO_PLAN
    risky = soon - _absent(kept, soon, content)
    return case.adding(left_out=tuple(id for id in content.step_ids if risky & set(content.step(id).avoid_with)))


def _absent(kept: tuple[str, ...], soon: set[str], content: Content) -> set[str]:
    """The flags that were not told then: one of the steps would not have been there, or the list not have been this."""
    absent = {flag for id in kept for flag in content.step(id).avoid_with}
    if kept in _lists((), content):
        absent |= {flag for flag in soon - absent if kept not in _lists((flag,), content)}
    return absent


def _lists(flags: tuple[str, ...], content: Content) -> Iterator[tuple[str, ...]]:
    """The steps of everybody who has told no more than this, whatever it is like and since when."""
    return (choose_steps(Case(onset=onset, kind=kind, flags=flags), content) for onset, kind in content.plans)
