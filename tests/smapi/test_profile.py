"""`profileNlu`: intents and slots without the skill, and dialogs turn by turn."""

from __future__ import annotations

from typing import Any

import pytest

from skill.desk.smapi.dialog_shape import check_dialog
from skill.desk.smapi.profile import profiled
from skill.desk.smapi.protocol import Refused
from skill.desk.under_test import LocaleModel
from skill.understanding import InteractionModel, ModelError, Understanding
from tests.smapi.conftest import STAGE, V1, Smapi

PATH = f"{V1}{STAGE}/interactionModel/locales/en-US/profileNlu"
SHAPE = "v1.skill.evaluations.profile_nlu_response.ProfileNluResponse"


def test_the_intent_and_its_slots(smapi: Smapi) -> None:
    found = smapi("POST", PATH, SHAPE, json={"utterance": "my lower back hurts after deadlifts"})
    assert found["selectedIntent"]["name"] == "ReportPainIntent"
    slot = found["selectedIntent"]["slots"]["Activity"]
    assert slot["value"] == "deadlifts"
    assert slot["resolutions"]["resolutionsPerAuthority"][0]["values"] == [{"id": "deadlift", "name": "deadlifting"}]
    assert "value" not in found["selectedIntent"]["slots"]["Severity"]
    assert found["sessionEnded"] is False


@pytest.mark.parametrize(
    ("said", "intent", "ended"),
    [
        ("what is the capital of france", "AMAZON.FallbackIntent", False),
        ("go home", "AMAZON.NavigateHomeIntent", True),
        ("set a timer for ten minutes", "StartTimerIntent", False),
    ],
)
def test_what_is_selected(smapi: Smapi, said: str, intent: str, ended: bool) -> None:
    found = smapi("POST", PATH, SHAPE, json={"utterance": said})
    assert (found["selectedIntent"]["name"], found["sessionEnded"]) == (intent, ended)
    assert intent not in [each["name"] for each in found["consideredIntents"]]


def test_the_skill_does_not_hear_of_it(smapi: Smapi) -> None:
    smapi.say("open back coach", new=True)
    smapi("POST", PATH, json={"utterance": "stop"})
    assert (
        smapi.say("next")["result"]["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"]["session"][
            "new"
        ]
        is False
    )


def slot(name: str, *, elicit: bool = False, confirm: bool = False) -> dict[str, Any]:
    prompts = {"elicitation": f"ask.{name}"} | ({"confirmation": f"sure.{name}"} if confirm else {})
    return {"name": name, "elicitationRequired": elicit, "confirmationRequired": confirm, "prompts": prompts}


TABLE: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "table booker",
            "intents": [
                {
                    "name": "BookIntent",
                    "slots": [{"name": "Day", "type": "DAY"}, {"name": "Guests", "type": "AMAZON.NUMBER"}],
                    "samples": ["book a table", "book a table for {Guests}", "book a table on {Day}"],
                },
                {"name": "AMAZON.YesIntent", "samples": []},
                {"name": "AMAZON.NoIntent", "samples": []},
                {"name": "AMAZON.StopIntent", "samples": []},
            ],
            "types": [{"name": "DAY", "values": [{"name": {"value": day}} for day in ("monday", "friday")]}],
        },
        "dialog": {
            "intents": [
                {
                    "name": "BookIntent",
                    "confirmationRequired": True,
                    "prompts": {"confirmation": "book"},
                    "slots": [slot("Day", elicit=True, confirm=True), slot("Guests", elicit=True)],
                }
            ]
        },
        "prompts": [
            {"id": "ask.Day", "variations": [{"type": "PlainText", "value": "Which day?"}]},
            {"id": "sure.Day", "variations": [{"type": "PlainText", "value": "On {Day}?"}]},
            {"id": "ask.Guests", "variations": [{"type": "PlainText", "value": "How many?"}]},
            {"id": "book", "variations": [{"type": "PlainText", "value": "{Guests} on {Day}, right?"}]},
        ],
    }
}


@pytest.fixture(scope="module")
def table() -> LocaleModel:
    model = InteractionModel.parse(TABLE)
    found = LocaleModel(TABLE, model)
    vars(found)["understanding"] = Understanding(model, folder=None, tier="default")
    return found


def held(table: LocaleModel, *said: str) -> list[tuple[str, str, str] | None]:
    """A dialog: after every utterance what Alexa would ask, and at last how it ended."""
    found, asked = None, []
    for words in said:
        found = profiled(words, table, found)
        asked.append((found.dialog.ask.kind, found.dialog.ask.slot, found.dialog.ask.prompt) if found.dialog else None)
    assert found
    return [*asked, (found.intent["confirmationStatus"], "", found.intent["name"])]


def test_a_dialog_asks_and_has_confirmed_what_the_model_says(table: LocaleModel) -> None:
    assert held(table, "book a table", "friday", "yes", "four", "yes") == [
        ("elicit", "Day", "Which day?"),
        ("confirm slot", "Day", "On friday?"),
        ("elicit", "Guests", "How many?"),
        ("confirm intent", "", "four on friday, right?"),
        None,
        ("CONFIRMED", "", "BookIntent"),
    ]


def test_what_is_denied_is_asked_again(table: LocaleModel) -> None:
    *asked, ended = held(table, "book a table on friday", "no", "monday", "yes", "four", "no")
    assert [each and each[0] for each in asked] == [
        "confirm slot", "elicit", "confirm slot", "elicit", "confirm intent", None,
    ]  # fmt: skip
    assert ended == ("DENIED", "", "BookIntent")


def test_another_intent_leaves_the_dialog(table: LocaleModel) -> None:
    for begun in ("book a table", "book a table on friday"):
        assert held(table, begun, "stop")[-2:] == [None, ("NONE", "", "AMAZON.StopIntent")]


def test_a_prompt_without_words_is_told_of(table: LocaleModel) -> None:
    silent = LocaleModel(TABLE["interactionModel"] | {"prompts": []}, table.model)
    vars(silent)["understanding"] = table.understanding
    with pytest.raises(Refused, match="which has no words"):
        profiled("book a table", silent)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"dialog": []}, None),
        ({"dialog": 7}, "dialog is not an object"),
        ({"dialog": {"intents": {}}}, None),
        ({"dialog": {"intents": 7}}, "dialog.intents is not a list"),
        ({"dialog": {"intents": [7]}}, "dialog.intents[0] is not an object"),
        ({"dialog": {"intents": [{}]}}, "dialog.intents[0].name is missing"),
        ({"dialog": {"intents": [{"name": "X", "slots": [{"name": 7}]}]}}, "slots[0].name is not text: 7"),
        ({"dialog": {"intents": [{"name": "X", "prompts": 7}]}}, "prompts is not an object"),
        ({"dialog": {"intents": [{"name": "X", "prompts": {"elicitation": 7}}]}}, "elicitation is not text: 7"),
        ({"dialog": {"intents": [{"name": "X", "slots": [{"name": "Y", "validations": [7]}]}]}}, "validations[0]"),
        ({"prompts": 7}, "prompts is not a list"),
        ({"prompts": [{"id": "x", "variations": [{}]}]}, "variations[0].value is missing"),
    ],
)
def test_a_dialog_of_another_shape_is_refused(part: dict[str, Any], told: str | None) -> None:
    model = {"interactionModel": TABLE["interactionModel"] | part}
    if told is None:
        check_dialog(model)
        return
    with pytest.raises(ModelError) as wrong:
        check_dialog(model)
    assert told in str(wrong.value)
