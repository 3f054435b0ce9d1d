"""PRIVACY.md is what happens: what is kept is what it lists, and no word that was said is in the store."""

from __future__ import annotations

import logging
import re
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa.memory.sqlite import SQLiteStore
from skill.alexa.memory.store import key_of
from skill.desk.alexa_request import USER_ID
from skill.desk.conversations.throw_away import ThrowAwayMemory
from skill.dialogue.intents import intent_of
from skill.dialogue.policy import MOVES
from skill.dialogue.record import KEPT, KEYS, MOST_REMINDERS
from skill.guidance.content import default_content
from tests import tries
from tests.devices import device
from tests.memory.requests import ANN, Talk, item, request
from tests.test_rooms import ROOT

CONTENT = default_content()
PRIVACY = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
LISTED = re.findall(r"^\| `(\w+)` \|", PRIVACY, re.MULTILINE)


def test_the_document_lists_the_keys_of_a_record() -> None:
    assert ["id", *KEYS] == LISTED


def test_what_is_stored_has_these_keys_and_no_others(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "memory.sqlite3")
    echo = device(memory=store, permissions={"reminders": "granted"})
    for said in ["remember me", "be brief", "my back hurts after lifting", "no", "no", "remind me in two hours", "yes"]:
        echo.say(said)
    with sqlite3.connect(store.path) as database:
        database.row_factory = sqlite3.Row
        rows = database.execute("SELECT * FROM memory").fetchall()
    database.close()
    assert len(rows) == 1
    kept = store.read(rows[0]["id"])
    assert kept and {"id", *kept} == set(LISTED)
    assert set(rows[0].keys()) - {"item"} <= set(LISTED)
    assert kept["reminders"] and kept["steps"] and kept["brief"]


def test_the_document_names_the_times_and_words_of_the_code() -> None:
    assert KEPT.days == 30 and "Thirty days" in PRIVACY
    assert MOST_REMINDERS == 10 and "at most ten" in PRIVACY
    questions = {words.partition("?")[0] + "?" for words in CONTENT.phrases["memory"]["offer"]}
    assert any(question in PRIVACY for question in questions)
    echo = device(memory=ThrowAwayMemory())
    for said, intent in {"remember me": "RememberMeIntent", "forget me": "ForgetMeIntent",
                         "what do you know about me": "MemoryStatusIntent"}.items():  # fmt: skip
        assert f'"{said}"' in PRIVACY
        assert echo.say(said)["intent"] == intent


def test_disabling_the_skill_is_logged_without_the_user(caplog: pytest.LogCaptureFixture) -> None:
    memory = ThrowAwayMemory()
    echo = device(memory=memory)
    echo.say("remember me")
    assert memory.record()
    with caplog.at_level(logging.INFO):
        echo.disable()
        memory.is_down = True
        echo.disable()
    assert not memory.record()
    assert "is deleted" in caplog.text and "could not be deleted" in caplog.text
    assert USER_ID not in caplog.text and key_of(request(USER_ID)) not in caplog.text


# ---- whatever is said, nothing of it is in the store

INTENTS = sorted({intent_of(id) for id in CONTENT.topic_ids} | MOVES.keys() - {"LaunchRequest", "ForgetMeIntent"})
SLOTS = ("Symptom", "AlsoSymptom", "Description", "Activity", "BodyArea", "Onset", "OnsetDay", "Severity", "BodyPart",
         "Stretch", "StepNumber", "Style", "Duration", "Day", "Time", "Task", "Delay")  # fmt: skip
SAID = [
    *(phrase for flag in CONTENT.red_flags.values() for phrase in flag.phrases[:2]), *CONTENT.activities,
    "i am fifteen", "i'm pregnant", "ibuprofen", "eight out of ten", "since tuesday", "my left leg",
]  # fmt: skip
words_said = st.one_of(st.sampled_from(SAID), st.text("abcdefghijklmnopqrstuvwxyz '", min_size=5, max_size=40))
turns = st.tuples(st.sampled_from(INTENTS), st.dictionaries(st.sampled_from(SLOTS), words_said, max_size=2))


def words(text: str) -> set[str]:
    """The words in a text that are long enough to tell something."""
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3}


OWN = words(" ".join([*CONTENT.step_ids, *LISTED, "memory item true false sqlite format"]))
"""The words that a store may hold: the ids of steps, the names of keys, and SQLite's own."""


def found(folder: str, conversation: list[tuple[str, dict[str, str]]]) -> set[str]:
    """What of a conversation is in the files of a folder: words that are not the store's own, and whole sentences."""
    raw = b"".join(path.read_bytes() for path in Path(folder).iterdir()).decode("latin-1").lower()
    said = {text for _, slots in conversation for text in slots.values()}
    return (words(" ".join(said)) - OWN) & words(raw) | {text for text in said if len(words(text)) > 1 and text in raw}


@settings(max_examples=tries(40), deadline=None)
@given(st.lists(turns, min_size=1, max_size=8))
def test_no_word_that_was_said_is_in_the_store(conversation: list[tuple[str, dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = SQLiteStore(Path(folder) / "memory.sqlite3")
        talk = Talk(store, told=True, cleared=["emergency_signs", "today_signs"])
        for intent, slots in [("RememberMeIntent", {}), ("AMAZON.NextIntent", {}), *conversation]:
            talk.hear(intent, **slots)
        assert found(folder, conversation) == set()
        assert found(folder, [("", {"": USER_ID.lower()})]) == set()
        kept = store.read(key_of(request(USER_ID)))
        store.close()
    assert kept and set(kept) == set(KEYS)
    assert set(kept["steps"]) <= set(CONTENT.step_ids)


def test_the_scan_would_find_a_word(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "memory.sqlite3")
    store.save_attributes(request(ANN), item(steps=["numbness"]))
    assert found(str(tmp_path), [("", {"Symptom": "some numbness"})]) == {"numbness"}
