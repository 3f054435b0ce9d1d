"""Skills that others wrote, on this desk: a plain function, an SDK's skill builder, and one at the end of a URL."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request

from skill.__main__ import main
from skill.desk import serving
from skill.desk.app import create_desk_app
from skill.desk.conversations.conversation_file import Conversation, load
from skill.desk.conversations.running import run
from skill.desk.desk import Desk
from skill.desk.exchange import SkillFailed
from skill.desk.under_test import Models, any_skill, python_handler
from skill.desk.under_test.remote import RemoteSkill
from skill.desk.under_test.running import Running
from skill.understanding import ModelError
from tests.conftest import TESTS
from tests.served import served
from tests.test_rooms import ROOT

TRIP = TESTS / "skills" / "trip"
HELLO = ROOT / "docs" / "examples" / "hello-world"
CONVERSATIONS = load(TESTS / "skills" / "conversations.toml")


@pytest.fixture(scope="module")
def trip() -> Iterator[Desk]:
    with serving.desk_of(any_skill(TRIP, "trip:handler")) as desk:
        yield desk


@pytest.fixture(scope="module")
def remote() -> Iterator[str]:
    """The same skill as a web service, and some that are out of order."""
    handler, app = python_handler.PythonHandler("trip:handler", TRIP), Flask("remote")

    @app.post("/")
    def good() -> dict[str, Any]:
        return handler(request.get_json())

    app.add_url_rule("/html", view_func=lambda: "<h1>Hello</h1>", methods=["POST"], endpoint="html")
    app.add_url_rule("/list", view_func=lambda: [1], methods=["POST"], endpoint="list")
    app.add_url_rule("/500", view_func=lambda: Response("a bug", 500), methods=["POST"], endpoint="500")
    app.add_url_rule("/400", view_func=lambda: Response("", 400), methods=["POST"], endpoint="400")
    app.add_url_rule("/shape", view_func=lambda: {"response": []}, methods=["POST"], endpoint="shape")
    app.add_url_rule("/empty", view_func=dict, methods=["POST"], endpoint="empty")
    with served(lambda _: app) as address:
        yield address


def tells(turn: dict[str, Any], words: list[str]) -> bool:
    return all(each in (turn["trouble"] or "") for each in words)


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: each.name[:50])
def test_a_conversation(trip: Desk, conversation: Conversation) -> None:
    assert run(trip, conversation).differs == []


def test_the_same_at_the_end_of_a_url(remote: str) -> None:
    with serving.desk_of(any_skill(TRIP / "en-US.json", f"{remote}/")) as desk:
        for conversation in CONVERSATIONS[:-1]:
            assert run(desk, conversation).differs == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("html", ["not a JSON object", "<h1>Hello</h1>", "text/html"]),
        ("list", ["not a JSON object"]),
        ("500", ["answered 500", "a bug"]),
        ("400", ["answered 400", "signatures"]),
        ("shape", ["response", "not an object"]),
        ("empty", ["response", "missing"]),
        ("nowhere", ["answered 404"]),
    ],
)
def test_an_endpoint_out_of_order_is_told_to_its_developer(remote: str, path: str, words: list[str]) -> None:
    with serving.desk_of(any_skill(TRIP, f"{remote}/{path}")) as desk:
        turn = desk.echo().launch()
    assert turn["ended"] and "problem" in turn["speech"]
    assert tells(turn, words), turn["trouble"]


def test_an_endpoint_that_is_down(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["say", "--skill", str(TRIP), "--endpoint", "http://127.0.0.1:9/", "open trip planner"]
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "problem with the requested skill" in printed
    assert "cannot be reached" in printed and "start the skill there" in printed


def test_a_skill_that_takes_too_long(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = "http://{}:{}".format(*silent.getsockname())
        with pytest.raises(SkillFailed, match=r"no answer in 0\.05 seconds"):
            RemoteSkill(address, seconds=0.05)({})
    slow = "import threading\ndef handler(event, context):\n    threading.Event().wait(5)\n"
    (tmp_path / "slow.py").write_text(slow, encoding="utf-8")
    handler = python_handler.PythonHandler("slow:handler", tmp_path, running=Running(seconds=0.01))
    with pytest.raises(SkillFailed, match="slow:handler: no answer"):
        handler({})


def test_over_http_nothing_of_back_coach_is_told() -> None:
    client = create_desk_app(skill=any_skill(TRIP, "trip:handler")).test_client()
    turn = client.post("/say", json={"text": "open trip planner"}).get_json()
    assert turn["speech"] == "Where shall we go?"
    assert (turn["topic"], turn["urgency"], turn["red_flags"], turn["step"], turn["trouble"]) == (
        None,
        None,
        [],
        None,
        None,
    )
    again = client.post("/say", json={"text": "book a table for three", "session": turn["session"]}).get_json()
    assert again["speech"] == "A table for 3, COMPLETED."
    assert client.post("/alexa", json=turn["request"]).status_code == 404
    assert client.get("/healthz").get_json() == {"status": "ok"}
    refused = client.post("/say", json={"text": "hi", "locale": "de-DE"}).get_json()["error"]
    assert refused == "locale is 'de-DE'; use one of: en-US"


def test_the_pages_are_about_the_skill_that_is_served() -> None:
    client = create_desk_app(skill=any_skill(HELLO, "hello_world:handler")).test_client()
    page, coverage = (client.get(path).get_data(as_text=True) for path in ("/", "/coverage"))
    assert "Talk to Friendly Greeter" in page and "open friendly greeter" in page
    assert "Back Coach" not in page + coverage
    assert "GreetIntent" in coverage and "Red flags" not in coverage
    assert client.get("/samples.json").get_json()["GreetIntent"]


def test_without_a_fallback_intent_the_nearest_has_what_means_nothing(tmp_path: Path) -> None:
    model = json.loads((HELLO / "models" / "en-US.json").read_text(encoding="utf-8"))
    language = model["interactionModel"]["languageModel"]
    language["intents"] = [each for each in language["intents"] if not each["name"].startswith("AMAZON.")]
    (tmp_path / "en-US.json").write_text(json.dumps(model), encoding="utf-8")
    with serving.desk_of(any_skill(tmp_path, str(HELLO / "lambda" / "hello_world.py"))) as desk:
        echo = desk.echo()
        turn = echo.say("what is the capital of peru")
        assert (turn["intent"], turn["trace"][1]["why"]) == ("GreetIntent", "nearest")
        left = echo.again().say("stop")
        assert (left["ended"], left["request"]["request"]["reason"]) == (True, "USER_INITIATED")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody's own, to be changed."""
    shutil.copytree(HELLO, tmp_path / "mine")
    (tmp_path / "mine" / "lambda" / "hello_world.py").rename(tmp_path / "mine" / "lambda" / "mine.py")
    return tmp_path / "mine"


