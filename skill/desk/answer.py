"""What `POST /say` answers: one turn as data. openapi.yaml describes it, and is held against it by a test."""

from __future__ import annotations

from typing import TypedDict

from skill.alexa.speech import heard
from skill.desk.alexa_request import Device, is_filled, values_of
from skill.desk.apl import EXECUTE, RENDER, Screen
from skill.desk.consent import ASK_FOR
from skill.desk.dialog_rules import ASKS, DELEGATE
from skill.desk.entities import UPDATE_ENTITIES
from skill.desk.exchange import Exchange
from skill.desk.household.player import DIRECTIVES
from skill.desk.playback import VIDEO, AudioTold
from skill.desk.session import Session
from skill.desk.trace import Event, StepTold
from skill.json_reader import Json

PLAYED = {ASK_FOR, DELEGATE, UPDATE_ENTITIES, *ASKS}
"""The directives that every device carries out."""
SHOWN = (RENDER, EXECUTE)
"""Those that a device with a screen does."""
ASKING = ("AskForPermissionsConsent", "LinkAccount")
"""The cards that want something done in the Alexa app."""


class SlotTold(TypedDict):
    """What was said for a slot, and the id of the listed value that the skill takes it for."""

    value: str
    id: str | None


class ConsentTold(TypedDict):
    """A permission that the device itself asks for: "asked", or what was answered."""

    scope: str
    status: str


class SayAnswer(TypedDict):
    """One turn."""

    id: str
    conversation: str
    session: str
    text: str
    intent: str | None
    confidence: float | None
    slots: dict[str, SlotTold]
    speech: str
    ssml: str | None
    reprompt: str | None
    ended: bool
    topic: str | None
    aspect: str | None
    urgency: str | None
    red_flags: list[str]
    step: StepTold | None
    alerts: list[Json]
    consent: ConsentTold | None
    card: Json | None
    screen: Screen | None
    audio: AudioTold | None
    video: Json | None
    not_played: list[str]
    trouble: str | None
    trace: list[Event]
    request: Json
    response: Json


def answer(
    exchange: Exchange,
    conversation: str,
    session: Session,
    alerts: list[Json],
    device: Device,
    audio: AudioTold | None = None,
) -> SayAnswer:
    """The exchange, and the state in which it left the session and the device."""
    response, decided = exchange.response.get("response") or {}, exchange.decided
    asked = exchange.request.get("request", {}).get("type")
    meant = exchange.understood and exchange.intent and exchange.intent["name"] == exchange.understood.intent
    sure = exchange.understood.confidence if exchange.understood and meant else None  # not of a dialog's yes and no
    return {
        "id": exchange.id,
        "conversation": conversation,
        "session": session.id,
        "text": exchange.text,
        "intent": exchange.intent["name"] if exchange.intent else asked,
        "confidence": None if sure is None else round(sure, 3),
        "slots": _slots(exchange.intent) if exchange.intent else {},
        "speech": exchange.speech,
        "ssml": exchange.ssml,
        "reprompt": heard(session.reprompt) if session.reprompt else None,
        "ended": session.ended,
        "topic": decided.get("topic"),
        "aspect": decided.get("aspect"),
        "urgency": decided.get("urgency"),
        "red_flags": decided.get("red_flags", []),
        "step": decided.get("step"),
        "alerts": alerts,
        "consent": {"scope": exchange.consent[0], "status": exchange.consent[1]} if exchange.consent else None,
        "card": response.get("card"),
        "screen": session.screen,
        "audio": audio,
        "video": session.video,
        "not_played": not_played(response, device),
        "trouble": exchange.trouble,
        "trace": exchange.trace,
        "request": exchange.request,
        "response": exchange.response,
    }


def not_played(response: Json, device: Device) -> list[str]:
    """What another device would do and this one only names."""
    played = {*PLAYED, *(SHOWN if device.shows else ()), *((VIDEO,) if device.plays_video else ())}
    played |= set(DIRECTIVES) if device.model.audio else set()
    directives = [each for each in response.get("directives") or [] if each["type"] not in played]
    card = response.get("card") or {}
    asks = [f"card {card['type']} {' '.join(card.get('permissions') or [])}"] if card.get("type") in ASKING else []
    return [each.strip() for each in [*(f"{each['type']} {_url(each)}" for each in directives), *asks]]


def _url(directive: Json) -> str:
    """What is to be played, where a directive says so."""
    stream = (directive.get("audioItem") or {}).get("stream") or directive.get("videoItem") or {}
    return str(stream.get("url") or stream.get("source") or "")


def _slots(intent: Json) -> dict[str, SlotTold]:
    said = {name: values_of(slot) for name, slot in intent["slots"].items() if is_filled(slot)}
    return {name: {"value": _joined(values), "id": _id(values)} for name, values in said.items()}


def _joined(values: list[Json]) -> str:
    return ", ".join(str(each.get("value", "")) for each in values)


def _id(values: list[Json]) -> str | None:
    """The ids of what was said, one for each value; None where it stands for nothing that is listed."""
    found = []
    for value in values:
        authorities = (value.get("resolutions") or {}).get("resolutionsPerAuthority") or []
        matches = (each["value"].get("id") for authority in authorities for each in authority.get("values") or [])
        found.append(next(matches, None))
    return ", ".join(filter(None, found)) or None
