"""Every kind of request that Alexa's model knows is answered properly or passed over politely, and breaks nothing."""

from __future__ import annotations

import json
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request import Request
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response_envelope import ResponseEnvelope

from skill.alexa import build_skill, invoke
from skill.alexa.memory.in_memory import InMemoryStore
from skill.alexa.skill import SPOKEN_TO, trouble_in
from skill.desk import alexa_request
from skill.desk.alexa_request import Device
from tests.conftest import rows

KINDS = dict(sorted(Request.discriminator_value_class_map.items()))
OUT_OF_SESSION = ("AlexaSkillEvent.", "AlexaHouseholdListEvent.", "Reminders.", "Messaging.", "Alexa.DataStore.")
"""Told without anybody talking: such a request carries no session."""


class Untouchable:
    """What must not be used: stands for the memory and for Alexa's services."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was used")


def class_of(name: str) -> Any:
    module, _, wanted = name.rpartition(".")
    return getattr(import_module(module), wanted)


def example(kind: str, depth: int = 6) -> Any:
    """Data as full as the SDK's model has it."""
    if kind.startswith("list["):
        return [example(kind[5:-1], depth)]
    if kind.startswith("dict("):
        return {"key": example(kind[5:-1].partition(", ")[2], depth)}
    plain = {"str": "x", "int": 1, "float": 1.5, "bool": True, "object": {"a": 1}, "datetime": "2026-11-22T14:00:00Z"}
    if "." not in kind:
        return plain[kind]
    model = class_of(kind)
    if issubclass(model, Enum):
        return next(iter(model)).value
    if not hasattr(model, "deserialized_types") or depth == 0:
        return None
    if children := vars(model).get("discriminator_value_class_map"):
        told, real = next(iter(children.items()))
        return {**example(real, depth), model.json_discriminator_key: told}
    types, keys = model.deserialized_types, model.attribute_map
    found = {keys[name]: example(type, depth - 1) for name, type in types.items()}
    return {key: value for key, value in found.items() if value is not None}


def filled(kind: str) -> dict[str, Any]:
    request = {**example(KINDS[kind]), "type": kind, "locale": "en-US"}
    if kind == "Connections.Response":
        request |= {"name": "AskFor", "payload": {"status": "ACCEPTED"}}
    return request


def bare(kind: str) -> dict[str, Any]:
    return {"type": kind, "requestId": "r", "timestamp": "2026-11-22T14:00:00Z", "locale": "en-US"}


def envelope(request: dict[str, Any], session: bool = True) -> dict[str, Any]:
    api = {"apiEndpoint": "https://api.amazonalexa.com", "apiAccessToken": "token"}
    attributes = {"case": {"asked": "what"}}
    whole = alexa_request.envelope(request, "session", False, attributes, Device(screen=True), api)
    return whole if session else {key: value for key, value in whole.items() if key != "session"}


@cache
def skill() -> Any:
    return build_skill(memory=InMemoryStore())


def asked(built: Any, event: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The answer to a request, and why it is an apology where it is one."""
    told = built.invoke(built.serializer.build(event, RequestEnvelope), None)
    return built.serializer.serialize(told), trouble_in(told)


def test_every_subclass_of_request_is_looked_at() -> None:
    assert len(KINDS) >= 57
    assert set(KINDS) >= SPOKEN_TO


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [filled, bare], ids=["filled", "bare"])
def test_every_kind_of_request_gets_an_answer_that_alexa_allows(kind: str, make: Any) -> None:
    in_session = not kind.startswith(OUT_OF_SESSION)
    answer, trouble = asked(skill(), envelope(make(kind), in_session))
    assert trouble is None or (kind, make) == ("IntentRequest", bare)
    response = answer["response"]
    DefaultSerializer().deserialize(json.dumps(answer), ResponseEnvelope)
    if kind in SPOKEN_TO:
        assert response["outputSpeech"]["ssml"]
        assert response["shouldEndSession"] in (True, False)
    elif kind == "CanFulfillIntentRequest":
        assert response.keys() == {"canFulfillIntent"}
    else:
        assert response == {}
    if in_session and kind not in SPOKEN_TO:
        assert answer["sessionAttributes"] == {"case": {"asked": "what"}}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.startswith(OUT_OF_SESSION)])
def test_events_leave_memory_and_services_alone(kind: str) -> None:
    if kind == "AlexaSkillEvent.SkillDisabled":
        pytest.skip("it deletes what is remembered; tests of the memory hold that")
    built = build_skill(memory=Untouchable(), api_client=Untouchable())  # type: ignore[arg-type]
    answer, trouble = asked(built, envelope(filled(kind), session=False))
    assert (answer["response"], trouble) == ({}, None)


def test_a_launch_with_a_task_is_a_launch() -> None:
    task = {"name": "amzn1.ask.skill.x.Coach", "version": "1", "input": {"activity": "running"}}
    answer = invoke(skill(), envelope({**bare("LaunchRequest"), "task": task}))
    assert "Back Coach" in answer["response"]["outputSpeech"]["ssml"]


def test_what_does_not_come_of_this_skill_asks_again_what_was_open() -> None:
    answer = invoke(skill(), envelope(bare("Dialog.InputRequest")) | {"session": session(asked="onset", told=True)})
    assert answer["sessionAttributes"]["case"]["asked"] == "onset"
    alarmed = envelope(bare("Dialog.InputRequest")) | {"session": session(flags=["rhabdo"])}
    assert "911" in invoke(skill(), alarmed)["response"]["outputSpeech"]["ssml"]


def session(**case: Any) -> dict[str, Any]:
    return {**envelope({})["session"], "attributes": {"case": case}}


def asked_about(row: dict[str, Any]) -> dict[str, Any]:
    slots = {}
    for name, told in row.get("slots", {}).items():
        slots[name] = {"name": name, "value": told["value"], "confirmationStatus": "NONE"}
        if "id" in told:
            found = {"authority": "a", "status": {"code": "ER_SUCCESS_MATCH" if told["id"] else "ER_SUCCESS_NO_MATCH"}}
            if told["id"]:
                found["values"] = [{"value": {"name": told["value"], "id": told["id"]}}]
            slots[name]["resolutions"] = {"resolutionsPerAuthority": [found]}
    slots["Unfilled"] = {"name": "Unfilled", "confirmationStatus": "NONE"}
    intent = {"name": row["intent"], "confirmationStatus": "NONE", "slots": slots} if row["intent"] else None
    return {**bare("CanFulfillIntentRequest"), "intent": intent}


@pytest.mark.parametrize("row", rows("can_fulfill.toml", "asked"), ids=lambda row: f"{row['intent']} {row['answer']}")
def test_whether_it_can_help_is_answered_without_doing_anything(row: dict[str, Any]) -> None:
    built = build_skill(memory=Untouchable(), api_client=Untouchable())  # type: ignore[arg-type]
    event = envelope(asked_about(row), session=False)
    del event["context"]["System"]["user"]  # Alexa asks without telling who it is
    told, trouble = asked(built, event)
    answer = told["response"]["canFulfillIntent"]
    assert trouble is None
    assert answer["canFulfill"] == row["answer"]
    expected = {
        name: {"canUnderstand": told["understood"], "canFulfill": told["fulfilled"]}
        for name, told in row.get("slots", {}).items()
    }
    assert answer.get("slots", {}) == expected
