"""A pretend Echo: it hears text, asks the skill in Alexa's language, and says what the skill answers."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from skill.alexa.speech import heard
from skill.simulator import alexa_request
from skill.simulator.alerts import AlertsService
from skill.simulator.alexa_request import Device, Json
from skill.simulator.consent import FALLBACK, NOT_ANSWERED, STATES, Asking, answer_in, asked_for
from skill.simulator.device_words import device_words
from skill.simulator.invocation import spoken_to_skill
from skill.simulator.served.failure import SkillFailed
from skill.simulator.served.response import checked
from skill.simulator.understanding import Understanding, Understood

Skill = Callable[[Json], Json]
"""A request in Alexa's JSON in, the response in Alexa's JSON out."""


class NothingToTouch(Exception):
    """The screen shows nothing of the skill's just now."""


@dataclass
class Echo:
    """One device and, while it lasts, one session with the skill."""

    skill: Skill
    understanding: Understanding
    alerts: AlertsService
    locale: str = "en-US"
    device: Device = field(default_factory=Device)
    api_endpoint: str = "https://api.amazonalexa.com"
    invocation: str = ""
    decided: Callable[[Json], Json] = lambda answer: {}
    """What the skill's answer tells of what it decided: see `Served.decided`."""
    name: str = ""
    """What the device calls the skill."""

    def __post_init__(self) -> None:
        self.session = f"amzn1.echo-api.session.{uuid.uuid4()}"
        self.ended = False
        self._new = True
        self._attributes: Json = {}
        self._reprompt: str | None = None
        self._reprompted = False
        self._elicited: tuple[str, str] | None = None
        self._asking: Asking | None = None
        self._screen: Json | None = None
        self._understanding_ms = 0.0
        self._trouble: str | None = None

    def say(self, text: str) -> Json:
        """Somebody says something. Returns the turn, as `POST /say` answers it."""
        if self._asking:
            return self._consent(text, self._asking)
        words = spoken_to_skill(text, self.invocation)
        if words == "":
            return self._turn(text, None, alexa_request.launch(self.locale, self.alerts.clock.now()))
        begun = time.perf_counter()
        understood = self.understanding.understand(words, self._elicited)
        self._understanding_ms = (time.perf_counter() - begun) * 1000
        return self._turn(text, understood, alexa_request.intent(understood, self.locale, self.alerts.clock.now()))

    def speak_in(self, locale: str) -> None:
        """The owner changes the language of the device, as one can in the middle of a conversation."""
        self.locale = self.alerts.locale = locale

    def launch(self) -> Json:
        """Somebody opens the skill without saying what they want."""
        return self._turn("", None, alexa_request.launch(self.locale, self.alerts.clock.now()))

    def touch(self, arguments: list[Any]) -> Json:
        """Somebody touches a button on the screen: the skill gets the event a real device would send.

        Raises NothingToTouch where the screen shows nothing, or the device itself is asking.
        """
        if self.ended or self._screen is None or self._asking:
            raise NothingToTouch
        token = self._screen["token"]
        return self._turn("", None, alexa_request.touch(arguments, token, self.locale, self.alerts.clock.now()))

    def disable(self) -> None:
        """Somebody disables the skill in the app."""
        now = self.alerts.clock.now()
        self.skill(alexa_request.skill_disabled(self.locale, now, {"apiEndpoint": self.api_endpoint}))

    def silence(self) -> Json:
        """Nobody says anything: the device says the reprompt once, then closes the session."""
        if self._asking:
            return self._answer_consent("", self._asking, NOT_ANSWERED)
        if self._reprompt and not self._reprompted:
            self._reprompted = True
            return self._told("", None, {}, {"response": {"outputSpeech": {"ssml": self._reprompt}}})
        return self._close("EXCEEDED_MAX_REPROMPTS")

    def _close(self, reason: str) -> Json:
        self.ended = True
        return self._turn("", None, alexa_request.session_ended(reason, self.locale, self.alerts.clock.now()))

    def _consent(self, text: str, asking: Asking) -> Json:
        """Somebody answers the device, or talks on: then its question is closed, and the words are for the skill."""
        intent = self.understanding.understand(text).intent
        status = answer_in(text, intent)
        turn = self._answer_consent(text, asking, status)
        if status != NOT_ANSWERED or intent == FALLBACK or self.ended:
            return turn
        after = self.say(text)
        return {**after, "consent": after["consent"] or turn["consent"]}

    def _answer_consent(self, text: str, asking: Asking, status: str) -> Json:
        self._asking = None
        if status in STATES.values():
            state = next(state for state, said in STATES.items() if said == status)
            self.alerts.permissions.set(asking.scope, state)
        now = self.alerts.clock.now()
        request = alexa_request.connections_response(asking.response(status), self.locale, now)
        return {**self._turn(text, None, request), "consent": {"scope": asking.scope, "status": status}}

    def _turn(self, text: str, understood: Understood | None, request: Json) -> Json:
        api = {"apiEndpoint": self.api_endpoint, "apiAccessToken": self.alerts.token}
        event = alexa_request.envelope(request, self.session, self._new, self._attributes, self.device, api)
        self.alerts.request_id = request["requestId"]
        self._new = False
        self._trouble = None
        try:
            answer = checked(self.skill(event))
        except SkillFailed as error:
            return self._failed(text, understood, event, str(error))
        self._attributes = answer.get("sessionAttributes") or {}
        response = answer.get("response") or {}
        self.ended = self.ended or bool(response.get("shouldEndSession"))
        self._reprompt, self._reprompted = _ssml(response.get("reprompt") or {}), False
        self._elicited = _elicited(response)
        self._screen = _rendered(response) or self._screen
        turn = self._told(text, understood, event, answer)
        asking = asked_for(response)
        return self._ask(turn, asking) if asking else turn

    def _failed(self, text: str, understood: Understood | None, event: Json, why: str) -> Json:
        """The skill has no answer: the device apologizes and closes the session. Its developer is told why."""
        self.ended, self._trouble, self._reprompt = True, why, None
        is_end = event["request"]["type"] == "SessionEndedRequest"  # after which nobody hears anything
        spoken = {} if is_end else {"outputSpeech": {"type": "PlainText", "text": device_words()["skill_failed"]}}
        return self._told(text, understood, event, {"response": spoken})

    def _ask(self, turn: Json, asking: Asking) -> Json:
        """The device asks for a permission, or answers at once where its owner has decided before."""
        state = self.alerts.permissions[asking.name]
        if state in STATES:
            return {**self._answer_consent(turn["text"], asking, STATES[state]), **_heard(turn)}
        self._asking = asking
        speech = f"{turn['speech']} {asking.question(self.name)}".strip()
        return {**turn, "speech": speech, "consent": {"scope": asking.scope, "status": "asked"}}

    def _told(self, text: str, understood: Understood | None, event: Json, answer: Json) -> Json:
        response = answer.get("response") or {}
        decided = self.decided(answer)
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
            "alerts": self.alerts.alerts(),
            "consent": None,
            "card": response.get("card"),
            "screen": self._screen,
            "request": event,
            "response": answer,
            "trouble": self._trouble,
            "understanding_ms": round(self._understanding_ms, 1) if understood else None,
        }


def _ssml(output: Json) -> str | None:
    speech = output.get("outputSpeech") or {}
    return speech.get("ssml") or speech.get("text")


def _elicited(response: Json) -> tuple[str, str] | None:
    """The intent and slot the skill asked for, which the next words are first understood as."""
    for directive in response.get("directives") or []:
        if directive.get("type") == "Dialog.ElicitSlot":
            return (directive.get("updatedIntent") or {}).get("name", ""), directive.get("slotToElicit", "")
    return None


def _rendered(response: Json) -> Json | None:
    """What the screen is to show: the data of the APL document, and its vector drawings by name."""
    for directive in response.get("directives") or []:
        if directive.get("type") == f"{alexa_request.APL}.RenderDocument":
            sources = (directive.get("datasources") or {}).values()
            data = next((source.get("properties") or {} for source in sources), {})
            graphics = (directive.get("document") or {}).get("graphics") or {}
            return {"token": str(directive.get("token") or ""), "data": data, "graphics": graphics}
    return None


def _heard(turn: Json) -> Json:
    """What was understood in a turn that another request followed at once."""
    return {key: turn[key] for key in ("intent", "confidence", "slots", "why", "candidates")}


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
