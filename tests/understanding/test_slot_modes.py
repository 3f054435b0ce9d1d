"""What fills slots: strictly what a real Echo hands over for certain, or generously all the words."""

from __future__ import annotations

from typing import Any

import pytest

from skill.understanding import FALLBACK, InteractionModel, Slots, Understanding

from .conftest import MONDAY


def understanding(intents: dict[str, tuple[dict[str, str], list[str]]], **types: list[str]) -> Understanding:
    content: dict[str, Any] = {
        "intents": [
            {"name": name, "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()], "samples": samples}
            for name, (slots, samples) in intents.items()
        ],
        "types": [
            {"name": name, "values": [{"name": {"value": value}} for value in values]} for name, values in types.items()
        ],
    }
    content["intents"] += [{"name": f"AMAZON.{name}Intent"} for name in ("Stop", "Cancel", "Yes", "No", "Fallback")]
    return Understanding(
        InteractionModel.parse({"languageModel": content}), lambda: MONDAY, folder=None, tier="default"
    )


SEARCH = understanding({
    "SearchIntent": ({"Query": "AMAZON.SearchQuery"}, ["search for {Query}", "look up {Query}"]),
    "OrderIntent": (
        {"Drink": "DRINK", "Name": "AMAZON.FirstName"}, ["order a {Drink}", "greet {Name}", "i want a {Drink} now"],
    ),
    "DenyIntent": (
        {"Told": "DRINK", "Denied": "DRINK"}, ["no {Denied}", "no {Denied} please", "not {Denied}", "yes {Told}"],
    ),
}, DRINK=["latte", "flat white"])  # fmt: skip


@pytest.mark.parametrize("mode", ["generous", "strict"])
@pytest.mark.parametrize(
    ("said", "intent", "told"),
    [
        ("search for how to fix a bike", "SearchIntent", {"Query": "how to fix a bike"}),
        ("look up the weather in berlin tomorrow", "SearchIntent", {"Query": "the weather in berlin tomorrow"}),
        ("order a chai", "OrderIntent", {"Drink": "chai"}),
        ("greet lars", "OrderIntent", {"Name": "lars"}),
        ("order a latte", "OrderIntent", {"Drink": "latte"}),
    ],
)
def test_a_sample_said_word_for_word(mode: Slots, said: str, intent: str, told: dict[str, str]) -> None:
    found = SEARCH.hearing(mode).understand(said)
    assert found.intent == intent
    assert {name: slot.value for name, slot in found.slots.items() if slot.value} == told


def test_what_is_denied_fills_the_slot_for_denials() -> None:
    slots = SEARCH.understand("well no no latte or flat white thanks").slots
    assert slots["Told"].value is None
    assert (slots["Denied"].value, len(slots["Denied"].matches)) == ("latte or flat white", 2)


def test_strict_slots_hold_no_words_that_only_the_sentence_holds(pizza: Understanding) -> None:
    said = "i would like a pizza that is not burnt underneath"
    assert any(slot.value for slot in pizza.understand(said).slots.values())
    assert not any(slot.value for slot in pizza.hearing("strict").understand(said).slots.values())
    big = pizza.hearing("strict").understand("let me order one big pizza for my aunt")
    assert (big.intent, big.slots["Size"].value) == ("OrderPizzaIntent", "big")


@pytest.mark.parametrize(
    "said", ["thanks", "ok thanks", "later", "more", "seven", "no comment", "stop signs", "don't stop"]
)
def test_a_stray_word_ends_nothing(pizza: Understanding, said: str) -> None:
    for each in (pizza, SEARCH):
        assert each.understand(said).intent not in ("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NoIntent")


def test_a_small_model_is_not_drowned_by_the_background() -> None:
    small = understanding({
        "HoursIntent": ({}, ["opening hours", "when do you open"]),
        "CoffeeIntent": ({"Drink": "DRINK"}, ["coffee", "{Drink}", "find me a {Drink}"]),
    }, DRINK=["latte", "espresso"])  # fmt: skip
    assert small.understand("tell me the hours you open").intent == "HoursIntent"
    assert small.understand("where could i get a good espresso").intent == "CoffeeIntent"
    assert small.understand("how tall is mount everest").intent == FALLBACK
