"""Where things are on the page at the sizes of real windows: in sight, whole, and large enough to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from skill.alexa.memory.in_memory import InMemoryStore
from skill.desk.app import create_desk_app
from skill.desk.under_test import back_coach
from tests.page.conftest import DESKTOP
from tests.page.test_page import FRONT_PAGE, PHONE, say
from tests.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WINDOWS = {390: 844, 1280: 720, 1300: 800, 1366: 768, 1440: 900, 1920: 1080}


def resize(page: Page, width: int, height: int | None = None) -> None:
    page.set_viewport_size({"width": width, "height": height or WINDOWS[width]})


def box(of: Locator) -> dict[str, Any]:
    found = of.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


def is_within(inner: Locator, outer: Locator) -> bool:
    small, large = box(inner), box(outer)
    return bool(
        small["x"] >= large["x"] - 1
        and small["y"] >= large["y"] - 1
        and small["right"] <= large["right"] + 1
        and small["bottom"] <= large["bottom"] + 1
    )


def test_the_light_is_on_the_speaker(page: Page) -> None:
    assert is_within(page.locator("#speaker .ring").last, page.locator("#speaker"))


@pytest.mark.parametrize("width", WINDOWS)
def test_every_button_of_the_screen_is_whole(page: Page, width: int) -> None:
    resize(page, width)
    say(page, *FRONT_PAGE)
    for button in page.locator("#show .buttons button").all():
        assert is_within(button, page.locator("#show .face")), button.inner_text()
    assert page.locator("#show .buttons button").count() == 3


@pytest.mark.parametrize("width", WINDOWS)
def test_the_longest_screen_can_be_read_to_its_end(page: Page, width: int) -> None:
    resize(page, width)
    say(page, *FRONT_PAGE, "show me knee rolls")
    text = page.locator("#show .text.long")
    assert "hip replacement" in text.inner_text()
    assert float(text.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)")) >= 11
    isBelow = text.evaluate("(each) => each.scrollHeight > each.clientHeight + 4")
    sign = text.evaluate("(each) => getComputedStyle(each, '::after').content")
    assert ("▾" in sign) == isBelow, "a sign that there is more"
    text.evaluate("(each) => each.scrollTo(0, each.scrollHeight)")
    page.locator("#show .text:not(.more)").wait_for()


@pytest.mark.parametrize("width", WINDOWS)
def test_a_step_and_how_it_is_done_are_whole_without_scrolling(page: Page, width: int) -> None:
    resize(page, width)
    for words in ([*FRONT_PAGE, "next"], ["show me knee rolls"]):
        say(page, *words)
        text = page.locator("#show .pictured .text.long")
        assert text.evaluate("(each) => each.scrollHeight <= each.clientHeight + 1")
        assert box(page.locator("#show .picture"))["width"] >= 80


def test_what_a_large_window_has_room_for_is_used_by_the_screen(page: Page) -> None:
    resize(page, 1920)
    assert box(page.locator("#show"))["width"] > 640
    assert box(page.locator(".inside"))["width"] > 500


def brightness(colour: str) -> float:
    """How bright an rgb(...) is, as contrasts are reckoned."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(number) / 255 for number in re.findall(r"\d+", colour)[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_of_the_screen_stands_out_from_what_is_around_it(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    frame = page.locator("#show").evaluate("(each) => getComputedStyle(each).borderTopColor")
    for colour in (
        page.locator("#show").evaluate("(each) => getComputedStyle(each).backgroundColor"),
        page.locator("#stage").evaluate("(each) => getComputedStyle(each).backgroundColor"),
    ):
        dark, bright = sorted((brightness(frame), brightness(colour)))
        assert (bright + 0.05) / (dark + 0.05) >= 1.2, (frame, colour)


@pytest.mark.parametrize("width", [1280, 1300, 1440, 1920])
def test_nothing_is_below_a_page_whose_parts_are_beside_each_other(page: Page, width: int) -> None:
    resize(page, width)
    for fold in page.locator(".side summary:visible").all():
        fold.click()
    assert page.evaluate("document.documentElement.scrollHeight") <= WINDOWS[width]
    assert box(page.locator(".inside"))["bottom"] <= WINDOWS[width]


