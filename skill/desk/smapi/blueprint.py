"""The Skill Management API on this machine, for Amazon's own tools. It has no password, so nobody else may call it."""

from __future__ import annotations

import json
import secrets

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from skill.desk.desk import Desk
from skill.desk.loopback import is_loopback
from skill.desk.registry import NotRegistered
from skill.desk.sessions import Sessions
from skill.desk.smapi.account import Account
from skill.desk.smapi.annotations import add_annotations
from skill.desk.smapi.evaluations import add_evaluations
from skill.desk.smapi.imports import UPLOADS, add_imports
from skill.desk.smapi.invocations import add_invocations
from skill.desk.smapi.manifests import add_enablement, add_manifests
from skill.desk.smapi.models import add_models
from skill.desk.smapi.profile import add_profile
from skill.desk.smapi.protocol import NotFound, Refused
from skill.desk.smapi.simulations import add_simulations

MOST_BYTES = 8 * 1024 * 1024
"""Interaction models and packages are larger than anything else the desk is sent."""
OPEN = ("/auth/o2/token", f"{UPLOADS}/")
"""No token is needed where one gets it, nor where a package is put: at Amazon that is another host."""
_PARTS = (
    add_manifests,
    add_enablement,
    add_models,
    add_profile,
    add_simulations,
    add_invocations,
    add_annotations,
    add_evaluations,
    add_imports,
)
GRANTS = ("refresh_token", "authorization_code", "client_credentials")
TOKEN_LASTS = 3600
"""Seconds, as Amazon's."""
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")


class _Rest(BaseConverter):
    """Whatever is left of a path, line breaks and all."""

    regex = r"[\s\S]+"
    part_isolating = False


def smapi_blueprint(desk: Desk, sessions: Sessions) -> Blueprint:
    """Everything below `/v1/skills`, `/v2/skills`, `/v1/vendors` and `/auth`."""
    account = Account(desk, sessions)
    blueprint = Blueprint("smapi", __name__)
    for add in _PARTS:
        add(blueprint, account)
    _add_tokens(blueprint)

    @blueprint.before_request
    def check() -> None:
        request.max_content_length = MOST_BYTES
        if not is_loopback(request.remote_addr or ""):
            raise Refused(403, "The desk answers Amazon's tools on this machine only.")
        if not request.path.startswith(OPEN) and not request.headers.get("Authorization", "").strip():
            raise Refused(401, "There is no Authorization header; get a token from /auth/o2/token.")

    def elsewhere(rest: str = "") -> Response:
        raise NotFound(f"The desk does not answer {request.method} {request.path[:200]}; see docs/ask-cli.md.")

    blueprint.record_once(lambda state: state.app.url_map.converters.update(rest=_Rest))
    for path in ("/v1/skills/<rest:rest>", "/v2/skills/<rest:rest>", "/v1/skills", "/v1/vendors/<rest:rest>"):
        blueprint.add_url_rule(path, "elsewhere", elsewhere, methods=METHODS)

    @blueprint.errorhandler(Refused)
    def refuse(error: Refused) -> tuple[Response, int]:
        return jsonify(error.body()), error.status

    @blueprint.errorhandler(NotRegistered)
    def gone(error: NotRegistered) -> tuple[Response, int]:
        return refuse(NotFound(str(error)))

    @blueprint.errorhandler(HTTPException)
    def wrong(error: HTTPException) -> tuple[Response, int]:
        return jsonify({"message": error.description}), error.code or 400

    return blueprint


def _add_tokens(blueprint: Blueprint) -> None:
    """`POST /auth/o2/token`, as Login with Amazon answers it: everybody gets a token for all the rest."""

    @blueprint.post("/auth/o2/token")
    def token() -> Response | tuple[Response, int]:
        if _grant() not in GRANTS:
            told = f"grant_type has to be one of: {', '.join(GRANTS)}"
            return jsonify({"error": "unsupported_grant_type", "error_description": told}), 400
        marks = {"access_token": "Atza", "refresh_token": "Atzr"}
        made = {name: f"{mark}|{secrets.token_urlsafe(24)}" for name, mark in marks.items()}
        return jsonify({**made, "token_type": "bearer", "expires_in": TOKEN_LASTS})


def _grant() -> object:
    """Forms are what OAuth says; Amazon's command line sends JSON."""
    if "grant_type" in request.form:
        return request.form["grant_type"]
    try:
        found = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return None
    return found.get("grant_type") if isinstance(found, dict) else None
