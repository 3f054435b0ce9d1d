"""Amazon's own slot types whose values are few and known to everybody, such as colors: as if a model listed them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from .interaction_model import InteractionModel, SlotType, Value
from .languages import ENGLISH


def closed_lists(model: InteractionModel) -> tuple[SlotType, ...]:
    """Those that the model's slots are of."""
    used = {kind for intent in model.intents for kind in intent.slots.values()} if model.language == ENGLISH else ()
    return tuple(SlotType(kind, _values(kind[7:].upper())) for kind in sorted(used) if kind[7:].upper() in _known())


@cache
def _known() -> dict[str, str]:
    told = tomllib.loads((files(__package__) / "closed_lists.toml").read_text(encoding="utf-8"))
    lists: dict[str, str] = told["AMAZON"]
    return lists


@cache
def _values(name: str) -> tuple[Value, ...]:
    rows = (each.replace("_", " ").split("|") for each in _known()[name].split())
    return tuple(Value(None, first, tuple(others)) for first, *others in rows)
