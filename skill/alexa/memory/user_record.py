"""The store, for the person of one request: never longer than a turn can wait, and one kind of error for all faults."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from skill.alexa.deadline import CALL_SECONDS, time_left, within
from skill.alexa.logs import kind_of
from skill.alexa.memory.store import Store
from skill.dialogue.ports import Away
from skill.dialogue.record import Record, Unreadable

log = logging.getLogger(__name__)

STORE_SECONDS = CALL_SECONDS
"""How long a turn waits for the store. The first use of DynamoDB in a cold function takes half of it."""

Answer = TypeVar("Answer")


class StoredRecord:
    """The store, for the person of one request. Raises Away for everything that can go wrong with it."""

    def __init__(self, store: Store, request_envelope: Any) -> None:
        self._store = store
        self._request = request_envelope

    def read(self) -> Record | None:
        """What is kept about this person."""
        return self._reach(lambda: Record.from_item(self._store.get_attributes(self._request)))

    def begin(self, record: Record) -> None:
        """Keeps this about them from now on."""
        item = record.to_item(self._request.request.timestamp)
        self._reach(lambda: self._store.save_attributes(self._request, item))

    def write(self, record: Record) -> None:
        """Keeps this about them, unless they were forgotten meanwhile."""
        item = record.to_item(self._request.request.timestamp)
        self._reach(lambda: self._store.renew_attributes(self._request, item))

    def delete(self) -> None:
        """Keeps nothing about them."""
        self._reach(lambda: self._store.delete_attributes(self._request))

    def _reach(self, work: Callable[[], Answer]) -> Answer:
        try:
            return within(time_left(STORE_SECONDS), work)
        except Unreadable:
            log.info("a record was written by a later version of the skill; it is left alone")
            raise Away from None
        except Exception as error:
            log.warning("the memory cannot be reached: %s", kind_of(error))
            raise Away from error
