"""Whether some JSON has the shape of one of Amazon's own classes for the Skill Management API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from importlib import import_module
from typing import Any

PLAIN = {"str": str, "int": int, "float": (int, float), "bool": bool}


def differences(data: Any, kind: str) -> list[str]:
    """One sentence for everything that the class (by its full name) does not know, or knows to be something else."""
    return list(_differences(data, kind, "answer"))


def _differences(data: Any, kind: str, place: str) -> Iterator[str]:
    if data is None or kind == "object":
        return
    if inner := re.fullmatch(r"list\[(.+)\]", kind):
        if not isinstance(data, list):
            yield f"{place} is no list"
            return
        for at, each in enumerate(data):
            yield from _differences(each, inner[1], f"{place}[{at}]")
    elif inner := re.fullmatch(r"dict\(str, (.+)\)", kind):
        if not isinstance(data, dict):
            yield f"{place} is no object"
            return
        for key, each in data.items():
            yield from _differences(each, inner[1], f"{place}.{key}")
    elif kind in PLAIN:
        if not isinstance(data, PLAIN[kind]) or (isinstance(data, bool) and kind != "bool"):
            yield f"{place} is {data!r}, no {kind}"
    elif kind == "datetime":
        if not isinstance(data, str) or datetime.fromisoformat(data).tzinfo is None:
            yield f"{place} is {data!r}, no moment"
    else:
        yield from _of_class(data, kind, place)


def _of_class(data: Any, kind: str, place: str) -> Iterator[str]:
    module, _, name = kind.rpartition(".")
    cls = getattr(import_module(module), name)
    if issubclass(cls, Enum):
        if data not in [each.value for each in cls]:
            yield f"{place} is {data!r}, none of {[each.value for each in cls]}"
        return
    if not isinstance(data, dict):
        yield f"{place} is no object"
        return
    kinds = {cls.attribute_map[attribute]: found for attribute, found in cls.deserialized_types.items()}
    for key, each in data.items():
        if key not in kinds:
            yield f"{place}.{key} is nothing a {name} has"
        else:
            yield from _differences(each, kinds[key], f"{place}.{key}")
