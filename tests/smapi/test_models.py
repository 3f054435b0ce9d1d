"""Interaction models and manifests put from outside, and the status they are in."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from skill.desk.smapi import builds
from skill.understanding import EncoderError
from tests.smapi.conftest import SKILL, STAGE, V1, Smapi, captions
from tests.smapi.test_profile import PATH as PROFILE
from tests.smapi.test_profile import TABLE

PATH = f"{V1}{STAGE}/interactionModel/locales/en-US"
STATUS = f"{V1}/status"
SHAPE = "v1.skill.skill_status.SkillStatus"


@pytest.fixture(autouse=True)
def nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "learn", lambda model: None)


def with_sample(model: dict[str, Any], intent: str, sample: str) -> dict[str, Any]:
    changed = json.loads(json.dumps(model))
    intents = changed["interactionModel"]["languageModel"]["intents"]
    next(each for each in intents if each["name"] == intent)["samples"].append(sample)
    return {"interactionModel": changed["interactionModel"]}


def settled(smapi: Smapi) -> dict[str, Any]:
    """The status of the model when it is built."""
    for _ in range(200):
        found: dict[str, Any] = smapi("GET", STATUS, SHAPE)["interactionModel"]["en-US"]
        if found["lastUpdateRequest"]["status"] != "IN_PROGRESS":
            return found
        time.sleep(0.01)
    raise AssertionError("it is never built")


def test_a_changed_model_is_understood_at_once(smapi: Smapi) -> None:
    model = smapi("GET", PATH, "v1.skill.interaction_model.interaction_model_data.InteractionModelData")
    assert model["version"] == "1"
    sentence = "wibble my wobble"
    answer = smapi.client.put(PATH, json=with_sample(model, "IceIntent", sentence), headers={"Authorization": "x"})
    assert answer.status_code == 202
    assert answer.headers["Location"].startswith(f"{V1}/status")
    assert smapi("POST", PROFILE, json={"utterance": sentence})["selectedIntent"]["name"] == "IceIntent"
    assert "cold" in captions(smapi.say(sentence, new=True))[0].lower()
    assert smapi("POST", "/say", json={"text": sentence})["intent"] == "IceIntent"  # on the page as well
    assert settled(smapi)["version"] == "2"
    assert smapi("GET", PATH)["version"] == "2"


def test_a_build_is_under_way_until_all_is_learnt(smapi: Smapi, monkeypatch: pytest.MonkeyPatch) -> None:
    learnt = threading.Event()
    monkeypatch.setattr(builds, "learn", lambda model: learnt.wait(20))
    assert settled(smapi)["lastUpdateRequest"]["status"] == "SUCCEEDED"
    smapi("PUT", PATH, status=202, json=TABLE)
    found = smapi("GET", STATUS, SHAPE, query_string={"resource": "interactionModel"})
    steps = {each["name"]: each["status"] for each in
             found["interactionModel"]["en-US"]["lastUpdateRequest"]["buildDetails"]["steps"]}  # fmt: skip
    assert (steps["LANGUAGE_MODEL_QUICK_BUILD"], steps["LANGUAGE_MODEL_FULL_BUILD"]) == ("SUCCEEDED", "IN_PROGRESS")
    learnt.set()
    assert settled(smapi)["lastUpdateRequest"]["status"] == "SUCCEEDED"


def test_a_build_that_fails_says_why(smapi: Smapi, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(model: object) -> None:
        raise EncoderError("the weights are not there")

    monkeypatch.setattr(builds, "learn", fail)
    smapi("PUT", PATH, status=202, json=TABLE)
    update = settled(smapi)["lastUpdateRequest"]
    assert (update["status"], update["errors"]) == ("FAILED", [{"message": "the weights are not there"}])


def test_dialogs_turn_by_turn(smapi: Smapi) -> None:
    smapi("PUT", PATH, status=202, json=TABLE)
    token, acts = None, []
    for words in ("book a table", "friday", "yes", "four", "yes"):
        wish = {"utterance": words} | ({"multiTurnToken": token} if token else {})
        found = smapi("POST", PROFILE, "v1.skill.evaluations.profile_nlu_response.ProfileNluResponse", json=wish)
        turn = found.get("multiTurn", {})
        token = turn.get("token")
        acts.append((turn.get("dialogAct", {}).get("type"), turn.get("prompt")))
    assert acts[1:] == [
        ("Dialog.ConfirmSlot", "On friday?"), ("Dialog.ElicitSlot", "How many?"),
        ("Dialog.ConfirmIntent", "four on friday, right?"), (None, None),
    ]  # fmt: skip
    assert found["selectedIntent"]["confirmationStatus"] == "CONFIRMED"


def test_a_locale_can_be_added(smapi: Smapi) -> None:
    smapi("GET", PATH.replace("en-US", "fr-FR"), status=404)
    smapi("PUT", PATH.replace("en-US", "fr-FR"), status=202, json=TABLE)
    assert "fr-FR" in smapi("GET", STATUS, SHAPE)["interactionModel"]


def test_etags_tell_whether_it_has_changed(smapi: Smapi) -> None:
    headers = {"Authorization": "x"}
    for path, changed in ((PATH, TABLE), (f"{V1}{STAGE}/manifest", {"manifest": {"apis": {"custom": {}}}})):
        mark = smapi.client.get(path, headers=headers).headers["ETag"]
        head = smapi.client.head(path, headers=headers)
        assert head.headers["ETag"] == mark
        for sent, status in (("other", 412), (mark, 202), (mark, 412)):
            answer = smapi.client.put(path, json=changed, headers=headers | {"If-Match": sent})
            assert answer.status_code == status
    assert smapi.client.head(PATH, headers=headers).status_code == 204


def test_a_manifest_is_put_and_got(smapi: Smapi) -> None:
    manifest = {"manifest": {"apis": {"custom": {}}, "publishingInformation": {"locales": {"en-US": {"name": "X"}}}}}
    smapi("PUT", f"{V1}{STAGE}/manifest", status=202, json=manifest)
    assert smapi("GET", f"{V1}{STAGE}/manifest") == manifest
    assert list(smapi("GET", STATUS, SHAPE, query_string={"resource": "manifest"})) == ["manifest"]


def test_skills_are_listed(smapi: Smapi) -> None:
    shape = "v1.skill.list_skill_response.ListSkillResponse"
    assert len(smapi("GET", "/v1/skills", shape, query_string={"vendorId": "DESK"})["skills"]) == 1
    ids = {SKILL, SKILL.replace("1111", "2222")}
    for id in ids:
        smapi("GET", f"/v1/skills/{id}/status", SHAPE)
    first = smapi("GET", "/v1/skills", shape, query_string={"maxResults": 1})
    second = smapi("GET", "/v1/skills", shape, query_string={"maxResults": 1, "nextToken": first["nextToken"]})
    assert (first["isTruncated"], second["isTruncated"]) == (True, False)
    assert {each["skillId"] for each in first["skills"] + second["skills"]} == ids
