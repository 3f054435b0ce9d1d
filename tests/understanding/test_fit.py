"""The bench that fits the constants of understanding judges only what was not learnt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.fit import TURNED_AWAY, Heard, Said, sure, turning_away, weighed, without
from skill.understanding import FALLBACK, InteractionModel, Understanding
from skill.understanding.choice import BY_WORDS
from tests.understanding.conftest import HERE

Half = tuple[Understanding, list[Said]]


@pytest.fixture(scope="module")
def halves() -> list[Half]:
    """What is learnt without either half of a model, and that half."""
    model = InteractionModel.load(HERE / "models" / "pizza.json")
    return [without(model, part, 2, "default") for part in range(2)]


@pytest.mark.xdist_group("the halves of a model")
@pytest.mark.parametrize("part", range(2))
def test_what_is_left_out_is_no_sample_of_what_is_learnt(part: int, halves: list[Half]) -> None:
    (understanding, said), (other, _) = halves[part], halves[1 - part]
    inside = [each.text for each in said if each.right != {FALLBACK}]
    assert len(inside) > 10
    ours = [text for text in inside if other.is_sample(text)]
    assert sum(understanding.is_sample(text) for text in ours) < len(ours) / 2


@pytest.mark.xdist_group("the halves of a model")
def test_what_is_fitted_does_what_it_is_for(halves: list[Half]) -> None:
    heard = [each for understanding, said in halves for each in weighed(understanding, said)]
    foreign = [each for each in heard if each.is_foreign]
    lead = turning_away(foreign, BY_WORDS)
    away = sum(each.leads(BY_WORDS)[0] <= lead for each in foreign) / len(foreign)
    assert away == pytest.approx(TURNED_AWAY, abs=0.02)
    inside = [each for each in heard if not each.is_foreign]
    right = sum(each.best in each.right for each in inside) / len(inside)
    assert mean_of(inside, sure(inside, BY_WORDS)) == pytest.approx(right, abs=0.01)


def mean_of(heard: list[Heard], fitted: tuple[float, ...]) -> float:
    """How sure one is on the mean, which is how often one is right where that was fitted."""
    constant, background, second = fitted
    thresholds = replace(BY_WORDS, sure=(constant, background, second))
    return sum(thresholds.confidence(*each.leads(thresholds)) for each in heard) / len(heard)
