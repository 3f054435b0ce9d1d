"""A conversation in which the words are said by the names of where they stand, for tests of which words are said."""

from __future__ import annotations

from typing import Any

from skill.dialogue.memory import Memory
from skill.dialogue.record import Record
from skill.guidance.case import Case
from tests.dialogue.conversation import Conversation, Device, Shelf
from tests.dialogue.named import named_content

CHECKED = {"told": True, "cleared": ("emergency_signs", "today_signs")}
"""Somebody who has told of a pain, and has none of the signs."""


def by_name(kept: Record | None = None, **known: Any) -> Conversation:
    """A conversation with timers, reminders and a memory; this may be kept, and this known of them."""
    return Conversation(case=Case(**known), device=Device(), memory=Memory(record=Shelf(kept)), content=named_content())
