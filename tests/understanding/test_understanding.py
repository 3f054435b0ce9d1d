"""Whole sentences over small models, against utterances.toml; and what must hold for any model."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from skill.understanding import FALLBACK, InteractionModel, Understanding, conflicts
from skill.understanding.expansion import expansions, values_of
from skill.understanding.lexicon import Lexicon
from skill.understanding.templates import templates_of

from .conftest import HERE, MONDAY, understanding_of

CASES = tomllib.loads((Path(__file__).parent / "utterances.toml").read_text(encoding="utf-8"))
OPEN = {"AMAZON.City"}
"""Types whose values Amazon alone knows, so that no word of them is certain."""
REAL = Path(__file__).parents[2] / "interaction_model" / "en-US.json"
Get = Callable[[str], Understanding]


@pytest.mark.parametrize(
    ("model", "case"),
    [(m, c) for m, cases in CASES.items() for c in cases],
    ids=lambda x: x if isinstance(x, str) else x["said"],
)
def test_utterance(understood: Get, model: str, case: dict[str, Any]) -> None:
    found = understood(model).understand(case["said"])
    assert found.intent == case["intent"], found.candidates
    assert found.why == case.get("why", found.why)
    assert 0 <= found.confidence <= 1 and len(found.candidates) <= 3
    for name, value in case.get("slots", {}).items():
        assert found.slots[name].value == value, name
    for name, wanted in case.get("ids", {}).items():
        assert [id for id, _ in found.slots[name].matches][:1] == ([wanted] if wanted else []), name


def test_every_slot_of_the_intent_is_there(pizza: Understanding) -> None:
    slots = pizza.understand("i want a pizza").slots
    assert list(slots) == ["Size", "Topping", "Extra", "Count"]
    assert all(slot.value is None and slot.heard is None and slot.matches == () for slot in slots.values())


def test_a_value_without_an_id_keeps_its_name(pizza: Understanding) -> None:
    assert pizza.understand("order a pizza with bell peppers").slots["Topping"].matches == ((None, "green peppers"),)


def test_values_are_as_heard_and_readings_as_sent(pizza: Understanding) -> None:
    slots = pizza.understand("Order THREE big pizzas").slots
    assert (slots["Size"].value, slots["Size"].heard) == ("big", "big")
    assert (slots["Count"].value, slots["Count"].heard) == ("3", "three")


@pytest.mark.parametrize(
    ("said", "slot", "intent", "value"),
    [
        ("large", "Size", "OrderPizzaIntent", "large"),
        ("the large one i think", "Size", "OrderPizzaIntent", "large"),
        ("gigantic", "Size", "OrderPizzaIntent", "gigantic"),
        ("two", "Count", "OrderPizzaIntent", "2"),
        ("oh make that twelve", "Count", "OrderPizzaIntent", "12"),
        ("stop", "Size", "AMAZON.StopIntent", None),
        ("where is my pizza", "Size", "WhereIsItIntent", None),
        ("less sauce", "Note", "NoteIntent", "less sauce"),
        ("help", "Note", "AMAZON.HelpIntent", None),
    ],
)
def test_elicited(pizza: Understanding, said: str, slot: str, intent: str, value: str | None) -> None:
    asked = "NoteIntent" if slot == "Note" else "OrderPizzaIntent"
    found = pizza.understand(said, elicited=(asked, slot))
    assert found.intent == intent
    assert value is None or (found.why, found.slots[slot].value) == ("elicited", value)


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        # Denied values keep their "no", and are no longer the listed value; so does the next in the same breath.
        ("order a large pizza but no mushrooms", {"Topping": ("no mushrooms", [])}),
        (
            "order a large pizza without mushrooms or pepperoni",
            {"Topping": ("without mushrooms", []), "Extra": ("without mushrooms or pepperoni", [])},
        ),
        # More values than slots: the last slot hears them all.
        (
            "let me order a pizza with mushrooms and pepperoni and double cheese",
            {"Topping": ("mushrooms", ["mushroom"]), "Extra": ("pepperoni and double cheese", ["pepperoni", "cheese"])},
        ),
        # Words that nothing explains are passed on with their "not", beside a listed value or alone.
        ("i want a big pizza that isn't burnt underneath", {"Size": ("big", ["large"]), "Topping": (None, [])}),
        ("i would like a pizza that is not burnt underneath", {"Size": (None, [])}),
        ("order a piza with mushroms", {"Topping": ("mushroms", ["mushroom"])}),
    ],
)
def test_no_words_are_lost(pizza: Understanding, said: str, slots: dict[str, tuple[str | None, list[str]]]) -> None:
    found = pizza.understand(said)
    assert found.intent == "OrderPizzaIntent"
    for name, (value, ids) in slots.items():
        slot = found.slots[name]
        assert (value is None or slot.value == value) and [id for id, _ in slot.matches] == ids, found.slots
    if "burnt" in said:
        assert any(
            "n" in slot.value and "burnt underneath" in slot.value for slot in found.slots.values() if slot.value
        )


@pytest.mark.parametrize(
    ("said", "slot", "told"),
    [
        ("i would like a big dog", "Pet", {"Pet": "dog", "Size": "big"}),
        ("about four years old", "Age", {"Age": "4"}),
        ("it should be good with kids", "Traits", {"Traits": "good with kids"}),
        ("it should be brave", "Traits", {"Traits": "brave"}),
        ("one that is enormous", "Size", {"Size": "enormous"}),
        ("a penguin", "Pet", {"Pet": "penguin"}),
    ],
)
def test_samples_of_a_slot_are_heard_while_it_is_asked_for(
    understood: Get, said: str, slot: str, told: dict[str, str]
) -> None:
    found = understood("pets").understand(said, elicited=("FindPetIntent", slot))
    assert (found.intent, found.why) == ("FindPetIntent", "elicited")
    assert {name: each.value for name, each in found.slots.items() if each.value} == told


def test_a_sample_may_be_nothing_but_a_filler() -> None:
    content = {"languageModel": {"intents": [{"name": "WaitIntent", "samples": ["um", "hold on"]}]}}
    understanding = Understanding(InteractionModel.parse(content), folder=None, tier="default")
    assert understanding.understand("um").intent == "WaitIntent"
    assert understanding.understand("er").intent == FALLBACK


def test_eliciting_what_the_model_lacks_changes_nothing(pizza: Understanding) -> None:
    assert pizza.understand("large", elicited=("NoIntent", "Size")) == pizza.understand("large")
    assert pizza.understand("large", elicited=("OrderPizzaIntent", "Crust")) == pizza.understand("large")


MODELS = [*sorted((HERE / "models").glob("*.json")), pytest.param(REAL, marks=pytest.mark.thorough)]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_sample_means_its_own_intent(path: Path) -> None:
    model = InteractionModel.load(path)
    understanding, lexicon = Understanding(model, lambda: MONDAY, folder=None), Lexicon(model)
    most = 1 if path == REAL else 5  # of thousands of samples; test_interaction_model says them all as well
    for template in templates_of(model):
        if all(values_of(place.type, lexicon) for place in template.places):
            for sentence in expansions(template, lexicon, most):
                found = understanding.understand(sentence)
                assert found.intent == template.intent, sentence
                listed = all(slot.type not in OPEN for slot in template.places)
                assert not listed or found.why == "exact", sentence


def test_conflicts_name_both_samples() -> None:
    model = InteractionModel.parse(
        {
            "languageModel": {
                "intents": [
                    {"name": "One", "slots": [{"name": "A", "type": "T"}], "samples": ["go to {A}", "stay here"]},
                    {"name": "Two", "slots": [{"name": "B", "type": "T"}], "samples": ["go to {B}", "leave"]},
                    {"name": "Three", "samples": ["go to x"]},
                ],
                "types": [{"name": "T", "values": [{"name": {"value": "x"}}, {"name": {"value": "y"}}]}],
            }
        }
    )
    found = conflicts(model)
    assert any("'go to {A}' of One" in line and "Two" in line for line in found)
    # The sample with more words of its own has the better claim, so this one is told as lost.
    assert Understanding(model, folder=None).understand("go to x").intent == "Three"


def test_threads_share_it() -> None:
    said = [case["said"] for case in CASES["pizza"]] * 3
    shared = Understanding(InteractionModel.load(HERE / "models" / "pizza.json"), lambda: MONDAY, folder=None)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.understand, said)) == [understanding_of("pizza").understand(text) for text in said]


def test_a_model_of_built_in_intents_only() -> None:
    model = InteractionModel.parse({"languageModel": {"intents": [{"name": "AMAZON.YesIntent"}]}})
    understanding = Understanding(model, folder=None)
    assert understanding.understand("yeah").intent == "AMAZON.YesIntent"
    assert understanding.understand("tell me the news").intent == FALLBACK
    assert Understanding(InteractionModel.parse({"languageModel": {}}), folder=None).understand("hi").intent == FALLBACK
