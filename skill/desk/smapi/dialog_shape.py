"""Whether the dialog part of an interaction model has the shape that Amazon's schema gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skill.understanding import ModelError

Json = dict[str, Any]


def check_dialog(model: Json) -> None:
    """Raises ModelError, which names the key."""
    inner = model.get("interactionModel", model)
    dialog = _object(inner.get("dialog") or {}, "dialog")
    for intent, place in _named(dialog, "intents", "dialog", "name"):
        _prompts(intent, place)
        for slot, where in _named(intent, "slots", place, "name"):
            _prompts(slot, where)
            for rule, at in _objects(slot, "validations", where):
                _text(rule.get("prompt", ""), f"{at}.prompt")
                _list(rule, "values", at)
    for prompt, place in _named(inner, "prompts", "interactionModel", "id"):
        for variation, where in _objects(prompt, "variations", place):
            _text(variation.get("value"), f"{where}.value")


def _prompts(rule: Json, place: str) -> None:
    for kind, name in _object(rule.get("prompts") or {}, f"{place}.prompts").items():
        _text(name, f"{place}.prompts.{kind}")


def _named(holder: Json, key: str, place: str, name: str) -> Iterator[tuple[Json, str]]:
    for each, where in _objects(holder, key, place):
        _text(each.get(name), f"{where}.{name}")
        yield each, where


def _objects(holder: Json, key: str, place: str) -> Iterator[tuple[Json, str]]:
    for at, each in enumerate(_list(holder, key, place)):
        yield _object(each, f"{place}.{key}[{at}]"), f"{place}.{key}[{at}]"


def _list(holder: Json, key: str, place: str) -> list[Any]:
    found = holder.get(key) or []
    if not isinstance(found, list):
        raise ModelError(f"{place}.{key} is not a list; put it in square brackets")
    return found


def _object(found: Any, place: str) -> Json:
    if not isinstance(found, dict):
        raise ModelError(f"{place} is not an object; write it as Amazon's schema has it")
    return found


def _text(found: Any, place: str) -> None:
    if not isinstance(found, str):
        raise ModelError(f"{place} is missing or no text")
