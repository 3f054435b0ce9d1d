"""Skill simulations: what a device hears and says, and what the skill is asked meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skill.desk.app import create_desk_app
from skill.desk.exchange import Skill, SkillFailed
from skill.desk.under_test import SkillUnderTest, back_coach
from tests.smapi.conftest import SKILL, STAGE, V1, V2, Smapi, captions, invocations


def test_a_conversation_with_consent_and_a_timer(smapi: Smapi) -> None:
    turns = [smapi.say("my back hurts after lifting", new=True), *map(smapi.say, ("no", "no", "next"))]
    assert "numbness" in captions(turns[0])[0]
    assert captions(turns[-1])[0].startswith("Step two.")
    asked = smapi.say("yes")
    assert captions(asked) == ["Back Coach would like to set timers. Is that okay?"]
    granted = smapi.say("yes")
    assert [kind for kind, _ in invocations(granted)] == ["Connections.Response"]
    assert captions(granted)[0].startswith("Fifteen minutes, starting now.")
    session = granted["result"]["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"]["session"]
    alerts = smapi("GET", f"/sessions/{session['sessionId']}/alerts")["alerts"]
    assert [alert["status"] for alert in alerts] == ["ON"]


def test_a_session_ends_and_the_next_one_is_new(smapi: Smapi) -> None:
    first = smapi.say("open back coach", new=True)
    ended = smapi.say("stop")
    again = smapi.say("open back coach")
    news = [
        each["result"]["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"]["session"]["new"]
        for each in (first, ended, again)
    ]
    assert news == [True, False, True]
    assert invocations(ended)[0][1]["shouldEndSession"] is True


def test_a_new_session_is_held_by_the_same_device(smapi: Smapi) -> None:
    for words in ("set a timer for ten minutes", "yes"):
        smapi.say(words)
    assert captions(smapi.say("how long is left", new=True))[0].startswith("Ten minutes left")
    for method in ("DELETE", "PUT"):  # whoever disables a skill takes back what was permitted
        smapi(method, f"{V1}{STAGE}/enablement", status=204)
    assert captions(smapi.say("set a timer for ten minutes"))[-1].startswith("Back Coach would like to set timers")


def test_an_answer_that_is_none_goes_to_the_skill_as_well(smapi: Smapi) -> None:
    smapi.say("set a timer for ten minutes", new=True)
    turn = smapi.say("should i use ice or heat")
    assert [kind for kind, _ in invocations(turn)] == ["Connections.Response", "IntentRequest"]
    assert len(captions(turn)) == 2


def test_what_rang_meanwhile_is_announced(smapi: Smapi) -> None:
    smapi.say("set a timer for ten minutes", new=True)
    turn = smapi.say("yes")
    body = turn["result"]["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"]
    assert "ten minutes" in captions(turn)[0].lower()
    clock = smapi("POST", f"/sessions/{body['session']['sessionId']}/clock", json={"advance_seconds": 600})
    assert clock["fired"]


def test_intents_that_were_considered(smapi: Smapi) -> None:
    info = smapi.say("would a cold shower or so do my spine any good", new=True)["result"]["alexaExecutionInfo"]
    assert info["consideredIntents"]
    assert all(each["confirmationStatus"] == "NONE" for each in info["consideredIntents"])


def fails(event: object) -> dict[str, object]:
    raise SkillFailed("the handler raised ZeroDivisionError")


def breaks(event: object) -> dict[str, object]:
    raise ZeroDivisionError("nobody home")


@pytest.mark.parametrize(
    ("skill", "told", "said"),
    [
        (fails, "the handler raised ZeroDivisionError", ["There was a problem with the requested skill's response."]),
        (breaks, "ZeroDivisionError: nobody home", []),
        (lambda event: {"response": []}, "response is not an object", ["There was a problem with the requested skill"]),
    ],
)
def test_a_skill_that_fails_is_a_simulation_that_failed(skill: Skill, told: str, said: list[str]) -> None:
    served = replace(back_coach(), connect=lambda client: skill)
    smapi = Smapi(create_desk_app(unsigned=True, skill=served).test_client())
    for _ in range(2):
        failed = smapi.say("open back coach")
        assert failed["status"] == "FAILED"
        assert told in failed["result"]["error"]["message"]
        assert len(captions(failed)) == len(said)
        assert all(found.startswith(words) for found, words in zip(captions(failed), said, strict=True))
        assert failed["result"]["skillExecutionInfo"]["invocations"][0]["invocationRequest"]["body"]["request"]


def test_any_skill_can_be_simulated_without_a_manifest() -> None:
    answer = {"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "Hello."}}}
    served = SkillUnderTest(back_coach().models, lambda client: lambda event: answer)
    smapi = Smapi(create_desk_app(unsigned=True, skill=served).test_client())
    assert captions(smapi.say("open back coach")) == ["Hello."]
    manifest = smapi("GET", f"{V1}{STAGE}/manifest", "v1.skill.manifest.skill_manifest_envelope.SkillManifestEnvelope")
    assert manifest["manifest"]["publishingInformation"]["locales"]["en-US"] == {"name": "Back Coach"}


def test_the_first_version_of_the_api_knows_one_invocation(smapi: Smapi) -> None:
    shape = "v1.skill.simulations.simulations_api_response.SimulationsApiResponse"
    wish = {"input": {"content": "open back coach"}, "device": {"locale": "en-US"}}
    begun = smapi("POST", f"{V1}/simulations", shape, json=wish)
    found = smapi("GET", f"{V1}/simulations/{begun['id']}", shape)
    assert found["result"]["skillExecutionInfo"]["invocationRequest"]["body"]["request"]["type"] == "LaunchRequest"


def test_only_an_enabled_skill_is_simulated(smapi: Smapi) -> None:
    wish = {"input": {"content": "open back coach"}, "device": {"locale": "en-US"}}
    smapi("GET", f"{V1}{STAGE}/enablement", status=204)
    smapi("DELETE", f"{V1}{STAGE}/enablement", status=204)
    smapi("GET", f"{V1}{STAGE}/enablement", status=404)
    smapi("POST", f"{V2}{STAGE}/simulations", status=403, json=wish)
    smapi("PUT", f"{V1}{STAGE}/enablement", status=204)
    smapi("POST", f"{V2}{STAGE}/simulations", json=wish)


def test_the_manifest_is_that_of_the_skill(smapi: Smapi) -> None:
    manifest = smapi("GET", f"{V1}{STAGE}/manifest", "v1.skill.manifest.skill_manifest_envelope.SkillManifestEnvelope")
    assert list(manifest["manifest"]["apis"]) == ["custom"]
    assert "en-US" in manifest["manifest"]["publishingInformation"]["locales"]


def test_the_login_gives_a_token_and_everything_else_wants_one(smapi: Smapi) -> None:
    for sent in ({"json": {"grant_type": "refresh_token"}}, {"data": {"grant_type": "authorization_code"}}):
        token = smapi("POST", "/auth/o2/token", **sent)
        assert token.keys() == {"access_token", "refresh_token", "token_type", "expires_in"}
    assert smapi.client.get(f"{V1}{STAGE}/manifest").status_code == 401
    assert smapi.client.post("/auth/o2/token", json={"grant_type": "password"}).status_code == 400


def test_nobody_on_another_machine_is_answered(smapi: Smapi) -> None:
    for path in (f"{V1}{STAGE}/manifest", f"/v1/skills/{SKILL}/nothing", "/v1/vendors"):
        for address, status in (("10.1.2.3", 403), ("2001:db8::1", 403), ("", 403)):
            smapi("GET", path, status=status, environ_base={"REMOTE_ADDR": address})
    for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        smapi("GET", "/v1/vendors", environ_base={"REMOTE_ADDR": address})
