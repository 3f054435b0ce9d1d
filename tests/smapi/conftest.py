"""A desk, and a client that speaks to its Skill Management API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from skill.desk.app import create_desk_app
from tests.smapi.shapes import differences

SKILL = "amzn1.ask.skill.11111111-2222-4333-8444-555555555555"
V1, V2 = f"/v1/skills/{SKILL}", f"/v2/skills/{SKILL}"
STAGE = "/stages/development"
MODEL = "ask_smapi_model"


@dataclass
class Smapi:
    """Sends requests with a token, and checks every answer against Amazon's class for it."""

    client: FlaskClient

    def __call__(self, method: str, path: str, shape: str | None = None, status: int = 200, **more: Any) -> Any:
        answer = self.client.open(path, method=method, headers={"Authorization": "Atza|any"}, **more)
        assert answer.status_code == status, answer.get_data(as_text=True)
        if status >= 400:
            shape = f"{MODEL}.v1.bad_request_error.BadRequestError" if status == 400 else f"{MODEL}.v1.error.Error"
        if shape:
            assert differences(answer.json, shape if shape.startswith(MODEL) else f"{MODEL}.{shape}") == []
        return answer.json

    def say(self, text: str, new: bool = False, locale: str = "en-US") -> dict[str, Any]:
        """One simulation, as Amazon's command line makes it: start it, then ask for its result."""
        wish = {"input": {"content": text}, "device": {"locale": locale}}
        session = {"session": {"mode": "FORCE_NEW_SESSION"}} if new else {}
        shape = "v2.skill.simulations.simulations_api_response.SimulationsApiResponse"
        begun = self("POST", f"{V2}{STAGE}/simulations", shape, json=wish | session)
        assert begun["status"] == "IN_PROGRESS"
        found: dict[str, Any] = self("GET", f"{V2}{STAGE}/simulations/{begun['id']}", shape)
        return found


@pytest.fixture
def smapi() -> Smapi:
    return Smapi(create_desk_app(unsigned=True).test_client())


def captions(simulation: dict[str, Any]) -> list[str]:
    """What is heard in a simulation."""
    return [each["content"]["caption"] for each in simulation["result"]["alexaExecutionInfo"]["alexaResponses"]]


def invocations(simulation: dict[str, Any]) -> list[tuple[str, Any]]:
    """What the skill was asked, and whether it ended the session."""
    return [
        (each["invocationRequest"]["body"]["request"]["type"], each["invocationResponse"]["body"]["response"])
        for each in simulation["result"]["skillExecutionInfo"]["invocations"]
    ]
