"""Screens as Amazon's own renderer lays them out: ours at all sizes, and those of a skill that others wrote."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server

from skill.desk.alexa_request import Device
from skill.desk.app import create_desk_app
from skill.desk.desk import new_echo
from skill.desk.household.device_model import known
from skill.desk.page.viewhost import VARIABLE
from skill.desk.under_test import any_skill
from tests.conftest import TESTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

GALLERY = TESTS / "skills" / "gallery"
CUT_OFF = (Path(__file__).parent / "cut_off.js").read_text(encoding="utf-8")
START = ["my back hurts after lifting", "no", "no"]
TALKS = {
    "a question": ["my back hurts after lifting"],
    "a step with a drawing and three buttons": [*START, "next"],
    "a step without": START,
    "a timer": [*START, "next", "yes"],
    "a set that is led": [*START, "next", "next", "do it with me"],
    "an alarm": ["my back hurts after lifting", "my legs feel numb"],
    "a topic": ["should i use ice or heat"],
    "the plan": [*START, "what's the plan"],
}
DRAW = """async ([directive, viewport]) => {
  const viewhost = await import("/page/viewhost.js");
  return new Promise((found) => viewhost.draw(directive, viewport, { now: 1764450000000, offset: 0 },
    { drawn: () => found("drawn"), failed: found, event: () => {} }));
}"""


@pytest.fixture(scope="module")
def url(node_modules: Path) -> Iterator[str]:
    """A desk with somebody's gallery, where Amazon's renderer is installed."""
    os.environ[VARIABLE] = str(node_modules / "apl-viewhost-web" / "index.js")
    app = create_desk_app(skill=any_skill(GALLERY, "gallery:handler"))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()
    del os.environ[VARIABLE]


@pytest.fixture(scope="module")
def page(browser: Browser, url: str) -> Iterator[Page]:
    wrongs: list[str] = []
    opened = browser.new_page(viewport={"width": 1440, "height": 1000})
    opened.set_default_timeout(8_000)
    opened.on("console", lambda message: wrongs.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: wrongs.append(str(error)))
    opened.goto(url)
    yield opened
    opened.close()
    assert wrongs == []


def frame(page: Page) -> Frame:
    return next(each for each in page.frames if each.url.endswith("/viewhost"))


def viewport(name: str) -> dict[str, Any]:
    screen = known()[name].screen
    assert screen
    scale = 160 / screen.dpi
    size = {"width": round(screen.width * scale), "height": round(screen.height * scale)}
    return {**size, "shape": screen.shape, "mode": screen.mode}


def directives(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Our own screens as a device of this name is sent them."""
    for what, said in TALKS.items():
        echo = new_echo(device=Device(permissions={"timers": "granted"}, model=known()[name]))
        turns = [echo.say(text) for text in said]
        sent = [each for turn in turns for each in turn["response"]["response"].get("directives", [])]
        yield what, next(each for each in reversed(sent) if each["type"].endswith("RenderDocument"))


@pytest.mark.parametrize("name", [name for name, model in known().items() if model.screen])
def test_nothing_of_our_own_screens_is_cut_off(page: Page, name: str) -> None:
    size, found = viewport(name), {}
    for what, directive in directives(name):
        assert page.evaluate(DRAW, [directive, size]) == "drawn", what
        told = frame(page).evaluate(CUT_OFF, size["shape"] == "round")
        found[what] = told["cut"]
        print(name, what, told["scrolls"])
    assert {what: cut for what, cut in found.items() if cut} == {}
