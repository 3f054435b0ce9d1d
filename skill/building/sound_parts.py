"""What of a model can be read where something in it cannot: one mistake hides no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skill.json_reader import Json
from skill.understanding import InteractionModel, ModelError

_ANY = "AMAZON.NUMBER"
"""The type of a slot whose own cannot be read."""


def sound_parts(raw: Json, file: str) -> tuple[list[str], Json | None]:
    """Everything that cannot be read, a sentence each, and the model without it; None where nothing is left of it."""
    if (flaw := _flaw(raw, file)) is None:
        return [], raw
    inner = raw.get("interactionModel", raw) if isinstance(raw, dict) else None
    language = inner.get("languageModel") if isinstance(inner, dict) else None
    if not isinstance(language, dict) or not all(
        isinstance(language.get(key, []), list) for key in ("types", "intents")
    ):
        return [flaw], None
    wrong: list[str] = []

    def sound(parts: list[Any], key: str, others: Json, mended: Callable[[Any], Any]) -> list[Any]:
        """Those that can be read where they stand, and what is `mended` of the others."""
        kept = []
        for at, part in enumerate(parts):
            before: list[Json] = [{"name": f"Other_{number}"} for number in range(at)]
            alone = {"interactionModel": {"languageModel": {**others, key: [*before, part]}}}
            if (flaw := _flaw(alone, file)) is None:
                kept.append(part)
            elif (left := mended(part)) is not None:
                kept.append(left)
            else:
                wrong.append(flaw)
        return kept

    types = sound(language.get("types", []), "types", {}, lambda type: None)
    intents = sound(
        language.get("intents", []), "intents", {"types": types}, lambda each: _mended(each, types, file, wrong)
    )
    model = {**inner, "languageModel": {**language, "types": types, "intents": intents}}
    if (flaw := _flaw(model, file)) is not None:  # names that are there twice
        return [*wrong, flaw], None
    return wrong, model


def _mended(intent: Any, types: list[Any], file: str, wrong: list[str]) -> Json | None:
    """An intent with the slots and samples that can be read. What cannot be is added to `wrong`."""
    if not isinstance(intent, dict) or not all(isinstance(intent.get(key, []), list) for key in ("slots", "samples")):
        return None

    def flaw(slots: list[Any], samples: list[Any]) -> str | None:
        alone = {**intent, "slots": slots, "samples": samples}
        return _flaw({"languageModel": {"types": types, "intents": [alone]}}, file)

    if flaw([], []) is not None:
        return None
    told: list[str] = []
    slots: list[Any] = []
    for at, slot in enumerate(intent.get("slots", [])):
        before: list[Json] = [{"name": f"Other{number}", "type": _ANY} for number in range(at)]
        if (found := flaw([*before, slot], [])) is None:
            slots.append(slot)
            continue
        told.append(found)
        if isinstance(slot, dict) and isinstance(slot.get("name"), str):
            slots.append({"name": slot["name"], "type": _ANY})
    if flaw(slots, []) is not None:
        return None
    samples: list[Any] = []
    for at, sample in enumerate(intent.get("samples", [])):
        if (found := flaw(slots, [""] * at + [sample])) is None:
            samples.append(sample)
        else:
            told.append(found)
    wrong.extend(told)
    return {**intent, "slots": slots, "samples": samples}


def _flaw(raw: Any, file: str) -> str | None:
    try:
        InteractionModel.parse(raw, file)
    except ModelError as error:
        return str(error)
    return None
