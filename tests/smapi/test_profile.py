"""`profileNlu`: intents and slots without the skill, and dialogs turn by turn."""

from __future__ import annotations

from typing import Any

import pytest

from skill.simulator.smapi import dialogs
from skill.simulator.understanding import InteractionModel, Understanding
from tests.smapi.conftest import SKILL, STAGE, V1, Smapi

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


TABLE = {
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
def table() -> Understanding:
    return Understanding(InteractionModel.parse(TABLE), folder=None, tier="default")


def held(table: Understanding, *said: str) -> list[tuple[str | None, str | None, str]]:
    """A dialog: after every utterance the act, its slot, and its words."""
    dialog = dialogs.begun(table.understand(said[0]), SKILL, TABLE)
    found = [(dialog.act, dialog.slot, dialog.prompt)]
    for words in said[1:]:
        dialog = dialogs.goes_on(dialog, words, table, SKILL, TABLE)
        found.append((dialog.act, dialog.slot, dialog.prompt))
    return [*found, (dialog.intent["confirmationStatus"], None, dialog.intent["name"])]


def test_a_dialog_asks_and_has_confirmed_what_the_model_says(table: Understanding) -> None:
    assert held(table, "book a table", "friday", "yes", "four", "yes") == [
        ("Dialog.ElicitSlot", "Day", "Which day?"),
        ("Dialog.ConfirmSlot", "Day", "On friday?"),
        ("Dialog.ElicitSlot", "Guests", "How many?"),
        ("Dialog.ConfirmIntent", None, "4 on friday, right?"),
        (None, None, "4 on friday, right?"),
        ("CONFIRMED", None, "BookIntent"),
    ]


def test_what_is_denied_is_asked_again(table: Understanding) -> None:
    acts = held(table, "book a table on friday", "no", "monday", "yes", "four", "no")
    assert [act for act, _, _ in acts] == [
        "Dialog.ConfirmSlot", "Dialog.ElicitSlot", "Dialog.ConfirmSlot", "Dialog.ElicitSlot", "Dialog.ConfirmIntent",
        None, "DENIED",
    ]  # fmt: skip


def test_another_intent_leaves_the_dialog(table: Understanding) -> None:
    assert held(table, "book a table", "stop")[-1][2] == "AMAZON.StopIntent"
    assert held(table, "book a table on friday", "stop")[-1][2] == "AMAZON.StopIntent"
