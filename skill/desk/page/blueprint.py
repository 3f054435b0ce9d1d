"""The pages themselves, and what only they ask for: sample sentences, and playing a saved conversation."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from skill.desk.alexa_request import Device
from skill.desk.desk import Desk, Sessions
from skill.desk.exchange import DeskError
from skill.desk.page import replay
from skill.desk.page.coverage import Coverage
from skill.desk.page.samples import samples, starters


def page_blueprint(desk: Desk, sessions: Sessions, coverage: Coverage) -> Blueprint:
    """`/`, `/coverage` and their files."""
    page = Blueprint("page", __name__, template_folder="templates", static_folder="static", static_url_path="/page")
    skill = desk.skill

    def spoken() -> tuple[list[str], str]:
        """The locales one can talk in, and the one that was asked for."""
        locales, wish = skill.models.locales, request.args.get("locale")
        return locales, wish if wish in locales else skill.models.default_locale

    @page.get("/", endpoint="desk")
    def desk_page() -> str:
        locales, locale = spoken()
        model = desk.model(locale)
        return render_template(
            "desk.html",
            locales=locales,
            locale=locale,
            name=skill.name(locale),
            speaker=skill.speaker,
            greeting=skill.greeting,
            invocation=model.model.invocation_name,
            starters=skill.starters or starters(model),
            slots=desk.slots,
            remembers=skill.memory is not None,
        )

    @page.get("/coverage", endpoint="coverage")
    def coverage_page() -> str:
        locale = skill.models.default_locale
        kinds = coverage.of(skill.kinds, desk.model(locale).model)
        return render_template("coverage.html", kinds=kinds, turns=coverage.turns, name=skill.name(locale))

    @page.get("/samples.json")
    def sentences() -> Response:
        return jsonify(samples(desk.model(spoken()[1])))

    @page.get("/learning.json")
    def learning() -> Response:
        return jsonify(desk.learning(spoken()[1]))

    @page.post("/replay")
    def play() -> Response:
        recorded = replay.read(request.get_data().decode("utf-8", errors="replace"))
        return jsonify({"conversations": [_played(sessions, each) for each in recorded[:20]]})

    return page


def _played(sessions: Sessions, recorded: replay.Recorded) -> dict[str, object]:
    locales = sessions.models.locales
    if recorded.locale not in locales:
        raise DeskError(f"{recorded.name}: locale {recorded.locale!r} is not known; use one of: {', '.join(locales)}")
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
