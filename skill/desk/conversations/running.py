"""Conversations as tests: held one after the other, each with a device of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from skill.desk.conversations.conversation_file import SPEAKS, Conversation
from skill.desk.conversations.playing import Played, begin, turn
from skill.desk.conversations.throw_away import ThrowAwayMemory
from skill.desk.desk import Desk
from skill.desk.exchange import DeskError
from skill.desk.turn_record import TurnRecord
from skill.json_reader import Json


@dataclass(frozen=True)
class TurnRan:
    """One turn of a file, as it went."""

    at: int
    expected: Json
    record: TurnRecord
    memory: ThrowAwayMemory | None = None

    @property
    def name(self) -> str:
        """Which turn it is, as people find it in the file."""
        spoken = next((f"{key} {self.expected[key]!r}" for key in SPEAKS if key in self.expected), "")
        return f"turn {self.at + 1}{f', {spoken}' if spoken else ''}"


@dataclass(frozen=True)
class Ran:
    """A conversation that was held."""

    conversation: Conversation
    played: Played | None
    """The device, as it is afterwards."""
    seconds: float
    turns: list[TurnRan]
    error: str = ""
    """Why it could not be held to its end."""
    file: Path = Path()

    @property
    def differs(self) -> list[str]:
        """One sentence for everything that is not as recorded, with its turn."""
        found = [f"{turn.name}: {each}" for turn in self.turns for each in turn.record.differs]
        return [*found, *([self.error] if self.error else [])]


def run(desk: Desk, conversation: Conversation) -> Ran:
    """Holds one conversation of a file."""
    at, turns, played, error = perf_counter(), list[TurnRan](), None, ""
    try:
        played = begin(desk, conversation)
        for said in conversation.opening:
            turn(played, {"said": said})
        for number, expected in enumerate(conversation.turns):
            turns.append(TurnRan(number, expected, turn(played, expected)[-1], played.memory))
    except DeskError as wrong:
        error = str(wrong)
    return Ran(conversation, played, round(perf_counter() - at, 3), turns, error)
