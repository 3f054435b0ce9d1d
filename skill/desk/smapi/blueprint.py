"""The Skill Management API on this machine, for Amazon's own tools. It has no password, so nobody else may call it."""

from __future__ import annotations

from ipaddress import ip_address

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from skill.desk.desk import Desk, Sessions
from skill.desk.smapi.account import Account
from skill.desk.smapi.annotations import add_annotations
from skill.desk.smapi.errors import NotFound, Refused
from skill.desk.smapi.evaluations import add_evaluations
from skill.desk.smapi.imports import UPLOADS, add_imports
from skill.desk.smapi.invocations import add_invocations
from skill.desk.smapi.manifests import add_enablement, add_manifests
from skill.desk.smapi.models import add_models
from skill.desk.smapi.profile import add_profile
from skill.desk.smapi.simulations import add_simulations
from skill.desk.smapi.tokens import add_tokens

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
    add_tokens(blueprint)

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

    @blueprint.errorhandler(HTTPException)
    def wrong(error: HTTPException) -> tuple[Response, int]:
        return jsonify({"message": error.description}), error.code or 400

    return blueprint


def is_loopback(address: str) -> bool:
    """Whether a caller is on this machine."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
