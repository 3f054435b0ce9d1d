"""Takes the screenshots of the README: the main states of the page, in the system's Chromium.

Run by `script/screenshots`; look at each before committing it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from skill.desk.app import create_desk_app
from tests.page.conftest import CHROMIUM, FLAGS
from tests.test_rooms import ROOT

TO = ROOT / "docs" / "screenshots"
STEPS = ["my back hurts after lifting", "no", "no", "next"]


@contextmanager
def desk() -> Iterator[str]:
    """The desk, served on a free port."""
    server = make_server("127.0.0.1", 0, create_desk_app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def say(page: Page, *texts: str) -> None:
    """Types, and waits for each answer."""
    for text in texts:
        lines = page.locator("#log .line").count()
        page.fill("#say", text)
        page.press("#say", "Enter")
        page.locator("#log .line").nth(lines + 1).wait_for()


def stretch(page: Page) -> None:
    say(page, *STEPS, "next")


def emergency(page: Page) -> None:
    say(page, "my back hurts after lifting", "my legs feel numb")


def timer(page: Page) -> None:
    say(page, *STEPS, "yes", "yes", "remind me tomorrow at nine to do my stretches", "yes", "yes", "next")
    for _ in range(4):
        page.locator("[data-jump='60']").click()
        page.wait_for_timeout(200)


def bird_dog(page: Page) -> None:
    say(page, "how do i do the bird dog")


def round_screen(page: Page) -> None:
    fold = page.locator("summary", has_text="Device and voice")
    fold.click()
    page.select_option("#screen", "spot")
    fold.click()
    say(page, *STEPS, "next")


def inside(page: Page) -> None:
    say(page, "my lower back is killing me after i lifted a couch yesterday", "no", "no")
    page.locator("#log .look").first.click()
    page.locator("#panel-understood mark").first.wait_for()


def session(page: Page) -> None:
    inside(page)
    page.get_by_role("tab", name="Session").click()


def ringing(page: Page) -> None:
    say(page, *STEPS, "yes", "yes", "next")
    page.locator("[data-jump='900']").click()
    page.locator("#rings .ringing").wait_for()


DESKTOP, PHONE = (1440, 900), (390, 844)

SHOTS: dict[str, tuple[Callable[[Page], None], tuple[int, int], str]] = {
    "desktop": (stretch, DESKTOP, "light"),
    "dark": (stretch, (1920, 1080), "dark"),
    "emergency": (emergency, DESKTOP, "light"),
    "timer": (timer, DESKTOP, "light"),
    "ringing": (ringing, DESKTOP, "dark"),
    "inside": (inside, DESKTOP, "light"),
    "session": (session, DESKTOP, "dark"),
    "round": (round_screen, DESKTOP, "light"),
    "phone": (emergency, PHONE, "dark"),
    "phone-stretch": (bird_dog, PHONE, "light"),
}


def shoot(browser: Browser, url: str, name: str) -> Path:
    """One screenshot."""
    act, (width, height), scheme = SHOTS[name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="America/New_York",
    )
    page = context.new_page()
    page.goto(url)
    page.locator("#say:focus").wait_for()
    act(page)
    page.locator("#which span").wait_for()  # all that is told of the turn is there
    page.wait_for_timeout(500)
    taken = page.screenshot()
    context.close()
    path = TO / f"{name}.png"
    few_colours = Image.open(BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few_colours.save(path, optimize=True)  # a third of the size, and nobody sees it
    return path


def main(names: list[str]) -> int:
    """Takes the screenshots with these names, or all."""
    if CHROMIUM is None:
        print(
            "script/screenshots: no Chromium is installed; `apt-get install chromium-headless-shell` brings it",
            file=sys.stderr,
        )
        return 2
    TO.mkdir(parents=True, exist_ok=True)
    with desk() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in names or SHOTS:
            path = shoot(browser, url, name)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
