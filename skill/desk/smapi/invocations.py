"""Skill invocation: a request of one's own to the skill, past every device."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from skill.desk.served import SkillFailed
from skill.desk.smapi import wishes
from skill.desk.smapi.account import Account
from skill.desk.smapi.errors import BadRequest
from skill.desk.smapi.listening import Recorder

Json = dict[str, Any]

REGIONS = ("NA", "EU", "FE", "default")


def add_invocations(blueprint: Blueprint, account: Account) -> None:
    """`…/invocations`, of both versions of the API."""

    @blueprint.post("/v2/skills/<skill_id>/stages/<stage>/invocations")
    def invoke(skill_id: str, stage: str) -> Response:
        wishes.stage(stage)
        account.enabled(skill_id)
        _, invocation, error = _invoked(account)
        return jsonify(_told("SUCCESSFUL", invocation, error))

    @blueprint.post("/v1/skills/<skill_id>/invocations")
    def invoke_v1(skill_id: str) -> Response:
        account.enabled(skill_id)
        region, invocation, error = _invoked(account)
        return jsonify(_told("SUCCEEDED", {kind: {region: each} for kind, each in invocation.items()}, error))


def _invoked(account: Account) -> tuple[str, Json, str | None]:
    """The region that was named, what passed between caller and skill, and why there is no answer, if there is none."""
    wish = wishes.body()
    region = wishes.one_of(wish, "endpointRegion", REGIONS, "default")
    asked = wishes.inner(wishes.inner(wish, "skillRequest"), "body")
    if not asked:
        raise BadRequest("MISSING_REQUIRED_PROPERTY", "skillRequest.body is missing; send a request as Alexa does")
    recorder, error = Recorder(account.call, account.endpoint), None
    try:
        recorder(asked)
    except SkillFailed as problem:
        error = str(problem)
    except Exception as problem:  # whatever goes wrong in a skill is for its author to see
        error = f"{type(problem).__name__}: {problem}"
    return region, recorder.invocations[0], error


def _told(well: str, invocation: Json, error: str | None) -> Json:
    result: Json = {"skillExecutionInfo": invocation}
    if error:
        return {"status": "FAILED", "result": {**result, "error": {"code": "SKILL_FAILED", "message": error}}}
    return {"status": well, "result": result}
