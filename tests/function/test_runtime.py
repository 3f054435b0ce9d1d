"""The archive under AWS's own runtime client: what people hear is what they hear at the desk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from skill.desk.alexa_request import SKILL_ID, Device
from skill.desk.desk import new_echo
from tests.function.runtime_api import running

pytestmark = pytest.mark.xdist_group("the archive")

CONVERSATION = (
    "my back hurts after lifting",
    "no",
    "no",
    "next",
    "should i use ice or heat",
    "next",
    "how many steps are left",
    "it hurts more when i do that",
    "my legs feel numb",
    "stop",
)


BREAKS = """

import skill.dialogue.policy as policy


def breaks(turn):
    raise RuntimeError("my back is killing me")


policy.answer = breaks
"""


def at_the_desk(screen: bool) -> list[dict[str, Any]]:
    echo = new_echo("en-US", Device(screen=screen))
    turns: list[dict[str, Any]] = json.loads(json.dumps([echo.say(text) for text in CONVERSATION]))
    return turns


@pytest.mark.parametrize("screen", [False, True])
def test_a_whole_conversation_is_that_of_the_desk(unpacked: Path, client: Path, tmp_path: Path, screen: bool) -> None:
    turns = at_the_desk(screen)
    with running(unpacked, client, tmp_path / "log", SKILL_ID=SKILL_ID) as function:
        for turn in turns:
            outcome = function.api.invoke(turn["request"])
            assert outcome.kind == "response"
            assert outcome.body == turn["response"], turn["text"]
        assert function.process.poll() is None, "one process serves all turns, the first and those it is warm for"
    assert any("Call 911 now" in turn["speech"] for turn in turns)


def test_a_request_that_is_none_is_an_error_and_the_next_one_is_answered(
    unpacked: Path, client: Path, tmp_path: Path
) -> None:
    (turn, *_) = at_the_desk(screen=False)
    with running(unpacked, client, tmp_path / "log", SKILL_ID=SKILL_ID) as function:
        stranger = {**turn["request"], "context": {"System": {"application": {"applicationId": "another"}}}}
        session = {**turn["request"]["session"], "application": {"applicationId": "another"}}
        strangers = (stranger, {**turn["request"], "session": session})
        for event in (*strangers, {"request": {"type": "No.Such"}}, [], None, {"request": 5}):
            outcome = function.api.invoke(event)
            assert outcome.kind == "error", event
            assert outcome.body["errorType"] == "Refused"
            assert outcome.body["stackTrace"]
        assert function.api.invoke(turn["request"]).body == turn["response"]


def test_a_type_of_request_that_nobody_knows_yet_is_answered(unpacked: Path, client: Path, tmp_path: Path) -> None:
    (turn, *_) = at_the_desk(screen=False)
    event = {**turn["request"], "request": {**turn["request"]["request"], "type": "Foo.Bar", "new": [1]}}
    with running(unpacked, client, tmp_path / "log", SKILL_ID=SKILL_ID) as function:
        outcome = function.api.invoke(event)
        assert (outcome.kind, outcome.body["response"]) == ("response", {})


def test_without_a_skill_id_it_does_not_start(unpacked: Path, client: Path, tmp_path: Path) -> None:
    with running(unpacked, client, tmp_path / "log") as function:
        outcome = function.api.outcome()
        assert outcome.kind == "init/error"
        assert "SKILL_ID is not set" in outcome.body["errorMessage"]


def test_its_log_holds_no_message_of_an_exception(unpacked: Path, client: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(unpacked, broken)
    function_file = broken / "lambda_function.py"
    function_file.write_text(function_file.read_text(encoding="utf-8") + BREAKS, encoding="utf-8")
    shutil.rmtree(broken / "__pycache__", ignore_errors=True)
    (turn, *_) = at_the_desk(screen=False)
    odd = {**turn["request"], "request": {**turn["request"]["request"], "timestamp": "killing me"}}
    with running(broken, client, tmp_path / "log", SKILL_ID=SKILL_ID) as function:
        assert "went wrong" in json.dumps(function.api.invoke(turn["request"]).body)
        assert function.api.invoke(odd).kind == "error"
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert '"message": "a turn failed"' in log and '"error": "RuntimeError"' in log and "breaks" in log
    assert "killing" not in log


def test_without_its_content_it_says_so_and_does_not_start(unpacked: Path, client: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(unpacked, broken)
    (broken / "skill" / "guidance" / "content.pack").unlink()
    with running(broken, client, tmp_path / "log", SKILL_ID=SKILL_ID) as function:
        outcome = function.api.outcome()
        assert outcome.kind == "init/error"
        assert "content.pack" in outcome.body["errorMessage"]
        assert function.process.wait(20) != 0
