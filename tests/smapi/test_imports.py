"""Skill packages, as `ask deploy` sends them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from skill.desk.smapi import builds, imports
from skill.interaction_models import MODELS
from tests.smapi.conftest import STAGE, V1, Smapi
from tests.smapi.test_profile import PATH as PROFILE
from tests.smapi.test_profile import TABLE

SHAPE = "v1.skill.import_response.ImportResponse"
MANIFEST = json.loads((MODELS / "skill.json").read_text(encoding="utf-8"))
MODEL = "interactionModels/custom/en-US.json"


@pytest.fixture(autouse=True)
def nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "learn", lambda model: None)


def package(**files: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content))
    return made.getvalue()


def imported(smapi: Smapi, sent: bytes, path: str = f"{V1}/imports", **wish: str) -> dict[str, Any]:
    url = smapi("POST", "/v1/skills/uploads", "v1.skill.upload_response.UploadResponse", 201)["uploadUrl"]
    assert smapi.client.put(url, data=sent).status_code == 200  # without a token, as Amazon's tools send it
    begun = smapi.client.post(path, json={"location": url, **wish}, headers={"Authorization": "x"})
    assert begun.status_code == 202
    found: dict[str, Any] = smapi("GET", begun.headers["Location"], SHAPE)
    return found


def test_a_package_is_taken_as_a_whole(smapi: Smapi) -> None:
    manifest = json.loads(json.dumps(MANIFEST))
    manifest["manifest"]["publishingInformation"]["locales"]["en-US"]["name"] = "Table Booker"
    sent = package(**{"skill.json": manifest, MODEL: TABLE, "assets/en-US_large.png": b"\x89PNG"})
    found = imported(smapi, sent)
    assert found["status"] == "SUCCEEDED"
    assert [each["name"] for each in found["skill"]["resources"]] == ["InteractionModel.en-US", "Manifest"]
    assert smapi("POST", PROFILE, json={"utterance": "book a table"})["selectedIntent"]["name"] == "BookIntent"
    assert smapi("GET", f"{V1}{STAGE}/manifest") == manifest


def test_a_new_skill_gets_an_id(smapi: Smapi) -> None:
    found = imported(smapi, package(**{"skill.json": MANIFEST}), "/v1/skills/imports", vendorId="DESK")
    smapi("GET", f"/v1/skills/{found['skill']['skillId']}{STAGE}/enablement", status=204)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({MODEL: TABLE}, "The package has no skill.json"),
        ({"skill.json": "{", MODEL: TABLE}, "skill.json is not JSON"),
        ({"skill.json": {"manifest": {}}, MODEL: TABLE}, "manifest.apis is missing"),
        ({"skill.json": MANIFEST, MODEL: {"interactionModel": {}}}, "languageModel"),
        ({"skill.json": MANIFEST, MODEL: b"\xff"}, "is not JSON"),
    ],
)
def test_where_one_part_is_wrong_none_is_taken(smapi: Smapi, files: dict[str, Any], told: str) -> None:
    found = imported(smapi, package(**files))
    assert found["status"] == "FAILED"
    errors = [error["message"] for each in found["skill"]["resources"] for error in each.get("errors", ())]
    assert any(told in each for each in errors), errors
    assert smapi("GET", f"{V1}{STAGE}/manifest") == MANIFEST
    heard = smapi("POST", PROFILE, json={"utterance": "should i use ice or heat"})
    assert heard["selectedIntent"]["name"] == "IceOrHeatIntent"


@pytest.mark.parametrize(
    "sent",
    [b"no zip", package(**{"skill.json": MANIFEST})[:-30], package(**{"skill.json": MANIFEST})[20:]],
    ids=["no zip", "without its end", "without its beginning"],
)
def test_what_is_no_package_fails(smapi: Smapi, sent: bytes) -> None:
    assert "cannot be read" in imported(smapi, sent)["errors"][0]["message"]


def test_a_package_that_is_huge_unpacked_is_not_unpacked(smapi: Smapi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_BYTES", 100_000)
    found = imported(smapi, package(**{"skill.json": " " * 200_000}))
    assert "more than 100000 bytes" in found["errors"][0]["message"]


def test_only_what_was_uploaded_is_imported(smapi: Smapi) -> None:
    empty = smapi("POST", "/v1/skills/uploads", status=201)["uploadUrl"]
    for location in (empty, "https://example.com/package.zip", "/etc/passwd"):
        smapi("POST", f"{V1}/imports", status=400, json={"location": location})
    smapi("GET", "/v1/skills/imports/none", status=404)
    smapi("PUT", "/v1/skills/uploads/none", status=404, data=b"x")