def test_what_changes_is_read_again(project: Path) -> None:
    told: list[str] = []
    with serving.desk_of(any_skill(project, "mine:handler", told.append)) as desk:
        echo = desk.echo()
        turn = echo.say("greet anna")
        assert turn["speech"] == "Hello, anna!", turn["trouble"]
        change(project / "lambda" / "mine.py", "Hello, {name}!", "Good day, {name}!")
        assert echo.again().say("greet anna")["speech"] == "Good day, anna!"
        change(project / "models" / "en-US.json", '"greet {Name}"', '"bow to {Name}"')
        desk.refresh(echo)
        assert echo.again().say("bow to anna")["speech"] == "Good day, anna!"
        assert [name in words for name, words in zip(("mine.py", "en-US.json"), told, strict=True)] == [True, True]
        change(project / "lambda" / "mine.py", "def greet(", "def greet(:")
        assert tells(echo.again().say("bow to anna"), ["SyntaxError", "mine.py, line"])
        change(project / "lambda" / "mine.py", "def greet(:", "def greet(")
        assert echo.again().say("bow to anna")["speech"] == "Good day, anna!"


def change(file: Path, old: str, new: str) -> None:
    """Saves a file with something else in it, at another time."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    later = file.stat().st_mtime + 10
    os.utime(file, (later, later))


@pytest.mark.parametrize("layout", ["skill-package/interactionModels/custom", "models", "."])
def test_models_are_found_in_the_layouts_of_amazons_command_line(tmp_path: Path, layout: str) -> None:
    (tmp_path / layout).mkdir(parents=True, exist_ok=True)
    for locale in ("en-GB", "de-DE"):
        shutil.copy(HELLO / "models" / "en-US.json", tmp_path / layout / f"{locale}.json")
    (tmp_path / layout / "package.json").write_text("{}", encoding="utf-8")
    found = Models.found(tmp_path)
    assert found.locales == ["de-DE", "en-GB"]
    assert found.default_locale == "de-DE"
    assert found.of("en-GB").model.invocation_name == "friendly greeter"


def test_a_model_whose_name_says_no_locale_is_of_the_one_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "InteractionModel.json"
    shutil.copy(HELLO / "models" / "en-US.json", file)
    endpoint = str(HELLO / "lambda" / "hello_world.py:handler")
    whose = ["--skill", str(file), "--endpoint", endpoint]
    assert main(["say", *whose, "--locale", "fr-FR", "--launch", "--json"]) == 0
    [turn], told = said(capsys)
    assert (turn["text"], turn["request"]["request"]["locale"]) == ("ouvre friendly greeter", "fr-FR")
    assert told == ""
    assert main(["say", *whose, "--launch", "--json"]) == 0
    [turn], told = said(capsys)
    assert turn["request"]["request"]["locale"] == "en-US"
    assert "InteractionModel.json is taken for en-US, as its name says no locale; say which with --locale" in told
    served = any_skill(file, endpoint, locale="de-DE")
    assert (served.models.locales, served.models.default_locale) == (["de-DE"], "de-DE")


def said(capsys: pytest.CaptureFixture[str]) -> tuple[list[dict[str, Any]], str]:
    """The turns that were printed as JSON, and what was told beside them."""
    printed = capsys.readouterr()
    return [json.loads(line) for line in printed.out.splitlines()], printed.err


def test_the_locale_that_is_asked_for_is_the_one_to_speak(tmp_path: Path) -> None:
    for locale in ("en-US", "de-DE"):
        shutil.copy(HELLO / "models" / "en-US.json", tmp_path / f"{locale}.json")
    endpoint = str(HELLO / "lambda" / "hello_world.py:handler")
    assert any_skill(tmp_path, endpoint, locale="de-DE").models.default_locale == "de-DE"
    with pytest.raises(ModelError, match="no interaction model for locale 'fr-FR'; use one of: de-DE, en-US"):
        any_skill(tmp_path, endpoint, locale="fr-FR")
    with pytest.raises(ModelError, match=r"by its name it is the model of de-DE, not of fr-FR"):
        any_skill(tmp_path / "de-DE.json", endpoint, locale="fr-FR")
    with pytest.raises(ModelError, match="there is no locale 'fr'; write it as Amazon does, such as fr-FR"):
        any_skill(tmp_path / "de-DE.json", endpoint, locale="fr")


@pytest.mark.parametrize("manifest", [{}, [], {"skillManifest": {"publishingInfo": {}}}, {"manifest": {}}])
def test_a_manifest_of_the_old_kind_gives_no_names(project: Path, manifest: Any) -> None:
    (project / "skill.json").write_text(json.dumps(manifest), encoding="utf-8")
    served = any_skill(project, "mine:handler")
    assert (served.name("en-US"), served.manifest.raw) == ("Friendly Greeter", {})


def test_a_manifest_gives_the_skill_its_name(project: Path) -> None:
    manifest = {"manifest": {"publishingInformation": {"locales": {"en-US": {"name": "Greetings!"}}}}}
    (project / "skill.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert any_skill(project, "mine:handler").name("en-US") == "Greetings!"


def test_a_manifest_that_cannot_be_read_is_told_of_and_the_skill_works(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "skill.json").write_text('{"manifest" {}}', encoding="utf-8")
    flaw = f"{project}/skill.json: line 1, column 13: Expecting ':' delimiter; correct the JSON there"
    assert main(["say", "--skill", str(project), "--endpoint", "mine:handler", "--launch", "--json"]) == 0
    [turn], told = said(capsys)
    assert flaw in told and "(until then the desk does without it)" in told
    assert turn["text"] == "open friendly greeter" and turn["speech"]
    assert main(["check", "--skill", str(project)]) == 1
    assert flaw in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["skill-package/dialogManagement/alexaConversations/en-US", "conversations"])
def test_dialogs_of_alexa_conversations_are_told_to_be_missing(
    project: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "dialogs of Alexa Conversations are not simulated; only the intents of the models are heard"
    told: list[str] = []
    any_skill(project, "mine:handler", told.append)
    assert told == []
    (project / folder).mkdir(parents=True)
    (project / folder / "order.acdl").touch()
    any_skill(project, "mine:handler", told.append)
    assert len(told) == 1 and told[0].startswith(f"{project}/{folder.partition('/')[0]}/") and told[0].endswith(words)
    assert main(["check", "--skill", str(project)]) == 0
    assert words in capsys.readouterr().out


def test_a_manifest_may_be_all_that_tells_of_alexa_conversations(project: Path) -> None:
    manifest = {"publishingInformation": {"locales": {"en-US": {"name": "Greetings!"}}},
                "apis": {"custom": {"dialogManagement": {"sessionStartDelegationStrategy": {}}}}}  # fmt: skip
    (project / "skill.json").write_text(json.dumps({"manifest": manifest}), encoding="utf-8")
    told: list[str] = []
    any_skill(project, "mine:handler", told.append)
    assert len(told) == 1 and told[0].startswith("skill.json: apis.custom.dialogManagement: dialogs of Alexa Conv")


OLD = {"intents": [{"intent": "HelloIntent", "slots": []}]}


def test_the_format_of_before_2018_is_called_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "src" / "speechAssets" / "IntentSchema.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(OLD), encoding="utf-8")
    told = f"{file.name}: it is in the format of before 2018"
    for path in (file, tmp_path):
        assert main(["say", "--skill", str(path), "--endpoint", str(HELLO / "lambda" / "hello_world.py"), "hi"]) == 2
        assert told in capsys.readouterr().err
    assert main(["understand", str(file), "hi"]) == 2
    assert told in capsys.readouterr().err
    assert main(["check", "--skill", str(file)]) == 1
    printed = capsys.readouterr().out
    assert told in printed and "no such key" not in printed


def test_a_model_that_was_put_is_understood_from_then_on() -> None:
    found = Models.found(HELLO)
    raw = json.loads(json.dumps(found.raw("en-US")))
    raw["interactionModel"]["languageModel"]["invocationName"] = "polite greeter"
    found.put("en-US", raw)
    assert found.of("en-US").model.invocation_name == "polite greeter"
    assert Models.found(HELLO).of("en-US").model.invocation_name == "friendly greeter"
    with pytest.raises(ModelError, match="languageModel"):
        found.put("en-US", {})


@pytest.mark.parametrize(
    ("skill", "endpoint", "words"),
    [
        (TRIP, "trip:nothing", "trip:nothing is no function"),
        (TRIP, "nobody:handler", "no module nobody in"),
        (TRIP, "nobody.py:handler", "no file nobody.py"),
        (TESTS / "skills", "trip:handler", "no interaction model such as en-US.json"),
        (TESTS / "nowhere.json", "trip:handler", "nowhere.json: cannot be read"),
        (TRIP, None, "name it with --endpoint"),
        (TESTS, "trip:handler", "no interaction model such as en-US.json"),
    ],
)
def test_a_wrong_command_says_what_to_do(
    skill: Path | None, endpoint: str | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [*(["--skill", str(skill)] if skill else []), *(["--endpoint", endpoint] if endpoint else [])]
    assert main(["say", *named, "hello"]) == 2
    assert words in capsys.readouterr().err
