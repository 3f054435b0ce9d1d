"""Interaction models, got and put."""

from __future__ import annotations

import re

from flask import Blueprint, Response, jsonify, request

from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.desk.smapi.builds import etag
from skill.desk.smapi.protocol import BadRequest, Refused
from skill.json_reader import Json
from skill.understanding import ModelError

LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")


def unchanged(content: Json) -> None:
    """Whether nobody has changed it since the caller last looked. Raises Refused."""
    wished = request.headers.get("If-Match", "*").strip('"')
    if wished not in ("*", etag(content)):
        raise Refused(412, "It has changed since; get it again, and send its ETag.", "PRECONDITION_NOT_MET")


def add_models(blueprint: Blueprint, account: Account) -> None:
    """`…/interactionModel/locales/<locale>`."""
    path = "/v1/skills/<skill_id>/stages/<stage>/interactionModel/locales/<locale>"

    @blueprint.get(path)
    def get_model(skill_id: str, stage: str, locale: str) -> Response | tuple[Response, int]:
        fields.stage(stage)
        account.skill(skill_id)
        raw = account.raw(locale)
        told = {"interactionModel": raw.get("interactionModel", raw), "version": str(account.builds.of(locale).version)}
        answer = Response(status=204) if request.method == "HEAD" else jsonify(told)
        answer.headers["ETag"] = etag(raw)
        return answer

    @blueprint.put(path)
    def put_model(skill_id: str, stage: str, locale: str) -> tuple[Response, int]:
        fields.stage(stage)
        account.skill(skill_id)
        if not LOCALE.fullmatch(locale):
            raise BadRequest("INVALID_REQUEST_PARAMETER", f"locale is {locale[:80]!r}; use one such as en-US")
        model = fields.body()["interactionModel"]
        if not model.value:
            raise model.wrong("is missing", "send the model in it", "missing")
        if locale in account.models.locales:
            unchanged(account.raw(locale))
        try:
            account.builds.put(locale, {"interactionModel": model.object()})
        except ModelError as error:
            raise BadRequest("INVALID_REQUEST_PARAMETER", str(error)) from None
        return accepted(f"/v1/skills/{skill_id}/status?resource=interactionModel")


def accepted(location: str) -> tuple[Response, int]:
    """It was taken; how far it is can be asked at an address."""
    return Response(headers={"Location": location}), 202
