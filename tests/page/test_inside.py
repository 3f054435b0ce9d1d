"""What is told about a turn beside the conversation, and that nobody who reads it there is disturbed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.page.test_page import FRONT_PAGE, PHONE, say

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

QUICK = "const wait = setTimeout; window.setTimeout = (act, ms) => wait(act, Math.min(ms, %d));"
"""Nobody waits in a test as long as a device waits for an answer."""


def intent(page: Page) -> str:
    return page.locator("#panel-understood .intent").inner_text()


def test_a_turn_in_which_nothing_was_said_says_what_was_done(page: Page) -> None:
    say(page, *FRONT_PAGE)
    page.keyboard.press("Enter")  # an empty line is silence
    page.locator("#panel-understood .intent", has_text="(says nothing)").wait_for()
    assert re.fullmatch(r"[\d:]+ [AP]M", page.locator("#which").inner_text())
    page.locator("#show").get_by_role("button", name="Next").click()
    page.locator("#panel-understood", has_text="(touches “next”)").wait_for()
    assert "UserEvent" in intent(page)


@pytest.mark.parametrize("by", ["an older turn", "the pointer", "the keyboard"])
def test_a_silence_that_passes_takes_nothing_away_from_whoever_reads(page: Page, by: str) -> None:
    page.add_init_script(QUICK % 1500)
    page.reload()
    page.locator("#say:focus").wait_for()
    say(page, "my back hurts after lifting")
    page.locator("#panel-understood .intent", has_text="ReportPainIntent").wait_for()
    if by == "an older turn":
        say(page, "no")
        page.locator("#log .line.you .bubble").first.click()
    elif by == "the pointer":
        page.locator("#inside-title").hover()
    else:
        page.get_by_role("tab", name="Understood").focus()
    page.locator("#log .line.you", has_text="(says nothing)").wait_for()
    page.wait_for_timeout(300)
    assert "ReportPainIntent" in intent(page)
    assert page.locator("#log .chosen.you .bubble").inner_text() == "my back hurts after lifting"


def test_whoever_does_not_read_sees_the_silence_that_passed(page: Page) -> None:
    page.add_init_script(QUICK % 500)
    page.reload()
    page.locator("#say:focus").wait_for()
    say(page, "my back hurts after lifting")
    page.locator("#panel-understood .intent", has_text="(says nothing)").wait_for()


@pytest.mark.parametrize("size", [PHONE, {"width": 1200, "height": 900}], ids=["phone", "window"])
def test_look_inside_goes_there_where_it_is_out_of_sight(page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    say(page, *FRONT_PAGE)
    page.locator("#log .look").last.click()
    page.locator("#panel-understood:focus").wait_for()
    box = page.locator(".inside").bounding_box()
    assert box
    assert 0 <= box["y"] < size["height"] / 2


def test_look_inside_leaves_the_focus_where_both_are_beside_each_other(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    say(page, "my back hurts after lifting")
    page.locator("#log .look").click()
    page.locator("#log .look:focus").wait_for()


def test_the_head_stays_as_high_as_it_is(page: Page) -> None:
    def height() -> float:
        box = page.locator(".inside .bar").bounding_box()
        assert box
        return box["height"]

    before = height()
    say(page, "my back hurts after lifting")
    page.get_by_role("button", name="Say again from here").wait_for()
    assert height() == before


def test_a_request_is_edited_from_above_it(page: Page) -> None:
    say(page, "my back hurts after lifting")
    page.get_by_role("tab", name="Request").click()
    edit, copy = (page.locator("#panel-request").get_by_role("button", name=name) for name in ("Edit", "Copy"))
    edit.wait_for()
    tops = [(button.bounding_box() or {})["y"] for button in (edit, copy)]
    assert tops[0] == tops[1] < (page.locator("#panel-request .tree").bounding_box() or {})["y"]


def test_a_near_sample_is_told_once_and_the_very_words_first(page: Page) -> None:
    near = [("yep", 1), ("yes", 1), ("yep", 1), ("yes please", 0.6)]
    rows = [{"intent": "AMAZON.YesIntent", "sample": sample, "likeness": like} for sample, like in near]

    def changed(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        told["understood"]["nearest"] = rows
        route.fulfill(response=answer, json=told)

    page.route("**/turns/*", changed)
    say(page, "yes")
    table = page.locator("#panel-understood table", has_text="Nearest samples")
    table.wait_for()
    assert table.locator("td:first-child").all_inner_texts() == ["yes", "yep", "yes please"]


@pytest.mark.parametrize("width", [390, 1300, 1440])
def test_no_intent_is_broken_in_the_middle_of_a_word(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    say(page, "my lower back is killing me after i lifted a couch yesterday")
    cells = page.locator("#panel-understood table", has_text="Nearest samples").locator("td:nth-child(2)")
    cells.first.wait_for()
    lines = """all => all.map((each) => {
        const range = document.createRange();
        range.selectNodeContents(each);
        return range.getClientRects().length })"""
    assert set(cells.evaluate_all(lines)) == {1}


def test_what_was_said_is_not_told_twice(page: Page) -> None:
    say(page, "my lower back hurts")
    page.locator("#panel-understood mark").first.wait_for()
    assert "Heard as" not in page.locator("#panel-understood").inner_text()
    say(page, "three of them, and it's here")
    assert "Heard as: 3 of them" in page.locator("#panel-understood .said", has_text="of them, and").inner_text()
    story = " ".join(["so we were moving all weekend and carried forty boxes up and down the stairs"] * 4)
    say(page, story)
    page.locator("#panel-understood .said", has_text="so we were moving").wait_for()
    assert page.locator("#log .line.you .bubble").last.inner_text() == story
    assert story not in page.locator("#panel-understood").inner_text()


def test_a_set_that_is_led_has_the_bar_of_the_device(page: Page) -> None:
    page.add_init_script(QUICK % 20)
    page.reload()
    page.get_by_text("Device and voice").click()
    page.locator("#silence").select_option("off")
    page.locator("#say").focus()
    say(page, *FRONT_PAGE, "next", "do it with me")
    words, bar = page.locator("#show .words"), page.locator("#show .progress-bar")
    assert bar.count() == 1 and page.locator("#show .ring").count() == 0
    page.locator("#show .text", has_text="Easier, the same, or worse").wait_for()
    page.locator("#show .progress-bar span[style*='100%']").wait_for()
    assert words.locator(".progress-bar").count() == 1
