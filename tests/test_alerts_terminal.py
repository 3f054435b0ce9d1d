"""Timers in the terminal: the device speaks for itself, and what comes due is printed when it does."""

from __future__ import annotations

import threading

import pytest

from skill.__main__ import main
from skill.desk import terminal
from skill.desk.desk import Desk
from tests.devices import GRANTED, device

A_WHILE = 30
"""Seconds to wait for what should come at once, so that a test that is broken ends."""


def test_the_device_asks_in_its_own_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "time my ice pack for half an hour", "yes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["you", "coach", "echo", "you", "coach"]
    assert lines[1].split(maxsplit=1)[1].startswith("Twenty minutes is the most")
    assert lines[2].split(maxsplit=1)[1] == "Back Coach would like to set timers. Is that okay?"


def test_chat_prints_an_alarm_when_it_is_due(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    echo, rung, said = device(permissions=GRANTED), threading.Event(), iter(["time my ice pack", "", "stop"])
    really = terminal.print_line

    def noted(who: str, text: str) -> None:
        really(who, text)
        if "cold pack off" in text:
            rung.set()

    def typed(prompt: str) -> str:
        text = next(said)
        if text == "":
            echo.alerts.clock.advance(900)
            assert rung.wait(A_WHILE)
            return "how long is left"
        return text

    monkeypatch.setattr(terminal, "print_line", noted)
    monkeypatch.setattr(Desk, "echo", lambda desk, locale: echo)
    monkeypatch.setattr(terminal, "SECONDS_BETWEEN_LOOKS", 0.001)
    monkeypatch.setattr("builtins.input", typed)
    assert main(["chat"]) == 0
    printed = capsys.readouterr().out
    assert "echo   (timer) That's fifteen minutes. Take the cold pack off, and check your skin." in printed
    assert "The cold pack timer is up." in printed
