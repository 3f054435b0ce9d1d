"""Reading a model: what Amazon allows is taken, what contradicts itself is named with its remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skill.understanding import InteractionModel, ModelError, Value

from .conftest import HERE


def intent(**more: Any) -> dict[str, Any]:
    return {"languageModel": {"intents": [{"name": "GoIntent", "samples": ["go"], **more}], "types": []}}


def test_reads_a_whole_file() -> None:
    model = InteractionModel.load(HERE / "models" / "pizza.json")
    order = model.intent("OrderPizzaIntent")
    assert model.invocation_name == "pizza palace"
    assert order is not None and order.slots["Topping"] == "TOPPING" and len(order.samples) == 10
    assert model.types[1].values[2] == Value(None, "green peppers", ("bell peppers",))
    assert model.types[2].name == "AMAZON.Food"
    assert model.intent("Nobody") is None


def test_takes_the_inner_model_alone() -> None:
    assert InteractionModel.parse(intent()["languageModel"] and intent()).intents[0].samples == ("go",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (intent(samples=["go {There}"]), ["samples[0]", "'There'", "GoIntent does not declare", "add"]),
        (intent(slots=[{"name": "A", "type": "THING"}]), ["no type 'THING'", "add 'THING' to types"]),
        (intent(slots=[{"name": "A"}]), ["slots[0].type", "missing"]),
        (intent(samples="go"), ["samples", "not a list"]),
        (intent(samples=[1]), ["samples[0]", "not text"]),
        ({"languageModel": {"intents": [{"samples": []}]}}, ["intents[0].name", "missing"]),
        ({"languageModel": {"intents": ["GoIntent"]}}, ["intents[0]", "not an object"]),
        ({"languageModel": {"intents": [{"name": "A"}, {"name": "A"}]}}, ["'A' is there 2 times"]),
        ({"languageModel": {"types": [{"name": "T", "values": [{"id": "x"}]}]}}, ["T.values[0].name"]),
        (
            intent(slots=[{"name": "A", "type": "AMAZON.NUMBER", "samples": ["in {B}"]}]),
            ["GoIntent.slots.A.samples[0]", "'B'", "does not declare"],
        ),
        (intent(slots=[{"name": "A", "type": "AMAZON.NUMBER"}] * 2), ["slots[1].name", "there twice", "another name"]),
        (intent(slots={"A": "AMAZON.NUMBER"}), ["GoIntent.slots", "not a list", "square brackets"]),
        (intent(slots=[{"name": "A", "slotTypeReference": {}}]), ["slots[0].slotTypeReference.id", "missing"]),
        (intent(samples=["go {There"]), ["samples[0]", "a brace that holds no slot", "{Name}"]),
        (intent(samples=["go {two|Number}"]), ["samples[0]", "a brace that holds no slot", "{Name}"]),
        ({"languageModel": {"types": [{"name": "T", "valueSupplier": 5}]}}, ["T.valueSupplier", "not an object"]),
        ({"languageModel": {"types": [{"name": "T", "values": [{"name": "x"}]}]}}, ["T.values[0].name", "in braces"]),
        ({"languageModel": {"types": [{"name": "T", "values": [{"name": {"value": " "}}]}]}}, ["value", "empty"]),
        ({"languageModel": {"types": [{"name": "T"}, {"name": "T"}]}}, ["types", "'T' is there 2 times", "merge"]),
        ({"languageModel": {"types": {"T": []}}}, ["languageModel.types", "not a list"]),
        ({"languageModel": []}, ["interactionModel.languageModel", "not an object"]),
        ({"interactionModel": None}, ["interactionModel.languageModel is missing"]),
        ({"intents": [{"intent": "GoIntent"}]}, ["languageModel", "is missing", "give an interaction model"]),
        ({}, ["interactionModel.languageModel"]),
        ([], ["not an object"]),
    ],
)
def test_names_what_is_wrong(content: Any, words: list[str]) -> None:
    with pytest.raises(ModelError) as error:
        InteractionModel.parse(content, "en-US.json")
    assert all(word in str(error.value) for word in ["en-US.json", *words])


def test_names_the_place_of_malformed_json(tmp_path: Path) -> None:
    broken = tmp_path / "en-US.json"
    broken.write_text('{"languageModel": {,}}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"en-US\.json: line 1, column 20: .*correct the JSON"):
        InteractionModel.load(broken)
    broken.write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="line 1, column 1"):
        InteractionModel.load(broken)
    for endless in ("[" * 100_000, '{"languageModel": ' + "9" * 5_000 + "}"):
        broken.write_text(endless, encoding="utf-8")
        with pytest.raises(ModelError, match=r"en-US\.json: holds nothing to be read .*give the path"):
            InteractionModel.load(broken)
    broken.write_bytes(b"\xff\xfe{")
    with pytest.raises(ModelError, match="UTF-8"):
        InteractionModel.load(broken)
    with pytest.raises(ModelError, match="cannot be read"):
        InteractionModel.load(tmp_path / "none.json")
    with pytest.raises(ModelError, match=r"cannot be read .*give the path of a model"):
        InteractionModel.load(tmp_path)


def test_takes_a_file_as_windows_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "en-US.json"
    file.write_bytes(b"\xef\xbb\xbf" + (HERE / "models" / "pizza.json").read_bytes().replace(b"\n", b"\r\n"))
    assert InteractionModel.load(file) == InteractionModel.load(HERE / "models" / "pizza.json")
