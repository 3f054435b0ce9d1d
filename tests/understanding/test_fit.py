"""The bench that fits the constants of understanding judges only what was not learnt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.fit import TURNED_AWAY, Heard, Said, sure, turning_away, weighed, without
from skill.understanding import FALLBACK, InteractionModel, Understanding
from skill.understanding.choice import BY_WORDS
from tests.understanding.conftest import HERE

PIZZA = InteractionModel.load(HERE / "models" / "pizza.json")
HALVES = [without(PIZZA, part, 2, "default") for part in range(2)]


@pytest.mark.parametrize(("half", "other"), [HALVES, HALVES[::-1]])
def test_what_is_left_out_is_no_sample_of_what_is_learnt(
    half: tuple[Understanding, list[Said]], other: tuple[Understanding, list[Said]]
) -> None:
    inside = [each.text for each in half[1] if each.right != {FALLBACK}]
    assert len(inside) > 10
    ours = [text for text in inside if other[0].is_sample(text)]
    assert sum(half[0].is_sample(text) for text in ours) < len(ours) / 2


def test_what_is_fitted_does_what_it_is_for() -> None:
    heard = [each for understanding, said in HALVES for each in weighed(understanding, said)]
    foreign = [each for each in heard if each.is_foreign]
    lead = turning_away(foreign, BY_WORDS)
    away = sum(each.leads(BY_WORDS)[0] <= lead for each in foreign) / len(foreign)
    assert away == pytest.approx(TURNED_AWAY, abs=0.02)
    inside = [each for each in heard if not each.is_foreign]
    assert mean_of(inside, sure(inside, BY_WORDS)) == pytest.approx(
        sum(each.best in each.right for each in inside) / len(inside), abs=0.01
    )


def mean_of(heard: list[Heard], fitted: tuple[float, ...]) -> float:
    """How sure one is on the mean, which is how often one is right where that was fitted."""
    constant, background, second = fitted
    thresholds = replace(BY_WORDS, sure=(constant, background, second))
    return sum(thresholds.confidence(*each.leads(thresholds)) for each in heard) / len(heard)
