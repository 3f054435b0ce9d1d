"""Any text over any model that Amazon's classes write: an answer, or a word on what is wrong with the model."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.models import sentences
from skill.understanding import InteractionModel, ModelError, Tier, Understanding, conflicts, labelled
from skill.understanding.encoder import is_installed
from skill.understanding.words import norms
from tests import tries

from .conftest import HERE, MONDAY
from .fuzzing import TEXT, hears, models

TIERS = ["default", *([pytest.param("best", marks=pytest.mark.thorough)] if is_installed() else [])]
PIZZA = InteractionModel.load(HERE / "models" / "pizza.json")
FEW = [norms(text) for text in ("play some jazz", "tell me a joke", "what is ten times twelve")]


@pytest.fixture(autouse=True)
def short_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled, "background", lambda samples: iter(FEW))


@settings(max_examples=tries(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(models(), st.lists(TEXT, min_size=1, max_size=3))
def test_any_model(content: dict[str, Any], texts: list[str]) -> None:
    try:
        model = InteractionModel.parse(content, "en-US.json")
    except ModelError as error:
        assert re.match(r"en-US\.json: .+; .+", str(error), re.DOTALL)
        return
    conflicts(model)
    understanding = Understanding(model, lambda: MONDAY, folder=None, tier="default")
    for text in texts:
        hears(understanding, model, text)


@settings(max_examples=tries(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(models())
def test_any_model_knows_its_own_samples(content: dict[str, Any]) -> None:
    try:
        model = InteractionModel.parse(content)
    except ModelError:
        assume(False)
    understanding = Understanding(model, lambda: MONDAY, folder=None, tier="default")
    wrong = [
        said.mistake for said in sentences(model, understanding, 2) if (said.kind, said.outcome) == ("plain", "wrong")
    ]
    assert wrong == []


@pytest.mark.parametrize("tier", TIERS)
def test_any_text_in_both_tiers(tier: Tier) -> None:
    understanding = Understanding(PIZZA, lambda: MONDAY, folder=None, tier=tier)

    @settings(max_examples=tries(60 if tier == "default" else 12), deadline=None)
    @given(TEXT)
    def say(text: str) -> None:
        hears(understanding, PIZZA, text)

    say()


@pytest.mark.parametrize("ending", ["", " go"])
@pytest.mark.parametrize("kind", ["AMAZON.City", "AMAZON.NUMBER", "AMAZON.SearchQuery"])
def test_many_slots_in_a_row_do_not_take_for_ever(kind: str, ending: str) -> None:
    slots = [{"name": f"Slot{number}", "type": kind} for number in range(12)]
    sample = "".join(f"{{{slot['name']}}} " for slot in slots) + "go"
    model = InteractionModel.parse({"languageModel": {"intents": [{"name": "A", "slots": slots, "samples": [sample]}]}})
    understanding = Understanding(model, lambda: MONDAY, folder=None, tier="default")
    for word in ("word", "seven"):
        hears(understanding, model, f"{word} " * 38 + ending)


@pytest.mark.parametrize("tier", TIERS)
def test_a_hundred_threads_hear_what_one_hears(tier: Tier) -> None:
    said = ["order a large pizza", "two big ones with mushroms i guess", "bring it in half an hour", "any fish",
            "where is it", "what is the weather like", "no pizza today", "zzz", "", "my pizza is cold"]  # fmt: skip
    said = said if tier == "default" else said[:4]
    alone = Understanding(PIZZA, lambda: MONDAY, folder=None, tier=tier)
    expected = [alone.understand(text) for text in said]
    shared = Understanding(PIZZA, lambda: MONDAY, folder=None, tier=tier)  # learns while all of them ask
    start = Barrier(100)

    def ask(number: int) -> list[object]:
        start.wait()
        turned = said[number % len(said) :] + said[: number % len(said)]
        heard = {text: shared.understand(text) for text in turned}
        return [heard[text] for text in said]

    with ThreadPoolExecutor(100) as pool:
        assert all(found == expected for found in pool.map(ask, range(100)))
