"""Screens as Amazon's own renderer lays them out: ours at all sizes, and those of a skill that others wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from skill.desk.alexa_request import Device
from skill.desk.app import create_desk_app
from skill.desk.desk import new_echo
from skill.desk.household.device_model import known
from skill.desk.page.viewhost import VARIABLE
from skill.desk.under_test import any_skill
from tests.conftest import TESTS
from tests.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Locator, Page

GALLERY = TESTS / "skills" / "gallery"
CUT_OFF = (Path(__file__).parent / "cut_off.js").read_text(encoding="utf-8")
START = ["my back hurts after lifting", "no", "no"]
TALKS = {
    "a question": ["my back hurts after lifting"],
    "a step with a drawing and three buttons": [*START, "next"],
    "a step without": START,
    "a timer": [*START, "next", "yes"],
    "a set that is led": [*START, "next", "next", "count for me"],
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
    before, os.environ[VARIABLE] = os.environ[VARIABLE], str(node_modules / "apl-viewhost-web" / "index.js")
    app = create_desk_app(skill=any_skill(GALLERY, "gallery:handler"))
    with served(lambda _: app) as address:
        yield address
    os.environ[VARIABLE] = before


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


@cache
def directives() -> dict[str, dict[str, Any]]:
    """Our own screens, as every device with one is sent them."""
    found = {}
    for what, said in TALKS.items():
        echo = new_echo(device=Device(permissions={"timers": "granted"}))
        turns = [echo.say(text) for text in said]
        sent = [each for turn in turns for each in turn["response"]["response"].get("directives", [])]
        found[what] = next(each for each in reversed(sent) if each["type"].endswith("RenderDocument"))
    return found


SIZES = {name: viewport(name) for name, model in known().items() if model.screen}
SIZES["show-15 upright"] = {**SIZES["show-15"], "width": 1080, "height": 1920}


AT_EVERY_CHANGE = "show-5"  # the screen with the least room


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[pytest.mark.thorough] * (each != AT_EVERY_CHANGE)) for each in SIZES]
)
def test_nothing_of_our_own_screens_is_cut_off(page: Page, name: str) -> None:
    """On a round screen one may have to scroll, nowhere else."""
    size, found = SIZES[name], {}
    for what, directive in directives().items():
        assert page.evaluate(DRAW, [directive, size]) == "drawn", what
        told = frame(page).evaluate(CUT_OFF, size["shape"] == "round")
        found[what] = [
            *told["cut"],
            *(["scrolls"] if told["scrolls"] > (140 if size["shape"] == "round" else 0) else []),
        ]
        assert frame(page).locator("#view").inner_text().strip(), what
    assert {what: cut for what, cut in found.items() if cut} == {}


def say(page: Page, text: str) -> Any:
    """Types as somebody would, and returns the lines that come of it."""
    before = page.locator("#log .line").count()
    page.locator("#say").fill(text)
    page.keyboard.press("Enter")
    page.locator("#log .line").nth(before + 1).wait_for()
    return page.locator("#log .line").last


def touch(page: Page, what: Locator) -> None:
    """Presses what the frame shows. (It is scaled, which Playwright's own clicks do not know of.)"""
    inside = what.evaluate("(found) => { const { x, y } = found.getBoundingClientRect(); return [x + 5, y + 5]; }")
    place = "(frame) => { const { x, y, width } = frame.getBoundingClientRect(); return [x, y, width]; }"
    x, y, width = page.locator("#amazon iframe").evaluate(place)
    scale = width / SIZES["show-10"]["width"]
    page.mouse.click(x + inside[0] * scale, y + inside[1] * scale)


def test_a_skill_that_others_wrote_is_drawn_touched_and_commanded(page: Page, url: str) -> None:
    page.goto(url)
    say(page, "open sea gallery")
    shown = page.frame_locator("#amazon iframe").locator("#view")
    shown.get_by_text("Sunrise").wait_for()
    assert "behind" not in str(page.locator("#amazon").get_attribute("class"))
    assert shown.get_by_text("Try “Alexa, show the next picture”").is_visible()
    assert shown.get_by_text("at sea").is_visible()
    assert "60px" in shown.get_by_text("Sunrise").evaluate("(text) => getComputedStyle(text).fontSize")
    touch(page, shown.get_by_text("Buy it"))
    touched = page.locator("#log .bubble", has_text="by TouchWrapper buy")
    touched.wait_for()
    assert "['bought', 3] by TouchWrapper buy, {'title': 'Try “Alexa" in touched.inner_text()
    say(page, "do it too late")
    say(page, "change the title")
    shown.get_by_text("The harbour").wait_for()
    say(page, "turn the pages")
    shown.get_by_text("Night").wait_for()
    assert "Painted at sea & on land." in say(page, "tell the story").inner_text()
    page.reload()
    shown.get_by_text("Sunrise").wait_for()


@pytest.fixture
def offline(browser: Browser, url: str) -> Iterator[Page]:
    """A page that reaches nothing but the desk. The browser complains of that."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.route("https://**", lambda route: route.abort())
    page.goto(url)
    yield page
    page.close()


@pytest.mark.thorough
def test_plain_layouts_stand_in_for_amazons_where_those_cannot_be_reached(offline: Page) -> None:
    say(offline, "show the layouts")
    shown = offline.frame_locator("#amazon iframe").locator("#view")
    for words in ("All of it", "Sunrise", "Noon", "Try “Alexa, show the next picture”"):
        shown.get_by_text(words).wait_for()
    assert "alexa-layouts" in offline.locator("#drawn-by").inner_text()
    assert frame(offline).evaluate(CUT_OFF, False)["cut"] == []
    touch(offline, shown.get_by_text("Noon"))
    touched = offline.locator("#log .bubble", has_text="by TouchWrapper")
    touched.wait_for()
    assert "['chosen', 'Noon']" in touched.inner_text()
    say(offline, "open sea gallery")
    shown.get_by_text("Buy it").wait_for()
    assert "alexa-layouts" not in offline.locator("#drawn-by").inner_text()


@pytest.mark.thorough
def test_a_screen_that_comes_before_the_last_is_drawn_takes_its_place(offline: Page) -> None:
    say(offline, "open sea gallery")
    shown = offline.frame_locator("#amazon iframe").locator("#view")
    shown.get_by_text("Buy it").wait_for()
    frame(offline).evaluate("""() => {
        const fetched = window.fetch;
        window.fetch = async (...asked) => (await new Promise((done) => setTimeout(done, 1500)), fetched(...asked));
        window.atOnce = () => (window.fetch = fetched);
    }""")
    say(offline, "show the layouts")
    say(offline, "show the layouts")
    shown.get_by_text("All of it").wait_for()
    frame(offline).evaluate("() => window.atOnce()")
    assert "cannot show this" not in offline.locator("#drawn-by").inner_text()


@pytest.mark.parametrize("shape", ["rectangle", "round"])
def test_nothing_that_stands_in_is_too_small_to_read_or_cut_off(offline: Page, shape: str) -> None:
    header = {"type": "AlexaHeader", "headerTitle": "The sauces", "headerSubtitle": "All of them"}
    text = {"type": "Text", "text": "A size of old", "fontSize": "@fontSizeRegular", "color": "@colorOfOld"}
    items = [{"type": "Container", "alignItems": "center", "items": [header, text]}]
    imports = [{"name": name, "version": "1.0.0"} for name in ("alexa-styles", "alexa-layouts")]
    document = {"type": "APL", "version": "1.1", "import": imports, "mainTemplate": {"items": items}}
    size = {"width": 480, "height": 480, "shape": shape, "mode": "hub"}
    assert offline.evaluate(DRAW, [{"document": document, "datasources": {}, "token": "t"}, size]) == "drawn"
    drawn = frame(offline).evaluate("() => getComputedStyle([...document.querySelectorAll('p')].at(-1)).fontSize")
    assert float(drawn.removesuffix("px")) > 20
    assert frame(offline).evaluate(CUT_OFF, shape == "round")["cut"] == []


def test_what_the_renderer_cannot_have_is_told_and_its_words_are_shown(offline: Page) -> None:
    say(offline, "show something strange")
    told = offline.locator("#drawn-by", has_text="of-my-own 2.0.0")
    told.wait_for()
    assert told.inner_text().startswith("Drawn by this page, words alone. Amazon's renderer cannot show this")
    assert offline.locator("#show").get_by_text("Buy it").first.is_visible()
    say(offline, "open sea gallery")
    offline.locator("#drawn-by", has_text="Drawn by Amazon's own renderer").wait_for()


def test_the_frame_has_no_origin_and_nothing_to_reach(page: Page) -> None:
    page.evaluate(DRAW, [directives()["a question"], viewport(AT_EVERY_CHANGE)])
    assert frame(page).evaluate("() => window.origin") == "null"
    tries = "() => { try { return parent.document && 'reached' } catch { return 'not reached' } }"
    assert frame(page).evaluate(tries) == "not reached"
