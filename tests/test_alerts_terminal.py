"""Timers in the terminal: the device speaks for itself."""

from __future__ import annotations

import pytest

from skill.__main__ import main


def test_the_device_asks_in_its_own_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["say", "time my ice pack for half an hour", "yes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["you", "coach", "echo", "you", "coach"]
    assert lines[1].split(maxsplit=1)[1].startswith("Twenty minutes is the most")
    assert lines[2].split(maxsplit=1)[1] == "Back Coach would like to set timers. Is that okay?"
