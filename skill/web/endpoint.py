"""`POST /alexa`: whatever comes in is turned away without a word, or is Alexa's and goes to the skill."""

from __future__ import annotations

import json
import time
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.request_envelope import RequestEnvelope
from flask import Response, request
from werkzeug.exceptions import HTTPException

from skill.alexa.deadline import turn_deadline
from skill.alexa.skill import trouble_in
from skill.web.envelope import Closed, MeantForUs, Recent
from skill.web.journal import Outcome, Watch
from skill.web.refusal import Reason, Refused, Unavailable
from skill.web.verification import Verification

MOST_BYTES = 256 * 1024
"""Alexa's requests are a few kilobytes; whatever is larger is not one."""


class Endpoint:
    """One skill, and how strictly its requests are looked at. Without a verification unsigned requests get in."""

    def __init__(
        self, skill: CustomSkill, skill_id: str | None, verification: Verification | None, watch: Watch
    ) -> None:
        self._skill = skill
        self._verification = verification
        self._watch = watch
        meant = MeantForUs(skill_id) if skill_id or not verification else Closed()
        self._checks = [*([Recent()] if verification else []), meant]

    def answer(self) -> Response:
        """The answer to the request under way."""
        started = time.perf_counter()
        outcome, heard, answer = self._outcome()
        outcome.milliseconds = round((time.perf_counter() - started) * 1000, 2)
        self._watch.note(outcome, heard)
        if outcome.status != 200:
            return Response(status=outcome.status)
        return Response(json.dumps(answer), mimetype="application/json")

    def _outcome(self) -> tuple[Outcome, Any, Any]:
        """What came of it, the request where it came as far as the skill, and the answer where there is one."""
        heard = None
        try:
            with turn_deadline():
                envelope = self._checked(self._text())
                heard = envelope.request
                told = self._skill.invoke(envelope, None)
                answer = self._skill.serializer.serialize(told)
        except Refused as error:
            return Outcome("refused", 400, error.reason, error.detail), None, None
        except Unavailable as error:
            return Outcome("unavailable", 503, detail=str(error)), None, None
        except Exception as error:
            if heard is None:  # it never came as far as the skill, so there is something wrong with the request
                return Outcome("refused", 400, Reason.BODY, _cause(error)), None, None
            return Outcome("failed", 500, error=error), heard, None
        trouble = trouble_in(told)
        return Outcome("apologized" if trouble else "answered", 200, detail=trouble or ""), heard, answer

    def _checked(self, text: str) -> RequestEnvelope:
        """The request in a body. Raises Refused, or what the SDK raises for what is none of Alexa's."""
        envelope = self._skill.serializer.deserialize(text, RequestEnvelope)
        for check in self._checks:
            check.verify(headers={}, serialized_request_env=text, deserialized_request_env=envelope)
        return envelope

    def _text(self) -> str:
        """The body, once it is known who signed it. Nobody has read it yet. Raises Refused and Unavailable."""
        if request.method != "POST":
            raise Refused(Reason.METHOD, "not POST")
        if (request.content_length or 0) > MOST_BYTES:
            raise Refused(Reason.SIZE, "too large")
        if self._verification:
            headers = request.headers
            body = self._verification.genuine(headers.get("SignatureCertChainUrl"), headers.get("Signature-256"), _body)
        else:
            body = _body()
        return body.decode("utf-8")


def _body() -> bytes:
    try:
        return request.get_data(cache=False)
    except HTTPException as error:  # longer than it said, or shorter
        raise Refused(Reason.SIZE, type(error).__name__) from None


def _cause(error: Exception) -> str:
    """What was wrong with a body, without a word of what was in it."""
    if isinstance(error, SerializationException) and error.__cause__:
        error = error.__cause__
    return type(error).__name__
