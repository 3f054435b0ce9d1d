"""Two days, two processes, one file; and what a turn costs the store."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from skill.alexa.memory import user_record
from skill.alexa.memory.in_memory import InMemoryStore
from skill.alexa.memory.sqlite import SQLiteStore
from skill.desk.alexa_request import USER_ID
from skill.desk.conversations.throw_away import ThrowAwayMemory
from skill.desk.echo import Echo
from skill.dialogue.memory import Memory
from skill.dialogue.record import Item, Record, Unreadable
from skill.guidance.content import default_content
from skill.guidance.model import Urgency
from tests.devices import device, opened_again
from tests.memory.requests import NOON, Talk, item, request
from tests.test_rooms import ROOT

CONTENT = default_content()

ON_A_DAY = """
import sys
from datetime import datetime
from pathlib import Path
from skill.alexa.memory.sqlite import SQLiteStore
from tests.memory.requests import Talk
talk = Talk(SQLiteStore(Path(sys.argv[1])), datetime.fromisoformat(sys.argv[2]))
for intent in sys.argv[3:]:
    print(talk.hear(intent))
"""
NEXT, NO, YES, STOP, LAUNCH = (*(f"AMAZON.{name}Intent" for name in ("Next", "No", "Yes", "Stop")), "LaunchRequest")


def on_a_day(file: Path, day: str, *intents: str) -> list[str]:
    """What is heard in a process of its own, on that day."""
    command = [sys.executable, "-c", ON_A_DAY, str(file), f"{day}T14:00:00+00:00", *intents]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_remembered_resumed_expired_and_forgotten_over_days_and_processes(tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite3"
    first = on_a_day(file, "2026-11-22", "ReportPainIntent", NO, NO, "NotSureIntent", NEXT, YES, NEXT, STOP)
    assert "remember where you are" in first[4] and "thirty days" in first[5]
    resumed = on_a_day(file, "2026-11-22", LAUNCH, NEXT, NO, NO, NEXT)
    assert "Welcome back. Step three of six." in resumed[0]
    assert "quick check" in resumed[1] and "Step three" in resumed[3] and "Step four" in resumed[4]
    followed = on_a_day(file, "2026-11-24", LAUNCH, "NotSureIntent", NO, NO, NEXT)
    assert "Day three." in followed[0] and "Better, the same, or worse?" in followed[0]
    assert "quick check" in followed[1] and "Step one" in followed[3] and "Step two" in followed[4]
    assert "Week five." in on_a_day(file, "2026-12-22", LAUNCH)[0]
    later_on = Path(shutil.copy(file, tmp_path / "copy.sqlite3"))
    assert "Welcome" not in on_a_day(later_on, "2026-12-24", LAUNCH)[0]
    welcomed, asked, gone, _ = on_a_day(file, "2026-12-22", LAUNCH, "ForgetMeIntent", YES, YES)
    assert "Week five." in welcomed and "delete all I keep" in asked and "deleted" in gone
    assert "start over" not in gone and "what hurts" in gone  # what was deleted is not offered
    assert "Welcome" not in on_a_day(file, "2026-12-22", LAUNCH)[0]


class Counting(InMemoryStore):
    """A store that counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def read(self, key: str) -> Item | None:
        self.asked.append("read")
        return super().read(key)

    def write(self, key: str, item: Item, now: int, renews: bool = False) -> None:
        self.asked.append("write")
        with_kept = super().read(key)
        if with_kept or not renews:
            self.records[key] = json.dumps(item)


def cost(store: Counting, echo: Echo, said: str) -> list[str]:
    """How often the store is asked for this."""
    store.asked.clear()
    echo.say(said)
    return list(store.asked)


def test_a_turn_that_needs_no_memory_does_not_ask_the_store() -> None:
    store = Counting()
    echo = device(memory=store)
    costs = {said: cost(store, echo, said) for said in ["my back hurts after lifting", "no", "should i use ice", "no"]}
    assert costs == {"my back hurts after lifting": [], "no": ["read"], "should i use ice": []}
    assert cost(store, echo, "next") == cost(store, echo, "how many are left") == []
    assert cost(store, echo, "pause") == []
    assert cost(store, echo, "yes") == ["write", "write"]  # the consent, then where they are
    assert cost(store, echo, "how do i do that") == cost(store, echo, "should i use ice") == []
    assert cost(store, echo, "next") == ["write"]
    assert cost(store, echo, "repeat") == cost(store, echo, "stop") == []
    assert cost(store, opened_again(echo), "open back coach") == ["read"]


def test_a_slow_store_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_record, "STORE_SECONDS", 0.05)
    release = threading.Event()

    class Slow(ThrowAwayMemory):
        def read(self, key: str) -> Item | None:
            release.wait()
            return super().read(key)

    echo = device(memory=Slow())
    assert "Back Coach" in echo.say("open back coach")["speech"]
    for said in ["my back hurts after lifting", "no", "no"]:
        turn = echo.say(said)
    assert turn["step"]["id"] == "ease_off"
    assert "can't reach my memory" in echo.say("remember me")["speech"]
    release.set()


