"""What Alexa understood: the slots of an intent, resolved or not."""

from __future__ import annotations

from collections.abc import Iterator

from ask_sdk_model.slot import Slot
from ask_sdk_model.slu.entityresolution.status_code import StatusCode

from skill.dialogue.ports import Heard


def heard_slots(slots: dict[str, Slot] | None) -> dict[str, Heard]:
    """The slots that hold something, by name."""
    return {
        name: Heard(value=slot.value, id=next(_matched_ids(slot), None))
        for name, slot in (slots or {}).items()
        if slot is not None and slot.value and slot.value != "?"  # Alexa sends "?" for words it could not make out
    }


def _matched_ids(slot: Slot) -> Iterator[str]:
    resolutions = slot.resolutions.resolutions_per_authority if slot.resolutions else None
    for resolution in resolutions or []:
        if resolution.status and resolution.status.code == StatusCode.ER_SUCCESS_MATCH:
            for wrapped in resolution.values or []:
                if wrapped.value and wrapped.value.id:
                    yield wrapped.value.id
