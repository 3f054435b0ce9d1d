"""The manifest of the skill on the desk, whether it is enabled, and which skills there are."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from skill.simulator.smapi import wishes
from skill.simulator.smapi.account import Account
from skill.simulator.smapi.errors import NotFound

Json = dict[str, Any]

PATH = "/v1/skills/<skill_id>/stages/<stage>"
VENDOR = "DESK"


def add_manifests(blueprint: Blueprint, account: Account) -> None:
    """`…/manifest`, `…/enablement`, and the vendor's list of skills."""

    @blueprint.get(f"{PATH}/manifest")
    def manifest(skill_id: str, stage: str) -> Response:
        wishes.stage(stage)
        account.skill(skill_id)
        return jsonify(account.manifest)

    @blueprint.get(f"{PATH}/enablement")
    def enablement(skill_id: str, stage: str) -> tuple[Response, int]:
        wishes.stage(stage)
        if not account.skill(skill_id).is_enabled:
            raise NotFound("The skill is not enabled.")
        return Response(), 204

    @blueprint.put(f"{PATH}/enablement")
    def enable(skill_id: str, stage: str) -> tuple[Response, int]:
        wishes.stage(stage)
        account.skill(skill_id).enable(True)
        return Response(), 204

    @blueprint.delete(f"{PATH}/enablement")
    def disable(skill_id: str, stage: str) -> tuple[Response, int]:
        wishes.stage(stage)
        account.skill(skill_id).enable(False)
        return Response(), 204

    @blueprint.get("/v1/vendors")
    def vendors() -> Response:
        return jsonify({"vendors": [{"id": VENDOR, "name": "The desk", "roles": ["ROLE_ADMINISTRATOR"]}]})