@pytest.mark.parametrize("width", [320, 390])
def test_a_card_with_long_addresses_is_no_wider_than_the_phone(page: Page, width: int) -> None:
    resize(page, width, 844)
    say(page, "should i use ice or heat")
    page.locator("#card summary").click()
    assert "https://" in page.locator(".card-text").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "height"), [(720, 450), (960, 540), (1024, 500), (390, 844)])
def test_what_one_says_is_written_in_sight(page: Page, width: int, height: int) -> None:
    """Half of a usual window is what a page has that is shown twice as large."""
    resize(page, width, height)
    say(page, *FRONT_PAGE)
    assert page.evaluate("scrollY") == 0
    assert box(page.locator("#composer"))["bottom"] <= height
    assert box(page.locator("#log-box"))["height"] >= 64


@pytest.fixture(scope="module")
def remembering_url() -> Iterator[str]:
    """A desk whose page has every tab there is."""
    with served(lambda _: create_desk_app(skill=back_coach(InMemoryStore()))) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 1300, 1366, 1440, 1920])
def test_the_tabs_stand_in_one_row(browser: Browser, remembering_url: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": WINDOWS[width]})
    page.goto(remembering_url)
    tabs = page.get_by_role("tab").all()
    assert len(tabs) == 7
    assert len({box(tab)["y"] for tab in tabs}) == 1
    page.close()


def test_the_head_of_a_phone_is_one_row_and_says_what_each_button_is(page: Page) -> None:
    resize(page, 390)
    assert page.locator("#theme").inner_text().startswith("Theme:")
    assert box(page.locator(".top"))["height"] < 56


def test_the_samples_have_all_the_room_beside_the_conversation(page: Page) -> None:
    resize(page, 1440)
    page.get_by_role("tab", name="Samples").click()
    page.locator("#panel-samples details").first.wait_for()
    assert box(page.locator(".inside"))["bottom"] - box(page.locator("#panel-samples"))["bottom"] < 24


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_of_the_last_answer_all_is_seen_or_its_beginning(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    log = page.locator("#log-box")
    say(page, "my back hurts after lifting", "no", "no")
    assert is_within(page.locator("#log .look").last, log)
    resize(page, size["width"], 500)
    say(page, "next", "show me knee rolls")
    assert abs(box(page.locator("#log .line").last)["y"] - box(log)["y"]) < 40
    assert box(page.locator("#log .line").last)["y"] >= box(log)["y"] - 1


def test_the_ring_of_what_has_focus_is_whole(page: Page) -> None:
    resize(page, 1440)
    say(page, "my back hurts after lifting")
    page.locator("#panel-understood table", has_text="Nearest samples").wait_for()
    summary, panel = page.locator("#panel-understood summary").last, page.locator("#panel-understood")
    assert box(summary)["x"] - box(panel)["x"] >= 5, "three pixels, two beside"


def test_a_timer_that_rings_is_in_sight_and_no_timer_is_told_of(page: Page) -> None:
    resize(page, 1440)
    say(page, *FRONT_PAGE, "yes", "yes")
    running = page.locator("#alerts .alert")
    running.wait_for()
    assert box(page.locator(".side"))["bottom"] - box(running)["bottom"] > 8
    page.get_by_role("button", name="15 minutes on").click()
    ringing = page.locator("#rings .ringing")
    ringing.wait_for()
    assert page.locator("#no-alerts").is_hidden()
    assert is_within(ringing, page.locator(".side"))
    ringing.get_by_role("button", name="Stop").click()
    assert page.locator("#no-alerts").is_visible()


def test_a_field_of_the_device_looks_like_its_neighbours(page: Page) -> None:
    page.get_by_text("What the skill may know").click()
    look = "(each) => ['borderRadius', 'borderTopColor', 'backgroundColor'].map((one) => getComputedStyle(each)[one])"
    assert page.locator("#account").evaluate(look) == page.locator("#locale").evaluate(look)


def test_keys_are_told_only_where_there_are_some(browser: Browser, page: Page, desk_url: str) -> None:
    assert "Enter" in page.locator("#keys").inner_text()
    context = browser.new_context(viewport={"width": 800, "height": 1100}, has_touch=True, is_mobile=True)
    tablet = context.new_page()
    tablet.goto(desk_url)
    tablet.locator("#voice-note", has_text="speech").wait_for()
    assert not {"Alt+M", "Enter"} & set(tablet.locator("#keys").inner_text().replace("\n", " ").split())
    context.close()
