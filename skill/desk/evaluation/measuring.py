"""Says labelled utterances to the whole skill, and counts what came out right."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import quantiles

from skill.desk.answer import SayAnswer
from skill.desk.desk import Desk
from skill.desk.evaluation.labelled import Labelled
from skill.desk.evaluation.labels import label_of, red_flag_kind
from skill.desk.evaluation.slots import compared
from skill.desk.under_test import LocaleModel

_CLEARED_UP = ("clarify", "which")
"""The questions about a single sign, as the skill names them."""
_SURE = 1.96
"""Standard errors that hold 95 of a hundred."""


@dataclass(frozen=True)
class Heard:
    """What the skill made of an utterance, as the first thing somebody says."""

    intent: str
    flags: frozenset[str]
    slots: dict[str, bool]
    """For each slot that could be compared, whether it is right. Of red flags none: there the flag counts."""
    understanding: float
    """Milliseconds to understand it."""
    turn: float
    """Milliseconds for the whole turn: to understand it, to ask the skill, to hear the answer."""
    asked: str = ""
    """The red flag that the skill asks about, unsure whether it is one; empty where it asks about none."""


Result = tuple[Labelled, Heard]


@dataclass(frozen=True)
class Figure:
    """How many are right, of how many."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """The part that is right."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, 95 times in a hundred (Wilson's score interval)."""
        if not self.of:
            return 0.0, 1.0
        square = _SURE**2 / self.of
        middle = (self.share + square / 2) / (1 + square)
        spread = _SURE * ((self.share * (1 - self.share) + square / 4) / self.of) ** 0.5 / (1 + square)
        return max(0.0, middle - spread), min(1.0, middle + spread)


def hear(row: Labelled, desk: Desk, model: LocaleModel) -> Heard:
    """Says one utterance to the skill on the desk, as the first of a conversation, understood by this model."""
    echo = desk.echo(desk.skill.models.default_locale, model=model)
    begun = time.perf_counter()
    turn = echo.say(row.text)
    ended = time.perf_counter()
    understood = next((event["ms"] for event in turn["trace"] if event["event"] == "understood"), 0.0)
    slots = {} if row.is_flag else compared(row.slots, turn["slots"], model)
    return Heard(
        turn["intent"] or "", frozenset(turn["red_flags"]), slots, understood, (ended - begun) * 1000, _asked(turn)
    )


def _asked(turn: SayAnswer) -> str:
    """The red flag that is asked about: where a sign lacks a role, one question settles it."""
    asked = next((event["asked"] for event in turn["trace"] if event["event"] == "decided"), "")
    kind, _, about = asked.partition(":")
    return about if kind in _CLEARED_UP else ""


def right_intent(row: Labelled, heard: Heard) -> bool:
    """Whether the intent, or for red flags the flag, is one of those that are right."""
    return heard.intent in row.intents or any(heard.flags & kind for kind in (*row.needs, row.may))


def right_kind(row: Labelled, heard: Heard) -> bool:
    """Whether every flag that is called for, or one that may stand for it, was raised."""
    return bool(row.needs) and all(heard.flags & kind for kind in row.needs)


def is_quiet(row: Labelled, heard: Heard) -> bool:
    """Whether an utterance that is no red flag raised none, or one that its labels allow."""
    return not heard.flags or bool(heard.flags & row.may)


def is_right(row: Labelled, heard: Heard) -> bool:
    """Whether nothing at all is wrong with it."""
    if row.is_flag:
        return right_kind(row, heard)
    return (right_intent(row, heard) or not row.intents) and is_quiet(row, heard)


def what_is_wrong(row: Labelled, heard: Heard) -> str:
    """The kind of a mistake, worst first, as `report.MISTAKES` names them; empty where nothing is wrong."""
    if is_right(row, heard):
        return ""
    if row.is_flag:
        return "kind" if heard.flags else "missed"
    return "alarm" if not is_quiet(row, heard) else "accepted" if row.is_outside else "other"


def figures(results: Sequence[Result]) -> list[Figure]:
    """The main figures."""
    flagged = [each for each in results if each[0].is_flag]
    inside = [each for each in results if each[0].intents and not each[0].is_flag and not each[0].is_outside]
    ordinary = [each for each in inside if not each[0].hard_negative]
    hard = [each for each in results if each[0].hard_negative]
    outside = [each for each in results if each[0].is_outside]
    timers = [each[1].slots["Duration"] for each in results if "Duration" in each[1].slots]
    return [
        _figure("in-scope intent or topic", inside, right_intent),
        _figure("red flags: any raised", flagged, lambda _, heard: bool(heard.flags)),
        _figure("red flags: raised or asked", flagged, lambda _, heard: bool(heard.flags or heard.asked)),
        _figure("red flags: right kind", flagged, right_kind),
        _figure("hard negatives left quiet", hard, is_quiet),
        _figure("ordinary in-scope left quiet", ordinary, is_quiet),
        _figure("out of scope rejected", outside, right_intent),
        Figure("timer durations exact", sum(timers), len(timers)),
    ]


def by_label(results: Sequence[Result]) -> list[Figure]:
    """The accuracy of each label; of red flags, how often the right kind was raised."""
    labels = sorted({row.label for row, _ in results})
    return [_figure(label, [each for each in results if each[0].label == label], _right_of(label)) for label in labels]


def by_flag(results: Sequence[Result]) -> list[tuple[Figure, int]]:
    """For each kind of red flag how often it was raised, and how often any flag was."""
    rows = [(row, heard) for row, heard in results if row.is_flag]
    raised = Counter(row.label for row, heard in rows if heard.flags)
    return [(each, raised[each.name]) for each in by_label(rows)]


def by_slot(results: Sequence[Result]) -> list[Figure]:
    """How often each slot holds what was clearly said."""
    names = sorted({name for _, heard in results for name in heard.slots})
    counted = {name: [heard.slots[name] for _, heard in results if name in heard.slots] for name in names}
    return [Figure(name, sum(right), len(right)) for name, right in counted.items()]


def pairs(results: Iterable[Result]) -> list[tuple[str, str]]:
    """What was meant and what it was taken for, utterance by utterance; without red flags, which are no intents."""
    return [(row.label, _taken_for(row, heard)) for row, heard in results if not row.is_flag]


def percentiles(milliseconds: Sequence[float]) -> tuple[float, float]:
    """The median, and what 99 of a hundred stay below."""
    if len(milliseconds) < 2:
        return (milliseconds[0], milliseconds[0]) if milliseconds else (0.0, 0.0)
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    return cuts[49], cuts[98]


def _figure(name: str, results: Sequence[Result], right: Callable[[Labelled, Heard], bool]) -> Figure:
    return Figure(name, sum(right(*each) for each in results), len(results))


def _right_of(label: str) -> Callable[[Labelled, Heard], bool]:
    return right_kind if red_flag_kind(label) else lambda row, heard: right_intent(row, heard) or not row.intents


def _taken_for(row: Labelled, heard: Heard) -> str:
    return row.label if right_intent(row, heard) or not row.intents else label_of(heard.intent)
