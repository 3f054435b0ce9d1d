"""The SDK's serializer, without doing the same work again at every request.

`DefaultSerializer` finds out anew, for every object of every request, which class it is, which attributes it has and
how each is read. That takes two thirds of a short turn. Here each class is looked at once and the plan is kept. What
comes out is equal (a test holds it against the SDK's own), except that JSON which Alexa would never write is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request import Request

from skill.alexa import strict_json

Read = Callable[[Any], Any]
"""Makes of a piece of JSON data what a model wants there."""

PRIMITIVES = {"int": int, "long": int, "float": float, "str": str, "bool": bool}
UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
"""How Alexa writes times. Any other way is left to the SDK's slower reader."""


class Ready(dict[str, Any]):
    """JSON data that needs no looking through to be sent, such as a document that was read from a file of ours."""


class JustRead(dict[str, Any]):
    """Data out of a request. The SDK copies a session's attributes to their depths before a skill may change them; we
    only ever put new ones in their place, so one level is enough. (The request stays as it was: a test holds it.)"""

    def __deepcopy__(self, memo: object) -> dict[str, Any]:
        return dict(self)


NOT_KNOWN_YET = object()
"""What stands for a word of Alexa's that is newer than the SDK: a value of an enum, or a kind of object. Nobody can
have written code for it, and it must not cost a turn, so it is read as though it had not been sent."""

AS_THEY_ARE = frozenset({type(None), str, int, float, bool, Ready})
"""Types of data that is JSON already."""


class PlannedSerializer(DefaultSerializer):  # type: ignore[misc]
    """Reads Alexa's JSON into the SDK's models by plans made once a class. Safe to use from many threads."""

    def __init__(self) -> None:
        self._readers: dict[Any, Read] = {}
        self._models: dict[str | None, Read] = {}
        """By the full names of models, for objects that tell by themselves which they are."""

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """The object in a JSON text. Raises SerializationException for anything that is not one."""
        if payload is None:
            return None
        try:
            data = strict_json.loads(payload)
        except (ValueError, TypeError) as error:
            raise SerializationException("this is not Alexa's JSON") from error
        return self.build(data, obj_type)

    def serialize(self, obj: Any) -> Any:
        """The JSON data for an object, as the SDK's own makes it."""
        kind: Any = type(obj)
        if kind in AS_THEY_ARE:
            return obj
        if kind is dict or kind is JustRead:
            return {key: self.serialize(value) for key, value in obj.items()}
        if kind is list:
            return [self.serialize(each) for each in obj]
        if not hasattr(kind, "deserialized_types"):
            return super().serialize(obj)
        return {
            key: value if type(value) in AS_THEY_ARE else self.serialize(value)
            for key, attribute in _written(kind)
            if (value := getattr(obj, attribute)) is not None
        }

    def build(self, data: Any, obj_type: Any) -> Any:
        """The object in JSON data that has been read already. Raises SerializationException."""
        try:
            read = self._read(obj_type, data)
        except SerializationException:
            raise
        except Exception as error:  # nothing else comes out of the SDK's own either
            raise SerializationException(f"this is not Alexa's request: {type(error).__name__}") from error
        if read is NOT_KNOWN_YET:
            raise SerializationException("a kind of object that the SDK does not know")
        return read

    def _read(self, kind: Any, data: Any) -> Any:
        return None if data is None else (self._readers.get(kind) or self._learned(kind))(data)

    def _learned(self, kind: Any) -> Read:
        read = self._readers[kind] = self._reader(kind)
        return read

    def _reader(self, kind: Any) -> Read:
        if isinstance(kind, str):
            if kind.startswith("list[") and "," not in kind:
                inner = kind[len("list[") : -1]
                return lambda data: [read for each in data if (read := self._read(inner, each)) is not NOT_KNOWN_YET]
            if kind.startswith("dict("):
                value = kind[len("dict(") : -1].partition(", ")[2]
                if value == "object":
                    return lambda data: JustRead(data.items() if isinstance(data, dict) else ())
                return lambda data: {
                    key: read for key, each in data.items() if (read := self._read(value, each)) is not NOT_KNOWN_YET
                }
            if kind in PRIMITIVES:
                return _primitive(PRIMITIVES[kind])
            if kind == "object":
                return lambda data: data
            if kind == "datetime":
                return self._datetime
            if "." in kind:
                return self._class(_named(kind))
        elif kind not in (str, int, float, bool, bytes, object, date, datetime):
            return self._class(kind)
        return lambda data: self._as_the_sdk_does(kind, data)

    def _class(self, kind: Any) -> Read:
        if issubclass(kind, Enum):
            return lambda data: _member(kind, data)
        if hasattr(kind, "get_real_child_model"):
            return lambda data: self._child(kind, data)
        if hasattr(kind, "deserialized_types"):
            return self._model(kind)
        return lambda data: data

    def _child(self, kind: Any, data: Any) -> Any:
        """An object that tells by itself which class it is of. A request of a new type is still a request."""
        name = kind.get_real_child_model(data)
        if name is None and isinstance(data["type"], str):
            return self._model(UnknownRequest)(data) if kind is Request else NOT_KNOWN_YET
        return (self._models.get(name) or self._learned_model(name))(data)

    def _learned_model(self, name: str | None) -> Read:
        read = self._models[name] = self._model(_named(name))
        return read

    def _model(self, kind: Any) -> Read:
        fields, blank, readers = _fields(kind), vars(kind()), self._readers

        def read(data: Any) -> Any:
            values, unknown = blank.copy(), []
            for key in data:
                value = data[key]
                if (field := fields.get(key)) is None:
                    unknown.append((key, value))
                    continue
                attribute, inner = field
                if not (value is None or (inner == "str" and type(value) is str)):
                    value = (readers.get(inner) or self._learned(inner))(value)
                values[attribute] = None if value is NOT_KNOWN_YET else value
            model = object.__new__(kind)
            model.__dict__ = values  # a model's attributes are plain ones
            for key, value in unknown:
                if not key.startswith("__"):  # no key of Alexa's; `__dict__` would take the place of all others
                    setattr(model, key, value)
            return model

        return read

    def _datetime(self, data: Any) -> Any:
        if isinstance(data, str) and UTC_TIME.fullmatch(data):
            return datetime.fromisoformat(data)
        return self._as_the_sdk_does("datetime", data)

    def _as_the_sdk_does(self, kind: Any, data: Any) -> Any:
        return super().deserialize(json.dumps(data), kind)


