"""Amazon's own command line against the desk. What docs/ask-cli.md shows is what happens."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.building import skill_package
from skill.desk.app import create_desk_app
from skill.desk.smapi import builds
from tests.served import served
from tests.smapi.conftest import SKILL
from tests.smapi.test_profile import TABLE
from tests.test_docs import conversations
from tests.test_rooms import ROOT

NODE, NPM = shutil.which("node"), shutil.which("npm")
DOCUMENT = (ROOT / "docs" / "ask-cli.md").read_text(encoding="utf-8")
NETWORK = {
    name: value
    for name, value in os.environ.items()
    if name.lower().endswith(("_proxy", "_ca_certs", "ssl_cert_file")) or name.lower().startswith("npm_config_")
}
"""How npm gets out where a company stands between."""
COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not (NODE and NPM), reason="node and npm are not installed; Amazon's command line needs them"),
]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A desk, and Amazon's command line installed."""
    with served(lambda _: create_desk_app(unsigned=True)) as address:
        port = int(address.rpartition(":")[2])
        assert ask(port, ROOT, "--version", HOME=os.environ["HOME"]).stdout == "2.30.7\n"
        yield port


def ask(port: int | None, folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`script/ask` in a folder."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **NETWORK, **more}
    return subprocess.run(
        [str(ROOT / "script" / "ask"), *arguments],
        cwd=folder,
        env=environment | ({"BACK_COACH_PORT": str(port)} if port else {}),
        capture_output=True,
        text=True,
        timeout=400,
        stdin=subprocess.DEVNULL,
    )


def heard(printed: str) -> list[str]:
    """What the command line printed, without its colours and its frame."""
    lines = (COLOURS.sub("", line).rstrip() for line in printed.splitlines())
    return [line for line in lines if line.strip()]


def replayed(port: int, folder: Path, said: list[str]) -> list[str]:
    """A conversation by replay file: what Alexa said."""
    talk = {"skillId": SKILL, "locale": "en-US", "type": "text", "userInput": [*said, ".quit"]}
    (folder / "talk.json").write_text(json.dumps(talk), encoding="utf-8")
    done = ask(port, folder, "dialog", "--replay", "talk.json")
    assert done.returncode == 0, done.stdout + done.stderr
    return [line.partition("Alexa > ")[2] for line in heard(done.stdout) if "Alexa > " in line]


def test_dialog_holds_the_conversation_of_the_readme(port: int, tmp_path: Path) -> None:
    arguments, printed = max(conversations(), key=lambda each: len(each[0]))
    shown = re.sub(r"\n +", " ", printed)
    assert replayed(port, tmp_path, arguments[1:]) == re.findall(r"^coach +(.*)$", shown, re.MULTILINE)


SHOWN = re.findall(r"```console\n\$ script/(ask .*)\n((?:.*\n)*?)```", DOCUMENT)


@pytest.mark.parametrize(("command", "printed"), SHOWN, ids=lambda value: value[:30])
def test_the_document_shows_what_happens(port: int, tmp_path: Path, command: str, printed: str) -> None:
    for name, content in blocks("json").items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = ask(port, tmp_path, *shlex.split(command)[1:])
    assert done.returncode == 0, done.stdout + done.stderr
    found = "\n".join(heard(done.stdout)) + "\n"
    wanted = ".*".join(re.escape(part) for part in printed.split("…"))
    assert re.search(wanted, found, re.DOTALL), found


def test_the_document_shows_something() -> None:
    assert {command.split()[1] for command, _ in SHOWN} >= {"dialog", "smapi"}


def test_a_simulation_is_started_and_looked_at(port: int, tmp_path: Path) -> None:
    wish = ("-s", SKILL, "--stage", "development")
    begun = ask(port, tmp_path, "smapi", "simulate-skill", *wish, "--device-locale", "en-US", "--input-content", "help")
    id = json.loads(begun.stdout)["id"]
    found = ask(port, tmp_path, "smapi", "get-skill-simulation", *wish, "--simulation-id", id)
    simulation = json.loads(found.stdout)
    assert simulation["status"] == "SUCCESSFUL"
    assert simulation["result"]["skillExecutionInfo"]["invocations"][0]["invocationResponse"]["body"]["response"]


def smapi(port: int, folder: Path, operation: str, *arguments: str) -> Any:
    """`ask smapi`, and what it printed."""
    done = ask(port, folder, "smapi", operation, "-s", SKILL, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    try:
        return json.loads(done.stdout)
    except ValueError:
        return done.stdout


def blocks(kind: str) -> dict[str, str]:
    """The files that the document shows."""
    return dict(re.findall(rf"```{kind} (\S+)\n((?:.*\n)*?)```", DOCUMENT))


def test_an_annotation_set_is_evaluated(port: int, tmp_path: Path) -> None:
    (tmp_path / "annotations.json").write_text(blocks("json")["annotations.json"], encoding="utf-8")
    made = smapi(port, tmp_path, "create-nlu-annotation-set", "-l", "en-US", "--name", "mine")["id"]
    smapi(port, tmp_path, "update-annotations-for-nlu-annotation-sets", "--annotation-id", made,
          "--content-type", "application/json",
          "--update-nlu-annotation-set-annotations-request", "file:annotations.json")  # fmt: skip
    source = ("--source-annotation-id", made)
    begun = smapi(port, tmp_path, "create-nlu-evaluations", "-l", "en-US", "--stage", "development", *source)
    for _ in range(60):
        found = smapi(port, tmp_path, "get-nlu-evaluation", "--evaluation-id", begun["id"])
        if found["status"] != "IN_PROGRESS":
            break
    assert found["status"] == "PASSED"
    results = smapi(port, tmp_path, "get-result-for-nlu-evaluations", "--evaluation-id", begun["id"])
    assert [case["status"] for case in results["testCases"]] == ["PASSED", "PASSED"]


def test_a_model_is_changed_and_its_dialog_followed(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "learn", lambda model: None)
    (tmp_path / "model.json").write_text(json.dumps(TABLE), encoding="utf-8")
    where = ("-g", "development", "-l", "fr-FR")
    smapi(port, tmp_path, "set-interaction-model", *where, "--interaction-model", "file:model.json")
    found = smapi(port, tmp_path, "profile-nlu", *where, "-u", "book a table")
    assert found["multiTurn"]["prompt"] == "Which day?"
    token = found["multiTurn"]["token"]
    found = smapi(port, tmp_path, "profile-nlu", *where, "-u", "friday", "--multi-turn-token", token)
    assert found["multiTurn"]["dialogAct"] == {"type": "Dialog.ConfirmSlot", "targetSlot": "Day"}
    assert "fr-FR" in smapi(port, tmp_path, "get-skill-status", "--resource", "interactionModel")["interactionModel"]


def test_deploy_takes_the_skill_package(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "learn", lambda model: None)
    skill_package.build(tmp_path / "build" / "skill-package")
    shutil.copy(ROOT / "ask-resources.json", tmp_path)
    for _ in range(2):  # again: what is sent to a desk is sent every time
        done = ask(port, tmp_path, "deploy", "--target", "skill-metadata")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Skill package deployed and all models built successfully." in done.stdout
    states = json.loads((tmp_path / ".ask" / "ask-states.json").read_text(encoding="utf-8"))
    assert list(states["profiles"]) == ["desk"]  # yours are left alone
    (tmp_path / "build" / "skill-package" / "interactionModels" / "custom" / "en-US.json").write_text("{}")
    done = ask(port, tmp_path, "deploy", "--target", "skill-metadata")
    assert done.returncode != 0
    assert "languageModel" in done.stdout + done.stderr


def test_it_starts_a_desk_of_its_own(tmp_path: Path) -> None:
    done = ask(None, tmp_path, "smapi", "get-skill-manifest", "-s", SKILL, "-g", "development")
    assert "publishingInformation" in json.loads(done.stdout)["manifest"], done.stderr
    assert list(tmp_path.iterdir()) == []  # nothing is left in the home of whoever ran it


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        (["configure"], {}, "'configure' needs Amazon"),
        (["deploy"], {}, "deploy puts code into Amazon's cloud"),
        (["deploy", "--target", "code"], {}, "deploy puts code into Amazon's cloud"),
        ([], {}, "here are: dialog, smapi"),
        (["dialog"], {"ASK_SMAPI_SERVER_BASE_URL": "https://api.amazonalexa.com"}, "is not this machine"),
        (["dialog"], {"ASK_LWA_TOKEN_HOST": "http://127.0.0.1.example.com"}, "is not this machine"),
        (["dialog"], {"ASK_LWA_TOKEN_HOST": "http://localhost@example.com"}, "is not this machine"),
        (["dialog"], {"ASK_CLI_PROXY": "http://proxy:3128"}, "is not this machine"),
        (["dialog"], {"BACK_COACH_PORT": "80@example.com"}, "set it to the port of a running desk"),
    ],
)
def test_what_would_reach_another_machine_is_refused(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], told: str
) -> None:
    done = ask(None, tmp_path, *arguments, **environment)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize(
    "tried",
    [
        "require('http').get('http://192.0.2.1/')",
        "require('https').get('https://api.amazonalexa.com/')",
        "require('net').connect(80, 'example.com')",
        "require('net').connect({port: 80, host: '::2'})",
        "require('tls').connect(443, '192.0.2.1')",
        "require('http2').connect('https://192.0.2.1')",
        "require('dns').lookup('example.com', () => {})",
        "require('dns').promises.resolve('example.com')",
        "new (require('dns').Resolver)().resolve4('example.com', () => {})",
        "fetch('http://192.0.2.1/').catch((error) => { throw error.cause || error })",
        "require('dgram').createSocket('udp4').send('x', 53, '192.0.2.1')",
        "require('child_process').execFileSync(process.execPath, ['-e', \"require('net').connect(80, '192.0.2.1')\"])",
    ],
)
def test_no_connection_leaves_this_machine(tried: str) -> None:
    guard = ROOT / "script" / "ask-cli" / "only_this_machine.cjs"
    environment = {"PATH": os.environ["PATH"], "NODE_OPTIONS": f'--require "{guard}"'}
    done = subprocess.run([str(NODE), "-e", tried], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "only the desk on this machine is called" in done.stderr
