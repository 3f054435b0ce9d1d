"""Interaction models of every shape that public skills have, and dialogs: see skills/shapes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from skill.desk.alerts import Clock
from skill.desk.asking import SAID_BESIDE
from skill.desk.desk import Desk
from skill.desk.echo import Echo
from skill.desk.under_test import Models, SkillUnderTest
from tests.conftest import TESTS, table

SHAPES = TESTS / "skills" / "shapes"
MODELS = table("skills/shapes/said.toml")["model"]
WEDNESDAY = datetime(2026, 1, 7, 15, tzinfo=UTC)
Json = dict[str, Any]


def text(words: str, *directives: Json) -> Json:
    speech = {"type": "PlainText", "text": words}
    return {"response": {"outputSpeech": speech, "shouldEndSession": False, "directives": list(directives)}}


def echo_of(name: str, skill: Callable[[Json], Json] = lambda event: text("Yes.")) -> Echo:
    served = SkillUnderTest(Models({"en-US": SHAPES / f"{name}.json"}), lambda client: skill)
    return Desk(None, served).echo(clock=Clock(WEDNESDAY))


def told(slots: Json) -> dict[str, str]:
    return {name: f"{slot['value']}={slot['id']}" if slot["id"] else slot["value"] for name, slot in slots.items()}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["file"])
def test_what_is_said_is_understood(model: Json) -> None:
    wrong = []
    for said, intent, slots in model["said"]:
        turn = echo_of(model["file"]).say(said)
        if (turn["intent"], told(turn["slots"])) != (intent, slots):
            wrong.append((said, turn["intent"], told(turn["slots"])))
        DefaultSerializer().deserialize(json.dumps(turn["request"]), RequestEnvelope)
    assert wrong == []


def test_several_values_are_a_list_as_amazon_has_it() -> None:
    turn = echo_of("smoothie").say("mix banana, strawberry and spinach")
    slot = turn["request"]["request"]["intent"]["slots"]["Fruits"]
    assert "value" not in slot and slot["slotValue"]["type"] == "List"
    first = slot["slotValue"]["values"][0]
    assert (first["type"], first["value"]) == ("Simple", "banana")
    assert first["resolutions"]["resolutionsPerAuthority"][0]["values"][0]["value"] == {"name": "banana", "id": "ban"}
    one = echo_of("smoothie").say("mix banana")["request"]["request"]["intent"]["slots"]["Fruits"]
    assert (one["value"], one["slotValue"]["type"]) == ("banana", "Simple")


def stand(event: Json) -> Json:
    """Gives further fruits when it stocks up, and takes them back."""
    kiwi = {"id": "kiw", "name": {"value": "kiwi", "synonyms": ["green hairy one"]}}
    apple = {"id": "app2", "name": {"value": "apple"}}
    update = {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "REPLACE"}
    match event["request"].get("intent", {}).get("name"):
        case "StockIntent":
            return text("Stocked.", {**update, "types": [{"name": "FRUIT", "values": [kiwi, apple]}]})
        case "ClearIntent":
            return text("Cleared.", {"type": "Dialog.UpdateDynamicEntities", "updateBehavior": "CLEAR"})
    return text("Yes.")


def test_a_skill_gives_values_for_a_while() -> None:
    echo = echo_of("entities", stand)
    assert told(echo.say("is kiwi there")["slots"]) == {"Fruit": "kiwi"}
    turn = echo.say("stock up")
    assert (turn["not_played"], turn["trouble"]) == ([], None)
    assert told(echo.say("is kiwi there")["slots"]) == {"Fruit": "kiwi=kiw"}
    assert told(echo.again().say("do you have green hairy one")["slots"]) == {"Fruit": "green hairy one=kiw"}
    both = echo.say("is apple there")["request"]["request"]["intent"]["slots"]["Fruit"]["resolutions"]
    authorities = {each["authority"].split(".")[3]: each for each in both["resolutionsPerAuthority"]}
    ids = {name: [each["value"]["id"] for each in told["values"]] for name, told in authorities.items()}
    assert sorted(ids.values()) == [["app"], ["app2"]] and len(both["resolutionsPerAuthority"]) == 2
    echo.say("clear it all")
    assert told(echo.say("is kiwi there")["slots"]) == {"Fruit": "kiwi"}


def dialog(event: Json) -> Json:
    """Delegates what is not complete, and goes on from one intent to another."""
    request = event["request"]
    delegate: Json = {"type": "Dialog.Delegate"}
    match request.get("intent", {}).get("name"):
        case "ChainIntent":
            return text(
                "First this.", {**delegate, "updatedIntent": {"name": "BookIntent", "confirmationStatus": "NONE"}}
            )
        case "OtherIntent":
            day = {"Day": {"name": "Day", "value": "2026-01-09", "confirmationStatus": "NONE"}}
            slots = {"Cuisine": {"name": "Cuisine", "value": "thai", "confirmationStatus": "NONE"}, **day}
            updated = {"name": "FindIntent", "confirmationStatus": "NONE", "slots": slots}
            return {"response": {"directives": [{**delegate, "updatedIntent": updated}]}}
        case str() if request["dialogState"] != "COMPLETED":
            return {"response": {"directives": [delegate]}}
    return text(f"Done: {json.dumps({k: v.get('value') for k, v in request['intent']['slots'].items()})}")


def test_a_prompt_has_no_holes_and_the_slots_of_now() -> None:
    echo = echo_of("foodie", dialog)
    assert echo.say("find food")["speech"] == "What kind of food?"
    assert echo.say("my name is anna")["speech"] == "anna, what kind of food?", "her name is not the food she wants"
    assert echo.say("thai")["speech"] == "On which day?"
    assert echo.say("tomorrow")["speech"] == "thai on tomorrow, right?"
    denied = echo.say("no")
    assert denied["speech"].startswith("Done")
    assert denied["confidence"] is None, "of a no to the device's own question it is not guessed what is meant"
    echo = echo_of("foodie", dialog)
    echo.say("find italian food")
    assert echo.say("tomorrow")["speech"] == "italian on tomorrow, right?"
    assert echo.say("find on friday")["speech"] == "thai on 2026-01-09, right?", "not what was said before"


def test_a_dialog_goes_on_in_another_intent() -> None:
    echo = echo_of("foodie", dialog)
    turn = echo.say("go on to a table")
    assert (turn["speech"], turn["intent"]) == ("Which table?", "BookIntent")
    assert SAID_BESIDE in (turn["trouble"] or "")
    assert echo.say("seven")["speech"] == 'Done: {"Table": "7"}'
