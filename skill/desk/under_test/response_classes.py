"""An answer held against Amazon's own response classes, those of her SDK: every field that they know, and its type.

As lenient as Alexa's cloud: what the classes do not know is left alone, and a plain value passes for a text or, where
it reads as one, for a number. What a screen is to show and do is a language of its own, in which any value may be
computed; of that only the outer shape is looked at.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from skill.json_reader import Reader

RESPONSE = "ask_sdk_model.response.Response"
_OPEN = re.compile(r"ask_sdk_model\.interfaces\.alexa\.presentation\.apl\w*\.(?!\w*directive\.)")
"""Commands and documents of a screen, whose properties may be computed."""
_LIST, _TABLE = re.compile(r"list\[(.+)\]"), re.compile(r"dict\([^,]+, (.+)\)")


def conforms(place: Reader, kind: str = RESPONSE) -> Any:
    """What the class makes of it. Refuses what it does not take, wherever that stands. What is left out may be."""
    if not place.is_given or kind == "object":
        return place.value
    if listed := _LIST.fullmatch(kind):
        return _list(place, listed[1])
    if table := _TABLE.fullmatch(kind):
        return {key: conforms(each, table[1]) for key, each in place.fields()}
    if kind in _PLAIN:
        return _PLAIN[kind](place)
    return place.object() if _OPEN.match(kind) else _object(place, _class(kind))


def _list(place: Reader, kind: str) -> list[Any]:
    if not place.value and place.value != []:  # an empty object is no empty list
        raise place.wrong(f"is not a list: {place.value!r}", "put it in square brackets", "type")
    for at, each in enumerate(place.items()):
        if not each.is_given:
            raise place[at].wrong("is null", "leave it out, or write what it is to be", "missing")
    return [conforms(each, kind) for each in place.items()]


def _object(place: Reader, of: Any) -> Any:
    if issubclass(of, Enum):
        return place.choice([str(each.value) for each in of])
    found = dict(place.object())
    kinds: Mapping[str, str] = getattr(of, "discriminator_value_class_map", None) or {}
    if kinds:
        name = place[of.json_discriminator_key].text()
        if name not in kinds:
            return found  # a newer kind than the classes know: who carries it out says whether there is one
        of = _class(kinds[name])
    for field, kind in of.deserialized_types.items():
        key = of.attribute_map[field]
        if key in found:
            found[key] = conforms(place[key], kind)
    return found


def known(kind: str, name: str) -> bool:
    """Whether a class such as the card's has this kind."""
    return name in _class(kind).discriminator_value_class_map


def kinds(kind: str) -> list[str]:
    """The kinds there are of a class such as the card's."""
    return sorted(_class(kind).discriminator_value_class_map)


@cache
def _class(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


def _text(place: Reader) -> str:
    if isinstance(place.value, int | float):
        return json.dumps(place.value)
    return place.text(least=0)


def _number(place: Reader) -> float:
    try:
        number = float(place.value) if isinstance(place.value, str) else place.number()
    except ValueError:
        raise place.wrong(f"is no number: {place.value[:80]!r}", "write a number", "type") from None
    return int(number) if math.isfinite(number) and number == int(number) else number


_PLAIN: dict[str, Callable[[Reader], object]] = {
    "str": _text,
    "datetime": _text,
    "int": _number,
    "float": _number,
    "bool": lambda place: place.flag(),
}
