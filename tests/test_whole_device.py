"""The device and its owner as a skill meets them: audio, video, services, permissions, purchases; and from files."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.desk import serving
from skill.desk.alerts import SCOPES
from skill.desk.alexa_request import Device
from skill.desk.app import create_desk_app
from skill.desk.conversations.conversation_file import Conversation, load
from skill.desk.conversations.running import run
from skill.desk.desk import Desk
from skill.desk.household.device_model import device_model, known
from skill.desk.household.device_model import read as read_device
from skill.desk.household.person import read as read_person
from skill.desk.transformers import transformed
from skill.desk.under_test import Models, SkillUnderTest, any_skill
from skill.json_reader import Reader
from tests.conftest import TESTS
from tests.test_rooms import ROOT

SKILLS = TESTS / "skills"
JUKEBOX = SKILLS / "jukebox"
CONVERSATIONS = load(SKILLS / "jukebox.toml")
SAY = ["say", "--no-desk", "--json", "--skill", str(JUKEBOX), "--endpoint", "jukebox:handler"]


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with serving.desk_of(any_skill(JUKEBOX, "jukebox:handler")) as desk:
        yield desk


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: each.name[:50])
def test_a_conversation(desk: Desk, conversation: Conversation) -> None:
    assert run(desk, conversation).differs == []


def test_a_list_that_plays_for_ever_ends_somewhere(desk: Desk) -> None:
    echo = desk.echo()
    echo.say("play the song")
    again = {"type": "AudioPlayer.Play", "playBehavior": "REPLACE_ALL"}
    again["audioItem"] = {"stream": {"token": "one", "url": "https://example.com/one.mp3"}}  # type: ignore[assignment]
    echo.skill = lambda event: {"response": {"directives": [again]}}
    echo.alerts.advance(86_000)
    assert len(echo.play_on()) == 300


def test_what_the_player_is_told_is_in_the_trace_and_wrong_answers_to_it_are_trouble(desk: Desk) -> None:
    echo = desk.echo()
    turn = echo.say("play the song")
    asked = [event["request"]["request"]["type"] for event in turn["trace"] if event["event"] == "asked_skill"]
    assert asked == ["IntentRequest", "AudioPlayer.PlaybackStarted"]
    assert turn["request"]["request"]["type"] == "IntentRequest"
    [failed] = echo.fail_stream()
    assert "session" not in failed["request"] and failed["request"]["request"]["currentPlaybackState"]["token"] == "one"
    assert failed["trouble"] and "holds outputSpeech, shouldEndSession" in failed["trouble"]


def test_a_device_that_moves(tmp_path: Path) -> None:
    from ask_sdk_core.serialize import DefaultSerializer
    from ask_sdk_model import RequestEnvelope

    (tmp_path / "phone.toml").write_text(
        "location = { latitude = 51.5, longitude = 0.1, altitude = 30, heading = 90, speed = 1.5 }", encoding="utf-8"
    )
    model = device_model(str(tmp_path / "phone.toml"), lambda flaw: ValueError(str(flaw)))
    with serving.desk_of(any_skill(JUKEBOX, "jukebox:handler")) as desk:
        request = desk.echo(device=Device(permissions={"geolocation": "granted"}, model=model)).launch()["request"]
    told = DefaultSerializer().deserialize(json.dumps(request), RequestEnvelope).context.geolocation
    assert (told.heading.direction_in_degrees, told.speed.speed_in_meters_per_second) == (90, 1.5)
    assert told.altitude.altitude_in_meters == 30


def test_who_has_told_of_no_products_is_told_where_to(tmp_path: Path) -> None:
    for name in ("en-US.json", "jukebox.py"):
        shutil.copy(JUKEBOX / name, tmp_path)
    with serving.desk_of(any_skill(tmp_path, "jukebox:handler")) as desk:
        turn = desk.echo().say("tell me the products")
    assert '"inSkillProducts": []' in turn["speech"]
    assert turn["trouble"] and "told of no product" in turn["trouble"] and "isps" in turn["trouble"]


def test_numbers_pass_for_texts_and_texts_for_numbers_as_in_alexas_cloud() -> None:
    def song(at: int, behavior: str, **more: Any) -> dict[str, Any]:
        stream = {"token": at, "url": "https://example.com/a.mp3", "offsetInMilliseconds": "5", **more}
        return {"type": "AudioPlayer.Play", "playBehavior": behavior, "audioItem": {"stream": stream}}

    def skill(event: dict[str, Any]) -> dict[str, Any]:
        request = event["request"]
        if request["type"] == "AudioPlayer.PlaybackNearlyFinished" and request["token"] == "0":
            return {"response": {"directives": [song(1, "ENQUEUE", expectedPreviousToken=0)]}}
        return {"response": {"directives": [song(0, "REPLACE_ALL")]} if request["type"] == "LaunchRequest" else {}}

    served = SkillUnderTest(Models.found(JUKEBOX), lambda client: skill)
    echo = Desk(None, served).echo()
    turn = echo.launch()
    assert turn["trouble"] is None and turn["audio"]
    assert (turn["audio"]["token"], turn["audio"]["offset_milliseconds"] // 1000) == ("0", 0)
    assert turn["response"]["response"]["directives"][0]["audioItem"]["stream"]["token"] == 0  # shown as it was sent
    echo.alerts.advance(200)
    told = [(each["type"], each["request"]["request"]["token"], each["trouble"]) for each in echo.play_on()]
    assert told[-1] == ("AudioPlayer.PlaybackStarted", "1", None)


@pytest.mark.parametrize("name", sorted(known()))
def test_every_device_tells_of_its_screen(desk: Desk, name: str) -> None:
    model = known()[name]
    told = model.view()
    assert bool(told) == (model.screen is not None) == ("Alexa.Presentation.APL" in model.interfaces(True))
    assert "Alexa.Presentation.APL" not in model.interfaces(False)
    if model.screen:
        current = told["Viewports"][0]["configuration"]["current"]["size"]
        assert told["Viewport"]["pixelWidth"] == current["pixelWidth"] == model.screen.width


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_device_and_person_from_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    device, person = tmp_path / "mine.toml", tmp_path / "anna.toml"
    device.write_text('name = "Mine"\nlocation = { latitude = 51.5, longitude = 0.1 }\n', encoding="utf-8")
    person.write_text(
        'account_token = "abc"\ntime_zone = "Europe/London"\n[permissions]\ngeolocation = "granted"\n'
        '[[products]]\nname = "Gold"\nentitled = true\n',
        encoding="utf-8",
    )
    told = ["open juke box", "tell me my place", "tell me my account", "tell me the products"]
    assert main([*SAY, "--device", str(device), "--person", str(person), *told]) == 0
    speech = [str(turn["speech"]) for turn in printed(capsys)]
    assert speech[0] == "Geolocation" and '"latitudeInDegrees": 51.5' in speech[1]
    assert speech[2] == "Your token is abc." and '"name": "Gold"' in speech[3] and '"entitled": "ENTITLED"' in speech[3]


@pytest.mark.parametrize(
    ("options", "heard"),
    [
        ([], "AudioPlayer, Alexa.Presentation.APL, VideoApp"),
        (["--no-screen"], "AudioPlayer"),
        (["--device", "dot"], "AudioPlayer"),
    ],
)
def test_options(options: list[str], heard: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SAY, *options, "open juke box"]) == 0
    assert [turn["speech"] for turn in printed(capsys)] == [heard]


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--device", "", ["is no device and no file", "show-15"]),
        ("--device", "screen = 3", ["screen is not an object"]),
        ("--device", "[screen]\nwidth = 0\nheight = 3", ["screen.width is 0"]),
        ("--device", "colour = 'red'", ["unknown key colour"]),
        ("--device", "name = ", ["cannot be read"]),
        ("--person", "", ["cannot be read"]),
        ("--person", "distance_units = 'MILES'", ["distance_units is 'MILES'", "METRIC, IMPERIAL"]),
        ("--person", "[permissions]\ncoffee = 'ask'", ["permissions", "unknown key coffee", "address"]),
        ("--person", "locale = 'de-DE'", ["the person's locale is 'de-DE'", "en-US"]),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_a_remedy(
    option: str, text: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file.toml"
    if text:
        file.write_text(text, encoding="utf-8")
    assert main([*SAY, option, str(file), "open juke box"]) == 2
    told = capsys.readouterr().err
    assert all(each in told for each in words), told


def test_over_http() -> None:
    client = create_desk_app(skill=any_skill(JUKEBOX, "jukebox:handler")).test_client()
    turn = client.post("/say", json={"text": "play the song", "device": {"model": "dot"}}).get_json()
    assert turn["audio"]["token"] == "one" and "Viewport" not in turn["request"]["context"]
    session = f"/sessions/{turn['session']}"
    assert client.post(f"{session}/press", json={"button": "next"}).get_json()["audio"]["token"] == "two"
    assert "use one of: play" in client.post(f"{session}/press", json={"button": "eject"}).get_json()["error"]
    flipped = client.post(f"{session}/device", json={"model": "spot", "account_token": "abc"}).get_json()
    assert flipped["model"] == "spot"
    said = client.post("/say", json={"text": "tell me my account", "session": turn["session"]}).get_json()
    assert said["speech"] == "Your token is abc."
    assert said["request"]["context"]["Viewport"]["shape"] == "ROUND"


ANY_SKILL = (ROOT / "docs" / "any-skill.md").read_text(encoding="utf-8")


def rows(head: str) -> list[list[str]]:
    """The rows of the table in the document that has this head."""
    table = ANY_SKILL.partition(f"{head}\n")[2].partition("\n\n")[0]
    return [[cell.strip(" `") for cell in row.strip("|").split(" | ")] for row in table.splitlines()[1:]]


def test_the_document_tells_of_every_device_and_every_permission() -> None:
    assert {name: scope for name, scope in rows("| permission | scope |")} == SCOPES
    told = ANY_SKILL.partition("unless `--device` names another: ")[2].partition(", or a file")[0]
    assert {each.strip(" `\n") for each in told.split(",")} == set(known())


def test_what_the_document_says_works_is_held_by_a_conversation() -> None:
    held = [row[2] for row in rows("| of the device and its owner | works | held by |") if row[2].strip(" |")]
    assert set(held) == {each.name for each in CONVERSATIONS}


def test_the_files_that_the_document_shows_are_read(tmp_path: Path) -> None:
    device, person = re.findall(r"```toml\n(.*?)```", ANY_SKILL, re.DOTALL)[-2:]
    shown = read_device("shown", Reader(tomllib.loads(device), WrongFile))
    assert shown.screen and shown.location and set(shown.interfaces(True)) == {
        "AudioPlayer", "Alexa.Presentation.APL", "VideoApp", "Geolocation",
    }  # fmt: skip
    owner = read_person(Reader(tomllib.loads(person), WrongFile), tuple(SCOPES))
    assert owner.account_token == "abc" and owner.products[0].entitled and owner.speaker


class WrongFile(Exception):
    """A file that is not as it has to be."""


def test_what_a_component_of_the_screen_is_told_to_say_is_heard() -> None:
    with serving.desk_of(any_skill(SKILLS / "gallery", "gallery:handler")) as desk:
        echo = desk.echo()
        shown = echo.launch()["screen"]
        assert shown and "Try “Alexa, show the next picture”" in shown["texts"]
        assert echo.say("tell the story")["speech"] == "Painted at sea & on land."
        assert echo.say("do it too late")["speech"] == "Done."
        speaker = desk.echo(device=Device(model=known()["dot"]))
        assert speaker.launch()["not_played"] == ["Alexa.Presentation.APL.RenderDocument"]
        assert speaker.say("tell the story")["not_played"] == ["Alexa.Presentation.APL.ExecuteCommands"]


@pytest.mark.parametrize(
    ("transformer", "properties", "made"),
    [
        ({"inputPath": "a.*.b", "transformer": "ssmlToText"}, {"a": [{"b": "<b>x</b>"}, 3]}, {"a": [{"b": "x"}, 3]}),
        ({"inputPath": "*.b", "outputName": "c", "transformer": "textToSpeech"}, {"a": {"b": "x  y"}},
         {"a": {"b": "x  y", "c": "x y"}}),
        ({"inputPath": "a.b", "transformer": "textToHint"}, {"a": "no object"}, {"a": "no object"}),
        ({"inputPath": "a", "transformer": "unknown"}, {"a": "x"}, {"a": "x"}),
        ({"transformer": "ssmlToText"}, {"a": "x"}, {"a": "x"}),
        ("nonsense", {"a": "x"}, {"a": "x"}),
    ],
)  # fmt: skip
def test_data_are_transformed_as_alexas_cloud_does_it(transformer: Any, properties: Any, made: Any) -> None:
    sources = {"list": {"properties": properties, "transformers": [transformer]}, "odd": 3}
    assert transformed(sources)["list"]["properties"] == made
