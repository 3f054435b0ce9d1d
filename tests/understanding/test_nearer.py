"""How `script/bench nearer` finds samples that are nearer to another intent."""

from __future__ import annotations

from benchmarks.nearer import nearer
from skill.understanding import InteractionModel
from skill.understanding.templates import templates_of


def _model(**samples: list[str]) -> InteractionModel:
    intents = [{"name": name, "slots": [], "samples": said} for name, said in samples.items()]
    language = {"invocationName": "test", "intents": intents, "types": []}
    return InteractionModel.parse({"interactionModel": {"languageModel": language}}, "a test")


def test_a_sample_among_those_of_another_intent_is_found() -> None:
    model = _model(
        Bake=["bake a cake", "bake the cake please", "put the bread away"],
        Clear=["put the bread away now", "put the plates away", "put the plates away quickly"],
    )
    found = {each.sample.sample: each for each in nearer(templates_of(model))}
    assert found["put the bread away"].other.sample == "put the bread away now"
    assert found["put the bread away"].likeness > found["put the bread away"].own
    assert not found.keys() & {"bake a cake", "bake the cake please", "put the plates away quickly"}


def test_one_sample_by_itself_is_near_to_nothing() -> None:
    assert list(nearer(templates_of(_model(Bake=["bake a cake"])))) == []
