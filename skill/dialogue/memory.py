"""What one session knows of what is remembered about the person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from skill.dialogue.ports import UserRecord
from skill.dialogue.record import Record

FLAGS = ("looked", "away", "asked", "resuming")


@dataclass
class Memory:
    """What one session knows of the memory."""

    record: UserRecord | None = None
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
    def from_session(cls, data: Any, record: UserRecord | None) -> Memory:
        """What the session before this turn knew, whatever it holds: what does not fit is passed over."""
        known = data if isinstance(data, dict) else {}
        kept = known.get("kept")
        return cls(
            record,
            kept=Record.from_session(kept) if isinstance(kept, dict) else None,
            **{name: known.get(name) is True for name in FLAGS},
        )
