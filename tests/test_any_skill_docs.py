"""The table of docs/any-skill.md is true: each row names a test that there is, and what does not work is shown here."""

from __future__ import annotations

import ast
import re
from datetime import date
from typing import Any

from skill.desk.app import create_desk_app
from skill.desk.under_test import Models, SkillUnderTest
from skill.understanding import slot_types
from tests.conftest import TESTS
from tests.test_rooms import ROOT

ROW = re.compile(r"\| ([^|]+) \| ([^|]+) \| `(test_\w+)` \|")


def named() -> set[str]:
    """The names of all tests."""
    files = (ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.rglob("test_*.py"))
    return {node.name for tree in files for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_is_held_by_a_test() -> None:
    text = (ROOT / "docs" / "any-skill.md").read_text(encoding="utf-8")
    table = text.partition("## What works, and what does not")[2].partition("\n## ")[0]
    rows = ROW.findall(table)
    lines = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line]
    assert len(rows) == len(lines) - 1 and len(rows) > 20
    assert {held for _, _, held in rows} <= named()


def test_every_complaint_is_held_by_a_test() -> None:
    text = (ROOT / "docs" / "any-skill.md").read_text(encoding="utf-8")
    table = text.partition("## What people who write skills complain of")[2]
    rows = re.findall(r"^\| (\d+) \|(?: [^|]*\|){3} `(test_\w+)` \|$", table, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 16))
    assert {held for _, held in rows} <= named()


def test_what_is_not_read_in_other_languages() -> None:
    for language, phrase in (("de", "weihnachten"), ("fr", "noël"), ("es", "de lunes a viernes")):
        assert slot_types.read("AMAZON.DATE", phrase, date(2026, 1, 7), language) is None


CONVERSATIONS = {
    "type": "Dialog.DelegateRequest",
    "target": "AMAZON.Conversations",
    "period": {"until": "EXPLICIT_RETURN"},
}
TEMPLATE = {"type": "Display.RenderTemplate", "template": {"type": "BodyTemplate1", "token": "first", "title": "Trips"}}


def test_conversations_are_only_named() -> None:
    assert named_only(CONVERSATIONS)["not_played"] == ["Dialog.DelegateRequest"]


def test_templates_of_2018_are_only_named() -> None:
    turn = named_only(TEMPLATE)
    assert turn["not_played"] == ["Display.RenderTemplate"]
    assert "Display" not in turn["request"]["context"]["System"]["device"]["supportedInterfaces"]


def named_only(directive: dict[str, Any]) -> dict[str, Any]:
    """The turn in which a skill sends it."""
    answer = {"response": {"directives": [directive], "shouldEndSession": False}}
    served = SkillUnderTest(Models.found(TESTS / "skills" / "trip"), lambda client: lambda event: answer)
    client = create_desk_app(skill=served).test_client()
    turn: dict[str, Any] = client.post("/say", json={"text": "open trip planner"}).get_json()
    return turn
