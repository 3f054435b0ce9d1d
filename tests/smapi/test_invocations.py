"""Requests of one's own to the skill."""

from __future__ import annotations

from typing import Any

import pytest

from skill.desk import alexa_request
from skill.desk.alerts import Clock
from skill.desk.alexa_request import Device
from tests.smapi.conftest import STAGE, V1, V2, Smapi

VERSIONS = [
    (f"{V1}/invocations", "v1.skill.invocations.invoke_skill_response.InvokeSkillResponse", "SUCCEEDED"),
    (f"{V2}{STAGE}/invocations", "v2.skill.invocations.invocations_api_response.InvocationsApiResponse", "SUCCESSFUL"),
]


def launch() -> dict[str, Any]:
    api = {"apiEndpoint": "https://api.amazonalexa.com", "apiAccessToken": "none"}
    return alexa_request.envelope(alexa_request.launch("en-US", Clock().now()), "session", True, {}, Device(), api)


@pytest.mark.parametrize(("path", "shape", "well"), VERSIONS)
def test_the_skill_answers(smapi: Smapi, path: str, shape: str, well: str) -> None:
    wish = {"endpointRegion": "NA", "skillRequest": {"body": launch()}}
    found = smapi("POST", path, shape, json=wish)
    assert found["status"] == well
    info = found["result"]["skillExecutionInfo"]
    response = info["invocationResponse"] if path == VERSIONS[1][0] else info["invocationResponse"]["NA"]
    assert "Back Coach" in response["body"]["response"]["outputSpeech"]["ssml"]


@pytest.mark.parametrize(("path", "shape", "well"), VERSIONS)
def test_a_skill_that_fails_is_told_of(smapi: Smapi, path: str, shape: str, well: str) -> None:
    found = smapi("POST", path, shape, json={"endpointRegion": "EU", "skillRequest": {"body": {"request": 7}}})
    assert found["status"] == "FAILED"
    assert found["result"]["error"]["message"]
    assert found["result"]["skillExecutionInfo"]["invocationRequest"]
