"""Intents and slots as the Skill Management API writes them: flatter than in a request to a skill."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from skill.understanding import InteractionModel

Json = dict[str, Any]

NONE = "NONE"


def written(intent: Json) -> Json:
    """An intent of a request."""
    slots = {name: _slot(slot) for name, slot in intent["slots"].items()}
    return {"name": intent["name"], "confirmationStatus": intent["confirmationStatus"], "slots": slots}


def _slot(slot: Json) -> Json:
    told = {key: each for key, each in slot.items() if key in ("name", "value", "confirmationStatus")}
    authorities = (slot.get("resolutions") or {}).get("resolutionsPerAuthority")
    if authorities:
        told["resolutions"] = {"resolutionsPerAuthority": [_authority(each) for each in authorities]}
    return told


def _authority(authority: Json) -> Json:
    if "values" not in authority:
        return authority
    values = [{key: told for key, told in each["value"].items() if told is not None} for each in authority["values"]]
    return {**authority, "values": values}


def considered(names: Iterable[str], selected: str, model: InteractionModel) -> list[Json]:
    """Intents that came into question but were not selected, likeliest first. What would fill their slots nobody
    looked for."""
    found = [model.intent(name) for name in names if name != selected]
    return [
        {
            "name": each.name,
            "confirmationStatus": NONE,
            "slots": {slot: {"name": slot, "confirmationStatus": NONE} for slot in each.slots},
        }
        for each in found
        if each
    ]
