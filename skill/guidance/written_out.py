"""What the standard library's `dataclasses` does, for dataclasses whose methods were written out beforehand.

To import `dataclasses` and let it make fifty classes takes a third of a cold start. So where the function is built
their methods are written into them (`skill/building/byte_code.py`), and this module stands where `dataclasses` was
imported. In the source it is used by nobody: there they are ordinary dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FACTORIES = "__factories__"
"""The attribute that marks such a class: what makes the defaults of its fields, where they are made anew each time."""


class MISSING:
    """Stands where there is no default, and for an argument that was not given."""


class Field:
    """A field as `dataclasses.fields` tells of it, as far as anybody here asks."""

    __slots__ = ("default", "default_factory", "init", "name")

    def __init__(self, name: str, default: Any, default_factory: Any) -> None:
        self.name, self.default, self.default_factory, self.init = name, default, default_factory, True


def is_dataclass(thing: Any) -> bool:
    """Whether it is such a class, or one of its objects."""
    return hasattr(thing, FACTORIES)


def fields(thing: Any) -> tuple[Field, ...]:
    """The fields, in their order."""
    kind = thing if isinstance(thing, type) else type(thing)
    factories: dict[str, Callable[[], Any]] = getattr(kind, FACTORIES)
    return tuple(
        Field(name, vars(kind).get(name, MISSING), factories.get(name, MISSING)) for name in kind.__annotations__
    )


def replace(record: Any, /, **changes: Any) -> Any:
    """The same with these changes."""
    kept = {name: getattr(record, name) for name in type(record).__annotations__ if name not in changes}
    return type(record)(**kept, **changes)


def asdict(record: Any) -> dict[str, Any]:
    """As plain data, to its depths."""
    return {name: _plain(getattr(record, name)) for name in type(record).__annotations__}


def _plain(value: Any) -> Any:
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_plain(each) for each in value)
    return asdict(value) if is_dataclass(value) else value
