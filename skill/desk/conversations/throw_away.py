"""A memory for one conversation, empty at its beginning and gone at its end."""

from __future__ import annotations

import json

from skill.alexa.memory.in_memory import InMemoryStore
from skill.dialogue.record import Item


class ThrowAwayMemory(InMemoryStore):
    """A memory for one person. It can be taken away in the middle."""

    is_down = False

    def record(self) -> Item:
        """What is kept, however long ago it was written; empty where nothing is."""
        found: Item = json.loads(next(iter(self.records.values()), "{}"))
        return found

    def read(self, key: str) -> Item | None:
        """As a store does. Raises ConnectionError while it is down, as the other two do."""
        if self.is_down:
            raise ConnectionError("the store is down")
        return super().read(key)

    def write(self, key: str, item: Item, now: int, renews: bool = False) -> None:
        """As a store does."""
        self.read(key)
        super().write(key, item, now, renews)

    def delete(self, key: str) -> None:
        """As a store does."""
        self.read(key)
        super().delete(key)
