"""Builds the requests a real Echo's cloud would send, in Alexa's own JSON."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from skill.json_reader import Json
from skill.understanding import Slot, Understood

SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
USER_ID = "amzn1.ask.account.DESK"
APL = "Alexa.Presentation.APL"

VIEWPORT: Json = {
    "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False, "canResize": False}],
    "mode": "HUB",
    "shape": "RECTANGLE",
    "pixelWidth": 1280,
    "pixelHeight": 800,
    "currentPixelWidth": 1280,
    "currentPixelHeight": 800,
    "dpi": 160,
    "touch": ["SINGLE"],
}
"""An Echo Show of ten inches."""


@dataclass(frozen=True)
class Device:
    """The pretend device: what it can show, and which permissions its owner would give."""

    screen: bool = True
    permissions: dict[str, str] = field(default_factory=dict)
    """Scope name ("timers", "reminders") to ask, granted or denied."""

    @property
    def interfaces(self) -> Json:
        """The interfaces it tells the skill about."""
        return {APL: {"runtime": {"maxVersion": "2024.3"}}} if self.screen else {}

    @property
    def view(self) -> Json:
        """What it tells the skill about its screen."""
        return {"Viewport": VIEWPORT} if self.screen else {}


def envelope(
    request: Json,
    session_id: str,
    new: bool,
    attributes: Json,
    device: Device,
    api: Json,
    permissions: Json | None = None,
) -> Json:
    """A whole request. `api` holds apiEndpoint and apiAccessToken of the pretend services.

    `permissions`: what the person let the skill do, in Alexa's words.
    """
    application = {"applicationId": SKILL_ID}
    system = {
        "application": application,
        "user": {"userId": USER_ID, **({"permissions": permissions} if permissions else {})},
        "device": {"deviceId": "amzn1.ask.device.DESK", "supportedInterfaces": device.interfaces},
        **api,
    }
    session = {
        "new": new,
        "sessionId": session_id,
        "application": application,
        "attributes": attributes,
        "user": {"userId": USER_ID},
    }
    return {"version": "1.0", "session": session, "context": {"System": system, **device.view}, "request": request}


def launch(locale: str, now: datetime) -> Json:
    """ "Alexa, open back coach." """
    return stamped("LaunchRequest", locale, now, shouldLinkResultBeReturned=False)


def heard(understood: Understood) -> Json:
    """An utterance as the cloud understood it: the intent, with all its slots."""
    slots = {name: _slot(slot) for name, slot in understood.slots.items()}
    return {"name": understood.intent, "confirmationStatus": "NONE", "slots": slots}


def intent(understood: Understood, locale: str, now: datetime) -> Json:
    """An utterance that there is no dialog about."""
    return intent_request(heard(understood), "COMPLETED", locale, now)


def intent_request(intent: Json, dialog_state: str, locale: str, now: datetime) -> Json:
    """What the skill is told of an intent: STARTED and IN_PROGRESS where its dialog goes on."""
    return stamped("IntentRequest", locale, now, intent=intent, dialogState=dialog_state)


def session_ended(reason: str, locale: str, now: datetime) -> Json:
    """The device closed the session: the person was silent, or left."""
    return stamped("SessionEndedRequest", locale, now, reason=reason)


def connections_response(answer: Json, locale: str, now: datetime) -> Json:
    """What came of a permission that the skill asked for."""
    return stamped("Connections.Response", locale, now, **answer)


def skill_disabled(locale: str, now: datetime, api: Json) -> Json:
    """What Alexa tells the skill when somebody disables it: a whole request, outside any session."""
    request = stamped("AlexaSkillEvent.SkillDisabled", locale, now)
    system = {"application": {"applicationId": SKILL_ID}, "user": {"userId": USER_ID}, **api}
    return {"version": "1.0", "context": {"System": system}, "request": request}


def touch(arguments: list[Any], token: str, locale: str, now: datetime) -> Json:
    """Somebody touched what the screen shows: the arguments are those of the button."""
    source = {"type": "TouchWrapper", "handler": "Press", "id": str(arguments[0]) if arguments else ""}
    return stamped(f"{APL}.UserEvent", locale, now, token=token, arguments=arguments, source=source, components={})


def stamped(kind: str, locale: str, now: datetime, **more: Any) -> Json:
    """A request of some kind, as Alexa stamps it."""
    return {
        "type": kind,
        "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
        "timestamp": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "locale": locale,
        **more,
    }


def is_filled(slot: Json) -> bool:
    """Whether a slot of a request holds anything."""
    return "value" in slot or "slotValue" in slot


def values_of(slot: Json) -> list[Json]:
    """What a filled slot holds: one value, or several."""
    value = slot.get("slotValue") or {}
    return value.get("values") or [value if "value" in value else slot]


def _slot(slot: Slot) -> Json:
    """A slot with its entity resolution. One that was given several values holds them as a list alone."""
    told: Json = {"name": slot.name, "confirmationStatus": "NONE", "source": "USER"}
    if slot.parts:
        return told | {"slotValue": {"type": "List", "values": [_value(each) for each in slot.parts]}}
    if slot.value is None:
        return told
    value = _value(slot)
    more = {"resolutions": value["resolutions"]} if "resolutions" in value else {}
    return told | {"value": slot.value, "slotValue": value, **more}


def _value(slot: Slot) -> Json:
    """A value as it was said, and what it stands for: by the model, and by what the skill gave for a while. Amazon's
    own types have no resolution here."""
    told: Json = {"type": "Simple", "value": slot.value}
    authorities = [_resolved(f"dynamic.{SKILL_ID}.{slot.type}", slot.dynamic)] if slot.dynamic else []
    if not slot.type.startswith("AMAZON."):
        authorities.append(_resolved(f"{SKILL_ID}.{slot.type}", slot.matches))
    return told | ({"resolutions": {"resolutionsPerAuthority": authorities}} if authorities else {})


def _resolved(authority: str, matches: Sequence[tuple[str | None, str]]) -> Json:
    """What one authority makes of a value. One that its model gives no id has a hash of its name for one."""
    values = [{"value": {"name": name, "id": id or _hash(name)}} for id, name in matches]
    code = "ER_SUCCESS_MATCH" if values else "ER_SUCCESS_NO_MATCH"
    told: Json = {"authority": f"amzn1.er-authority.echo-sdk.{authority}", "status": {"code": code}}
    return told | ({"values": values} if values else {})


def _hash(name: str) -> str:
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
