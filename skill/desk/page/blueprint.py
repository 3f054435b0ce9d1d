"""The pages themselves, and what only they ask for: sample sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request

from skill.desk.alerts import SCOPES
from skill.desk.desk import Desk
from skill.desk.household.device_model import known
from skill.desk.household.home import Home
from skill.desk.page.coverage import Coverage
from skill.desk.page.samples import samples, starters
from skill.desk.page.viewhost import runtime

LABELS = {"name": "Full name", "given_name": "First name"}
"""Of permissions whose short names would say too little on the page."""
DESCRIPTION = Path(__file__).parents[1] / "openapi.yaml"
"""All routes of the desk, in OpenAPI."""


def _home(desk: Desk) -> dict[str, Any]:
    """The device and its owner, as the switches show them."""
    model, person = desk.home.model, desk.home.person
    others = [each for each in known().values() if each.id != model.id]
    return {
        "viewhost": runtime() is not None,
        "devices": [model, *others],
        "known_devices": known(),
        "device": model.id if desk.home.screen else "none",
        "permissions": [(name, scope, person.permissions.get(name, "ask")) for name, scope in SCOPES.items()],
        "labels": LABELS,
        "is_told": desk.home != Home(),
        "account": person.account_token,
    }


def page_blueprint(desk: Desk, coverage: Coverage) -> Blueprint:
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
            zones={each: desk.zone(each) for each in locales},
            locale=locale,
            name=skill.name(locale),
            speaker=skill.speaker,
            greeting=skill.greeting,
            invocation=model.model.invocation_name,
            starters=skill.starters or starters(model),
            slots=desk.slots,
            remembers=skill.memory is not None,
            **_home(desk),
        )

    @page.get("/coverage", endpoint="coverage")
    def coverage_page() -> str:
        locale = skill.models.default_locale
        kinds = coverage.of(skill.kinds, desk.model(locale).model)
        came = urlencode({key: value for key, value in request.args.items() if key == "c"})  # from which conversation
        return render_template("coverage.html", kinds=kinds, turns=coverage.turns, name=skill.name(locale), came=came)

    @page.get("/openapi")
    def description() -> Response:
        return Response(DESCRIPTION.read_text(encoding="utf-8"), mimetype="application/yaml")

    @page.get("/samples.json")
    def sentences() -> Response:
        return jsonify(samples(desk.model(spoken()[1])))

    @page.get("/learning.json")
    def learning() -> Response:
        return jsonify(desk.learning(spoken()[1]))

    return page
