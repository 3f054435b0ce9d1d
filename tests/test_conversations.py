"""Whole conversations, as data: what is said turn by turn, and what must hold. `back-coach test` holds them as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.desk.answer import SayAnswer
from skill.desk.conversations.conversation_file import Conversation, load
from skill.desk.conversations.running import run
from skill.desk.desk import default_desk
from skill.guidance.content import default_content
from tests.conftest import TESTS

CONVERSATIONS = [(path, one) for path in sorted((TESTS / "conversations").glob("*.toml")) for one in load(path)]


def test_there_are_enough_conversations() -> None:
    assert len(CONVERSATIONS) >= 40
    names = [conversation.name for _, conversation in CONVERSATIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("path", "conversation"), CONVERSATIONS, ids=[f"{path.stem}: {one.name}" for path, one in CONVERSATIONS]
)
def test_conversation(path: Path, conversation: Conversation) -> None:
    ran = run(default_desk(), conversation)
    assert ran.differs == []
    assert len(ran.turns) == len(conversation.turns)
    for turn in ran.turns:
        if turn.record.turn:
            assert_safe(turn.record.turn)


def number_of(turn: SayAnswer) -> str:
    """The emergency number where this turn is heard."""
    locale = turn["request"]["request"].get("locale") or "en-US"
    return default_content().locale(locale).words["emergency_number"]


def assert_safe(turn: SayAnswer) -> None:
    """What must hold in every turn whatever is said."""
    if turn["urgency"] == "emergency" and turn["red_flags"]:
        assert number_of(turn) in turn["speech"].partition(".")[0]
        assert turn["step"] is None
    assert "{" not in turn["speech"]
    assert len(turn["ssml"] or "") < 8000
