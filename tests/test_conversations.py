"""Whole conversations, as data: what is said turn by turn, and what the coach decides."""

from __future__ import annotations

from typing import Any

import pytest

from skill.desk.alerts import SCOPES
from skill.desk.desk import new_echo
from skill.desk.echo import Echo
from skill.guidance.content import default_content
from tests.conftest import TESTS, rows
from tests.devices import OneShelf, device, opened_again, switch_on

CONVERSATIONS = [
    {**conversation, "file": path.stem}
    for path in sorted((TESTS / "conversations").glob("*.toml"))
    for conversation in rows(f"conversations/{path.name}", "conversation")
]
DEVICE = {"starts", "zone", "permissions", "memory"}
"""Keys of a conversation whose device stands at a certain place and time, or whose skill remembers people."""
SAYS = {"said", "silence", "touched"}
KEYS = SAYS | {
    "intent", "asked", "topic", "urgency", "flags", "step", "hears", "never_hears", "ended", "alerts", "consent",
    "card", "advance", "fired", "faults", "opens",
    "disabled", "store_down", "kept",
}  # fmt: skip


def test_there_are_enough_conversations() -> None:
    assert len(CONVERSATIONS) >= 40
    names = [conversation["name"] for conversation in CONVERSATIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda c: f"{c['file']}: {c['name']}")
def test_conversation(conversation: dict[str, Any]) -> None:
    conversation = {**conversation, "memory": OneShelf()} if conversation.get("memory") else conversation
    echo = device_of(conversation)
    memory = conversation.get("memory")
    for said in conversation.get("opening", []):
        echo.say(said)
    for expected in conversation["turns"]:
        assert not expected.keys() - KEYS, f"unknown key in {expected}"
        if expected.get("opens"):
            echo = opened_again(echo)
        if "faults" in expected:
            switch_on(echo, expected["faults"])
        if expected.get("disabled"):
            echo.disable()
        if "store_down" in expected:
            memory.is_down = expected["store_down"]
        if "advance" in expected:
            fired = echo.alerts.advance(expected["advance"])
            assert [each.announcement for each in fired] == expected.get("fired", [])
        if expected.keys() & SAYS:
            assert_turn(turn_of(echo, expected), expected)
        elif "alerts" in expected:
            assert_alerts(echo.alerts.alerts(), expected["alerts"], str(expected))
        if "kept" in expected:
            assert_kept(memory.record(), expected)


def assert_kept(record: dict[str, Any], expected: dict[str, Any]) -> None:
    """What is remembered, as far as is told of it; nothing at all where nothing is told."""
    shown = {key: record.get(key) for key in expected["kept"]} if expected["kept"] else record
    assert shown == expected["kept"], f"kept after {expected}: {record}"


def turn_of(echo: Echo, expected: dict[str, Any]) -> dict[str, Any]:
    """What comes of what somebody says, leaves unsaid or touches."""
    if "touched" in expected:
        return echo.touch([expected["touched"]])
    return echo.silence() if expected.get("silence") else echo.say(expected["said"])


def device_of(conversation: dict[str, Any]) -> Echo:
    """The device of a conversation; one that stands somewhere at some time where the conversation says so."""
    if conversation.keys() & DEVICE:
        echo = device(**{key: conversation[key] for key in DEVICE if key in conversation})
    else:
        echo = new_echo(conversation.get("locale", "en-US"))
    echo.alerts.unsupported = conversation.get("unsupported", ())
    return echo


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
                assert set(turn["red_flags"]) >= set(value) and bool(value) == bool(turn["red_flags"]), f"flags {said}"
            case "step":
                assert (turn["step"] or {}).get("id") == (value or None), f"step {said}"
            case "hears":
                assert all(words in turn["speech"] for words in value), f"hears {said}"
            case "never_hears":
                assert not any(words in turn["speech"].lower() for words in value), f"never hears {said}"
            case "alerts":
                assert_alerts(turn["alerts"], value, said)
            case "consent":
                full = {**value, "scope": SCOPES[value["scope"]]} if value else None
                assert turn["consent"] == full, f"consent {said}"
            case "card":
                assert (turn["card"] or {}).get("type", "") == value, f"card {said}"
    assert_safe(turn)


def assert_alerts(alerts: list[dict[str, Any]], expected: list[dict[str, Any]], said: str) -> None:
    """The alerts of the device, as far as is told of them, in order."""
    shown = [{key: alert.get(key) for key in row} for alert, row in zip(alerts, expected, strict=False)]
    assert (len(alerts), shown) == (len(expected), expected), f"alerts {said}"


def number_of(turn: dict[str, Any]) -> str:
    """The emergency number where this turn is heard."""
    locale = turn["request"]["request"].get("locale") or "en-US"
    return default_content().locale(locale).words["emergency_number"]


def assert_safe(turn: dict[str, Any]) -> None:
    """What must hold in every turn whatever is said."""
    if turn["urgency"] == "emergency" and turn["red_flags"]:
        assert number_of(turn) in turn["speech"].partition(".")[0]
        assert turn["step"] is None
    assert "{" not in turn["speech"]
    assert len(turn["ssml"] or "") < 8000
