"""Skill packages: uploaded as a zip, then imported as a whole or not at all."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, jsonify, request

from skill.desk.alexa_request import SKILL_ID
from skill.desk.registry import NotRegistered, Registry
from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.desk.smapi.builds import etag
from skill.desk.smapi.dialog_shape import check_dialog
from skill.desk.smapi.manifests import checked
from skill.desk.smapi.models import accepted
from skill.desk.smapi.protocol import BadRequest, Refused
from skill.json_reader import Json, Reader
from skill.understanding import InteractionModel, ModelError

UPLOADS = "/v1/skills/uploads"
"""Where packages are put. At Amazon it is another host, and needs no token either."""
MODEL = re.compile(r"interactionModels/custom/([a-z]{2}-[A-Z]{2})\.json")
MOST_UPLOADS = 10
MOST_BYTES = 32 * 1024 * 1024
"""A package, unpacked."""
_SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def add_imports(blueprint: Blueprint, account: Account) -> None:
    """`/v1/skills/uploads`, `/v1/skills/imports`, `/v1/skills/<skill_id>/imports`."""
    uploads: Registry[bytes] = Registry("upload", MOST_UPLOADS)
    imports: Registry[Json] = Registry("import")

    @blueprint.post("/v1/skills/uploads")
    def upload_url() -> tuple[Response, int]:
        expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
        return jsonify(
            {"uploadUrl": f"{request.host_url.rstrip('/')}{UPLOADS}/{uploads.add(b'')}", "expiresAt": expires}
        ), 201

    @blueprint.put(f"{UPLOADS}/<upload>")
    def upload(upload: str) -> Response:
        uploads.replace(upload, request.get_data())
        return Response()

    @blueprint.post("/v1/skills/imports")
    def create() -> tuple[Response, int]:
        wish = fields.body()
        fields.text(wish["vendorId"])
        return _import(wish, SKILL_ID)

    @blueprint.post("/v1/skills/<skill_id>/imports")
    def update(skill_id: str) -> tuple[Response, int]:
        account.skill(skill_id)
        if request.headers.get("If-Match", "*").strip('"') not in ("*", etag(account.manifest)):
            raise Refused(412, "The package has changed since; export it again.", "PRECONDITION_NOT_MET")
        return _import(fields.body(), skill_id)

    @blueprint.get("/v1/skills/imports/<import_id>")
    def import_status(import_id: str) -> Response:
        return jsonify(imports.get(import_id))

    def _import(wish: Reader, skill_id: str) -> tuple[Response, int]:
        location = fields.text(wish["location"])
        found = re.search(rf"{UPLOADS}/([0-9a-f-]{{36}})$", location)
        try:
            package = uploads.get(found[1]) if found else None
        except NotRegistered:
            package = None
        if not package:
            told = f"location {location[:200]!r} holds no package; put one at the uploadUrl of POST /v1/skills/uploads"
            raise BadRequest("INVALID_REQUEST_PARAMETER", told)
        return accepted(f"/v1/skills/imports/{imports.add(imported(package, skill_id, account))}")


def imported(package: bytes, skill_id: str, account: Account) -> Json:
    """What came of a package, part by part. Where one part is wrong, none is taken."""
    try:
        files = _files(package)
    except _SPOILT as error:
        return {"status": "FAILED", "errors": [{"message": f"The package cannot be read: {error}"}]}
    problems = {name: problem for name, content in files.items() if (problem := _problem(name, content))}
    if "skill.json" not in files:
        problems["skill.json"] = "The package has no skill.json at its top."
    if not problems:
        account.manifest = checked(fields.parsed(files["skill.json"], "skill.json"))
        for name in files.keys() - {"skill.json"}:
            account.builds.put(_locale(name), fields.parsed(files[name], name).object())
    resources = [_resource(name, problems) for name in sorted({*files, "skill.json"})]
    told = {"skillId": skill_id, "eTag": etag(account.manifest), "resources": resources}
    return {"status": "FAILED" if problems else "SUCCEEDED", "skill": told}


def _files(package: bytes) -> dict[str, bytes]:
    """The manifest and the models in a package; pictures and the like are left alone. Raises one of _SPOILT."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        wanted = [
            each for each in archive.infolist() if each.filename == "skill.json" or MODEL.fullmatch(each.filename)
        ]
        if sum(each.file_size for each in wanted) > MOST_BYTES:
            raise ValueError(f"unpacked it has more than {MOST_BYTES} bytes")
        return {each.filename: archive.read(each) for each in wanted}


def _problem(name: str, content: bytes) -> str | None:
    try:
        found = fields.parsed(content, name)
        if name == "skill.json":
            checked(found)
        else:
            InteractionModel.parse(found.object(), name)
            check_dialog(found.object())
    except BadRequest as error:
        return "; ".join(each["message"] for each in error.violations)
    except ModelError as error:
        return str(error)
    return None


def _locale(name: str) -> str:
    return found[1] if (found := MODEL.fullmatch(name)) else ""


def _resource(name: str, problems: dict[str, str]) -> Json:
    called = "Manifest" if name == "skill.json" else f"InteractionModel.{_locale(name)}"
    if name in problems:
        return {"name": called, "status": "FAILED", "action": "UPDATE", "errors": [{"message": problems[name]}]}
    return {"name": called, "status": "SKIPPED" if problems else "SUCCEEDED", "action": "UPDATE"}
