"""Intents and slots as the Skill Management API writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skill.simulator.understanding import InteractionModel, Slot, Understood

Json = dict[str, Any]

NONE = "NONE"


def intent_json(name: str, slots: Json) -> Json:
    """An intent that nobody has confirmed or denied."""
    return {"name": name, "confirmationStatus": NONE, "slots": slots}


def slots_json(understood: Understood, skill_id: str) -> Json:
    """All slots of the intent that was understood, also those nobody filled."""
    return {name: slot_json(slot, skill_id) for name, slot in understood.slots.items()}


def slot_json(slot: Slot, skill_id: str) -> Json:
    """A slot with its entity resolution. Amazon's own types have none."""
    told: Json = {"name": slot.name, "confirmationStatus": NONE}
    if slot.value is None:
        return told
    told["value"] = slot.value
    if not slot.type.startswith("AMAZON."):
        told["resolutions"] = {"resolutionsPerAuthority": [_resolution(slot, skill_id)]}
    return told


def _resolution(slot: Slot, skill_id: str) -> Json:
    authority = f"amzn1.er-authority.echo-sdk.{skill_id}.{slot.type}"
    if not slot.matches:
        return {"authority": authority, "status": {"code": "ER_SUCCESS_NO_MATCH"}}
    values = [{"name": name, **({} if id is None else {"id": id})} for id, name in slot.matches]
    return {"authority": authority, "status": {"code": "ER_SUCCESS_MATCH"}, "values": values}


def considered(names: Iterable[str], selected: str, model: InteractionModel) -> list[Json]:
    """Intents that came into question but were not selected, likeliest first. What would fill their slots nobody
    looked for."""
    found = [model.intent(name) for name in names if name != selected]
    return [
        intent_json(each.name, {slot: {"name": slot, "confirmationStatus": NONE} for slot in each.slots})
        for each in found
        if each
    ]
