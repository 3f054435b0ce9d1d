"""What can be wrong with the course over days: parts that are missing, offers that lead nowhere, walking too much."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from skill.dialogue.coaching.offers import TAKEN
from skill.guidance.content import Content
from skill.guidance.model import Kind, Onset

MOST_MORE = 5
"""Minutes that a walk may be longer than in the hardest week before."""
GOAL = (30, 5)
"""Minutes and walks a week at the end (WalkBack trial, Lancet 2024)."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of the course, the offers and the walking program."""
    for name, rows, ids in (
        ("course.toml", content.course, get_args(Onset)),
        ("time_ladder.toml", content.time_ladder, get_args(Kind)),
        ("pictures.toml", content.pictures, get_args(Kind)),
        ("offers.toml", content.offers, tuple(TAKEN)),
    ):
        for id in sorted(set(ids) ^ set(rows)):
            yield f"{name}: {id} is missing, or known to nobody; add it, or remove it"
    answers = set(content.topics) | {
        f"{id}.{each.id}" for id, topic in content.topics.items() for each in topic.aspects
    }
    for id, offer in content.offers.items():
        for answer in sorted(set(offer.after) - answers):
            yield f"offers.toml [{id}]: after names {answer!r}, which is no answer; correct it"
    yield from _walking(content)


def _walking(content: Content) -> Iterator[str]:
    weeks = list(content.walking.values())
    last = max((int(each.id) for each in weeks if each.id.isdecimal()), default=0)
    numbers = [str(number) for number in range(1, last + 1)]
    if [each.id for each in weeks] != numbers:
        missing = ", ".join(sorted({*numbers} - {each.id for each in weeks}, key=int)) or "none"
        yield f"walking.toml: the weeks are numbered from 1 without a gap, missing: {missing}; correct the numbers"
        return
    building = [each for each in weeks if not each.easy]
    for before, after in pairwise(building):
        more = (after.minutes - before.minutes, after.times - before.times)
        if not (0 <= more[0] <= MOST_MORE and 0 <= more[1] <= 1):
            yield f"walking.toml [{after.id}]: {more[0]} minutes and {more[1]} walks more; take smaller steps"
    for before, after in pairwise(weeks):
        if after.easy and after.minutes * after.times >= before.minutes * before.times:
            yield f"walking.toml [{after.id}]: asks no less than the week before; make it easier, or no easy one"
    if (weeks[-1].minutes, weeks[-1].times) != GOAL:
        yield f"walking.toml: ends with {weeks[-1].minutes} minutes, {weeks[-1].times} times; the goal is {GOAL}"
