"""A store that lasts as long as its process: for tests, and for a conversation that nobody wants to find again."""

from __future__ import annotations

import json
import threading

from skill.alexa.memory.store import Store, wins
from skill.dialogue.record import Item


class InMemoryStore(Store):
    """Records as JSON in a dictionary."""

    def __init__(self) -> None:
        self.records: dict[str, str] = {}
        self._lock = threading.Lock()

    def read(self, key: str) -> Item | None:
        kept = self.records.get(key)
        return json.loads(kept) if kept else None

    def write(self, key: str, item: Item, now: int, renews: bool = False) -> None:
        with self._lock:
            kept = self.read(key)
            if wins(item, kept) and (kept or not renews):
                self.records[key] = json.dumps(item)
            for other in [other for other, kept in self.records.items() if json.loads(kept)["expires"] <= now]:
                del self.records[other]

    def delete(self, key: str) -> None:
        with self._lock:
            self.records.pop(key, None)

    def expire(self, key: str, now: int) -> None:
        with self._lock:
            if (kept := self.read(key)) and kept["expires"] <= now:
                del self.records[key]
