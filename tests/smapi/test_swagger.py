"""The same API as Amazon's own description has it. It comes with her command line: `script/ask --version` gets it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis import openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from werkzeug.exceptions import HTTPException

from skill.desk.app import create_desk_app
from skill.desk.smapi import builds
from skill.desk.under_test import back_coach
from tests import tries
from tests.smapi.conftest import SKILL, Smapi
from tests.smapi.test_annotations import ROWS, evaluated, made
from tests.test_rooms import ROOT

SPEC = ROOT / "script" / "ask-cli" / "node_modules" / "ask-smapi-model" / "spec.json"
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
METHODS = ("get", "put", "post", "delete", "head")

if not SPEC.exists():
    pytest.skip("Amazon's description is not here; `script/ask --version` installs it", allow_module_level=True)


@cache
def desk() -> Flask:
    served = back_coach()
    manifest = json.loads(json.dumps(served.manifest.raw))
    for each in (manifest["manifest"]["events"], manifest["manifest"]["apis"]["custom"]):
        each["endpoint"] = {"uri": "https://example.com/alexa"}  # written in when a skill is really deployed
    return create_desk_app(unsigned=True, skill=replace(served, manifest=replace(served.manifest, raw=manifest)))


def local(environ: dict[str, Any], start_response: Any) -> Any:
    """The desk, called from this machine: the client does not say where it is."""
    return desk()(environ | {"REMOTE_ADDR": "127.0.0.1"}, start_response)


@cache
def known() -> dict[str, str]:
    """What there is, for the places in paths."""
    smapi = Smapi(desk().test_client())
    annotations = made(smapi, ROWS[:2])
    ids = {"skillId": SKILL, "annotationId": annotations, "evaluationId": evaluated(smapi, annotations)}
    return ids | {"stage": "development", "stageV2": "development", "locale": "en-US"}


def answered(path: str, method: str) -> bool:
    """Whether the desk answers this itself."""
    try:
        endpoint, _ = desk().url_map.bind("localhost").match(path.replace("{", "").replace("}", ""), method.upper())
    except HTTPException:
        return False
    return bool(endpoint.startswith("smapi.") and endpoint != "smapi.elsewhere")


def description() -> dict[str, Any]:
    """Of Amazon's description, what the desk answers."""
    found: dict[str, Any] = json.loads(SPEC.read_text(encoding="utf-8"))
    paths = {
        path: {key: each for key, each in operations.items() if key not in METHODS or answered(path, key)}
        for path, operations in found["paths"].items()
    }
    return corrected({**found, "paths": {path: each for path, each in paths.items() if set(each) & set(METHODS)}})


def corrected(found: Any) -> Any:
    """Where the description contradicts Amazon's classes: some words are said to be objects."""
    if isinstance(found, list):
        return [corrected(each) for each in found]
    if not isinstance(found, dict):
        return found
    if found.get("type") == "object" and found.get("enum"):
        return found | {"type": "string"}
    if isinstance(stage := found.get("stage"), dict) and stage.get("type") == "object":
        found = found | {"stage": {"type": "string", "enum": ["development"]}}
    return {key: corrected(each) for key, each in found.items()}


DESCRIBED = description()
schema = openapi.from_dict(DESCRIBED)
schema.config.update(base_url="http://localhost")


@pytest.fixture(autouse=True)
def nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "learn", lambda model: None)


@schema.parametrize()
@settings(
    max_examples=tries(5),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_the_desk_answers_as_amazon_describes_it(case: Any) -> None:
    case.path_parameters = {name: known().get(name, each) for name, each in (case.path_parameters or {}).items()}
    if case.method.upper() == "PUT" and case.path.endswith("{locale}"):
        case.path_parameters["locale"] = "fr-FR"  # so that the desk's own model stays as it is
    case.headers = {**dict(case.headers or {}), "Authorization": "Atza|any"}
    answer = case.call(app=local)
    assert "on this machine only" not in answer.text
    case.validate_response(answer, checks=CHECKS)


def test_enough_of_it_is_answered() -> None:
    operations = [(path, key) for path, each in DESCRIBED["paths"].items() for key in each if key in METHODS]
    assert len(operations) >= 30
