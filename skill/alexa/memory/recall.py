"""When the store is read and written: once where a turn needs it, and then only when something has changed.

A store that is down or slow costs a turn a moment, never the conversation: it goes on without memory, and nothing that
was kept is touched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from skill.alexa.deadline import CALL_SECONDS, time_left, within
from skill.alexa.memory.record import Record, Unreadable
from skill.alexa.memory.store import Store
from skill.guidance import triage

if TYPE_CHECKING:
    from skill.alexa.turn import Turn

log = logging.getLogger(__name__)

STORE_SECONDS = CALL_SECONDS
"""How long a turn waits for the store. The first use of DynamoDB in a cold function takes half of it."""

Answer = TypeVar("Answer")


class Away(Exception):
    """The store cannot be reached just now, or holds what this version must not touch."""


class Shelf:
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
            log.warning("the memory cannot be reached: %s %s", type(error).__name__, error)
            raise Away from error


FLAGS = ("looked", "away", "asked", "resuming")


@dataclass
class Memory:
    """What one session knows of the memory."""

    shelf: Shelf | None = None
    """The way to the store; None where the skill was built without one."""
    looked: bool = False
    """Whether the store was read in this session."""
    away: bool = False
    """Whether it could not be reached, and is left alone in this session."""
    kept: Record | None = None
    """What the store holds about this person; None while they have not agreed to it."""
    asked: bool = False
    """Whether they were asked in this session, or have spoken of it themselves."""
    resuming: bool = False
    """Whether they want to go on with the steps that are kept, once the safety check allows it."""

    def to_session(self) -> dict[str, Any]:
        """As plain JSON data, leaving out what is not so."""
        flags = {name: True for name in FLAGS if getattr(self, name)}
        return flags | ({"kept": asdict(self.kept)} if self.kept else {})

    @classmethod
    def from_session(cls, data: dict[str, Any] | None, shelf: Shelf | None) -> Memory:
        """What the session before this turn knew. Keys of other versions are passed over."""
        known = data or {}
        kept = known.get("kept")
        return cls(shelf, kept=Record.from_session(kept) if kept else None, **{name: name in known for name in FLAGS})


def recall(turn: Turn) -> Record | None:
    """What is kept about this person, read once a session. How they like to be spoken to is heeded from here on."""
    memory = turn.memory
    if memory.shelf and not memory.looked:
        memory.looked = True
        try:
            memory.kept = memory.shelf.read()
        except Away:
            memory.away = True
        if memory.kept:
            turn.case = turn.case.but(brief=turn.case.brief or memory.kept.brief)
            known = {note.token for note in turn.alerts.reminders}
            turn.alerts.earlier = [token for token in memory.kept.reminders if token not in known]
    return memory.kept


def recall_anew(turn: Turn) -> Record | None:
    """The same, read once more: another device, or the app, may have had it deleted meanwhile."""
    turn.memory.looked, turn.memory.away, turn.memory.kept = False, False, None
    return recall(turn)


def kept_steps(turn: Turn) -> Record | None:
    """What is kept, where there are steps to go on with that this version still knows."""
    kept = recall(turn)
    return kept if kept and kept.steps and set(kept.steps) <= set(turn.content.step_ids) else None


def take_up(turn: Turn) -> bool:
    """Puts the steps that are kept back into the case, once nothing stands against them. False where there are none.

    Those that something told since forbids are left out. None is added: what was told another day is not known now.
    """
    kept = kept_steps(turn) if turn.memory.resuming else None
    turn.memory.resuming = False
    if kept is None:
        return False
    flags, done = set(turn.case.flags), kept.steps[: kept.at]
    to_come = [id for id in kept.steps[kept.at :] if not flags & set(turn.content.step(id).avoid_with)]
    turn.case = turn.case.but(steps=(*done, *to_come), at=kept.at)
    return True


def other_steps(turn: Turn) -> None:
    """Other steps are begun than those that are kept."""
    if kept := recall(turn):
        turn.memory.kept = kept.without_steps()


def may_offer(turn: Turn) -> bool:
    """Whether this is the moment to ask for consent: once a session, in the steps, while the store can be reached."""
    memory = turn.memory
    if memory.shelf is None or memory.asked or not turn.case.steps:
        return False
    return recall(turn) is None and not memory.away


def keep(turn: Turn) -> None:
    """At the end of a turn: writes down where this person is, where they agreed to it and it has changed.

    After an alarm no steps are kept, so that nobody is asked to go on with them another day.
    """
    memory = turn.memory
    if memory.shelf is None:
        return
    is_alarm = triage.alarm(turn.case, turn.content) is not None
    if is_alarm or turn.alerts.reminders:
        recall(turn)
    if memory.kept is None or memory.away:
        return
    now = _as_it_is(turn, memory.kept, is_alarm)
    if now != memory.kept:
        try:
            memory.shelf.write(now)
            memory.kept = now
        except Away:
            memory.away = True


def _as_it_is(turn: Turn, kept: Record, is_alarm: bool) -> Record:
    case = turn.case
    tokens = (*turn.alerts.earlier, *(note.token for note in turn.alerts.reminders))
    now = replace(kept, brief=case.brief, reminders=tokens)
    if is_alarm or (case.steps and case.at >= len(case.steps)):
        return now.without_steps()
    if not case.steps:
        return now
    begun = kept.started if case.steps == kept.steps else turn.now.date().isoformat()
    return replace(now, steps=case.steps, at=case.at, started=begun)
