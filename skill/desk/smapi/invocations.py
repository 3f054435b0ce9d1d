"""Skill invocation: a request of one's own to the skill, past every device."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify

from skill.desk.exchange import Exchange, SkillFailed, tells_nothing
from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.desk.smapi.listening import invocations
from skill.json_reader import Json

REGIONS = ("NA", "EU", "FE", "default")


def add_invocations(blueprint: Blueprint, account: Account) -> None:
    """`…/invocations`, of both versions of the API."""

    @blueprint.post("/v2/skills/<skill_id>/stages/<stage>/invocations")
    def invoke(skill_id: str, stage: str) -> Response:
        fields.stage(stage)
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
    wish = fields.body()
    region = wish["endpointRegion"].choice(REGIONS, "default")
    asked = wish["skillRequest"]["body"]
    if not asked.value:
        raise replace(asked, remedy="send a request as Alexa does").wrong("is missing", kind="missing")
    body = asked.object()  # what is wrong with it is no fault of the skill
    exchange, error = Exchange(), None
    try:
        exchange.ask(account.call, body, tells_nothing)
    except SkillFailed as problem:
        error = str(problem)
    except Exception as problem:  # whatever goes wrong in a skill is for its author to see
        error = f"{type(problem).__name__}: {problem}"
    return region, invocations(exchange.trace, account.endpoint)[0], error


def _told(well: str, invocation: Json, error: str | None) -> Json:
    result: Json = {"skillExecutionInfo": invocation}
    if error:
        return {"status": "FAILED", "result": {**result, "error": {"code": "SKILL_FAILED", "message": error}}}
    return {"status": well, "result": result}
