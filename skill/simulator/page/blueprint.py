"""The pages themselves, and what only they ask for: sample sentences, and playing a saved conversation."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from skill.guidance.content import default_content
from skill.simulator.alexa_request import Device
from skill.simulator.desk import MODELS, DeskError, Sessions
from skill.simulator.echo import NothingToTouch
from skill.simulator.page import replay
from skill.simulator.page.reached import Reached
from skill.simulator.page.samples import model_of, samples

DEFAULT_LOCALE = "en-US"


def locales() -> list[str]:
    """The locales one can talk in: those with content and an interaction model."""
    return [id for id in default_content().locales if (MODELS / f"{id}.json").exists()]


def page_blueprint(sessions: Sessions, reached: Reached) -> Blueprint:
    """`/`, `/coverage` and their files."""
    page = Blueprint("page", __name__, template_folder="templates", static_folder="static", static_url_path="/page")

    @page.get("/")
    def desk() -> str:
        return render_template("desk.html", locales=locales())

    @page.get("/coverage")
    def coverage() -> str:
        kinds = reached.of(default_content(), model_of(DEFAULT_LOCALE))
        return render_template("coverage.html", kinds=kinds, turns=reached.turns)

    @page.get("/samples.json")
    def sentences() -> Response:
        locale = request.args.get("locale", DEFAULT_LOCALE)
        return jsonify(samples(locale if locale in locales() else DEFAULT_LOCALE))

    @page.post("/replay")
    def play() -> Response | tuple[Response, int]:
        try:
            recorded = replay.read(request.get_data().decode("utf-8", errors="replace"))
            return jsonify({"conversations": [_played(sessions, each) for each in recorded[:20]]})
        except DeskError as error:
            return jsonify({"error": str(error)}), 400
        except NothingToTouch:
            return jsonify({"error": "a recorded touch meets an empty screen; record the conversation anew"}), 400

    return page


def _played(sessions: Sessions, recorded: replay.Recorded) -> dict[str, object]:
    if recorded.locale not in locales():
        raise DeskError(f"{recorded.name}: locale {recorded.locale!r} is not known; use one of: {', '.join(locales())}")
    try:
        session = sessions.begin(recorded.locale, Device(permissions=recorded.permissions or {}))
    except (ValueError, TypeError, AttributeError) as error:
        raise DeskError(f"{recorded.name}: permissions: {error}") from None
    with sessions.held(session) as echo:
        turns = list(replay.play(echo, recorded))
    for each in turns:
        if each["turn"]:
            sessions.keep(each["turn"])
    return {"name": recorded.name, "session": session, "turns": turns}
