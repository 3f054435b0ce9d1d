"""What every store does the same: find the person, pass over what has expired, and never let an older step win.

A store is a persistence adapter of Alexa's SDK, so any other adapter can take its place.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_core.exceptions import PersistenceException

from skill.dialogue.record import Item

SALT = b"back coach memory "

AHEAD_SECONDS = 3600
"""A record from further ahead than this was written by a clock that is wrong, and does not win."""


class Store(AbstractPersistenceAdapter):  # type: ignore[misc]
    """Keeps one record a person. Raises PersistenceException, or what its engine raises, where that fails."""

    def get_attributes(self, request_envelope: Any) -> Item:
        """The person's record; empty where there is none. One whose time is over is deleted."""
        key, now = key_of(request_envelope), now_of(request_envelope)
        item = self.read(key)
        if item and item["expires"] <= now:
            self.expire(key, now)
            return {}
        return item or {}

    def save_attributes(self, request_envelope: Any, attributes: Item) -> None:
        """Keeps this record, unless what is there is later: a step taken since, or a record of a later version."""
        self.write(key_of(request_envelope), dict(attributes), now_of(request_envelope))

    def renew_attributes(self, request_envelope: Any, attributes: Item) -> None:
        """The same, but only in place of a record: where the person was forgotten meanwhile, they stay so."""
        self.write(key_of(request_envelope), dict(attributes), now_of(request_envelope), renews=True)

    def delete_attributes(self, request_envelope: Any) -> None:
        """Deletes the person's record, whatever it is."""
        self.delete(key_of(request_envelope))

    @abstractmethod
    def read(self, key: str) -> Item | None:
        """What is kept under this key."""

    @abstractmethod
    def write(self, key: str, item: Item, now: int, renews: bool = False) -> None:
        """Keeps this under this key unless `wins` says no, in one act that nobody can come in between.

        `now`: seconds since 1970; what has expired by then may go. `renews`: only where something is kept.
        """

    @abstractmethod
    def delete(self, key: str) -> None:
        """Keeps nothing under this key."""

    @abstractmethod
    def expire(self, key: str, now: int) -> None:
        """Keeps nothing under this key that has expired by now (seconds since 1970)."""

    def tidy(self, now: int) -> None:
        """At the start of a process: lets go of whatever has expired, where the engine does not do so by itself."""


def wins(item: Item, kept: Item | None) -> bool:
    """Whether a record takes the place of the one that is kept: it is not older, nor of an older version."""
    if not kept:
        return True
    if item["version"] < kept["version"]:
        return False
    ahead = kept["expires"] - item["expires"]
    return not 0 < ahead <= AHEAD_SECONDS


def key_of(request_envelope: Any) -> str:
    """Whose record it is: the hash of Alexa's user id, which differs from skill to skill. The id itself is not kept."""
    for holder in (request_envelope.context and request_envelope.context.system, request_envelope.session):
        if holder and holder.user and holder.user.user_id:
            return key_of_user(holder.user.user_id)
    raise PersistenceException("the request names no user, so nothing can be kept for them")


def key_of_user(user_id: str) -> str:
    """The same for a user id."""
    from hashlib import sha256  # it loads OpenSSL, and most turns remember nobody

    return sha256(SALT + user_id.encode()).hexdigest()


def now_of(request_envelope: Any) -> int:
    """When the request was made, in seconds since 1970."""
    return int(request_envelope.request.timestamp.timestamp())
