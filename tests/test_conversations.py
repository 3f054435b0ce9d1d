"""Whole conversations, as data: what is said turn by turn, and what the coach decides."""

from __future__ import annotations

from typing import Any

import pytest

from skill.simulator.desk import new_echo
from tests.conftest import TESTS, rows

CONVERSATIONS = [
    {**conversation, "file": path.stem}
    for path in sorted((TESTS / "conversations").glob("*.toml"))
    for conversation in rows(f"conversations/{path.name}", "conversation")
]
KEYS = {"said", "silence", "intent", "asked", "topic", "urgency", "flags", "step", "hears", "never_hears", "ended"}


def test_there_are_enough_conversations() -> None:
    assert len(CONVERSATIONS) >= 40
    names = [conversation["name"] for conversation in CONVERSATIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda c: f"{c['file']}: {c['name']}")
def test_conversation(conversation: dict[str, Any]) -> None:
    echo = new_echo(conversation.get("locale", "en-US"))
    for expected in conversation["turns"]:
        assert not expected.keys() - KEYS, f"unknown key in {expected}"
        turn = echo.silence() if expected.get("silence") else echo.say(expected["said"])
        assert_turn(turn, expected)


def assert_turn(turn: dict[str, Any], expected: dict[str, Any]) -> None:
    said = f"after {expected.get('said', 'silence')!r} ({turn['intent']}): {turn['speech']}"
    case = ((turn["response"] or {}).get("sessionAttributes") or {}).get("case", {})
    for key, value in expected.items():
        match key:
            case "intent" | "topic" | "urgency" | "ended":
                assert turn[key] == (value or None if key != "ended" else value), f"{key} {said}"
            case "asked":
                assert case.get("asked", "") == value, f"asked {said}"
            case "flags":
                assert sorted(turn["red_flags"]) == sorted(value), f"flags {said}"
            case "step":
                assert (turn["step"] or {}).get("id") == (value or None), f"step {said}"
            case "hears":
                assert all(words in turn["speech"] for words in value), f"hears {said}"
            case "never_hears":
                assert not any(words in turn["speech"].lower() for words in value), f"never hears {said}"
    assert_safe(turn)


def assert_safe(turn: dict[str, Any]) -> None:
    """What must hold in every turn whatever is said."""
    if turn["urgency"] == "emergency" and turn["red_flags"]:
        assert "911" in turn["speech"].partition(".")[0]
        assert turn["step"] is None
    assert "{" not in turn["speech"]
    assert len(turn["ssml"] or "") < 8000
