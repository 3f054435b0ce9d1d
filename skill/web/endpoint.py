"""`POST /alexa`: whatever comes in is turned away without a word, or is Alexa's and goes to the skill.

It is a WSGI app of its own and knows no web framework: all that a framework does for a request takes longer than to
verify who signed it, to read it and to answer it.
"""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.request_envelope import RequestEnvelope
from werkzeug.exceptions import ClientDisconnected, HTTPException
from werkzeug.wsgi import get_content_length, get_input_stream

from skill.alexa.deadline import turn_deadline
from skill.alexa.skill import trouble_in
from skill.web.envelope import Closed, MeantForUs, Recent
from skill.web.journal import Outcome, RequestLog
from skill.web.refusal import Reason, Refused, Unavailable
from skill.web.verification import Verification

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

PATH = "alexa"
MOST_BYTES = 256 * 1024
"""Alexa's requests are a few kilobytes; whatever is larger is not one."""


class Endpoint:
    """One skill, and how strictly its requests are looked at. Without a verification unsigned requests get in."""

    def __init__(
        self, skill: CustomSkill, skill_id: str | None, verification: Verification | None, request_log: RequestLog
    ) -> None:
        self._skill = skill
        self._verification = verification
        self._request_log = request_log
        meant = MeantForUs(skill_id) if skill_id or not verification else Closed()
        self._checks = [*([Recent()] if verification else []), meant]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers one request. What is refused gets a status and nothing else."""
        started = time.perf_counter()
        outcome, heard, body = self._outcome(environ)
        outcome.milliseconds = round((time.perf_counter() - started) * 1000, 2)
        self._request_log.note(outcome, heard)
        status = HTTPStatus(outcome.status)
        kind = [("Content-Type", "application/json")] if body else []
        start_response(f"{status.value} {status.phrase}", [*kind, ("Content-Length", str(len(body)))])
        return [body]

    def _outcome(self, environ: WSGIEnvironment) -> tuple[Outcome, Any, bytes]:
        """What came of it, the request where it came as far as the skill, and the answer where there is one."""
        heard = None
        try:
            with turn_deadline():
                envelope = self._checked(self._text(environ))
                heard = envelope.request
                told = self._skill.invoke(envelope, None)
                answer = json.dumps(self._skill.serializer.serialize(told)).encode()
        except Refused as error:
            return Outcome("refused", 400, error.reason, error.detail), None, b""
        except Unavailable as error:
            return Outcome("unavailable", 503, detail=str(error)), None, b""
        except Exception as error:
            if heard is None:  # it never came as far as the skill, so there is something wrong with the request
                return Outcome("refused", 400, Reason.BODY, _cause(error)), None, b""
            return Outcome("failed", 500, error=error), heard, b""
        trouble = trouble_in(told)
        return Outcome("apologized" if trouble else "answered", 200, detail=trouble or ""), heard, answer

    def _checked(self, text: str) -> RequestEnvelope:
        """The request in a body. Raises Refused, or what the SDK raises for what is none of Alexa's."""
        envelope = self._skill.serializer.deserialize(text, RequestEnvelope)
        for check in self._checks:
            check.verify(headers={}, serialized_request_env=text, deserialized_request_env=envelope)
        return envelope

    def _text(self, environ: WSGIEnvironment) -> str:
        """The body, once it is known who signed it. Nobody has read it yet. Raises Refused and Unavailable."""
        if environ["REQUEST_METHOD"] != "POST":
            raise Refused(Reason.METHOD, "not POST")
        if (get_content_length(environ) or 0) > MOST_BYTES:
            raise Refused(Reason.SIZE, "too large")
        if self._verification:
            url, signed = environ.get("HTTP_SIGNATURECERTCHAINURL"), environ.get("HTTP_SIGNATURE_256")
            body = self._verification.genuine(url, signed, lambda: _body(environ))
        else:
            body = _body(environ)
        return body.decode("utf-8")


class Gate:
    """Before a web app: Alexa's requests go to the endpoint, all others on to the app."""

    def __init__(self, endpoint: Endpoint, app: WSGIApplication) -> None:
        self._endpoint = endpoint
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Every method gets the same answer at the path of Alexa's requests."""
        is_alexas = environ.get("PATH_INFO", "").lstrip("/") == PATH
        return (self._endpoint if is_alexas else self._app)(environ, start_response)


def _body(environ: WSGIEnvironment) -> bytes:
    try:
        if environ.get("wsgi.input_terminated") and (length := get_content_length(environ)) is not None:
            return _read(environ["wsgi.input"], length)
        return get_input_stream(environ, max_content_length=MOST_BYTES).read()
    except HTTPException as error:  # longer than it said, or shorter
        raise Refused(Reason.SIZE, type(error).__name__) from None


def _read(stream: InputStream, length: int) -> bytes:
    """A body of known length, from a server that lets nobody read beyond it. Werkzeug would read it into 64 kilobytes,
    which takes as long as to verify it. Raises ClientDisconnected."""
    try:
        return stream.read(length)
    except (OSError, ValueError):
        raise ClientDisconnected from None


def _cause(error: Exception) -> str:
    """What was wrong with a body, without a word of what was in it."""
    if isinstance(error, SerializationException) and error.__cause__:
        error = error.__cause__
    return type(error).__name__
