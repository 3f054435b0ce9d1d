"""Things with ids of which only so many are kept: the oldest go first. Safe to use from many threads."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from skill.desk.smapi.errors import NotFound

Kept = TypeVar("Kept")

MOST = 500


class Drawer(Generic[Kept]):
    """One kind of thing, by id."""

    def __init__(self, kind: str, most: int = MOST) -> None:
        self._kind = kind
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, thing: Kept) -> str:
        """Keeps it under a new id."""
        id = str(uuid.uuid4())
        with self._lock:
            self._put(id, thing)
        return id

    def get(self, id: str) -> Kept:
        """What is kept under the id. Raises NotFound."""
        with self._lock:
            if id not in self._kept:
                raise NotFound(f"There is no {self._kind} {id!r}.")
            return self._kept[id]

    def made(self, id: str, make: Callable[[], Kept]) -> Kept:
        """What is kept under the id, made now if it is not."""
        with self._lock:
            if id not in self._kept:
                self._put(id, make())
            self._kept.move_to_end(id)
            return self._kept[id]

    def replace(self, id: str, thing: Kept) -> None:
        """Keeps another thing under the id. Raises NotFound."""
        with self._lock:
            if id not in self._kept:
                raise NotFound(f"There is no {self._kind} {id!r}.")
            self._kept[id] = thing

    def remove(self, id: str) -> None:
        """Forgets it. Raises NotFound."""
        with self._lock:
            if self._kept.pop(id, None) is None:
                raise NotFound(f"There is no {self._kind} {id!r}.")

    def all(self) -> list[tuple[str, Kept]]:
        """Everything with its id, the oldest first."""
        with self._lock:
            return list(self._kept.items())

    def _put(self, id: str, thing: Kept) -> None:
        self._kept[id] = thing
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
