"""What can be wrong with how an answer is taken in: a word for a time, or a question that the code names, is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from skill.guidance.content import CONTENT_ENGLISH, Content
from skill.guidance.model import Kind
from skill.guidance.triage import QUESTIONS

PARTS_OF_DAY = ("MO", "AF", "EV", "NI")
"""As AMAZON.TIME names them."""
COLD_AND_WARM = ("cold_pack", "warmth")
"""The steps that stand for whatever is cold or warm, so that it is timed for no longer than they are."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of intake.toml, kinds.toml and safety_questions.toml."""
    intake = content.intake
    yield from _same("intake.toml [part_of_day]", intake.part_of_day, PARTS_OF_DAY)
    yield from _same("intake.toml [recurrence_part]", intake.recurrence_part, intake.recurrence)
    yield from _same("intake.toml [timed]", intake.timed, COLD_AND_WARM)
    yield from _same("kinds.toml", content.kinds, get_args(Kind))
    yield from _same("safety_questions.toml", content.questions, QUESTIONS)
    for name in set(intake.recurrence_part.values()) - set(PARTS_OF_DAY):
        yield f"intake.toml [recurrence_part]: {name!r} is no part of the day; say one of {', '.join(PARTS_OF_DAY)}"
    if sorted(intake.weekdays.values()) != list(range(7)):
        yield "intake.toml [weekdays]: the days are not those of a week; number seven, Monday being 0"
    yield from _same("synonyms.toml", content.files.keys("synonyms.toml"), ("read_as",))
    if CONTENT_ENGLISH not in content.variants:
        yield f"variants.toml: {CONTENT_ENGLISH} missing; add an empty table for the English that the content is in"
    for id, kind in content.kinds.items():
        if not kind.words:
            yield f"kinds.toml [{id}]: no words; add some"


def _same(where: str, there: Iterable[str], named: Iterable[str]) -> Iterator[str]:
    """Whether exactly those are there that the code names."""
    for name in sorted(set(named) - set(there)):
        yield f"{where}: {name} missing; add it"
    for name in sorted(set(there) - set(named)):
        yield f"{where}: {name} is known to nobody; correct or remove it"
