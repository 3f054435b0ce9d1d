"""Conversations as files, played again; what was reached; sample sentences; the report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from skill.desk.app import create_desk_app
from skill.desk.conversations.conversation_file import read
from skill.desk.conversations.playing import play
from skill.desk.desk import default_desk, new_echo
from skill.desk.evaluation import run
from skill.desk.evaluation.report import confusion
from skill.desk.exchange import DeskError
from skill.desk.page.coverage import Coverage
from skill.desk.page.samples import MOST, samples
from tests.conftest import TESTS

SAVED = """
[[conversation]]
name = "saved"
permissions = { reminders = "denied" }
turns = [
  { said = "my back hurts after lifting", intent = "ReportPainIntent", asked = "safety:emergency_signs" },
  { said = "no" },
  { said = "no", urgency = "self_care", step = "ease_off", hears = ["Step one."], never_hears = ["911"] },
  { touched = "next", step = "cold_or_warmth" },
  { said = "yes", consent = { scope = "timers", status = "asked" } },
  { said = "yes", consent = { scope = "timers", status = "ACCEPTED" } },
  { advance = 900, fired = ["That's fifteen minutes. Take the pack off, and check your skin."] },
  { silence = true },
  { said = "my legs feel numb", flags = ["both_legs"], urgency = "emergency", step = "" },
]
"""


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_desk_app().test_client()


def test_a_saved_conversation_plays_as_recorded(client: FlaskClient) -> None:
    [played] = client.post("/replay", data=SAVED).get_json()["conversations"]
    assert [turn["differs"] for turn in played["turns"]] == [[]] * 9
    on = client.post("/say", json={"text": "stop", "session": played["session"]}).get_json()
    assert on["session"] == played["session"]


def test_what_is_not_as_recorded_is_named(client: FlaskClient) -> None:
    wrong = SAVED.replace('step = "ease_off"', 'step = "knee_rolls"').replace('flags = ["both_legs"]', "flags = []")
    [played] = client.post("/replay", data=wrong).get_json()["conversations"]
    assert played["turns"][2]["differs"] == ["step: recorded 'knee_rolls', now 'ease_off'"]
    assert played["turns"][8]["differs"] == ["flags: recorded [], now ['both_legs']"]


@pytest.mark.parametrize("path", sorted((TESTS / "conversations").glob("s*.toml")), ids=lambda path: path.name)
def test_the_projects_own_conversations_are_read(path: Path) -> None:
    recorded = read(path.read_text(encoding="utf-8"))
    assert len(recorded) > 3
    assert len(list(play(default_desk(), recorded[0]))) == len(recorded[0].turns)


@pytest.mark.parametrize(
    ("text", "mends"),
    [
        ("", "conversation"),
        ("[[conversation", "TOML"),
        ("conversation = 5", "conversation"),
        ("conversation = [5]", r"conversation\[0\] is not an object"),
        ("[[conversation]]\nturns = []", "turns"),
        ("[[conversation]]\nturns = [5]", r"turns\[0\]"),
        ('[[conversation]]\nturns = [{ sad = "no" }]', "sad"),
        ('[[conversation]]\nturns = [{ step = "ease_off" }]', "exactly one"),
        ('[[conversation]]\nturns = [{ said = "no", silence = true }]', "exactly one"),
        ("[[conversation]]\nturns = [{ said = 5 }]", "exactly one"),
    ],
)
def test_a_file_that_is_no_conversation_is_told_why(text: str, mends: str) -> None:
    with pytest.raises(DeskError, match=mends):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        '[[conversation]]\nlocale = "tlh"\nturns = [{ said = "no" }]',
        '[[conversation]]\npermissions = { timers = "maybe" }\nturns = [{ said = "no" }]',
        '[[conversation]]\nturns = [{ touched = "next" }]',
        '[[conversation]]\nturns = [{ said = "no", hears = 5 }]',
        "[[conversation]]\nturns = [{ advance = -5 }]",
        "[[conversation]]\nturns = [{ advance = nan }]",
    ],
)
def test_a_conversation_that_cannot_be_played_is_refused(client: FlaskClient, text: str) -> None:
    answer = client.post("/replay", data=text)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_what_was_reached_is_counted() -> None:
    reached, echo = Coverage(), new_echo()
    for text in ("should i use ice or heat", "my legs feel numb"):
        reached.add(echo.say(text))
    found = {
        kind: dict(names) for kind, names in reached.of(default_desk().skill.kinds, default_desk().model("en-US").model)
    }
    assert found["intents"]["IceOrHeatIntent"] == found["topics"]["ice_or_heat"] == found["red flags"]["both_legs"] == 1
    assert found["steps"]["bird_dog"] == 0


def test_the_coverage_page_draws_it(client: FlaskClient) -> None:
    client.post("/say", json={"text": "should i use ice or heat"})
    html = client.get("/coverage").get_data(as_text=True)
    assert re.search(r'class="reached">ice_or_heat', html)


def test_every_intent_has_sentences_that_are_understood_as_it() -> None:
    found = samples(default_desk().model("en-US"))
    assert found.keys() == {intent.name for intent in default_desk().model("en-US").model.intents}
    for sentences in found.values():
        assert 1 <= len(sentences) <= MOST
        assert not any("{" in sentence for sentence in sentences)


def test_a_confusion_matrix_counts_what_was_taken_for_what() -> None:
    matrix = confusion([("ice", "ice"), ("ice", "heat"), ("ice", "heat"), ("rest", "none")])
    assert matrix["labels"] == ["ice", "rest", "heat", "none"]
    assert matrix["meant"] == [3, 1, 0, 0]
    assert matrix["cells"] == [[0, 2, 2], [0, 0, 1], [1, 3, 1]]


def test_evaluate_writes_a_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"text": "ice or heat", "label": "ice_or_heat"},
        {"text": "my legs went numb", "label": "red_flag:leg_weakness"},
        {"text": "</script><b>next</b>", "label": "rest"},
    ]
    file, report = tmp_path / "<rows>.jsonl", tmp_path / "report.html"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(file, report=report) == 0
    html = report.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="report">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
    assert data["name"] == "<rows>.jsonl"
    assert "<rows>" not in html
    assert {"ice_or_heat", "rest"} <= set(data["matrix"]["labels"])
    assert [row[0] for row in data["flags"]] == ["red_flag:leg_weakness"]
