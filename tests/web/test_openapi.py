"""The desk does what its description in OpenAPI says, whatever it is sent."""

from __future__ import annotations

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

from skill.simulator.app import create_desk_app
from tests.test_rooms import ROOT

DESCRIPTION = ROOT / "docs" / "openapi.yaml"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@cache
def desk() -> Flask:
    return create_desk_app()


described = openapi.from_path(DESCRIPTION)
described.config.update(base_url="http://localhost")


@described.parametrize()
@settings(
    max_examples=25,
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
    max_examples=10,
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


@pytest.mark.parametrize(
    "text", ["my back hurts after lifting", "i can't feel my legs", "should i use ice or heat", "stop"]
)
def test_real_turns_are_as_described(text: str) -> None:
    case = described["/say"]["POST"].Case(body={"text": text}, media_type="application/json")
    case.call_and_validate(app=desk(), checks=CHECKS)
