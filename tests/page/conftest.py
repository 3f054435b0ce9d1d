"""A desk on a free port of this machine, and the system's Chromium to look at it with."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.desk.app import create_desk_app
from skill.desk.desk import new_echo
from tests.served import served
from tests.test_rooms import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP = {"width": 1280, "height": 900}
USED = ("axe-core", "apl-suggester", "apl-viewhost-web")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these that is there. The shell draws the same and is a third faster."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def desk_url() -> Iterator[str]:
    """The desk, served when it has learnt what people say and has read what it knows: no page waits for that."""
    new_echo().say("it has been sore ever since i helped to move a couch")
    with served(lambda _: create_desk_app()) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Headless Chromium; where there is none the tests are skipped, except in CI, which must have one."""
    if CHROMIUM is None:
        message = "no Chromium is installed; `apt-get install chromium-headless-shell` brings it"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; pip install -e '.[dev]'")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def wrongs() -> list[str]:
    """What the browser complained of. Empty at the end of every test."""
    return []


@pytest.fixture
def page(browser: Browser, desk_url: str, wrongs: list[str]) -> Iterator[Page]:
    """The simulator, as somebody opens it."""
    with_page = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]
    opened = with_page.new_page()
    opened.set_default_timeout(5_000)
    opened.on("console", lambda message: wrongs.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrongs.append(str(error)))
    opened.goto(desk_url)
    yield opened
    with_page.close()
    assert wrongs == []


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The Node programs these tests use, installed once into build/, which git does not see."""
    npm = shutil.which("npm")
    if not (npm and shutil.which("node")):
        message = "node and npm are not installed; axe and Amazon's APL validator are Node programs"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    home = ROOT / "build" / "page-tests"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("w") as lock:  # tests that run beside each other wait for one another
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all(
            (home / "node_modules" / name).exists() for name in ("axe-core", "apl-suggester", "apl-viewhost-web")
        ):
            shutil.copy(Path(__file__).parent / "package.json", home)
            install = [str(npm), "install", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(install, cwd=home, check=True, timeout=300)
    return home / "node_modules"
