"""As much of any JSON data as fits a dataclass. What others hand back may be of another version, or nonsense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

MOST_ITEMS, MOST_CHARACTERS, LARGEST = 64, 4000, 2**31
"""What a session of ours never comes near."""

Noun = TypeVar("Noun")
Fits = Callable[[Any], Any]


class Unfit(ValueError):
    """The data is not of that kind."""


def fitting(noun: Callable[..., Noun], data: Any) -> Noun:
    """One of these, of all the parts that fit; the others are what they are by default. Unknown keys are passed over.

    Raises Unfit where a part that has no default is missing.
    """
    made: Noun = _reader(noun)(data if isinstance(data, dict) else {})
    return made


@cache
def _reader(kind: Any) -> Fits:
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass(kind)
    if origin in (Union, UnionType):
        return _one_of([_reader(each) for each in inner])
    if origin is Literal:
        return lambda data: data if isinstance(data, str) and data in inner else _unfit()
    if origin in (tuple, list):
        return _texts(origin) if inner[0] is str else _many(origin, _reader(inner[0]))
    if kind is int:
        return lambda data: data if type(data) is int and abs(data) < LARGEST else _unfit()
    if kind is str:
        return lambda data: data if isinstance(data, str) and len(data) <= MOST_CHARACTERS else _unfit()
    if kind in (bool, NoneType):
        return lambda data: data if type(data) is kind else _unfit()
    raise TypeError(f"{kind} is not read; use text, whole numbers, yes or no, lists or dataclasses")


def _dataclass(kind: Any) -> Fits:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind) if field.init}

    def read(data: Any) -> Any:
        if not isinstance(data, dict):
            raise Unfit
        found = {}
        for name, value in data.items():
            if reader := readers.get(name):
                try:  # a context would take longer than most readers
                    found[name] = reader(value)
                except Unfit:
                    continue
        try:
            return kind(**found)
        except (TypeError, ValueError):
            raise Unfit from None

    return read


def _one_of(readers: list[Fits]) -> Fits:
    def read(data: Any) -> Any:
        for each in readers:
            try:
                return each(data)
            except Unfit:
                continue
        raise Unfit

    return read


def _many(kind: Any, reader: Fits) -> Fits:
    def read(data: Any) -> Any:
        if not isinstance(data, list | tuple):
            raise Unfit
        found = []
        for each in data[:MOST_ITEMS]:
            try:
                found.append(reader(each))
            except Unfit:
                continue
        return kind(found)

    return read


def _texts(kind: Any) -> Fits:
    """As `_many` reads them; most lists are of text, and every turn reads some."""

    def read(data: Any) -> Any:
        if not isinstance(data, list | tuple):
            raise Unfit
        return kind([each for each in data[:MOST_ITEMS] if isinstance(each, str) and len(each) <= MOST_CHARACTERS])

    return read


def _unfit() -> Any:
    raise Unfit
