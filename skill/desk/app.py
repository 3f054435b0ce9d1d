"""The desk over HTTP: `POST /say` for people and tests, beside the endpoint Alexa would call."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from typing import Any

from ask_sdk_core.skill import CustomSkill
from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.desk.alerts.blueprint import alerts_blueprint
from skill.desk.alerts.clock import iso_utc
from skill.desk.alexa_request import SKILL_ID, Device, Json
from skill.desk.desk import Desk, DeskError, Sessions
from skill.desk.page import guard, page_blueprint
from skill.desk.page.hands import hands_blueprint
from skill.desk.page.memory import memory_blueprint
from skill.desk.page.reached import Reached
from skill.desk.served import Models, Served
from skill.desk.smapi import smapi_blueprint
from skill.web import create_app
from skill.web.endpoint import MOST_BYTES

MOST_CHARACTERS = 10_000
PERMISSIONS = ("ask", "granted", "denied")
SCOPES = ("timers", "reminders")


def create_desk_app(
    unsigned: bool = False,
    api_endpoint: str | None = None,
    names: Collection[str] = (),
    served: Served | None = None,
) -> Flask:
    """The whole desk as one WSGI app. With an endpoint (its own address) the skill reaches the services over HTTP.

    Unless `unsigned` lets everybody in, `/alexa` verifies for real, and requests have to be for the environment's
    `SKILL_ID`.
    `names`: what else, besides addresses and localhost, browsers may call this desk.
    `served`: the skill on it, by default Back Coach.
    """
    desk = Desk(api_endpoint, served)
    app = _endpoint(desk.built, unsigned)
    reached = Reached()
    sessions = Sessions(desk, watch=reached.add)
    app.register_blueprint(_desk(sessions))
    app.register_blueprint(page_blueprint(desk, sessions, reached))
    app.register_blueprint(hands_blueprint(sessions))
    app.register_blueprint(memory_blueprint(desk.served.memory))
    app.register_blueprint(alerts_blueprint(desk.service))
    app.register_blueprint(smapi_blueprint(desk, sessions))

    guard(app, names)

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> tuple[Response, int]:
        return jsonify({"error": error.description}), error.code or 500

    return app


def _endpoint(skill: CustomSkill | None, unsigned: bool) -> Flask:
    """The endpoint that Alexa would call. A skill that others wrote has one of its own."""
    if skill:
        skill_id = None if unsigned else os.environ.get("SKILL_ID", SKILL_ID)
        return create_app(skill, skill_id=skill_id, verify=not unsigned)
    app = Flask("skill.desk", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.add_url_rule("/healthz", "healthz", lambda: jsonify({"status": "ok"}))
    return app


def _desk(sessions: Sessions) -> Blueprint:
    desk = Blueprint("desk", __name__)

    @desk.post("/say")
    def say() -> Response | tuple[Response, int]:
        try:
            return jsonify(sessions.say(**asked(request.get_data(), sessions.models)))
        except DeskError as error:
            return jsonify({"error": str(error)}), 400

    @desk.delete("/sessions/<session>")
    def forget(session: str) -> tuple[Response, int]:
        if sessions.forget(session):
            return Response(), 204
        return unknown(session)

    @desk.get("/sessions/<session>/alerts")
    def alerts(session: str) -> Response | tuple[Response, int]:
        try:
            return jsonify({"alerts": sessions.alerts(session).alerts()})
        except KeyError:
            return unknown(session)

    @desk.post("/sessions/<session>/clock")
    def clock(session: str) -> Response | tuple[Response, int]:
        try:
            service = sessions.alerts(session)
            fired = service.advance(seconds_asked(request.get_data()))
        except KeyError:
            return unknown(session)
        except (DeskError, ValueError) as error:
            return jsonify({"error": str(error)}), 400
        now = iso_utc(service.clock.now())
        return jsonify({"fired": [each.as_json() for each in fired], "now": now, "alerts": service.alerts()})

    return desk


def unknown(session: str) -> tuple[Response, int]:
    """There is no such session."""
    return jsonify({"error": f"there is no session {session!r}; `POST /say` without one starts a new one"}), 404


def seconds_asked(body: bytes) -> float:
    """By how much a clock is to move. Raises DeskError for anything that is no number of seconds."""
    wish = _object(body, '{"advance_seconds": 900}')
    seconds = wish.get("advance_seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise DeskError('advance_seconds must be a number; send {"advance_seconds": 900}')
    try:
        return float(seconds)
    except OverflowError:
        raise DeskError('advance_seconds is far too much; send {"advance_seconds": 900}') from None


def _object(body: bytes, example: str) -> Json:
    try:
        wish = json.loads(body)
    except (ValueError, RecursionError):
        raise DeskError(f"the body is not JSON; send {example}") from None
    if not isinstance(wish, dict):
        raise DeskError(f"the body is not a JSON object; send {example}")
    return wish


def asked(body: bytes, models: Models) -> Json:
    """What a `POST /say` asks for. Raises DeskError for anything that is not as documented."""
    wish = _object(body, '{"text": "my back hurts after lifting"}')
    if odd := wish.keys() - {"text", "session", "locale", "device"}:
        raise DeskError(f"unknown key {', '.join(sorted(odd))}; only text, session, locale and device are read")
    text = _string(wish, "text")
    if not text.strip():
        raise DeskError('text is empty; say something, such as "my back hurts after lifting"')
    if len(text) > MOST_CHARACTERS:
        raise DeskError(f"text has {len(text)} characters; nobody says more than {MOST_CHARACTERS} in one breath")
    locale = None if wish.get("locale") is None else _string(wish, "locale")
    if locale is not None and locale not in models.locales:
        raise DeskError(f"locale {locale!r} is not known; use one of: {', '.join(models.locales)}")
    session = _string(wish, "session", "") or None
    return {"text": text, "session": session, "locale": locale, "device": device_of(wish.get("device"))}


def _string(wish: Json, key: str, otherwise: str | None = None) -> str:
    value = wish.get(key)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str):
        raise DeskError(f"{key} must be a string; got {json.dumps(value)[:80]}")
    return value


def device_of(wish: Any) -> Device:
    """The device somebody wants to pretend. Raises DeskError for a device that cannot be."""
    if wish is None:
        return Device()
    if not isinstance(wish, dict) or wish.keys() - {"screen", "permissions"}:
        raise DeskError('device must look like {"screen": true, "permissions": {"timers": "ask"}}')
    screen, permissions = wish.get("screen", True), wish.get("permissions", {})
    if not isinstance(screen, bool):
        raise DeskError("device.screen must be true or false")
    if not isinstance(permissions, dict) or any(
        scope not in SCOPES or value not in PERMISSIONS for scope, value in permissions.items()
    ):
        raise DeskError(f"device.permissions: {' and '.join(SCOPES)} can each be one of {', '.join(PERMISSIONS)}")
    return Device(screen=screen, permissions=permissions)
