"""A pretend Echo: it hears text, asks the skill in Alexa's language, and says what the skill answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from skill.alexa.speech import heard
from skill.simulator import alexa_request
from skill.simulator.alexa_request import Device, Json
from skill.simulator.invocation import spoken_to_skill
from skill.simulator.understanding import Understanding, Understood

Skill = Callable[[Json], Json]
"""A request in Alexa's JSON in, the response in Alexa's JSON out."""


@dataclass
class Echo:
    """One device and, while it lasts, one session with the skill."""

    skill: Skill
    understanding: Understanding
    locale: str = "en-US"
    device: Device = field(default_factory=Device)
    invocation: str = "back coach"
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __post_init__(self) -> None:
        self.session = f"amzn1.echo-api.session.{uuid.uuid4()}"
        self.ended = False
        self._new = True
        self._attributes: Json = {}
        self._reprompt: str | None = None
        self._reprompted = False

    def say(self, text: str) -> Json:
        """Somebody says something. Returns the turn, as `POST /say` answers it."""
        words = spoken_to_skill(text, self.invocation)
        if words == "":
            return self._turn(text, None, alexa_request.launch(self.locale, self.now()))
        understood = self.understanding.understand(words)
        return self._turn(text, understood, alexa_request.intent(understood, self.locale, self.now()))

    def launch(self) -> Json:
        """Somebody opens the skill without saying what they want."""
        return self._turn("", None, alexa_request.launch(self.locale, self.now()))

    def silence(self) -> Json:
        """Nobody says anything: the device says the reprompt once, then closes the session."""
        if self._reprompt and not self._reprompted:
            self._reprompted = True
            return self._told("", None, {}, {"response": {"outputSpeech": {"ssml": self._reprompt}}})
        request = alexa_request.session_ended("EXCEEDED_MAX_REPROMPTS", self.locale, self.now())
        self.ended = True
        return self._turn("", None, request)

    def _turn(self, text: str, understood: Understood | None, request: Json) -> Json:
        api = {"apiEndpoint": "https://api.amazonalexa.com", "apiAccessToken": "desk"}
        event = alexa_request.envelope(request, self.session, self._new, self._attributes, self.device, api)
        answer = self.skill(event)
        self._new = False
        self._attributes = answer.get("sessionAttributes") or {}
        response = answer.get("response") or {}
        self.ended = self.ended or bool(response.get("shouldEndSession"))
        self._reprompt = _ssml(response.get("reprompt") or {})
        self._reprompted = False
        return self._told(text, understood, event, answer)

    def _told(self, text: str, understood: Understood | None, event: Json, answer: Json) -> Json:
        response = answer.get("response") or {}
        decided = (answer.get("sessionAttributes") or {}).get("turn") or {}
        ssml = _ssml(response)
        return {
            "session": self.session,
            "text": text,
            **_understood(understood, event),
            "speech": heard(ssml or ""),
            "ssml": ssml,
            "reprompt": heard(self._reprompt) if self._reprompt else None,
            "ended": self.ended,
            "topic": decided.get("topic"),
            "urgency": decided.get("urgency"),
            "red_flags": decided.get("red_flags", []),
            "step": decided.get("step"),
            "alerts": [],
            "consent": None,
            "card": response.get("card"),
            "screen": None,
            "request": event,
            "response": answer,
        }


def _ssml(output: Json) -> str | None:
    speech = output.get("outputSpeech") or {}
    return speech.get("ssml") or speech.get("text")


def _understood(understood: Understood | None, event: Json) -> dict[str, Any]:
    """What was understood, in the words of `POST /say`; for requests without an utterance, the request's type."""
    if understood is None:
        kind = event.get("request", {}).get("type")
        return {"intent": kind, "confidence": None, "slots": {}, "why": None, "candidates": []}
    slots = {
        name: {"value": slot.value, "id": slot.matches[0][0] if slot.matches else None}
        for name, slot in understood.slots.items()
        if slot.value is not None
    }
    return {
        "intent": understood.intent,
        "confidence": round(understood.confidence, 3),
        "slots": slots,
        "why": understood.why,
        "candidates": [{"intent": name, "confidence": round(score, 3)} for name, score in understood.candidates],
    }
