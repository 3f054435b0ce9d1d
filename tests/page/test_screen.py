"""What a device with a screen is sent: every document passes Amazon's validator, touches do what words would do."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from skill.alexa.drawings import DRAWINGS, drawing
from skill.alexa.screen import DOCUMENT, TOUCHES
from skill.desk.alexa_request import Device
from skill.desk.desk import new_echo
from skill.desk.echo import Echo, NothingToTouch
from skill.guidance.content import Content

FRONT_PAGE = ["my back hurts after lifting", "no", "no", "next"]
DRAWN = sorted(path.stem for path in Path(DRAWINGS).glob("*.toml"))


def said(echo: Echo, *texts: str) -> dict[str, Any]:
    turn: dict[str, Any] = {}
    for text in texts:
        turn = echo.say(text)
    return turn


def directive(turn: dict[str, Any]) -> dict[str, Any] | None:
    found = (turn["response"]["response"].get("directives")) or []
    return next((each for each in found if each["type"] == "Alexa.Presentation.APL.RenderDocument"), None)


def test_every_stretch_ice_heat_and_walking_is_drawn(content: Content) -> None:
    needed = {step.id for step in content.stretches} | {"cold_pack", "warmth", "cold_or_warmth", "keep_walking"}
    assert needed <= set(DRAWN)
    assert set(DRAWN) <= set(content.step_ids)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_has_words_for_those_who_cannot_see_it_and_stays_within_its_frame(name: str) -> None:
    found = drawing(name)
    assert found
    assert found.shows.endswith(".")
    graphic = found.graphic
    [group] = graphic["items"]
    for item in group["items"]:
        assert re.fullmatch(r"[MLQCTAZ0-9 -]+", item["pathData"])
        assert "text" not in item["type"]
    for line in (item["pathData"] for item in group["items"] if "A" not in item["pathData"]):
        numbers = [int(number) for number in re.findall(r"-?\d+", line)]
        assert all(8 <= x <= graphic["width"] - 8 for x in numbers[::2]), line
        assert all(8 <= y + group["translateY"] <= graphic["height"] - 8 for y in numbers[1::2]), line


def test_a_step_is_shown_with_its_number_drawing_and_buttons() -> None:
    turn = said(new_echo(), *FRONT_PAGE)
    shown = turn["screen"]["data"]
    assert (shown["kind"], shown["count"], shown["heading"]) == ("step", "Step 2 of 6", "Cold or warmth")
    assert [button["does"] for button in shown["buttons"]] == ["previous", "next", "time"]
    assert turn["screen"]["graphics"]["drawing"]["type"] == "AVG"
    assert shown["text"] in turn["speech"]


def test_a_device_without_a_screen_is_sent_none() -> None:
    turn = said(new_echo(device=Device(screen=False)), *FRONT_PAGE)
    assert turn["screen"] is None
    assert directive(turn) is None


def test_an_emergency_shows_the_number_and_no_buttons() -> None:
    shown = said(new_echo(), "my back hurts after lifting", "my legs feel numb")["screen"]["data"]
    assert (shown["kind"], shown["urgency"], shown["call"]) == ("alarm", "emergency", "Call 911")
    assert shown["buttons"] == []


def test_a_running_timer_counts_down_on_the_screen() -> None:
    echo = new_echo(device=Device(permissions={"timers": "granted"}))
    turn = said(echo, *FRONT_PAGE, "yes")
    left = turn["screen"]["data"]["counts_to"] / 1000 - echo.alerts.clock.now().timestamp()
    assert 890 < left <= 901
    assert [button["does"] for button in turn["screen"]["data"]["buttons"]] == ["previous", "next"]


def test_the_device_keeps_its_screen_while_it_asks_for_a_permission() -> None:
    turn = said(new_echo(), *FRONT_PAGE, "yes")
    assert turn["consent"]["status"] == "asked"
    assert directive(turn) is None
    assert turn["screen"]["data"]["kind"] == "step"


@pytest.mark.parametrize(("does", "step"), [("next", "knee_rolls"), ("previous", "ease_off")], ids=["next", "previous"])
def test_a_touch_sends_the_event_of_a_real_device_and_does_what_the_word_does(does: str, step: str) -> None:
    echo = new_echo()
    said(echo, *FRONT_PAGE)
    turn = echo.touch([does])
    assert turn["request"]["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    assert turn["request"]["request"]["arguments"] == [does]
    assert turn["step"]["id"] == step


def test_time_it_starts_the_timer_of_the_step() -> None:
    echo = new_echo(device=Device(permissions={"timers": "granted"}))
    said(echo, *FRONT_PAGE)
    turn = echo.touch(["time"])
    assert [(alert["kind"], alert["duration_seconds"]) for alert in turn["alerts"]] == [("timer", 900)]
    for words in ("repeat", "how do i do that", "pause the timer"):  # it runs or waits: there is nothing to time
        assert "time" not in [button["does"] for button in turn["screen"]["data"]["buttons"]], words
        turn = echo.say(words)
    turn = echo.say("cancel the timer")
    assert "time" in [button["does"] for button in turn["screen"]["data"]["buttons"]]


def test_a_safety_question_can_be_answered_by_touch() -> None:
    echo = new_echo()
    said(echo, "my back hurts after lifting")
    assert echo.touch(["no"])["urgency"] is None
    assert echo.touch(["not_sure"])["urgency"] is None  # then one by one
    assert echo.touch(["not_sure"])["urgency"] in ("emergency", "today")


def test_a_set_that_is_led_is_seen_cue_by_cue() -> None:
    turn = said(new_echo(), *FRONT_PAGE, "next", "do it with me")
    shown = turn["screen"]["data"]
    assert shown["kind"] == "step"
    assert shown["text"] == shown["beats"][0]["text"]
    assert shown["beats"][-1]["text"] in ("Easier, the same, or worse?", "How was that? Easier, the same, or worse?")
    assert [beat["done"] for beat in shown["beats"]] == sorted(beat["done"] for beat in shown["beats"])
    assert (shown["beats"][0]["done"], shown["beats"][-1]["done"]) == (0, 1)
    lasts = sum(beat["wait"] for beat in shown["beats"]) / 1000
    assert 30 < lasts < 90
    assert said(new_echo(), *FRONT_PAGE, "next")["screen"]["data"]["beats"] == []


def test_a_step_in_another_form_is_not_drawn_as_it_is_on_the_floor() -> None:
    turn = said(new_echo(), *FRONT_PAGE, "next", "can i do this in a chair")
    assert "Sit tall" in turn["screen"]["data"]["text"]
    assert "drawing" not in turn["screen"]["graphics"]


@pytest.mark.parametrize("does", sorted(TOUCHES))
def test_after_an_alarm_no_touch_brings_the_steps_back(does: str) -> None:
    echo = new_echo()
    said(echo, *FRONT_PAGE, "my legs feel numb")
    turn = echo.touch([does])
    assert turn["step"] is None
    assert "911" in turn["speech"] or turn["ended"]


@pytest.mark.parametrize("arguments", [[], ["dance"], [7], [None], [{"next": 1}], [["next"]], ["next", "next"]])
def test_a_touch_of_anything_else_breaks_nothing(arguments: list[Any]) -> None:
    echo = new_echo()
    said(echo, *FRONT_PAGE)
    assert echo.touch(arguments)["speech"]
    assert not echo.ended


def test_there_is_nothing_to_touch_before_the_first_word_nor_while_the_device_asks() -> None:
    echo = new_echo()
    with pytest.raises(NothingToTouch):
        echo.touch(["next"])
    said(echo, *FRONT_PAGE, "yes")
    with pytest.raises(NothingToTouch):
        echo.touch(["next"])


def test_a_response_with_a_screen_stays_small() -> None:
    response = said(new_echo(), *FRONT_PAGE, "next", "do it with me")["response"]
    assert len(json.dumps(response)) < 24_000  # Alexa's limit was once 24 kB and is 120 kB now


def test_every_document_passes_amazons_static_validator(node_modules: Path) -> None:
    document = json.loads(Path(DOCUMENT).read_text(encoding="utf-8"))
    documents = {"plain": document}
    for name in DRAWN:
        found = drawing(name)
        assert found
        documents[name] = {**document, "graphics": {"drawing": found.graphic}}
    done = subprocess.run(
        [str(shutil.which("node")), str(Path(__file__).parent / "validate_apl.js")],
        input=json.dumps(documents),
        env={"NODE_PATH": str(node_modules), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {name: [] for name in documents}