@cache
def _fields(model: Any) -> dict[str, tuple[str, Any]]:
    """What a model reads: the key in JSON, the name of the attribute, its kind."""
    kinds = model.deserialized_types
    keys = {**getattr(model, "attribute_map", {})}
    keys.update({name: name for name in kinds if name not in keys})
    return {key: (name, kinds[name]) for name, key in keys.items()}


@cache
def _written(model: Any) -> tuple[tuple[str, str], ...]:
    """What a model is written as: the key in JSON and the name of the attribute."""
    keys = getattr(model, "attribute_map", {})
    return tuple((keys.get(name, name), name) for name in model.deserialized_types)


class UnknownRequest(Request):  # type: ignore[misc]
    """A request of a type that Alexa may send one day, and that this SDK does not know yet."""

    def __init__(self) -> None:
        self.object_type = self.request_id = self.timestamp = self.locale = None


def _member(kind: type[Enum], data: Any) -> Any:
    """The member of an enum with this value."""
    known = kind._value2member_map_.get(data) if isinstance(data, str) else kind(data)
    return known or NOT_KNOWN_YET


@cache
def _named(name: str | None) -> Any:
    """The class with this full name."""
    if not name:
        raise SerializationException("a kind of request or object that the SDK does not know")
    module, _, wanted = name.rpartition(".")
    return getattr(import_module(module), wanted)


def _primitive(kind: Any) -> Read:
    def read(data: Any) -> Any:
        if type(data) is kind:
            return data
        try:
            return kind(data)
        except TypeError:
            return data

    return read
