"""Content compiled into one file in which each row is found without reading any other.

A start and a turn so take as long with a hundred times the content. After the first line comes a table of slots: hash,
place and length of a record; a record is its key and its row as JSON. A key has the slot its hash points at, or the
next free one behind it (the layout is that of D. J. Bernstein's cdb). It is written once and never changed.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable
from struct import Struct
from typing import Any
from zlib import crc32

from skill.guidance.rows import ContentError

FORMAT = b"back-coach content 1 %08x\n"
FIRST_LINE = len(FORMAT % 0)
SLOT = Struct("<III")
KEYS = ""
"""Stands for a key where the list of all keys is meant."""


class Pack:
    """A file of rows. Safe to use from many threads."""

    def __init__(self, path: str) -> None:
        """Raises ContentError where it is no such file."""
        try:
            with open(path, "rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._keys: dict[str, tuple[str, ...]] = {}
            self._slots = int(self._data[FIRST_LINE - 9 : FIRST_LINE], 16)
        except (OSError, ValueError) as error:
            raise ContentError(f"{path}: cannot be read ({error}); build it again with back-coach package") from error
        if self._data[:FIRST_LINE] != FORMAT % self._slots:
            raise ContentError(f"{path}: made by another version; build it again with back-coach package")

    def row(self, name: str, key: str) -> Any:
        """One row. Raises KeyError where there is none."""
        if key == KEYS:
            raise KeyError(key)
        return self._record(name, key)

    def _record(self, name: str, key: str) -> Any:
        wanted = _key(name, key)
        hashed = crc32(wanted)
        at = hashed
        while True:
            found, place, length = SLOT.unpack_from(self._data, FIRST_LINE + at % self._slots * SLOT.size)
            if not length:
                raise KeyError(key)
            if found == hashed and self._data[place : place + len(wanted)] == wanted:
                return json.loads(self._data[place + len(wanted) : place + length].decode("utf-8"))
            at += 1

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of all rows, in the order of the file. Raises ContentError where there is no such file."""
        if name not in self._keys:
            try:
                self._keys[name] = tuple(self._record(name, KEYS))
            except KeyError:
                remedy = "build it again with back-coach package"
                raise ContentError(f"{name}: not in the compiled content; {remedy}") from None
        return self._keys[name]


def packed(tables: Iterable[tuple[str, dict[str, Any]]]) -> bytes:
    """The bytes of such a file: names and their rows by key. The same rows in the same order give the same bytes."""
    records = [
        (_key(name, key), json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
        for name, rows in tables
        for key, row in ({KEYS: list(rows)} | rows).items()
    ]
    count = 2 * len(records)
    slots: list[tuple[int, int, int]] = [(0, 0, 0)] * count
    place = FIRST_LINE + count * SLOT.size
    for key, row in records:
        at = crc32(key)
        while slots[at % count][2]:
            at += 1
        slots[at % count] = (crc32(key), place, len(key) + len(row))
        place += len(key) + len(row)
    return b"".join((FORMAT % count, *(SLOT.pack(*slot) for slot in slots), *(key + row for key, row in records)))


def _key(name: str, key: str) -> bytes:
    return f"{name}\0{key}\n".encode()
