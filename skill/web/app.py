"""The endpoint Alexa's cloud calls: `POST /alexa`, and `GET /healthz` for whoever watches over it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

from ask_sdk_core.exceptions import AskSdkException, SerializationException
from flask import Blueprint, Flask, Response, jsonify, request

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024
"""Alexa's requests are a few kilobytes; whatever is larger is not one."""

Skill = Callable[[dict[str, Any]], dict[str, Any]]
REFUSED = ("", 400)
"""A request that cannot be trusted gets no detail."""


def create_app(skill: Skill, unsigned: bool = False) -> Flask:
    """A WSGI app around the skill.

    Signatures are not verified yet, so `/alexa` refuses everything unless `unsigned` lets unsigned requests in.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.register_blueprint(_endpoint(skill, unsigned))
    return app


def _endpoint(skill: Skill, unsigned: bool) -> Blueprint:
    endpoint = Blueprint("alexa", __name__)

    @endpoint.post("/alexa")
    def alexa() -> Response | tuple[str, int]:
        if not unsigned:
            log.warning("refused a request: signatures cannot be verified yet")
            return REFUSED
        try:
            event = json.loads(request.get_data())
            return jsonify(skill(event))
        except (
            ValueError,
            RecursionError,
            AskSdkException,
            SerializationException,
            AttributeError,
            TypeError,
        ) as error:
            log.warning("refused a request that is not Alexa's: %s", type(error).__name__)
            return REFUSED

    @endpoint.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    return endpoint
