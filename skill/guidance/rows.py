"""Rows of content, wherever they are read from: found by the name of their file and their key, made into nouns once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, Protocol, TypeVar

MOST_MISSED = 4096
"""For how many keys we remember that there is no such row."""

Noun = TypeVar("Noun")
Table = dict[str, Any]
Tables = dict[str, Table]
"""By the name of a file or folder, its rows by their key."""


class ContentError(Exception):
    """A content file is missing, malformed or names something that does not exist. Says file, key and remedy."""


class Files(Protocol):
    """Rows of plain data, found by the name of their file or folder and their key."""

    def row(self, name: str, key: str) -> Any:
        """One row. Raises KeyError where there is none, ContentError where it cannot be read."""

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of all rows, in the order of the file. Raises ContentError where there is no such file."""


class InMemory:
    """Rows that were made just now."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def row(self, name: str, key: str) -> Any:
        """One row. Raises KeyError where there is none."""
        return self.tables[name][key]

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of all rows."""
        return tuple(self.tables[name])


def build(noun: type[Noun], table: Table, where: str) -> Noun:
    """A dataclass from a table, its lists made tuples. Raises ContentError for missing and for unknown keys."""
    known = {field.name: field for field in fields(noun)}  # type: ignore[arg-type]
    if unknown := table.keys() - known.keys():
        raise ContentError(f"{where}: {noun.__name__} has no {', '.join(sorted(unknown))}; correct or remove it")
    needed = {name for name, field in known.items() if field.default is MISSING and field.default_factory is MISSING}
    if missing := needed - table.keys():
        raise ContentError(f"{where}: {', '.join(sorted(missing))} missing; add it")
    return noun(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})


class LazyMapping(Mapping[str, Noun]):
    """The rows of a content file by their key, each made when it is first asked for."""

    def __init__(self, files: Files, name: str, make: Callable[[str, Any], Noun]) -> None:
        self._files, self._name, self._make = files, name, make
        self._made: dict[str, Noun] = {}
        self._missed: set[str] = set()

    def __getitem__(self, key: str) -> Noun:
        if key not in self._made:
            self._made[key] = self._make(key, self._row(key))
        return self._made[key]

    def _row(self, key: str) -> Any:
        """Most words that people say have no row, and they say them again: so that is kept in mind as well."""
        if key in self._missed:
            raise KeyError(key)
        try:
            return self._files.row(self._name, key)
        except KeyError:
            if len(self._missed) >= MOST_MISSED:
                self._missed.clear()
            self._missed.add(key)
            raise

    def get(self, key: object, default: Any = None) -> Any:
        """The row with this key, or `default`."""
        if key in self._made:
            return self._made[key]
        if key in self._missed:  # an answer without the way over an exception
            return default
        return super().get(key, default)  # type: ignore[call-overload]

    def __contains__(self, key: object) -> bool:
        return self.get(key, MISSING) is not MISSING

    def __iter__(self) -> Iterator[str]:
        return iter(self._files.keys(self._name))

    def __len__(self) -> int:
        return len(self._files.keys(self._name))
