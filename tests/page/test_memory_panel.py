"""The panel that shows what is kept for next time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skill.alexa.memory.in_memory import InMemoryStore
from skill.desk.app import create_desk_app
from skill.desk.under_test import back_coach
from tests.page.conftest import DESKTOP
from tests.page.test_page import say, violations
from tests.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def remembering_desk() -> Iterator[str]:
    """A desk whose skill remembers people."""
    skill = back_coach(InMemoryStore())
    skill.models.of("en-US").understanding.prepare()  # learning may take longer than the page waits
    with served(lambda _: create_desk_app(skill=skill)) as address:
        yield address


def test_what_is_kept_is_shown_as_it_changes_and_forgotten_by_hand(
    browser: Browser, remembering_desk: str, node_modules: Path
) -> None:
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", bypass_csp=True)  # type: ignore[arg-type]  # axe is from elsewhere
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(remembering_desk)
    page.get_by_role("tab", name="Memory").click()
    panel = page.locator("#panel-memory")
    panel.get_by_text("Nothing is kept").wait_for()
    page.locator("#say").focus()
    say(page, "remember me", "my back hurts after lifting", "no", "no", "next")
    panel.get_by_text("cold_or_warmth").wait_for()
    assert "began" in panel.inner_text()
    assert violations(page, node_modules) == []
    panel.get_by_role("button", name="Forget").click()
    panel.get_by_text("Nothing is kept").wait_for()
    page.get_by_role("button", name="New").click()
    say(page, "open back coach")
    assert "Welcome back" not in page.locator("#log .line").last.inner_text()
    context.close()
