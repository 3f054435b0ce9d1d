"""`back-coach test`: exit codes, what is printed, JUnit's report, what is accepted, and the same in pytest."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from skill.__main__ import main
from skill.desk.conversations.conversation_file import read
from skill.desk.exchange import DeskError
from tests.conftest import TESTS

pytest_plugins = ["pytester"]

TRIP = TESTS / "skills" / "trip"
WHOSE = ["--skill", str(TRIP), "--endpoint", "trip:handler"]
GOOD = """
# A comment that stays.
[[conversation]]
name = "a trip"
turns = [
  { said = "plan a trip to rome", heard = "When shall it be?", slots = { City = "rome" } },  # and another
  { said = "help", hears = ["Plan a trip"], never_hears = ["rome"], ended = false, directives = [], attributes = {} },
]

[[conversation]]
name = "a timer"
permissions = { timers = "granted" }
starts = "2026-11-22T09:00:00"
turns = [
  { said = "set my timer", hears = ["timer is ON."], alerts = [{ label = "pack", duration_seconds = 300 }] },
  { advance = 300, alerts = [{ label = "pack", status = "OFF" }] },
  { device = { permissions = { timers = "denied" } }, said = "set my timer", consent = "DENIED" },
]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_what_is_as_recorded_passes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(file.parent), *WHOSE]) == 0
    assert capsys.readouterr().out == "2 conversations, 5 turns: as recorded\n"


def test_what_differs_is_named_reported_and_accepted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = GOOD.replace('City = "rome"', 'City = "paris"').replace('"Plan a trip"', '"book", "Plan a boat"')
    file.write_text(wrong.replace("duration_seconds = 300", "duration_seconds = 60"), encoding="utf-8")
    report = file.parent / "out" / "report.xml"
    assert main(["test", str(file), *WHOSE, "--junit", str(report)]) == 1
    out = capsys.readouterr().out
    assert "mine.toml: a trip" in out
    assert "turn 1, said 'plan a trip to rome': slots: recorded {'City': 'paris'}, now {'City': 'rome'}" in out
    assert "2 conversations, 5 turns: 2 not as recorded" in out
    suites = ElementTree.parse(report).getroot()
    assert (suites.attrib["tests"], suites.attrib["failures"]) == ("2", "2")
    failure = suites.find("./testsuite/testcase[@name='a trip']/failure")
    assert failure is not None and "hears" in str(failure.text)
    assert main(["test", str(file), *WHOSE, "--accept"]) == 0
    accepted = file.read_text(encoding="utf-8")
    assert "# A comment that stays." in accepted and "# and another" in accepted
    assert tomllib.loads(accepted)["conversation"][0]["turns"][1]["hears"] == ["book", "Plan a trip, or book a table."]
    assert main(["test", str(file), *WHOSE]) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "conversation is missing"),
        ('[[conversation]]\nlocale = "de-DE"\nturns = [{ said = "hi" }]', "locale 'de-DE' is not known"),
        ('[[conversation]]\nzone = "Moon/Crater"\nturns = [{ said = "hi" }]', "zone is 'Moon/Crater'"),
        ('[[conversation]]\nturns = [{ touched = ["x"] }]', "nothing to touch"),
        ("[[conversation]]\nturns = [{ advance = -1 }]", "cannot advance"),
        ("[[conversation]]\nturns = [{ device = { lamp = true } }]", "lamp"),
        ('[[conversation]]\nturns = [{ faults = [{ call = "get_timers" }] }]', "is none"),
    ],
)
def test_what_cannot_be_held_fails(file: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(text, encoding="utf-8")
    assert main(["test", str(file), *WHOSE]) in (1, 2)
    assert words in "".join(capsys.readouterr())


@pytest.mark.parametrize("key", ["starts = 5", 'starts = "soon"', "memory = 1", "opening = [1]", "title = 'x'"])
def test_a_wrong_head_is_refused(key: str) -> None:
    with pytest.raises(DeskError, match=key.partition(" ")[0]):
        read(f'[[conversation]]\n{key}\nturns = [{{ said = "no" }}]')


@pytest.mark.parametrize("name", ["nowhere.toml", "empty"])
def test_nothing_to_hold_is_a_wrong_command(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["test", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_it_is_written_for_amazons_command_line(file: Path) -> None:
    assert main(["test", str(file), "--for-ask", str(file.parent / "ask")]) == 0
    talk = json.loads((file.parent / "ask" / "mine-1.json").read_text(encoding="utf-8"))
    assert talk["userInput"] == ["plan a trip to rome", "help", ".quit"]


def test_the_plugin_holds_them_as_tests(pytester: pytest.Pytester) -> None:
    good, wrong = GOOD.replace("\n", "\n\n"), GOOD.replace("When shall", "Where shall")
    pytester.path.joinpath("good.conversation.toml").write_text(good.replace("\n\n", "\n"), encoding="utf-8")
    pytester.path.joinpath("wrong.conversation.toml").write_text(wrong, encoding="utf-8")
    options = ["--conversation-skill", TRIP, "--conversation-endpoint", "trip:handler", "-p", "no:cacheprovider"]
    ran = pytester.runpytest("-p", "skill.desk.pytest_plugin", *options)
    ran.assert_outcomes(passed=3, failed=1)
    ran.stdout.fnmatch_lines(["*turn 1, said 'plan a trip to rome': heard: recorded 'Where shall it be?', now *"])
