"""The desk does what its description in OpenAPI says, whatever it is sent."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis import openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from skill.desk.app import create_desk_app
from tests import tries
from tests.test_rooms import ROOT

DESCRIPTION = ROOT / "skill" / "desk" / "openapi.yaml"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@cache
def desk() -> Flask:
    return create_desk_app()


described = openapi.from_path(DESCRIPTION)
described.config.update(base_url="http://localhost")


@described.parametrize()
@settings(
    max_examples=tries(25),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_the_desk_does_as_described(case: Any) -> None:
    case.call_and_validate(app=desk(), checks=CHECKS)


class Conversations(described.as_state_machine()):  # type: ignore[misc]
    """Follows the links: says something, then goes on with the session that came of it."""

    def get_call_kwargs(self, case: Any) -> dict[str, Any]:
        return {"app": desk()}

    def validate_response(self, response: Any, case: Any, **more: Any) -> None:
        case.validate_response(response, checks=CHECKS)


TestConversations = Conversations.TestCase
TestConversations.settings = settings(
    max_examples=tries(10),
    stateful_step_count=6,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)


def test_every_described_route_exists_with_its_method() -> None:
    routes = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in desk().url_map.iter_rules()
        for method in rule.methods or ()
    }
    described = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))["paths"]
    assert described
    for path, operations in described.items():
        for method in operations.keys() - {"parameters"}:
            assert (path, method) in routes


AMAZONS = re.compile(r"/(alexa|v1|v2|auth|smapi)(/|$)")
"""Routes that answer as Amazon's own do; its documents describe them."""


def test_every_route_of_the_desk_is_described() -> None:
    described = yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))["paths"]
    for rule in desk().url_map.iter_rules():
        path = rule.rule.replace("<", "{").replace(">", "}")
        # The page's own scripts and styles are nobody else's.
        if not AMAZONS.match(path) and not path.startswith(("/page/", "/viewhost")):
            methods = {method.lower() for method in rule.methods or ()} - {"head", "options"}
            assert methods <= described[path].keys(), path


@pytest.mark.parametrize(
    "text", ["my back hurts after lifting", "i can't feel my legs", "should i use ice or heat", "stop"]
)
def test_real_turns_are_as_described(text: str) -> None:
    case = described["/say"]["POST"].Case(body={"text": text}, media_type="application/json")
    case.call_and_validate(app=desk(), checks=CHECKS)


HANDS: dict[str, tuple[str, dict[str, Any]]] = {
    "touches no": ("/sessions/{session}/touch", {"arguments": ["no"]}),
    "turns the screen off": ("/sessions/{session}/device", {"screen": False, "permissions": {"timers": "denied"}}),
    "says nothing": ("/sessions/{session}/silence", {}),
    "moves the clock": ("/sessions/{session}/clock", {"advance_seconds": 60}),
    "pauses a timer": ("/sessions/{session}/alerts/{alert}", {"do": "pause"}),
}


@pytest.mark.parametrize("does", HANDS)
def test_what_hands_do_is_as_described(does: str) -> None:
    path, body = HANDS[does]
    client = desk().test_client()
    first = {"text": "set a timer for five minutes", "device": {"permissions": {"timers": "granted"}}}
    turn = client.post("/say", json=first).get_json()
    turn = client.post("/say", json={"text": "my back hurts after lifting", "session": turn["session"]}).get_json()
    ids = {"session": turn["session"], "alert": turn["alerts"][0]["id"]}
    names = {name: ids[name] for name in ids if f"{{{name}}}" in path}
    case = described[path]["POST"].Case(path_parameters=names, body=body, media_type="application/json")
    assert case.call_and_validate(app=desk(), checks=CHECKS).status_code == 200


def test_a_replay_is_as_described() -> None:
    recorded = '[[conversation]]\nturns = [{ said = "my legs feel numb", urgency = "emergency" }, { advance = 60 }]'
    case = described["/replay"]["POST"].Case(body=recorded, media_type="text/plain")
    answer = case.call_and_validate(app=desk(), checks=CHECKS)
    assert answer.status_code == 200
    assert [turn["differs"] for turn in answer.json()["conversations"][0]["turns"]] == [[], []]