def test_two_devices_of_one_person(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "memory.sqlite3")
    kitchen = device(memory=store)
    for said in ["remember me", "my back hurts after running", "no", "no"]:
        kitchen.say(said)
    bedroom = device("2026-11-22T09:00:10-05:00", memory=store)
    for said in ["open back coach", "go on", "no", "no", "next", "next"]:
        bedroom.say(said)
    kitchen.say("next")  # its clock stands ten seconds before
    kept = store.read(only_key(store))
    assert kept and kept["at"] == 2
    store.close()


def only_key(store: SQLiteStore) -> str:
    with store._open() as database:
        key: str = database.execute("SELECT id FROM memory").fetchone()[0]
        return key


def test_an_older_record_is_not_read_and_a_newer_one_left_alone() -> None:
    assert Record.from_item(item(version=1)) is None
    with pytest.raises(Unreadable):
        Record.from_item(item(version=3))


def test_who_agreed_when_less_was_kept_is_asked_anew() -> None:
    memory = ThrowAwayMemory()
    echo = device(memory=memory)
    echo.say("remember me")
    key = next(iter(memory.records))
    memory.records[key] = json.dumps({**memory.record(), "version": 1})
    again = device(memory=memory)
    turns = ("open back coach", "my back hurts after lifting", "no", "no", "next", "no", "next", "next")
    spoken = [again.say(said)["speech"] for said in turns]
    assert any("remember where you are" in each for each in spoken), spoken


def test_when_it_was_changed_is_told_by_when_it_expires() -> None:
    kept = Record.from_item(item())
    assert kept and kept.changed == NOON.isoformat()


def test_a_record_of_a_later_version_is_neither_used_nor_overwritten() -> None:
    memory = ThrowAwayMemory()
    echo = device(memory=memory)
    echo.say("remember me")
    key = next(iter(memory.records))
    newer = {**memory.record(), "version": 99, "steps": ["dance"]}
    memory.records[key] = json.dumps(newer)
    echo = opened_again(echo)
    for said in ["open back coach", "my back hurts after lifting", "no", "no", "next", "pause", "remember me"]:
        assert "Welcome back" not in echo.say(said)["speech"]
    assert memory.record() == newer


@pytest.mark.parametrize("nonsense", [{"version": 1}, {"version": "x"}, {"steps": 3}, item(at="two"), item(steps=4),
                                      item(began="yesterday"), item(reminders=None), {"version": 0}])  # fmt: skip
def test_nonsense_is_nothing_that_is_remembered(nonsense: dict[str, Any]) -> None:
    assert Record.from_item(nonsense) is None


def test_a_session_of_another_version_is_gone_on_with() -> None:
    kept = {"steps": ["ease_off"], "at": 0, "pace": "slow"}
    memory = Memory.from_session({"looked": True, "hums": True, "kept": kept}, None)
    assert memory.looked and memory.kept == Record(("ease_off",))
    assert Memory.from_session(memory.to_session(), None) == memory
    assert Memory.from_session(None, None) == Memory()


def test_a_place_beyond_the_steps_is_no_place() -> None:
    beyond = Record.from_item(item(at=9))
    assert beyond and not beyond.steps and beyond.brief


def test_steps_that_are_no_more_are_not_offered() -> None:
    memory = ThrowAwayMemory()
    echo = device(memory=memory)
    for said in ["remember me", "my back hurts after lifting", "no", "no", "next"]:
        echo.say(said)
    key = next(iter(memory.records))
    memory.records[key] = memory.records[key].replace("knee_rolls", "cartwheels")
    assert "Welcome back" not in opened_again(echo).say("open back coach")["speech"]


SOON = [id for id, flag in CONTENT.red_flags.items() if flag.urgency == Urgency.SOON and id != "child"]


@pytest.mark.parametrize("flag", SOON)
def test_no_kept_step_is_spoken_that_something_new_forbids(flag: str) -> None:
    forbidden = {id for id in CONTENT.step_ids if flag in CONTENT.step(id).avoid_with}
    spoken: list[str] = []
    for plan in CONTENT.plans.values():
        store = InMemoryStore()
        store.save_attributes(request(USER_ID), item(at=0, steps=list(plan.steps)))
        talk = Talk(store, flags=[flag])
        for intent in (LAUNCH, NEXT, NO, NO, *(NEXT for _ in plan.steps)):
            talk.hear(intent)
            spoken += [talk.step] if talk.step else []
    assert spoken and not forbidden & set(spoken)
    assert "watch_and_check" in spoken


def test_all_steps_done_is_a_place_and_one_beyond_is_none() -> None:
    done = Record.from_item(item(at=4))
    assert done and done.steps and not done.is_under_way
    assert Record.from_session({"steps": ["ease_off"], "began": "2026-11-22", "changed": "some day"}).steps == ()
