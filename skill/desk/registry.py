"""Things with ids of which only so many are kept: the oldest go first. Threads may share one."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

MOST = 500


class NotRegistered(KeyError):
    """There is nothing of this id. The message says so."""

    def __str__(self) -> str:
        return str(self.args[0])


class Registry(Generic[Kept]):
    """One kind of thing, by id."""

    def __init__(self, kind: str, most: int = MOST, remedy: str = "") -> None:
        """`remedy`: what is told besides, where something is not there."""
        self._kind = kind
        self._remedy = f"; {remedy}" if remedy else ""
        self._most = most
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.RLock()

    def add(self, thing: Kept) -> str:
        """Keeps it under a new id."""
        return self.put(str(uuid.uuid4()), thing)

    def put(self, id: str, thing: Kept) -> str:
        """Keeps it under this id."""
        with self._lock:
            self._kept[id] = thing
            self._kept.move_to_end(id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return id

    def get(self, id: str) -> Kept:
        """What is kept under the id. Raises NotRegistered."""
        with self._lock:
            if id not in self._kept:
                raise NotRegistered(f"There is no {self._kind} {id!r}{self._remedy}.")
            return self._kept[id]

    def made(self, id: str, make: Callable[[], Kept]) -> Kept:
        """What is kept under the id, made now if it is not. It counts as the newest."""
        with self._lock:
            self.put(id, self._kept[id] if id in self._kept else make())
            return self._kept[id]

    def replace(self, id: str, thing: Kept) -> None:
        """Keeps another thing under the id. Raises NotRegistered."""
        with self._lock:
            self.get(id)
            self._kept[id] = thing

    def remove(self, id: str) -> None:
        """Forgets it. Raises NotRegistered."""
        with self._lock:
            self.get(id)
            del self._kept[id]

    def pop(self, id: str) -> Kept | None:
        """Forgets it, if it is there, and returns it."""
        with self._lock:
            return self._kept.pop(id, None)

    def all(self) -> list[tuple[str, Kept]]:
        """Everything with its id, the oldest first."""
        with self._lock:
            return list(self._kept.items())
