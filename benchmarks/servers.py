"""The web servers that are compared. Gunicorn loads one of these; the environment says whom to trust.

`SSL_CERT_FILE` is a bundle of authorities (the system's and the test's own), `BENCH_CHAIN` the file of certificates
that every address answers with: nobody goes to the network.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_core.utils import is_request_type
from flask import Flask, Response, jsonify, request

from benchmarks.signed import SKILL_ID


def chain() -> bytes:
    """What is at every certificate address."""
    return Path(os.environ["BENCH_CHAIN"]).read_bytes()


def hello() -> CustomSkill:
    """The smallest skill there is."""
    builder = CustomSkillBuilder()
    builder.skill_id = SKILL_ID

    @builder.request_handler(can_handle_func=is_request_type("IntentRequest"))  # type: ignore[untyped-decorator]
    def greet(handler_input: Any) -> Any:
        return handler_input.response_builder.speak("Hello").response

    return builder.create()


def back_coach() -> CustomSkill:
    """Our skill."""
    from skill.alexa import build_skill

    return build_skill(skill_id=SKILL_ID)


def ours_hello() -> Flask:
    """Our endpoint, verifying, before the smallest skill."""
    from skill.alexa.serializer import PlannedSerializer

    skill = hello()
    skill.serializer = PlannedSerializer()
    return _ours(skill)


def ours_back_coach() -> Flask:
    """Our endpoint, verifying, before our skill."""
    return _ours(back_coach())


def _ours(skill: CustomSkill) -> Flask:
    from skill.web import create_app
    from skill.web.certificates import Certificates

    return create_app(skill, skill_id=SKILL_ID, certificates=Certificates(fetch=lambda address: chain()))


def sdk_hello() -> Flask:
    """The SDK's handler with its own verifier, before the smallest skill."""
    return _sdk(hello())


def sdk_back_coach() -> Flask:
    """The SDK's handler with its own verifier, before our skill."""
    return _sdk(back_coach())


def _sdk(skill: CustomSkill) -> Flask:
    """As `flask-ask-sdk` does it. What breaks the SDK's import is mended as in the unreleased version of `oscrypto`."""
    for name in ("verifier", "webservice_handler"):  # our own import of them has the stand-in
        sys.modules.pop(f"ask_sdk_webservice_support.{name}", None)
    search = re.search

    def finds_long_versions(pattern: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(pattern, str):
            pattern = pattern.replace(r"\d\.\d\.\d[a-z]*", r"\d+\.\d+\.\d+[a-z]*")
        return search(pattern, *rest, **more)

    re.search = finds_long_versions
    try:
        verifier = import_module("ask_sdk_webservice_support.verifier")
        handler = import_module("ask_sdk_webservice_support.webservice_handler").WebserviceSkillHandler
    finally:
        re.search = search
    return _adapter(skill, verifier, handler)


def _adapter(skill: CustomSkill, verifier: Any, handler_class: Any) -> Flask:
    verifier.urlopen = lambda address: io.BytesIO(chain())
    handler = handler_class(skill)
    app = Flask(__name__)

    @app.post("/alexa")
    def alexa() -> Response:
        return jsonify(handler.verify_request_and_dispatch(request.headers, request.data.decode("utf-8")))

    return app


def flask_hello() -> Flask:
    """Flask alone: no verification, no skill."""
    app = Flask(__name__)

    @app.post("/alexa")
    def alexa() -> Response:
        request.get_data()
        return jsonify({"version": "1.0", "response": {"outputSpeech": {"type": "PlainText", "text": "Hello"}}})

    return app


def chaos() -> Flask:
    """Our endpoint on a bad day: `BENCH_HOST` is a file that says what the host of the certificates does."""
    from skill.web import certificates, create_app
    from skill.web.certificate_folder import CertificateFolder
    from skill.web.refusal import Reason, Refused, Unavailable
    from tests.web.authority import URL

    certificates.FRESH_SECONDS = certificates.AGAIN_SECONDS = 1.0  # an hour in a second
    told = Path(os.environ["BENCH_HOST"])

    def fetch(address: str) -> bytes:
        does = told.read_text(encoding="utf-8")
        time.sleep(2.0 if does == "slow" else 0.08)
        if does in ("down", "slow"):
            raise Unavailable("no answer")
        if does == "poisoned":
            return b"nonsense"
        if does == "forbidden" or address != URL:
            raise Refused(Reason.NO_CERTIFICATE, "status 403")
        return chain()

    kept = CertificateFolder(told.with_name("certificates"))
    return create_app(back_coach(), skill_id=SKILL_ID, certificates=certificates.Certificates(fetch=fetch, folder=kept))
