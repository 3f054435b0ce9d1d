"""The manifest of the skill on the desk, whether it is enabled, how far its models are, and which skills there are."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from skill.desk.alexa_request import SKILL_ID
from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.desk.smapi.builds import etag
from skill.desk.smapi.models import accepted, unchanged
from skill.desk.smapi.protocol import BadRequest, NotFound, page
from skill.json_reader import Json, Reader

PATH = "/v1/skills/<skill_id>/stages/<stage>"
VENDOR = "DESK"
APIS = (
    "custom",
    "smartHome",
    "flashBriefing",
    "video",
    "music",
    "householdList",
    "health",
    "alexaForBusiness",
    "demandResponse",
)
"""What kinds of skills there are. Only custom ones can be talked to here."""
RESOURCES = ("manifest", "interactionModel", "hostedSkillDeployment", "hostedSkillProvisioning")


def checked(manifest: Reader) -> Json:
    """A manifest as far as the desk looks at it. Raises BadRequest."""
    inner = manifest["manifest"]
    if not inner["apis"].value:
        raise inner["apis"].wrong("is missing", "name what kind of skill it is", "missing")
    inner["apis"].only(*APIS)
    for _, told in inner["publishingInformation"]["locales"].fields():
        told.object()
    return {"manifest": inner.object()}


def add_manifests(blueprint: Blueprint, account: Account) -> None:
    """`…/manifest`, `…/status`, and the vendor's list of skills."""

    @blueprint.get(f"{PATH}/manifest")
    def manifest(skill_id: str, stage: str) -> Response:
        fields.stage(stage)
        account.skill(skill_id)
        answer = jsonify(account.manifest)
        answer.headers["ETag"] = etag(account.manifest)
        return answer

    @blueprint.put(f"{PATH}/manifest")
    def put_manifest(skill_id: str, stage: str) -> tuple[Response, int]:
        fields.stage(stage)
        account.skill(skill_id)
        found = checked(fields.body())
        unchanged(account.manifest)
        account.manifest = found
        return accepted(f"/v1/skills/{skill_id}/status?resource=manifest")

    @blueprint.get("/v1/skills/<skill_id>/status")
    def status(skill_id: str) -> Response:
        account.skill(skill_id)
        asked = request.args.getlist("resource") or RESOURCES[:2]
        if odd := [each for each in asked if each not in RESOURCES]:
            raise BadRequest("INVALID_ENUM_VALUE", f"resource is {odd[0][:80]!r}; use one of: {', '.join(RESOURCES)}")
        told = {"manifest": _manifest_status(account), "interactionModel": _model_status(account)}
        return jsonify({name: each for name, each in told.items() if name in asked})

    @blueprint.get("/v1/skills")
    def skills() -> Response:
        start, most = page()
        ids = account.ids() or [SKILL_ID]
        told: Json = {"skills": [_summary(account, id) for id in ids[start : start + most]]}
        told["isTruncated"] = start + most < len(ids)
        return jsonify(told | ({"nextToken": str(start + most)} if told["isTruncated"] else {}))

    @blueprint.get("/v1/vendors")
    def vendors() -> Response:
        return jsonify({"vendors": [{"id": VENDOR, "name": "The desk", "roles": ["ROLE_ADMINISTRATOR"]}]})


def add_enablement(blueprint: Blueprint, account: Account) -> None:
    """`…/enablement`: whether the skill is switched on for its developer."""

    @blueprint.get(f"{PATH}/enablement")
    def enablement(skill_id: str, stage: str) -> tuple[Response, int]:
        fields.stage(stage)
        if not account.skill(skill_id).is_enabled:
            raise NotFound("The skill is not enabled.")
        return Response(), 204

    @blueprint.put(f"{PATH}/enablement")
    def enable(skill_id: str, stage: str) -> tuple[Response, int]:
        fields.stage(stage)
        account.skill(skill_id).enable(True)
        return Response(), 204

    @blueprint.delete(f"{PATH}/enablement")
    def disable(skill_id: str, stage: str) -> tuple[Response, int]:
        fields.stage(stage)
        account.skill(skill_id).enable(False)
        return Response(), 204


def _manifest_status(account: Account) -> Json:
    return {"eTag": etag(account.manifest), "lastUpdateRequest": {"status": "SUCCEEDED"}}


def _model_status(account: Account) -> Json:
    found = {}
    for locale in account.models.locales:
        build = account.builds.of(locale)
        mark = etag(account.raw(locale))
        found[locale] = {"eTag": mark, "version": str(build.version), **build.told()}
    return found


def _summary(account: Account, id: str) -> Json:
    manifest = account.manifest["manifest"]
    locales = (manifest.get("publishingInformation") or {}).get("locales") or {}
    return {
        "skillId": id,
        "stage": "development",
        "publicationStatus": "DEVELOPMENT",
        "apis": list(manifest["apis"]),
        "nameByLocale": {locale: str(told.get("name", "")) for locale, told in locales.items()},
    }
