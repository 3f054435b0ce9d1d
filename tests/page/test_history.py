"""What happened on a desk, over HTTP: conversations and their turns, gone on from, sent anew, saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from skill.desk import sessions
from skill.desk.app import create_desk_app
from skill.desk.conversations.conversation_file import read
from skill.desk.conversations.running import run
from skill.desk.desk import default_desk
from skill.desk.turn_record import changes
from skill.desk.under_test import any_skill
from tests.conftest import TESTS

SAID = ["my back hurts after lifting", "no", "set a timer for ten minutes", "yes"]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_desk_app().test_client()


def talk(client: FlaskClient, *texts: str) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = []
    for text in texts:
        wish = {"text": text, "session": turns[-1]["session"] if turns else ""}
        turns.append(client.post("/say", json=wish).get_json())
    return turns


def conversation_of(client: FlaskClient, turn: dict[str, Any]) -> dict[str, Any]:
    id = client.get(f"/turns/{turn['id']}").get_json()["conversation"]
    found: dict[str, Any] = client.get(f"/conversations/{id}").get_json()
    return found


def test_all_that_is_known_of_a_turn_is_told(client: FlaskClient) -> None:
    turns = talk(client, "uh my back hurts after lifting", "no")
    known = client.get(f"/turns/{turns[0]['id']}").get_json()
    assert known["turn"] == turns[0]
    assert known["understood"]["normal"] == "my back hurts after lifting"
    assert known["understood"]["slots"] == [{"slot": "Activity", "start": 23, "end": 30}]
    assert known["understood"]["nearest"][0]["intent"] == "ReportPainIntent"
    assert known["changed"]["case.activity"] == [None, "lifting"]
    assert client.get(f"/turns/{turns[1]['id']}").get_json()["changed"]["case.asked"] == [
        "safety:emergency_signs", "safety:today_signs",
    ]  # fmt: skip


def test_a_branch_goes_its_own_way_from_before_a_turn(client: FlaskClient) -> None:
    turns = talk(client, *SAID)
    client.post(f"/sessions/{turns[0]['session']}/clock", json={"advance_seconds": 300})
    branched = client.post(f"/turns/{turns[3]['id']}/branch", json={"said": "no"}).get_json()
    assert [each["did"].get("said") for each in branched["turns"]] == [*SAID[:3], "no"]
    assert (branched["alerts"], branched["device"]["permissions"]["timers"]) == ([], "denied")
    on = client.post("/say", json={"text": "next", "session": branched["session"]}).get_json()
    assert on["session"] == branched["session"]
    whole = conversation_of(client, turns[0])
    (left,) = [each["remaining_seconds"] for each in whole["alerts"]]
    assert 290 < left <= 300  # the device's clock goes on meanwhile
    back = client.post(f"/turns/{whole['turns'][4]['id']}/branch", json={}).get_json()
    assert [each["remaining_seconds"] for each in back["alerts"]] == [600]
    assert back["now"] < whole["now"]


def test_a_request_is_changed_and_sent_again(client: FlaskClient) -> None:
    [turn] = talk(client, "my back hurts after lifting")
    envelope = turn["request"]
    envelope["request"]["intent"] = {"name": "IceIntent", "confirmationStatus": "NONE", "slots": {}}
    branched = client.post(f"/turns/{turn['id']}/branch", json={"sent": envelope}).get_json()
    sent = branched["turns"][-1]["turn"]
    assert (sent["intent"], sent["topic"]) == ("IceIntent", "ice")
    assert sent["request"]["request"]["requestId"] != envelope["request"]["requestId"]


@pytest.mark.parametrize(
    "wish", ["", "[]", '{"say": "no"}', '{"said": ""}', '{"sent": {}}', '{"sent": {"request": {}}}', '{"sent": 1}']
)
def test_what_cannot_be_branched_is_refused(client: FlaskClient, wish: str) -> None:
    [turn] = talk(client, "help")
    assert client.post(f"/turns/{turn['id']}/branch", data=wish).status_code == 400


def test_what_is_saved_holds_when_it_is_played_again(client: FlaskClient, tmp_path: Path) -> None:
    turns = talk(client, *SAID)
    session = turns[-1]["session"]
    client.post(f"/sessions/{session}/device", json={"permissions": {"reminders": "denied"}, "zone": "Europe/London"})
    client.post(f"/sessions/{session}/clock", json={"advance_seconds": 600})
    client.post(f"/sessions/{session}/silence")
    last = client.post("/say", json={"text": "stop", "session": session}).get_json()
    talk_again = client.post("/say", json={"text": "how many steps are left", "session": last["session"]}).get_json()
    id = client.get(f"/turns/{talk_again['id']}").get_json()["conversation"]
    text = client.get(f"/conversations/{id}/file?name=mine").get_data(as_text=True)
    [saved] = read(text)
    assert saved.name == "mine"
    assert run(default_desk(), saved).differs == []
    assert {"heard", "slots", "alerts", "fired", "device", "silence"} <= {key for turn in saved.turns for key in turn}
    [changed] = read(text.replace('Activity = "lifting"', 'Activity = "rowing"'))
    assert len(run(default_desk(), changed).differs) == 1
    ask = json.loads(client.get(f"/conversations/{id}/file?for=ask").get_data())
    assert ask["userInput"] == [*SAID, "stop", "how many steps are left", ".quit"]


def test_a_session_that_has_ended_goes_on_with_the_same_device(client: FlaskClient) -> None:
    turns = talk(client, "set a timer for ten minutes", "yes", "stop", "how long is left")
    assert turns[3]["session"] != turns[2]["session"]
    assert "Ten minutes left" in turns[3]["speech"]
    assert len(conversation_of(client, turns[0])["turns"]) == 4


def test_only_so_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_TURNS", 3)
    few = create_desk_app().test_client()
    turns = talk(few, *["help"] * 5)
    assert [few.get(f"/turns/{turn['id']}").status_code for turn in turns] == [404, 404, 200, 200, 200]
    assert len(conversation_of(few, turns[-1])["turns"]) == 3
    few.delete(f"/sessions/{turns[-1]['session']}")
    assert few.get("/conversations").get_json() == {"conversations": []}


def test_a_dialog_under_way_a_crash_and_what_was_printed_are_told() -> None:
    desk = create_desk_app(skill=any_skill(TESTS / "skills" / "trip", "trip:handler")).test_client()
    turns = talk(desk, "plan a trip to rome", "break down")
    [asked] = [event for event in turns[0]["trace"] if event["event"] == "asked_on"]
    assert (asked["asks"], asked["slot"], asked["intent"]["slots"]["City"]["value"]) == ("elicit", "When", "rome")
    assert turns[0]["slots"]["City"]["value"] == "rome"
    [broken] = [event for event in turns[1]["trace"] if event["event"] == "asked_skill"]
    assert "KeyError: 'fuse'" in broken["traceback"] and "trip.py" in broken["traceback"]
    assert broken["printed"] == "about to break\n"


def test_the_description_is_served(client: FlaskClient) -> None:
    told = client.get("/openapi")
    assert told.mimetype == "application/yaml"
    assert "/turns/{turn}" in yaml.safe_load(told.get_data())["paths"]


def test_changes_are_told_by_their_path() -> None:
    before, after = {"a": {"b": 1, "c": [1]}, "gone": 2}, {"a": {"b": 2, "c": [1]}, "new": {"d": None, "e": 3}}
    assert changes(before, after) == {"a.b": (1, 2), "gone": (2, None), "new.e": (None, 3)}
