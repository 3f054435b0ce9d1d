"""Amazon's rules for anybody's interaction model, each broken once."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.building import model_rules
from tests.conftest import TESTS
from tests.test_rooms import ROOT

GOOD: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "corner coffee",
            "intents": [
                *({"name": f"AMAZON.{name}Intent", "samples": []} for name in ("Cancel", "Help", "Stop", "Fallback")),
                {
                    "name": "OrderIntent",
                    "slots": [
                        {"name": "Drink", "type": "DRINK", "samples": ["a {Drink}"]},
                        {"name": "Words", "type": "AMAZON.SearchQuery"},
                    ],
                    "samples": ["order a {Drink}", "order what i call {Words}"],
                },
            ],
            "types": [{"name": "DRINK", "values": [{"id": "tea", "name": {"value": "tea", "synonyms": ["chai"]}}]}],
        },
        "dialog": {
            "intents": [
                {
                    "name": "OrderIntent",
                    "slots": [
                        {"name": "Drink", "elicitationRequired": True, "prompts": {"elicitation": "Which"}}
                    ],
                }
            ]
        },
        "prompts": [{"id": "Which", "variations": [{"type": "PlainText", "value": "Which drink?"}]}],
    }
}  # fmt: skip
Change = Callable[[dict[str, Any], dict[str, Any], dict[str, Any]], object]
"""Of the language model, of our intent in it, and of the whole."""


def sample(text: str) -> Change:
    return lambda model, order, whole: order["samples"].append(text)


def called(name: str) -> Change:
    return lambda model, order, whole: model.update(invocationName=name)


def asked(whole: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = whole["dialog"]["intents"][0]
    return found


BROKEN: list[tuple[Change, str]] = [
    (called(""), "invocationName is missing"),
    (called("Corner Coffee"), "small letters"),
    (called("corner coffee 24"), "numbers as words"),
    (called("open coffee"), "'open'"),
    (called("alexa coffee"), "'alexa'"),
    (called("x" * 30 + " " + "y" * 30), "61 characters"),
    (sample("{Words}"), "carrier word"),
    (sample("bring {Drink} and {Words}"), "goes with no other slot"),
    (sample(""), "a sample is empty"),
    (sample("a {Drink} {Drink}"), "a slot twice"),
    (sample("a {Drink}!"), "'!'"),
    (sample("a {Milk}"), "uses the slot 'Milk'"),
    (lambda model, order, whole: order.update(sample=[]), "write samples"),
    (lambda model, order, whole: order["slots"][0].update(typ="x"), "write type"),
    (lambda model, order, whole: order["slots"][1].update(type="AMAZON.SerchQuery"), "write AMAZON.SearchQuery"),
    (lambda model, order, whole: order["slots"].append({"name": "Size2", "type": "DRINK"}), "letters and underscores"),
    (lambda model, order, whole: model["intents"].pop(0), "AMAZON.CancelIntent missing"),
    (lambda model, order, whole: model["intents"].append({"name": "AMAZON.HalpIntent"}), "write AMAZON.HelpIntent"),
    (lambda model, order, whole: model["intents"].append({"name": "Mute"}), "Mute has no samples"),
    (lambda model, order, whole: model["types"].append({"name": "SIZE"}), "type SIZE has no values"),
    (lambda model, order, whole: asked(whole).update(name="Buy"), "Buy is no intent"),
    (lambda model, order, whole: asked(whole)["slots"][0].update(name="Size"), "declares no such slot"),
    (lambda model, order, whole: asked(whole)["slots"][0].update(prompts={}), "needs prompts.elicitation"),
    (lambda model, order, whole: asked(whole).update(confirmationRequired=True), "needs prompts.confirmation"),
    (lambda model, order, whole: asked(whole)["slots"][0].update(validations=[{"prompt": "No"}]), "the prompt 'No'"),
    (lambda model, order, whole: whole["prompts"][0].update(id="What"), "names 'Which'"),
    (lambda model, order, whole: whole["prompts"][0].update(variations=[]), "prompt Which has no words"),
]  # fmt: skip

ODD: list[tuple[Change, str]] = [
    (called("coffee"), "one word"),
    (sample("for a {Drink}"), "connector word"),
    (sample("order a  {Drink}"), "there twice"),
    (lambda model, order, whole: order["slots"].append({"name": "Size", "type": "DRINK"}), "no sample uses Size"),
    (lambda model, order, whole: model["intents"].append({"name": "Tea", "samples": ["order a tea"]}), "same sentence"),
    (lambda model, order, whole: model["intents"].pop(3), "AMAZON.FallbackIntent missing"),
]


def test_a_good_model_has_no_problems() -> None:
    assert list(model_rules.problems(GOOD, "en-US.json")) == []
    assert list(model_rules.habits(GOOD, "en-US.json")) == []
    assert list(model_rules.notes(GOOD, "en-US.json")) == []


@pytest.mark.parametrize(("change", "words"), BROKEN, ids=[words for _, words in BROKEN])
def test_what_amazon_refuses_is_named(change: Change, words: str) -> None:
    broken = deepcopy(GOOD)
    inner = broken["interactionModel"]
    change(inner["languageModel"], inner["languageModel"]["intents"][-1], inner)
    found = list(model_rules.problems(broken, "en-US.json"))
    assert any(words in each for each in found), found


@pytest.mark.parametrize(("change", "words"), ODD, ids=[words for _, words in ODD])
def test_what_amazon_builds_and_advises_against_is_worth_a_look(change: Change, words: str) -> None:
    odd = deepcopy(GOOD)
    inner = odd["interactionModel"]
    change(inner["languageModel"], inner["languageModel"]["intents"][-1], inner)
    assert list(model_rules.problems(odd, "en-US.json")) == []
    found = list(model_rules.habits(odd, "en-US.json"))
    assert any(words in each for each in found), found


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        ("hi-IN.json", "नमस्ते दुनिया", "मुझे एक fact बताओ"),
        ("ja-JP.json", "ハローワールド", "豆知識を教えて"),
        ("de-DE.json", "weltraumfakten", "sag mir was übers weltall"),
        ("fr-FR.json", "café crème", "dis-moi l'été"),
    ],
)
def test_every_language_may_be_written_as_it_is(file: str, name: str, said: str) -> None:
    model = deepcopy(GOOD)
    language = model["interactionModel"]["languageModel"]
    language["invocationName"] = name
    language["intents"][-1]["samples"].append(said)
    language["intents"][-1]["slots"].append({"name": "AMAZON.NUMBER", "type": "AMAZON.NUMBER"})
    assert list(model_rules.problems(model, file)) == []


def test_what_may_be_taken_for_something_else_is_worth_a_look() -> None:
    odd = deepcopy(GOOD)
    model = odd["interactionModel"]["languageModel"]
    model["intents"].append({"name": "AskIntent", "samples": ["what i order call {Words}"], "slots": [
        {"name": "Words", "type": "AMAZON.SearchQuery"}]})  # fmt: skip
    model["types"][0]["values"].append({"name": {"value": "spiced milk", "synonyms": ["chai"]}})
    found = list(model_rules.notes(odd, "en-US.json"))
    assert len(found) == 2
    assert "'chai' stands for 'tea' and for 'spiced milk'" in found[0]
    assert "are the same words" in found[1]


def test_one_mistake_hides_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = deepcopy(GOOD)
    language = model["interactionModel"]["languageModel"]
    order = language["intents"][-1]
    language["types"].append({"values": []})  # without a name
    language["invocationName"] = "corner coffee 24"
    order["slots"] += [{"name": "Size", "type": "SIZE"}, {"name": "Taste", "type": "AMAZON.Flavour"}]
    order["samples"] += ["a {Milk}", "{Words}", "", "a {Size} {Drink}"]
    language["intents"] += [
        {
            "name": "MenuIntent",
            "samples": ["the menu", "order a {Drink}"],
            "slots": [{"name": "Drink", "type": "DRINK"}],
        },
        {"samples": ["nameless"]},
    ]
    (tmp_path / "en-US.json").write_text(json.dumps(model))
    assert main(["check", "--skill", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    for words in (
        "types[1].name", "OrderIntent.slots[2].type is 'SIZE'", "samples[2] 'a {Milk}' uses the slot 'Milk'",
        "intents[6].name", "has the digits 24", "no type AMAZON.Flavour", "needs a carrier word", "a sample is empty",
        "keep it in one intent",
    ):  # fmt: skip
        assert words in out, words
    assert "8 problems" in out
    assert "'Size'," not in out, "its slot is declared, with a type that is not there"


ODD: list[Any] = [5, {"name": "A", "samples": 5}, {"name": 5}]


@pytest.mark.parametrize(
    "raw", [[], {}, {"languageModel": 5}, {"languageModel": {"intents": 5}}, {"languageModel": {"intents": ODD}}]
)
def test_what_is_no_model_is_told_and_no_crash(raw: Any) -> None:
    assert list(model_rules.problems(raw, "en-US.json"))


def test_the_command_looks_at_the_models_of_any_skill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for good in (TESTS / "skills" / "trip", ROOT / "docs" / "examples" / "hello-world"):
        assert main(["check", "--skill", str(good)]) == 0
    assert "all is well: en-US.json by Amazon's rules" in capsys.readouterr().out
    bad = json.dumps(GOOD).replace("corner coffee", "open coffee")
    (tmp_path / "en-GB.json").write_text(bad, encoding="utf-8")
    assert main(["check", "--skill", str(tmp_path)]) == 1
    assert "en-GB.json: invocationName 'open coffee' holds 'open'" in capsys.readouterr().out
    assert main(["check", "--skill", str(tmp_path / "none")]) == 2


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = json.dumps(GOOD).replace("corner coffee", "open coffee")
    for name, text in {"en-GB.json": bad, "en-US.json": "{,}", "ask-resources.json": "{}}"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["check", "--skill", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "en-GB.json: invocationName 'open coffee' holds 'open'" in printed
    assert f"{tmp_path}/en-US.json: line 1, column 2: Expecting property name" in printed
    assert f"{tmp_path}/ask-resources.json: line 1, column 3: Extra data; correct the JSON there" in printed
    assert "3 problems" in printed


def test_any_skill_is_measured_and_labels_that_do_not_exist_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whose = ["--skill", str(TESTS / "skills" / "trip"), "--endpoint", "trip:handler", "--tier", "default"]
    file = tmp_path / "said.jsonl"
    rows = [{"text": "plan a trip to rome", "label": "PlanTripIntent", "slots": {"City": "rome"}},
            {"text": "help", "label": "AMAZON.HelpIntent"}]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["evaluate", str(file), *whose]) == 0
    assert "PlanTripIntent" in capsys.readouterr().out
    file.write_text(json.dumps({"text": "go", "label": "PlanTrpIntent"}), encoding="utf-8")
    assert main(["evaluate", str(file), *whose]) == 2
    assert (
        "'PlanTrpIntent', as of 'go', is no intent of the model; use one such as PlanTripIntent"
        in capsys.readouterr().err
    )
