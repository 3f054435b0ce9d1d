"""The desk over HTTP: `POST /say` for people and tests, beside the endpoint Alexa would call."""

from __future__ import annotations

import os
from collections.abc import Collection

from ask_sdk_core.skill import CustomSkill
from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from skill.desk.alerts import SCOPES
from skill.desk.alerts.blueprint import alerts_blueprint
from skill.desk.alerts.clock import iso_utc
from skill.desk.alexa_request import SKILL_ID, Device
from skill.desk.desk import Desk
from skill.desk.echo import MOST_CHARACTERS
from skill.desk.exchange import DeskError
from skill.desk.household.device_model import known
from skill.desk.household.home import Home
from skill.desk.page import guard, page_blueprint
from skill.desk.page.coverage import Coverage
from skill.desk.page.device_controls import device_controls
from skill.desk.page.history import history_blueprint
from skill.desk.page.memory import memory_blueprint
from skill.desk.page.viewhost import viewhost_blueprint
from skill.desk.registry import NotRegistered
from skill.desk.sessions import Sessions
from skill.desk.smapi import smapi_blueprint
from skill.desk.under_test import SkillUnderTest
from skill.json_reader import Reader
from skill.understanding import Slots
from skill.web import create_app
from skill.web.endpoint import MOST_BYTES

PERMISSIONS = ("ask", "granted", "denied")


def create_desk_app(
    unsigned: bool = False,
    api_endpoint: str | None = None,
    names: Collection[str] = (),
    skill: SkillUnderTest | None = None,
    token: str | None = None,
    slots: Slots = "generous",
    learns_ahead: bool = False,
    home: Home | None = None,
) -> Flask:
    """The whole desk as one WSGI app. With an endpoint (its own address) the skill reaches the services over HTTP.

    Unless `unsigned` lets everybody in, `/alexa` verifies for real, and requests have to be for the environment's
    `SKILL_ID`.
    `names`: what else, besides addresses and localhost, browsers may call this desk.
    `skill`: what is on it, by default Back Coach. `token`: what callers have to know, where others than those on this
    machine can call. `slots`: what fills a slot of a sentence that no sample has.
    `learns_ahead`: begin to learn what people say now, and not at the first sentence that needs it. `home`: which
    device, and whose, where a request says nothing else.
    """
    desk = Desk(api_endpoint, skill, slots, home)
    desk.learns_ahead = learns_ahead
    if learns_ahead:
        desk.model(desk.skill.models.default_locale).understanding.begin()
    app = _endpoint(desk.built, unsigned)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Alexa's JSON is shown in Alexa's order
    coverage = Coverage()
    sessions = Sessions(desk, watch=coverage.add)
    app.register_blueprint(_desk(sessions, desk.home))
    app.register_blueprint(page_blueprint(desk, coverage))
    app.register_blueprint(viewhost_blueprint())
    app.register_blueprint(history_blueprint(desk, sessions))
    app.register_blueprint(device_controls(sessions))
    app.register_blueprint(memory_blueprint(desk.skill.memory))
    app.register_blueprint(alerts_blueprint(desk.service))
    app.register_blueprint(smapi_blueprint(desk, sessions))

    guard(app, names, unsigned, token)

    @app.errorhandler(DeskError)
    def wrong(error: DeskError) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 400

    @app.errorhandler(NotRegistered)
    def unknown(error: NotRegistered) -> tuple[Response, int]:
        return jsonify({"error": str(error)}), 404

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


def _desk(sessions: Sessions, home: Home) -> Blueprint:
    desk = Blueprint("desk", __name__)

    @desk.post("/say")
    def say() -> Response:
        """What is not as documented is refused."""
        wish = Reader.parse(request.get_data(), DeskError, remedy='send {"text": "my back hurts after lifting"}')
        wish.only("text", "session", "locale", "device")
        text, locale = wish["text"].text(most=MOST_CHARACTERS), wish["locale"]
        known = locale.choice(sessions.models.locales) if locale.is_given else None
        session = wish["session"].text("", least=0) or None
        device = device_of(wish["device"], home) if wish["device"].is_given else None
        return jsonify(sessions.say(text, session, known, device))

    @desk.delete("/sessions/<session>")
    def forget(session: str) -> tuple[Response, int]:
        sessions.forget(session)
        return Response(), 204

    @desk.get("/sessions/<session>/alerts")
    def alerts(session: str) -> Response:
        return jsonify({"alerts": sessions.alerts(session).alerts()})

    @desk.post("/sessions/<session>/clock")
    def clock(session: str) -> Response:
        wish = Reader.parse(request.get_data(), DeskError, remedy='send {"advance_seconds": 900}')
        moved = sessions.do(session, {"advance": wish["advance_seconds"].number()})
        now = iso_utc(moved.ended)
        return jsonify({"fired": moved.fired, "now": now, "alerts": moved.alerts})

    return desk


def device_of(wish: Reader, home: Home | None = None) -> Device:
    """The device somebody wants to pretend, of a model that is known by name or that stands at home. Raises DeskError
    for a device that cannot be."""
    home = home or Home()
    permissions = wish.only("screen", "permissions", "model")["permissions"].only(*SCOPES)
    chosen = {name: state.choice(PERMISSIONS) for name, state in permissions.fields()}
    model = known()[wish["model"].choice(known())] if wish["model"].is_given else home.model
    return Device(wish["screen"].flag(home.screen), chosen, model)
