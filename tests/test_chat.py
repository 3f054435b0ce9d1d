"""A conversation at a keyboard: what is typed, the commands for the desk, what rings meanwhile, and how one leaves."""

from __future__ import annotations

import io
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from skill.__main__ import main
from skill.desk import chat as chatting
from skill.desk.alerts import Clock
from skill.desk.chat import Chat
from skill.desk.desk import default_desk
from skill.desk.terminal import print_in_time, print_line, speakable
from tests.devices import SUNDAY_AT_NINE

A_WHILE = 30
"""Seconds to wait for what should come at once, so that a test that is broken ends."""


@pytest.fixture
def talk() -> Chat:
    found = Chat(default_desk(), None)
    found.echo.alerts.clock = Clock(datetime.fromisoformat(SUNDAY_AT_NINE))
    return found


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    return re.sub(r"\n {6}", "", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["should i use ice or heat", "/why"], ["intent     IceOrHeatIntent", "exact", "like ", "took "]),
        (["my back hurts after lifting", "/slots"], ["Activity = lifting (lifting), characters 21 to 27"]),
        (["set a timer for ten minutes", "/slots"], ["Duration = PT10M, characters 17 to 27"]),
        (["remind me tomorrow at half past six", "/slots"], ["Time = 06:30, characters 23 to 35"]),
        (["ice", "/json"], ['"type": "IntentRequest"', '"outputSpeech"']),
        (["/why"], ["nothing has been said yet"]),
        (["/clock 90s"], ["It is Sunday 22 November, 09:01"]),
        (["/clock 2h"], ["11:00"]),
        (["/clock soon"], ["no length of time"]),
        (["/grant timers", "set a timer for ten minutes"], ["Timers: granted", "Ten minutes"]),
        (["/deny timers", "set a timer for ten minutes"], ["Timers: denied", "I won't time it"]),
        (["/grant coffee"], ["no permission 'coffee'"]),
        (["my back hurts", "/silence"], ["Any numbness"]),
        (["my back hurts", "/silence", "/why"], ["nothing was said"]),
        (["my back hurts", ""], ["Any numbness"]),
        (["stop", ""], ["The session has ended", "silence is nothing new"]),
        (["stop", "should i use ice or heat"], ["Use whichever feels better"]),
        (["/undo"], ["nothing to take back"]),
        (["/sing"], ["there is no command /sing", "/why"]),
        (["/help"], ["/clock 15m", "move the device's clock"]),
        (["/replay nowhere.toml"], ["nowhere.toml: cannot be read"]),
        (["/save"], ["name a file"]),
        (["set a timer for one minute", "yes", "stop", "/clock 1m"], ["session has ended", "(timer)"]),
    ],
    ids=lambda lines: " | ".join(lines)[:40],
)
def test_what_is_typed(talk: Chat, lines: list[str], shown: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for line in lines:
        talk.take(line)
    out = printed(capsys)
    assert [words for words in shown if words not in out] == [], out


def test_what_was_done_is_taken_back_with_all_that_came_of_it(talk: Chat) -> None:
    for line in ("my back hurts after lifting", "no", "/grant timers", "set a timer for ten minutes", "/clock 1m"):
        talk.take(line)
    assert [alert["remaining_seconds"] for alert in talk.echo.alerts.alerts()] == [540]
    before = talk.records[2].before.session.attributes
    talk.take("/undo")
    assert [alert["remaining_seconds"] for alert in talk.echo.alerts.alerts()] == [600]
    talk.take("/undo")
    assert (talk.echo.alerts.alerts(), talk.echo.alerts.permissions["timers"]) == ([], "granted")
    talk.take("/undo")
    assert (talk.echo.session.attributes, talk.echo.alerts.permissions["timers"]) == (before, "ask")
    assert talk.records[-1].did == {"said": "no"}


def test_a_conversation_is_saved_and_replayed(talk: Chat, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("my back hurts after lifting", "no", f"/save {tmp_path / 'mine.toml'}"):
        talk.take(line)
    talk.take(f"/replay {tmp_path / 'mine.toml'}")
    out = printed(capsys)
    assert "mine: as recorded" in out and "≠" not in out
    talk.take("no")
    assert "Step one" in printed(capsys)


def test_whatever_comes_due_is_printed_when_it_does(
    talk: Chat, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rung = threading.Event()

    def noted(who: str, text: str) -> None:
        print_line(who, text)
        if text.startswith("(timer)"):
            rung.set()

    monkeypatch.setattr(chatting, "SECONDS_BETWEEN_LOOKS", 0.001)
    monkeypatch.setattr(chatting, "print_line", noted)
    for line in ("/grant timers", "time my ice pack", "stop"):
        talk.take(line)
    with talk.ringing():
        talk.echo.alerts.clock.advance(900)
        assert rung.wait(A_WHILE)
    assert "echo   (timer) That's fifteen minutes. Take the cold pack off, and check your skin." in printed(capsys)


def test_who_leaves_hears_which_timers_end(talk: Chat, capsys: pytest.CaptureFixture[str]) -> None:
    for line in ("/grant timers", "time my ice pack"):
        talk.take(line)
    talk.leave()
    assert "(The timer cold pack had 15:00 left; it ends with this chat.)" in printed(capsys)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Keys that are pressed, in a terminal that shows nothing."""
    keys: list[str] = []

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        keys_sent = keys
        monkeypatch.setattr(chatting.PromptSession, "prompt", _typing(pipe, keys_sent, chatting.PromptSession.prompt))
        yield keys


def _typing(pipe: object, keys: list[str], really: object) -> object:
    def prompt(session: object, message: str) -> str:
        pipe.send_text(keys.pop(0))  # type: ignore[attr-defined]
        return really(session, message, in_thread=True)  # type: ignore[operator,no-any-return]

    return prompt


def test_keys_edit_the_line_bring_it_back_and_leave(keyboard: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    keyboard += ["should i use icy\x7fe or heat\r", "/help\r", "\x1b[A\x1b[A\r", "half a word\x03"]
    keyboard += ["\x1b[200~my back hurts after lifting\nno\x1b[201~\r", "\x04"]  # pasted
    assert main(["chat"]) == 0
    out = printed(capsys)
    assert out.count("Use whichever feels better") == 2
    assert "(Not said. Ctrl-D leaves.)" in out
    assert "Any numbness" in out and "Any fever" in out
    assert "Hello, Back Coach here" in out


def test_what_is_piped_is_printed_as_say_prints_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = ["my back hurts after lifting", "no", "", "stop", "help"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{text}\n" for text in texts)))
    assert main(["chat"]) == 0
    piped = capsys.readouterr().out
    assert main(["say", *texts]) == 0
    assert piped == capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("\x1b[A\x1b[Bno\x1b[D\x1b[1;5C", "no"),
        ("\x1bOAyes\x07\t", "yes"),
        ("  ne\x00xt ", "next"),
        ("\x1b", ""),
        ("my back\thurts\r\nnow", "my back hurts now"),
    ],
)
def test_keys_are_not_said(typed: str, said: str) -> None:
    assert speakable(typed) == said


def test_a_terminal_turns_lines_at_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: type("Size", (), {"columns": 30}))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    print_line("coach", "Call nine one one now, or get to the emergency room.")
    print_in_time("coach", '<speak>Up. <break time="0s"/>And slowly down again, as far as it goes.</speak>')
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["coach  Call nine one one now,", "       or get to the emergency"]
    assert max(map(len, lines)) <= 30
    assert all(line.startswith(("coach  ", "       ")) for line in lines)
