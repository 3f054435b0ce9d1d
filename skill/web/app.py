"""The endpoint Alexa's cloud calls: `POST /alexa`, and `GET /healthz` for whoever watches over it."""

from __future__ import annotations

import logging
import os

from ask_sdk_core.skill import CustomSkill
from flask import Flask, Response, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from skill.alexa import build_skill
from skill.alexa.api_client import TimedApiClient
from skill.alexa.memory.setting import chosen_store
from skill.web.certificate_folder import usual_folder
from skill.web.certificates import Certificates
from skill.web.endpoint import MOST_BYTES, PATH, Endpoint, Gate
from skill.web.journal import Watch
from skill.web.verification import Verification

log = logging.getLogger(__name__)


def create_app(
    skill: CustomSkill | None = None,
    *,
    skill_id: str | None = None,
    verify: bool = True,
    certificates: Certificates | None = None,
    metrics: bool | None = None,
) -> Flask:
    """A WSGI app around the skill, for any server: `gunicorn 'skill.web:create_app()'`.

    `skill_id` is the id of your skill in Alexa's console, by default the environment's `SKILL_ID`; while there is none,
    nothing gets in. `verify=False` lets unsigned requests in: for a desk, never for the internet. `metrics` (or
    `BACK_COACH_METRICS=1`) adds `GET /metrics`, which whatever stands before the app must not let through.
    """
    if verify and not (skill_id := skill_id or os.environ.get("SKILL_ID")):
        log.error("every request to /%s is refused: set SKILL_ID to the id of your skill", PATH)
    app = Flask("skill.web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    watch = Watch()
    if os.environ.get("BACK_COACH_METRICS") == "1" if metrics is None else metrics:
        watch = _counting(app)
    endpoint = Endpoint(
        skill or build_skill(api_client=TimedApiClient(), memory=chosen_store("sqlite")),
        skill_id,
        Verification(certificates or Certificates(folder=usual_folder())) if verify else None,
        watch,
    )

    if verify:
        app.wsgi_app = Gate(endpoint, app.wsgi_app)  # type: ignore[method-assign]
    else:  # behind whatever else guards the app, for then this lets everybody in

        @app.before_request
        def alexa() -> AnyResponse | None:  # before the routes are looked at: every method gets the same answer here
            return Response.from_app(endpoint, request.environ) if request.path == f"/{PATH}" else None

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    return app


def _counting(app: Flask) -> Watch:
    from skill.web.metrics import Metrics

    counts = Metrics()

    @app.get("/metrics")
    def metrics() -> Response:
        page, kind = counts.page()
        return Response(page, content_type=kind)

    return Watch(counts)
