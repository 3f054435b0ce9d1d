"""Requests of people, as stores get them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa import build_skill, invoke
from skill.alexa.memory.store import Store
from skill.alexa.serializer import PlannedSerializer
from skill.desk import alexa_request
from skill.desk.alexa_request import Device, Json
from skill.dialogue.record import Item, Record
from skill.understanding import Slot, Understood

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANN, BOB = "amzn1.ask.account.ANN", "amzn1.ask.account.BOB"


def request(user: str | None = ANN, at: datetime = NOON, **more: Any) -> RequestEnvelope:
    """A launch by this person at this time."""
    system: dict[str, Any] = {"application": {"applicationId": "app"}} | ({"user": {"userId": user}} if user else {})
    event = {
        "version": "1.0",
        "context": {"System": system},
        "request": {
            "type": "LaunchRequest", "requestId": "r", "locale": "en-US",
            "timestamp": at.strftime("%Y-%m-%dT%H:%M:%SZ"), **more,
        },
    }  # fmt: skip
    return PlannedSerializer().build(event, RequestEnvelope)


def item(at: int = 2, when: datetime = NOON, **more: Any) -> Item:
    """The record of somebody at this step, as it was at this time."""
    steps = ("ease_off", "cold_pack", "knee_rolls", "watch_and_check")
    record = Record(steps=steps, at=at, began="2026-11-22", brief=True, reminders=("token-1", "token-2"))
    return {**record.to_item(when), **more}


def later(**time: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(**time)


class Talk:
    """A session told in intents, where it does not matter how somebody put it."""

    def __init__(self, store: Store | None = None, at: datetime = NOON, skill: Any = None, **case: Any) -> None:
        """`skill`: by default one with this store. `case`: what is known already."""
        self._skill = skill or build_skill(memory=store)
        self._session: Json = {"case": case} if case else {}
        self._at = at

    def hear(self, intent: str, **slots: str) -> str:
        """What is said to this intent, a second after the one before."""
        self._at += timedelta(seconds=1)
        if intent == "LaunchRequest":
            asked = alexa_request.launch("en-US", self._at)
        else:
            told = {name: Slot(name, "AMAZON.SearchQuery", value, (), value) for name, value in slots.items()}
            asked = alexa_request.intent(Understood(intent, 1.0, told, "exact", ()), "en-US", self._at)
        answer = invoke(self._skill, alexa_request.envelope(asked, "session", False, self._session, Device(), {}))
        self._session = answer["sessionAttributes"]
        return str(answer["response"]["outputSpeech"]["ssml"])

    @property
    def step(self) -> str | None:
        """The step that was spoken in the last turn."""
        step = self._session["turn"]["step"]
        return str(step["id"]) if step else None
