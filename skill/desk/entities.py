"""Values that a skill gives its slot types for a while, known to one device: Alexa's dynamic entities."""

from __future__ import annotations

from typing import Any

from skill.json_reader import Json
from skill.understanding import SlotType, Value

UPDATE_ENTITIES = "Dialog.UpdateDynamicEntities"


def updated(response: Json, known: tuple[SlotType, ...]) -> tuple[SlotType, ...]:
    """What is known after a response: what it replaces all by, nothing where it clears, else the same as before."""
    for directive in response.get("directives") or []:
        if directive.get("type") == UPDATE_ENTITIES:
            clears = directive.get("updateBehavior") == "CLEAR"
            known = () if clears else tuple(_type(each) for each in directive.get("types") or [])
    return known


def _type(told: Json) -> SlotType:
    return SlotType(str(told.get("name")), tuple(_value(each) for each in told.get("values") or []))


def _value(told: Json) -> Value:
    name: Any = told.get("name") or {}
    id = told.get("id")
    return Value(str(id) if id else None, str(name.get("value") or ""), tuple(map(str, name.get("synonyms") or ())))
