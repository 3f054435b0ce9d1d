"""Models in the shapes of public sample skills: each is what Amazon's classes read, loads, and knows its own samples.

`script/bench models FOLDER` says the same of any folder of models.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData

from benchmarks.models import answers, is_model, main, sentences
from skill.understanding import InteractionModel, Tier, Understanding, Value
from skill.understanding.encoder import is_installed

from .conftest import HERE, MONDAY, understanding_of

MODELS = sorted((HERE / "models").glob("*.json"))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_amazons_classes_read_it(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    outer = content if "interactionModel" in content else {"interactionModel": content}
    read = DefaultSerializer().deserialize(json.dumps(outer), InteractionModelData)
    assert len(read.interaction_model.language_model.intents) == len(InteractionModel.load(path).intents)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_it_knows_its_own_samples(path: Path) -> None:
    model = InteractionModel.load(path)
    understanding = Understanding(model, lambda: MONDAY, folder=None, tier="default")
    said = [*sentences(model, understanding, 5), *answers(path, model, understanding, 5)]
    assert any(each.kind == "plain" for each in said)
    assert [each.mistake for each in said if each.kind != "open" and each.outcome != "right"] == []


@pytest.mark.parametrize("tier", ["default", *(["best"] if is_installed() else [])])
@pytest.mark.parametrize("has_fallback", [True, False])
def test_words_for_a_slot_that_takes_any_are_not_lost_to_an_intent_without(tier: Tier, has_fallback: bool) -> None:
    content = json.loads((HERE / "models" / "bookshelf.json").read_text(encoding="utf-8"))
    intents = content["interactionModel"]["languageModel"]["intents"]
    if not has_fallback:
        intents.remove(next(each for each in intents if each["name"] == "AMAZON.FallbackIntent"))
    understanding = Understanding(InteractionModel.parse(content), lambda: MONDAY, tier=tier)
    for said, intent, slot in (
        ("my favourite book is middlemarch", "AddBookIntent", {"Title": "middlemarch"}),
        ("put the old man and the sea on my shelf", "AddBookIntent", {"Title": "the old man and the sea"}),
        ("make a shelf called holidays", "MakeShelfIntent", {"Name": "holidays"}),
        ("call my shelf blue", "MakeShelfIntent", {"Name": "blue"}),
        ("my favourite book please", "FavouriteBookIntent", {}),
        ("what is my favourite book", "FavouriteBookIntent", {}),
        ("can you show me my shelves", "ListShelvesIntent", {}),
    ):
        found = understanding.understand(said)
        heard = {name: each.value for name, each in found.slots.items() if each.value}
        assert (found.intent, heard) == (intent, slot), said


def test_values_come_from_the_list_or_the_supplier() -> None:
    pets, shared = (InteractionModel.load(HERE / "models" / f"{name}.json") for name in ("pets", "shared"))
    listed = {each.name: each.values for each in (*pets.types, *shared.types)}
    assert listed["TRAIT"][1] == Value("playful", "playful", ("up for games",))
    assert [value.id for value in listed["amzn1.ask.interactionModel.slotType.1234"]] == ["oil", None]
    assert listed["SHOP"] == ()


@pytest.mark.parametrize(
    ("model", "said", "intent", "slots"),
    [
        ("pets", "Who is Zoë's kitten?", "OwnerIntent", {"Owner": "zoe", "Pet": "cat"}),
        ("pets", "o'brien's dog", "OwnerIntent", {"Owner": None, "Pet": "dog"}),
        ("pets", "i want a medium sized guinea pig", "FindPetIntent", {"Size": "M", "Pet": "pig"}),
        ("pets", "do you have a hound that's child friendly", "FindPetIntent", {"Pet": "dog", "Traits": "kids"}),
        ("rivers", "How long is the Saint Lawrence?", "TellIntent", {"River": "3"}),
        ("rivers", "rio bravo", "AnswerIntent", {"River": "2"}),
        ("rivers", "the mighty miss", "AnswerIntent", {"River": "1"}),
        ("backen.de-DE", "wie backe ich Kasekuchen", "RezeptIntent", {}),
        ("backen.de-DE", "ICH MÖCHTE APFELKUCHEN BACKEN", "RezeptIntent", {"Kuchen": "apfel"}),
        ("wetter.ja-JP", "ニューヨーク の天気は", "TenkiIntent", {"Machi": "ny"}),
        ("yoga.hi-IN", "पेड़ वाला आसन कैसे करें", "AasanIntent", {"Aasan": "vriksha"}),
    ],
)
def test_says_what_is_meant(model: str, said: str, intent: str, slots: dict[str, str | None]) -> None:
    found = understanding_of(model).understand(said)
    assert found.intent == intent, found
    assert {name: next(iter(found.slots[name].matches), (None,))[0] for name in slots} == slots


def test_a_folder_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "weather.json").write_bytes((HERE / "models" / "weather.json").read_bytes())
    (tmp_path / "package.json").write_text('{"name": "no model"}')
    assert main([str(tmp_path)]) == 0
    assert "1 models, 1 of them loaded, with 14 samples" in capsys.readouterr().out
    (tmp_path / "bad.json").write_text('{"languageModel": {"intents": 5}}')
    assert is_model(tmp_path / "bad.json") and main([str(tmp_path)]) == 1
    assert "languageModel.intents is not a list: 5;" in capsys.readouterr().out


def test_a_sample_taken_for_another_intent_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    intents = [
        {"name": "One", "slots": [{"name": "A", "type": "T"}], "samples": ["{A} it is"]},
        {"name": "Two", "samples": ["x it is"]},
    ]
    types = [{"name": "T", "values": [{"name": {"value": "x"}}]}]
    (tmp_path / "model.json").write_text(json.dumps({"languageModel": {"intents": intents, "types": types}}))
    main([str(tmp_path)])
    assert "| 2 | 1 | 1 | 100.00 % |" in capsys.readouterr().out, "one sentence, claimed by both intents"
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty")]) == 2
    assert "holds no interaction model" in capsys.readouterr().err
