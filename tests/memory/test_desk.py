"""The desk's memory: who is remembered between runs and who is not, and the page's way to it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from skill.__main__ import main
from skill.alexa.memory.in_memory import InMemoryStore
from skill.alexa.memory.setting import VARIABLE
from skill.desk import chat as chatting
from skill.desk.app import create_desk_app
from skill.desk.conversations.throw_away import ThrowAwayMemory
from skill.desk.under_test import back_coach

LEFT_OFF = ["remember me", "my back hurts after lifting", "no", "no", "next", "stop"]


def chat(said: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What is heard in one run of `back-coach chat`, typed by somebody who then leaves."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter([*said, None])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(chatting, "PromptSession", lambda **settings: None)
    monkeypatch.setattr(chatting, "_prompted", lambda session, below: lambda: next(typed))
    assert main(["chat"]) == 0
    return capsys.readouterr().out


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user whose data is here, and who has set nothing."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("skill.alexa.memory.setting.own_file", lambda: tmp_path / "back-coach" / "memory.sqlite3")
    monkeypatch.delenv(VARIABLE)
    return tmp_path


def test_chat_remembers_who_agreed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Welcome back" not in chat(LEFT_OFF[1:], monkeypatch, capsys)
    assert "Welcome back" not in chat(LEFT_OFF, monkeypatch, capsys)
    assert "Welcome back. Step two of six." in chat(["forget me", "yes", "stop"], monkeypatch, capsys)
    assert "Welcome back" not in chat(["stop"], monkeypatch, capsys)
    assert (home / "back-coach" / "memory.sqlite3").exists()


def test_say_prints_the_same_each_time_and_leaves_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for _ in range(2):
        assert main(["say", *LEFT_OFF, "open back coach"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert "can't keep anything here" in printed[0] and "Welcome back" not in printed[0]
    assert not list(home.iterdir())


def test_say_remembers_where_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, f"sqlite://{tmp_path}/memory.sqlite3")
    main(["say", *LEFT_OFF])
    main(["say", "open back coach"])
    assert "Welcome back. Step two of six." in capsys.readouterr().out


@pytest.mark.parametrize("command", [["say", "help"], ["chat"], ["serve"]])
def test_a_wrong_setting_is_refused_with_the_remedy(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "redis://localhost")
    assert main(command) == 2
    assert "dynamodb://table" in capsys.readouterr().err


def test_the_page_shows_what_is_kept_and_deletes_it() -> None:
    client = create_desk_app(skill=back_coach(InMemoryStore())).test_client()
    assert client.get("/memory").json == {"keeps": True, "record": None}
    session = None
    for said in LEFT_OFF:
        session = client.post("/say", json={"text": said, "session": session}).get_json()["session"]
    shown = client.get("/memory").get_json()["record"]
    assert shown["at"] == 1 and shown["steps"][1] == "cold_or_warmth"
    assert 'id="tab-memory"' in client.get("/").text
    assert client.delete("/memory").json == {"keeps": True, "record": None}
    assert "Welcome back" not in client.post("/say", json={"text": "open back coach"}).get_json()["speech"]


def test_the_page_says_when_the_memory_is_away_or_there_is_none() -> None:
    memory = ThrowAwayMemory()
    memory.is_down = True
    answer = create_desk_app(skill=back_coach(memory)).test_client().get("/memory")
    assert answer.status_code == 503 and "hosting.md" in answer.text
    none = create_desk_app().test_client()
    assert none.get("/memory").json == none.delete("/memory").json == {"keeps": False, "record": None}
    assert 'id="tab-memory"' not in none.get("/").text
