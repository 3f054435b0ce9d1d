"""Skill simulations: somebody types what is said to a device, and is told what it did and what the skill was asked."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.json_reader import Json

MODES = ("DEFAULT", "FORCE_NEW_SESSION")
TYPES = ("DEFAULT", "NFI_ISOLATED_SIMULATION")


def add_simulations(blueprint: Blueprint, account: Account) -> None:
    """`…/simulations`, of both versions of the API."""

    @blueprint.post("/v2/skills/<skill_id>/stages/<stage>/simulations")
    def simulate(skill_id: str, stage: str) -> Response:
        fields.stage(stage)
        return _simulate(account, skill_id)

    @blueprint.get("/v2/skills/<skill_id>/stages/<stage>/simulations/<simulation_id>")
    def simulation(skill_id: str, stage: str, simulation_id: str) -> Response:
        fields.stage(stage)
        return jsonify(account.skill(skill_id).simulations.get(simulation_id) | {"id": simulation_id})

    @blueprint.post("/v1/skills/<skill_id>/simulations")
    def simulate_v1(skill_id: str) -> Response:
        return _simulate(account, skill_id)

    @blueprint.get("/v1/skills/<skill_id>/simulations/<simulation_id>")
    def simulation_v1(skill_id: str, simulation_id: str) -> Response:
        found = account.skill(skill_id).simulations.get(simulation_id)
        return jsonify({"id": simulation_id, "status": found["status"], "result": _first_version(found["result"])})


def _simulate(account: Account, skill_id: str) -> Response:
    """Holds the turn at once, but says that it is under way, as Amazon does: the result is asked for."""
    skill = account.enabled(skill_id)
    wish = fields.body()
    said, locale = fields.text(wish["input"]["content"]), fields.text(wish["device"]["locale"])
    mode = wish["session"]["mode"].choice(MODES, "DEFAULT")
    wish["simulation"]["type"].choice(TYPES, "DEFAULT")
    result = skill.listener.say(said, locale, account.model(locale), mode == "FORCE_NEW_SESSION")
    id = skill.simulations.add({"status": "FAILED" if "error" in result else "SUCCESSFUL", "result": result})
    answer = jsonify({"id": id, "status": "IN_PROGRESS", "result": None})
    answer.headers["Location"] = f"{request.path}/{id}"
    return answer


def _first_version(result: Json) -> Json:
    """The first version of the API knows one invocation, and no intents."""
    invocations = result["skillExecutionInfo"]["invocations"]
    heard_then = {"alexaResponses": result["alexaExecutionInfo"]["alexaResponses"]}
    told = {**result, "alexaExecutionInfo": heard_then}
    return {**told, "skillExecutionInfo": invocations[-1]} if invocations else told
