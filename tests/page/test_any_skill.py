"""The page with a skill on the desk that others wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from skill.desk.app import create_desk_app
from skill.desk.under_test import any_skill
from tests.conftest import TESTS
from tests.page.conftest import DESKTOP
from tests.page.test_page import last, say
from tests.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def trip_url() -> Iterator[str]:
    """A desk with another skill, served."""
    trip = any_skill(TESTS / "skills" / "trip", "trip:handler")
    trip.models.of("en-US").understanding.prepare()  # learning may take longer than the page waits
    with served(lambda address: create_desk_app(api_endpoint=address, skill=trip)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, trip_url: str) -> Iterator[Page]:
    wrongs: list[str] = []
    with_page = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]
    with_page.add_init_script("""localStorage.setItem("back-coach", '{"silence": "off"}')""")  # this may take a while
    opened = with_page.new_page()
    opened.on("console", lambda message: wrongs.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrongs.append(str(error)))
    opened.goto(trip_url)
    yield opened
    with_page.close()
    assert wrongs == []


def test_a_conversation_with_another_skill(page: Page) -> None:
    assert page.title() == "Trip Planner: the simulator"
    assert page.locator("#empty .big").inner_text() == "Talk to Trip Planner"
    page.get_by_role("button", name="open trip planner").click()
    page.locator("#log .bubble", has_text="Where shall we go?").wait_for()
    assert last(page).locator(".who").inner_text() == "Skill"
    page.locator("#say").focus()
    say(page, "plan a trip", "rome")
    assert "When shall it be?" in last(page).inner_text()
    say(page, "help", "show me the cities")
    assert page.locator("#show .heading").inner_text() == "Cities"
    page.locator("#show button", has_text="Rome").click()
    page.locator("#log .bubble", has_text="You touched ROM.").wait_for()
    page.locator("#say").focus()
    page.keyboard.type("set my timer")
    page.keyboard.press("Enter")
    page.locator("#log .bubble", has_text="would like to set timers").wait_for()
    say(page, "yes")
    page.keyboard.type("set my timer")
    page.keyboard.press("Enter")
    page.locator("#log .bubble", has_text="The timer is ON.").wait_for()
    assert page.locator("#alerts .alert").count() == 1
    page.keyboard.type("break down")
    page.keyboard.press("Enter")
    page.locator("#log .trouble", has_text="KeyError: 'fuse'").wait_for()
