"""Clients we did not write, talking to the desk over HTTP."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.desk.app import create_desk_app
from skill.interaction_models import MODELS
from tests.served import served
from tests.test_rooms import ROOT

PEERS = Path(__file__).parent / "peers"
NODE, NPM = shutil.which("node"), shutil.which("npm")

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not (NODE and NPM), reason="node and npm are not installed; the peers are Node programs"),
]


@pytest.fixture(scope="module")
def modules() -> Path:
    """The peers, installed once into build/, which git does not see."""
    home = ROOT / "build" / "peers"
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(PEERS / "package.json", home)
    if not (home / "node_modules" / "virtual-alexa").exists():
        subprocess.run([str(NPM), "install", "--no-audit", "--no-fund", "--silent"], cwd=home, check=True, timeout=300)
    return home / "node_modules"


@pytest.fixture(scope="module")
def desk() -> Iterator[str]:
    """The desk on a free port of this machine."""
    with served(lambda _: create_desk_app(unsigned=True)) as address:
        yield address


def test_virtual_alexa_launches_utters_and_steps_through(desk: str, modules: Path) -> None:
    done = subprocess.run(
        [str(NODE), str(PEERS / "virtual_alexa.js"), f"{desk}/alexa", str(MODELS / "en-US.json")],
        env={"NODE_PATH": str(modules), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    turns = json.loads(done.stdout)
    assert "Back Coach" in turns[0]["ssml"]
    assert [turn["decided"]["step"] and turn["decided"]["step"]["id"] for turn in turns] == [
        None, None, None, "ease_off", "cold_or_warmth", "cold_or_warmth", None,
    ]  # fmt: skip
    assert [turn["ended"] for turn in turns] == [False] * 6 + [True]
