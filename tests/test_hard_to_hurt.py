"""What is far too long, too deep or too much: refused with a reason, or worked off in time that grows with it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import skill
from skill.desk.app import create_desk_app
from skill.desk.conversations.conversation_file import read
from skill.desk.desk import Desk
from skill.desk.exchange import DeskError
from skill.desk.under_test import Models, any_skill
from skill.understanding import ModelError
from skill.web.endpoint import MOST_BYTES
from tests.conftest import TESTS

LENGTH = 100_000
METHODS = {"search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
TURN = "[[conversation]]\nturns = [{%s}]"
FILES = [
    (".".join(["a"] * 50_000) + "=1", "a key of more than 32 parts"),
    (f"[{'.'.join(['a'] * 50_000)}]", "a key of more than 32 parts"),
    (f"# \\\nx = {{b = '\\', {'.'.join(['a'] * 50)} = 1}}", "a key of more than 32 parts"),
    ("a = " + "[" * 5_000, "brackets in each other"),
    ("a = " + "9" * 5_000, "not valid TOML"),
    ('a = "' + "x" * 300_000, "characters; split it"),
    (TURN % "advance = 1e400", "advance is inf; write a number"),
    (TURN % 'said = "hello", topic = 07:32:00', "topic is 07:32:00; write it in quotes"),
    (TURN % "silence = false", "silence is false"),
]


@pytest.mark.parametrize(("text", "told"), FILES, ids=range(len(FILES)))
def test_a_conversation_file_is_measured_before_it_is_parsed(text: str, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        read(text)


def test_a_replay_that_is_refused_says_why() -> None:
    client = create_desk_app(skill=any_skill(TESTS / "skills" / "trip", "trip:handler")).test_client()
    for text, told in (*FILES, (TURN % f"advance = {'9' * 400}", "cannot advance by")):
        got = client.post("/replay", data=text)
        error = got.get_json()["error"]
        assert got.status_code == (413 if len(text) > MOST_BYTES else 400), error
        assert told in error or got.status_code == 413


def intents(count: int, samples: int = 1, **more: Any) -> dict[str, Any]:
    said = [{"name": f"I{at}", "samples": [f"say {at} {each}" for each in range(samples)]} for at in range(count)]
    return {"languageModel": {"invocationName": "much of it", "intents": said, **more}}


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (intents(501), "501 intents"),
        (intents(1, 30_001), "30001 samples"),
        (intents(1, types=[{"name": f"T{at}"} for at in range(501)]), "501 types"),
        (intents(1, types=[{"name": "T", "values": [{"name": {"value": "x" * 501}}]}]), "501 characters"),
    ],
)
def test_a_model_that_would_be_learnt_for_ever_is_refused(model: dict[str, Any], told: str) -> None:
    found = Models.found(TESTS / "skills" / "trip")
    with pytest.raises(ModelError, match=told):
        found.put("en-US", model)


def test_a_whole_story_is_heard_to_its_end() -> None:
    desk = Desk()
    story = "so yesterday i went to the gym with my friend and after the squats i felt fine until the evening when "
    turn = desk.echo().say(story * 20 + "my legs went numb and i cannot pee")
    assert set(turn["red_flags"]) & {"cauda_equina", "both_legs"}, turn["speech"]
    with pytest.raises(DeskError, match="10001 characters; say it in parts"):
        desk.echo().say("a" * 10_001)


def expressions() -> Iterator[tuple[str, str, Any]]:
    """Every regular expression that some module asks something of, and how: "module: expression", method, pattern."""
    for module in pkgutil.walk_packages(skill.__path__, "skill."):
        source = importlib.util.find_spec(module.name)
        if source is None or source.origin is None or "minilm" in module.name or module.name.endswith("__main__"):
            continue
        for node in ast.walk(ast.parse(Path(source.origin).read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS
            if is_call and (pattern := _pattern(node, module.name)) is not None:
                yield f"{module.name}: {pattern.pattern[:60]}", node.func.attr, pattern


def _pattern(call: ast.Call, module: str) -> re.Pattern[str] | None:
    of = call.func.value  # type: ignore[attr-defined]
    if isinstance(of, ast.Name) and of.id == "re":
        given = call.args[0] if call.args else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(call) else 0
            return re.compile(given.value, flags)
        return None
    if isinstance(of, ast.Name):
        found = getattr(importlib.import_module(module), of.id, None)
    elif isinstance(of, ast.Call) and isinstance(of.func, ast.Name) and not of.args:
        made = getattr(importlib.import_module(module), of.func.id, None)
        found = made() if callable(made) else None
    else:
        return None
    return found if isinstance(found, re.Pattern) and isinstance(found.pattern, str) else None


FOUND = {(told, method): pattern for told, method, pattern in expressions()}


def hostile(pattern: str) -> Iterator[str]:
    """Texts of one or two signs over and over: those of the expression itself, and one of each kind."""
    signs = [*dict.fromkeys(["a", "1", " ", "<", *re.findall(r"[^\w\s\\?*+|()]", pattern)])][:12]
    pairs = (f"{one}{other}" for one in signs for other in signs[:3])
    for unit in dict.fromkeys([*signs, *pairs]):
        yield (unit * LENGTH)[:LENGTH]


def test_many_expressions_are_found() -> None:
    assert len(FOUND) > 60


@pytest.mark.parametrize(("told", "method"), sorted(FOUND), ids=lambda each: each[:70])
def test_no_expression_takes_the_square_of_a_text(told: str, method: str) -> None:
    """It is not timed: one that did would take minutes for such a text, after which every test is ended."""
    ask = getattr(FOUND[told, method], method)
    for text in hostile(FOUND[told, method].pattern):
        found = ask("", text) if method in ("sub", "subn") else ask(text)
        assert method != "finditer" or sum(1 for _ in found) <= LENGTH
