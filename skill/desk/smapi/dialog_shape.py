"""Whether the dialog part of an interaction model has the shape that Amazon's schema gives it."""

from __future__ import annotations

from skill.json_reader import Flaw, Json, Reader
from skill.understanding import ModelError


def check_dialog(model: Json) -> None:
    """Raises ModelError, which names the key."""
    inner = Reader(model.get("interactionModel", model), _refused, whole="interactionModel")
    if inner["dialog"].value:
        for intent in inner["dialog"]["intents"].items():
            _check(intent)
            for slot in intent["slots"].items():
                _check(slot)
                for rule in slot["validations"].items():
                    rule["prompt"].text("", least=0)
                    rule["values"].items()
    for prompt in inner["prompts"].items():
        prompt["id"].text(least=0)
        for variation in prompt["variations"].items():
            variation["value"].text(least=0)


def _check(named: Reader) -> None:
    named["name"].text(least=0)
    for _, prompt in named["prompts"].fields():
        prompt.text(least=0)


def _refused(flaw: Flaw) -> ModelError:
    return ModelError(str(flaw))
