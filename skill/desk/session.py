"""One session with a skill: what Alexa keeps between two requests."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from threading import Lock

from skill.alexa.speech import heard
from skill.desk import alexa_request
from skill.desk.alexa_request import Device, Known
from skill.desk.apl import Screen, rendered
from skill.desk.consent import Asks
from skill.desk.household.device_model import ScreenModel
from skill.json_reader import Json


def _new_id() -> str:
    return f"amzn1.echo-api.session.{uuid.uuid4()}"


@dataclass
class Session:
    """What is known of a conversation that is under way."""

    id: str = field(default_factory=_new_id)
    is_new: bool = True
    ended: bool = False
    attributes: Json = field(default_factory=dict)
    reprompt: str | None = None
    """What is said when nobody answers, as it is to be spoken."""
    reprompted: bool = False
    asking: Asks | None = None
    """What the device itself waits for an answer about: a permission, or a purchase."""
    screen: Screen | None = None
    video: Json | None = None
    """What a skill has the device show, until something else is said."""
    lock: Lock = field(default_factory=Lock)
    """For whoever has more than one thread: one turn at a time."""

    def branched(self) -> Session:
        """A session in the same state, under an id of its own, which goes its own way from here."""
        return replace(self, id=_new_id(), lock=Lock())

    def begin(self, request: Json, device: Device, api: Json, known: Known) -> Json:
        """A request as the skill gets it, whole."""
        is_new, self.is_new = self.is_new, False
        return alexa_request.envelope(request, self.id, is_new, self.attributes, device, api, known)

    def anew(self) -> None:
        """Alexa has taken over, as for a purchase: what comes next begins a new session, which knows nothing."""
        self.is_new, self.attributes, self.ended, self.reprompt = True, {}, False, None

    def expects(self, reprompt: str | None) -> None:
        """Something was asked: from now on this is said where nobody answers."""
        self.reprompt, self.reprompted = reprompt, False

    def take(self, response: Json, goes_on: bool, on: ScreenModel | None = None) -> None:
        """Takes up an answer of the skill. `goes_on`: a dialog or a question of the device's own follows. `on`: the
        screen that there is.

        Where the skill does not say whether the session is over, it is left open for these, and while the screen shows
        something new (documented); else it ends.
        """
        screen, should = rendered(response, on), response.get("shouldEndSession")
        self.screen = screen or self.screen
        self.ended = self.ended or (bool(should) if should is not None else not (goes_on or screen))
        self.expects(raw(response.get("reprompt") or {}))


def raw(output: Json) -> str | None:
    """What is to be spoken, as the skill wrote it: SSML, or plain text."""
    speech = output.get("outputSpeech") or {}
    return speech.get("ssml") or speech.get("text")


def spoken(response: Json) -> str:
    """What is heard of an answer. Plain text is spoken as it is; only SSML has tags."""
    speech = response.get("outputSpeech") or {}
    return heard(speech["ssml"]) if speech.get("ssml") else " ".join((speech.get("text") or "").split())
