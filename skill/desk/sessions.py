"""The conversations on this desk: those under way, and what happened in them, turn by turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from skill.desk.alerts import AlertsService
from skill.desk.alexa_request import Device
from skill.desk.answer import SayAnswer
from skill.desk.desk import Desk
from skill.desk.echo import Echo
from skill.desk.registry import NotRegistered, Registry
from skill.desk.turn_record import Did, TurnRecord
from skill.desk.under_test import Models

MOST_SESSIONS = 1000
"""The oldest conversation is forgotten when there are more."""
MOST_CONVERSATIONS, MOST_TURNS = 100, 500
"""So many are kept to be looked at, on the whole desk: a turn with a screen takes some hundred kilobytes."""


class Sessions:
    """The conversations, by the id of their session. Safe to use from many threads; one turn of each at a time."""

    def __init__(self, desk: Desk, most: int = MOST_SESSIONS, watch: Callable[[SayAnswer], None] | None = None) -> None:
        """`watch` gets to see every turn."""
        self._desk = desk
        self._watch = watch
        remedy = "`POST /say` without one starts a new one"
        self._echoes: Registry[Echo] = Registry("session", most, remedy)
        self._turns: Registry[TurnRecord] = Registry("turn", MOST_TURNS, "only the latest are kept")
        self._conversations: Registry[list[str]] = Registry("conversation", MOST_CONVERSATIONS)
        """The ids of their turns."""

    @property
    def models(self) -> Models:
        """What people may say to the skill on this desk."""
        return self._desk.skill.models

    def say(self, text: str, session: str | None, locale: str | None, device: Device | None) -> SayAnswer:
        """One turn. A session that is missing starts a new one, and so does one that has ended, of the same device.

        A locale holds from this turn on.
        """
        echo = self._echo(session, locale, device)
        did: Did = {"said": text}
        if locale and locale != echo.locale:
            did["locale"] = locale
        turn = self._take(echo, did).turn
        assert turn
        return turn

    def do(self, session: str, did: Did) -> TurnRecord:
        """What somebody does in a session. Raises NotRegistered."""
        return self._take(self._echoes.get(session), did)

    def _take(self, echo: Echo, did: Did) -> TurnRecord:
        with echo.session.lock:
            record = self._desk.take(echo, did)
        if record.turn:
            self.keep(record.turn)
        if record.turn or record.fired or did.get("advance", 1):  # a look at the clock is nothing that happened
            self.remember(echo, record)
        return record

    def keep(self, turn: SayAnswer) -> SayAnswer:
        """A turn that took place, shown to whoever watches."""
        if self._watch:
            self._watch(turn)
        return turn

    def begin(self, locale: str, device: Device | None) -> str:
        """A new conversation; returns its id."""
        return self.join(self._desk.echo(locale, device))

    def join(self, echo: Echo) -> str:
        """A device that others hold a conversation with; returns the id of its session."""
        return self._echoes.put(echo.session.id, echo)

    def _echo(self, session: str | None, locale: str | None, device: Device | None) -> Echo:
        try:
            echo = self._echoes.get(session or "")
        except NotRegistered:
            echo = self._desk.echo(locale, device)
        if echo.ended:
            echo = echo.again()
            for name, state in (device.permissions if device else {}).items():
                echo.alerts.permissions.set(name, state)
            echo.device = device or echo.device
        self.join(echo)
        return echo

    @contextmanager
    def held(self, session: str) -> Iterator[Echo]:
        """A conversation, for as long as nobody else may speak in it. Raises NotRegistered."""
        echo = self._echoes.get(session)
        with echo.session.lock:
            yield echo

    def alerts(self, session: str) -> AlertsService:
        """The timers and reminders of a conversation, also after its end. Raises NotRegistered."""
        return self._echoes.get(session).alerts

    def forget(self, session: str) -> None:
        """Ends a conversation and forgets it, with what happened in it. Raises NotRegistered."""
        echo = self._echoes.get(session)
        self._echoes.remove(session)
        for turn in self._conversations.pop(echo.conversation) or ():
            self._turns.pop(turn)

    # What happened.

    def remember(self, echo: Echo, record: TurnRecord) -> None:
        """Keeps a turn for whoever wants to look at it."""
        self._turns.put(record.id, record)
        self._conversations.made(echo.conversation, list).append(record.id)

    def record(self, turn: str) -> TurnRecord:
        """A turn that is kept. Raises NotRegistered."""
        return self._turns.get(turn)

    def conversation(self, id: str) -> list[TurnRecord]:
        """The turns of a conversation that are still kept, in their order. Raises NotRegistered."""
        known = dict(self._turns.all())
        return [known[turn] for turn in self._conversations.get(id) if turn in known]

    def conversations(self) -> list[tuple[str, list[TurnRecord]]]:
        """Those in which anything happened, the latest first."""
        found = [(id, self.conversation(id)) for id, _ in reversed(self._conversations.all())]
        return [(id, turns) for id, turns in found if turns]

    def device(self, conversation: str) -> Echo:
        """The device of a conversation as it is now, in its latest session. Raises NotRegistered."""
        self._conversations.get(conversation)
        found = [echo for _, echo in self._echoes.all() if echo.conversation == conversation]
        if not found:
            raise NotRegistered(f"The device of conversation {conversation!r} is forgotten.")
        return found[-1]

    def branch(self, turn: str, did: Did | None = None) -> Echo:
        """Goes on from before a turn, on another device in the same state, and does something there. Raises
        NotRegistered and DeskError."""
        origin = self._turns.get(turn)
        echo = self._desk.branch(origin)
        told = next((turns for _, turns in self._conversations.all() if turn in turns), [])
        self._conversations.put(echo.conversation, told[: told.index(turn)] if told else [])
        self.join(echo)
        if did:
            self._take(echo, did)
        return echo
