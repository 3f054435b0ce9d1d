"""Builds the requests a real Echo's cloud would send, in Alexa's own JSON."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from skill.desk.household.device_model import APL, DeviceModel, usual
from skill.json_reader import Json
from skill.understanding import Slot, Understood

SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
USER_ID = "amzn1.ask.account.DESK"


@dataclass(frozen=True)
class Known:
    """What Alexa tells a skill of the person and of what the device is doing, besides what it was asked."""

    permissions: Json | None = None
    """What the person let the skill do, in Alexa's words."""
    account: Json = field(default_factory=dict)
    """The access token of the account that is linked, if one is."""
    person: Json | None = None
    """Whose voice was recognized."""
    context: Json = field(default_factory=dict)
    """What the audio player, the screen and the location are, by interface."""
    skill_id: str = SKILL_ID


@dataclass(frozen=True)
class Device:
    """The pretend device: what it can show and play, and which permissions its owner would give."""

    screen: bool = True
    """Whether its screen is on, if it has one."""
    permissions: dict[str, str] = field(default_factory=dict)
    """Permission ("timers", "address") to ask, granted or denied."""
    model: DeviceModel = field(default_factory=usual)

    @property
    def shows(self) -> bool:
        """Whether there is a screen to look at."""
        return self.screen and self.model.screen is not None

    @property
    def plays_video(self) -> bool:
        """Whether a skill can have it show a video."""
        return self.shows and self.model.video

    @property
    def interfaces(self) -> Json:
        """The interfaces it tells the skill about."""
        return self.model.interfaces(self.screen)

    @property
    def view(self) -> Json:
        """What it tells the skill about its screen."""
        return self.model.view() if self.screen else {}


def envelope(
    request: Json,
    session_id: str,
    new: bool,
    attributes: Json,
    device: Device,
    api: Json,
    known: Known | None = None,
) -> Json:
    """A whole request. `api` holds apiEndpoint and apiAccessToken of the pretend services.

    `known`: what else Alexa tells of the person and the device.
    """
    known = known or Known()
    whole = outside_session(request, device, api, known)
    session = {
        "new": new,
        "sessionId": session_id,
        "application": {"applicationId": known.skill_id},
        "attributes": attributes,
        "user": {"userId": USER_ID, **known.account},
    }
    return {"version": whole.pop("version"), "session": session, **whole}


def outside_session(request: Json, device: Device, api: Json, known: Known | None = None) -> Json:
    """A whole request that belongs to no session, such as those of the audio player."""
    known = known or Known()
    permissions = {"permissions": known.permissions} if known.permissions else {}
    system = {
        "application": {"applicationId": known.skill_id},
        "user": {"userId": USER_ID, **known.account, **permissions},
        **({"person": known.person} if known.person else {}),
        "device": {"deviceId": "amzn1.ask.device.DESK", "supportedInterfaces": device.interfaces},
        **api,
    }
    return {"version": "1.0", "context": {"System": system, **device.view, **known.context}, "request": request}


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


def skill_disabled(locale: str, now: datetime, api: Json, skill_id: str = SKILL_ID) -> Json:
    """What Alexa tells the skill when somebody disables it: a whole request, outside any session."""
    request = stamped("AlexaSkillEvent.SkillDisabled", locale, now)
    system = {"application": {"applicationId": skill_id}, "user": {"userId": USER_ID}, **api}
    return {"version": "1.0", "context": {"System": system}, "request": request}


def touch(arguments: list[Any], token: str, locale: str, now: datetime, event: Json | None = None) -> Json:
    """Somebody touched what the screen shows: the arguments are those of the button.

    `event`: the source and the components of it, where they are known: Amazon's viewhost tells them.
    """
    source = {"type": "TouchWrapper", "handler": "Press", "id": str(arguments[0]) if arguments else ""}
    told = {"source": source, "components": {}, **(event or {})}
    return stamped(f"{APL}.UserEvent", locale, now, token=token, arguments=arguments, **told)


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
