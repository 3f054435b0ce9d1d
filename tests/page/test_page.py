"""The page in a real browser: talked to, listened to, attacked, and looked at by axe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.request import urlopen

import pytest
from flask import Flask

from skill.desk.conversations.conversation_file import read
from skill.desk.evaluation import report
from tests.evaluated import evaluated
from tests.page.conftest import DESKTOP
from tests.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

STATIC = Path(__file__).parents[2] / "skill" / "desk" / "page"
FRONT_PAGE = ["my back hurts after lifting", "no", "no", "next"]
PHONE = {"width": 390, "height": 844}


def say(page: Page, *texts: str) -> None:
    """Types as somebody would, by keyboard only; waits for each answer."""
    for text in texts:
        lines = page.locator("#log .line").count()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.locator("#log .line").nth(lines + 1).wait_for()


def last(page: Page) -> Any:
    return page.locator("#log .line").last


def test_the_front_page_conversation_by_keyboard_only(page: Page) -> None:
    say(page, *FRONT_PAGE)
    assert "Step two." in last(page).inner_text()
    assert page.locator("#show .count").inner_text() == "Step 2 of 6"
    assert page.get_by_role("img", name="A person lying face down").is_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.locator("#say").input_value() == "no"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#log .bubble", has_text="Step three.").wait_for()
    page.keyboard.press("Enter")  # an empty line is silence
    page.locator("#log").get_by_text("(says nothing)").wait_for()


def test_a_timer_is_permitted_counted_down_and_rings(page: Page) -> None:
    say(page, *FRONT_PAGE, "yes")
    assert "Back Coach would like to set timers" in last(page).inner_text()
    assert "echo" in str(last(page).get_attribute("class"))
    say(page, "yes")
    card = page.locator("#alerts .alert")
    assert card.locator(".left").inner_text() in ("15:00", "14:59", "14:58")
    page.locator(".countdown", has_text="14:5").wait_for()
    card.get_by_role("button", name="Pause").click()
    card.get_by_role("button", name="Resume").click()
    card.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="15 minutes on").click()
    ringing = page.locator("#rings .ringing")
    ringing.wait_for()
    assert "Take the pack off" in ringing.inner_text()
    assert page.locator("#light-word").inner_text() == "Ringing"
    ringing.get_by_role("button", name="Stop").click()
    assert page.locator("#rings .ringing").count() == 0
    assert page.locator("#no-alerts").is_visible()


def test_an_emergency_looks_like_one(page: Page) -> None:
    say(page, "my back hurts after lifting", "my legs feel numb")
    line = last(page)
    assert "emergency" in str(line.get_attribute("class"))
    assert "Emergency" in line.locator(".tag").inner_text()  # not by colour alone
    assert "911" in line.inner_text()
    assert page.locator("#show").get_attribute("data-kind") == "alarm"
    assert page.locator("#show .call").inner_text() == "Call 911"
    assert page.locator("#show button").count() == 0
    assert "both_legs" in page.locator("#panel-understood").inner_text()


def test_any_turn_is_looked_into_and_gone_on_from(page: Page) -> None:
    say(page, "my back hurts after lifting", "no", "my legs feel numb")
    page.get_by_role("button", name="Look inside").first.click()
    page.locator("#panel-understood mark", has_text="lifting").wait_for()
    assert page.locator("#panel-understood table", has_text="Nearest samples").count() == 1
    page.get_by_role("tab", name="Session").click()
    page.locator("#panel-session td", has_text="emergency_signs").first.wait_for()
    page.locator("#log .line.you").nth(1).locator(".bubble").click()
    page.get_by_role("button", name="Say again from here").click()
    page.locator("#log .line").nth(2).wait_for(state="detached")
    page.locator("#say:focus").wait_for()


def test_nothing_acts_on_the_turn_before_while_another_is_on_its_way(page: Page) -> None:
    say(page, "my back hurts after lifting", "no")
    again = page.get_by_role("button", name="Say again from here")
    again.wait_for()
    held: list[Route] = []
    page.route("**/turns/*", lambda route: held.append(route))
    page.locator("#log .line.you").first.locator(".bubble").click()
    assert again.count() == 0
    for route in held:
        route.continue_()
    again.click()
    page.locator("#log .line").first.wait_for(state="detached")


def test_a_request_is_changed_and_sent_and_a_reload_has_it_all(page: Page) -> None:
    say(page, "should i use ice or heat")
    page.get_by_role("tab", name="Request").click()
    page.get_by_role("button", name="Edit and send again").click()
    field = page.get_by_label("The request")
    field.fill(field.input_value().replace("IceOrHeatIntent", "IceIntent"))
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("#log").get_by_text("(a request is sent: IntentRequest)").wait_for()
    page.reload()
    page.locator("#log").get_by_text("(a request is sent: IntentRequest)").wait_for()
    assert page.locator("#earlier option").count() >= 2


def test_a_request_of_a_branch_is_changed_and_sent_again(page: Page) -> None:
    say(page, "my back hurts after lifting", "no", "my legs feel numb")
    page.locator("#log .line.you").nth(1).locator(".bubble").click()
    page.get_by_role("button", name="Say again from here").click()
    page.locator("#log .line").nth(2).wait_for(state="detached")
    page.locator("#say:focus").wait_for()
    say(page, "should i use ice or heat")
    for changed, heard in (("HeatIntent", "Warm"), ("IceIntent", "cold")):
        page.get_by_role("tab", name="Request").click()
        page.get_by_role("button", name="Edit and send again").click()
        field = page.get_by_label("The request")
        request = json.loads(field.input_value())
        request["request"]["intent"] = {"name": changed, "confirmationStatus": "NONE", "slots": {}}
        field.fill(json.dumps(request))
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#panel-request", has_text=changed).wait_for()
        assert page.locator("#log .line.you").count() == 2, "in the place of what was said, after what came before it"
        assert page.locator("#log .line.you .bubble").first.inner_text() == "my back hurts after lifting"
        assert heard.lower() in last(page).inner_text().lower()


def test_touching_the_screen_sends_the_event(page: Page) -> None:
    say(page, *FRONT_PAGE)
    page.locator("#show").get_by_role("button", name="Next").click()
    page.locator("#show .heading", has_text="Knee rolls").wait_for()
    page.get_by_role("tab", name="Request").click()
    assert "Alexa.Presentation.APL.UserEvent" in page.locator("#panel-request").inner_text()


def test_what_is_typed_is_never_html(page: Page) -> None:
    attack = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>"
    say(page, attack)
    assert page.locator("#log .line.you .bubble").inner_text() == attack
    assert page.locator("#log img, #log script").count() == 0
    for tab in ("Session", "Request", "Response"):
        page.get_by_role("tab", name=tab).click()
    assert page.title() == "Back Coach: the simulator"


def test_permission_touch_and_alarm_are_saved_and_replayed(page: Page, tmp_path: Path) -> None:
    say(page, *FRONT_PAGE, "yes", "yes")
    page.locator("#show").get_by_role("button", name="Next").click()
    page.locator("#show .heading", has_text="Knee rolls").wait_for()
    page.get_by_role("button", name="15 minutes on").click()
    page.locator("#rings .ringing").wait_for()
    page.locator("#say").focus()
    say(page, "previous")
    page.locator("#save").click()
    with page.expect_download() as download:
        page.locator("#save-name").press("Enter")
    kept = tmp_path / "conversation.toml"
    download.value.save_as(kept)
    assert {"touched", "advance", "fired"} <= {key for turn in read(kept.read_text())[0].turns for key in turn}
    page.locator("#replay").set_input_files(kept)
    page.locator("#log .verdict").wait_for()
    assert page.locator("#log .differs, #wrong").all_inner_texts() == [""]
    page.get_by_text("all 9 turns as recorded").wait_for()


def test_a_conversation_is_saved_and_replayed(page: Page, tmp_path: Path, wrongs: list[str]) -> None:
    say(page, "my back hurts after lifting", "no", 'he said "no"\\ really')
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Name", exact=True).fill("kept")
    with page.expect_download() as download:
        page.locator("#save-yes").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert kept.name == "kept.toml"
    page.get_by_role("button", name="New").click()
    assert page.locator("#log .line").count() == 0
    page.locator("#replay").set_input_files(kept)
    page.get_by_text("kept: all 3 turns as recorded").wait_for()
    kept.write_text(kept.read_text().replace("ReportPainIntent", "IceIntent"))
    page.locator("#replay").set_input_files(kept)
    page.get_by_text("kept: 1 of 3 turns are not as recorded").wait_for()
    kept.write_text("no toml")
    page.locator("#replay").set_input_files(kept)
    page.locator("#wrong", has_text="TOML").wait_for()
    assert [wrong for wrong in wrongs if "400" not in wrong] == []  # the browser tells of that refusal as well
    wrongs.clear()


@pytest.fixture
def evil_url() -> Iterator[str]:
    """Another web site, on this machine too."""
    site = Flask("evil")
    site.add_url_rule("/", view_func=lambda: "<!doctype html><title>evil</title>")
    with served(lambda _: site) as address:
        yield address.replace("127.0.0.1", "localhost")


def test_another_site_gets_nothing_through(browser: Browser, desk_url: str, evil_url: str) -> None:
    context = browser.new_context()
    evil = context.new_page()
    evil.goto(evil_url)
    before = turns_held(desk_url)
    evil.evaluate(
        """url => fetch(url + "/say", {method: "POST", mode: "no-cors", body: '{"text": "stop"}'}).catch(() => 0)""",
        desk_url,
    )
    framed = evil.evaluate(
        """url => new Promise(done => {
            const frame = document.createElement("iframe");
            frame.onload = () => {
                try { done(String(frame.contentWindow.location.href)) } catch { done("kept apart") }
            };
            frame.src = url; document.body.append(frame) })""",
        desk_url,
    )
    assert turns_held(desk_url) == before
    assert desk_url not in framed
    context.close()


def turns_held(desk_url: str) -> str:
    with urlopen(f"{desk_url}/coverage") as answer:
        return re.findall(r"the (\d+) turns", answer.read().decode())[0]


def test_permissions_and_screen_are_switched(page: Page) -> None:
    page.get_by_text("Device and voice").click()
    page.locator("#timers").select_option("denied")
    page.locator("#screen").select_option("none")
    assert page.locator("#show").is_hidden()
    page.locator("#say").focus()
    say(page, *FRONT_PAGE)
    page.get_by_role("tab", name="Response").click()
    assert "RenderDocument" not in page.locator("#panel-response").inner_text()


def test_samples_are_clicked_and_tabs_move_by_arrow_keys(page: Page) -> None:
    tab = page.get_by_role("tab", name="Understood")
    tab.focus()
    page.keyboard.press("ArrowLeft")
    page.locator("#panel-samples summary", has_text="IceOrHeatIntent").click()
    page.locator("#panel-samples details[open] button").first.click()
    page.locator("#show .heading", has_text="ice or heat").wait_for()


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_nothing_is_wider_than_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    say(page, *FRONT_PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_comes_from_another_host(browser: Browser, desk_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(desk_url)
    page.goto(f"{desk_url}/coverage")
    assert len(asked) > 10
    assert all(url.startswith(desk_url) for url in asked)
    context.close()


def test_the_page_is_light() -> None:
    files = [path for path in STATIC.rglob("*") if path.suffix in (".html", ".js", ".css", ".svg")]
    assert sum(path.stat().st_size for path in files) < 200_000


RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "empty": [],
    "step": FRONT_PAGE,
    "timer": [*FRONT_PAGE, "yes", "yes"],
    "emergency": ["my back hurts after lifting", "my legs feel numb"],
    "today": ["i have a fever and my back hurts"],
}


LOOKS = {"desktop, light": (DESKTOP, "light"), "phone, dark": (PHONE, "dark")}


AT_EVERY_CHANGE = ("timer, desktop, light", "emergency, phone, dark")
"""The states with the most on them, in both looks."""


@pytest.mark.parametrize(
    ("state", "size", "scheme"),
    [
        pytest.param(state, *look, id=each, marks=[] if each in AT_EVERY_CHANGE else [pytest.mark.thorough])
        for state in STATES
        for name, look in LOOKS.items()
        for each in [f"{state}, {name}"]
    ],
)
def test_axe_finds_nothing(
    browser: Browser, desk_url: str, node_modules: Path, state: str, size: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,  # axe itself is a script from elsewhere
    )
    page = context.new_page()
    page.goto(desk_url)
    page.locator("#say:focus").wait_for()
    say(page, *STATES[state])
    if state == "timer":
        page.get_by_role("button", name="15 minutes on").click()
        page.locator("#rings .ringing").wait_for()
        page.get_by_text("Device and voice").click()
    assert violations(page, node_modules) == []
    context.close()


def test_axe_finds_nothing_on_the_other_panels_and_the_coverage_page(
    browser: Browser, desk_url: str, node_modules: Path
) -> None:
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(desk_url)
    page.locator("#say:focus").wait_for()
    say(page, *FRONT_PAGE)
    for tab in ("Session", "Request", "Response", "Log", "Samples"):
        page.get_by_role("tab", name=tab).click()
        assert violations(page, node_modules, "[role=tablist], [role=tabpanel]") == []
    page.goto(f"{desk_url}/coverage")
    assert violations(page, node_modules) == []
    context.close()


def violations(page: Page, node_modules: Path, within: str = "html") -> list[str]:
    """What axe finds in a part of the page."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=node_modules / "axe-core" / "axe.min.js")
    found = page.evaluate(f"axe.run('{within}', {{runOnly: {RULES}}})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def test_a_report_is_drawn_as_a_matrix(browser: Browser, desk_url: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(report.page(evaluated(), evaluated()), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{desk_url}/coverage")
    page.locator("#report").set_input_files(file)
    page.locator("#matrix .mistaken").first.wait_for()
    assert page.locator("#matrix .right").count() == 5
    assert page.locator("#matrix .count").all_text_contents() == ["1", "1"]
    file.write_text("nothing")
    page.locator("#report").set_input_files(file)
    page.get_by_text("no report of back-coach evaluate").wait_for()
    context.close()


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.thorough), "dark"])
def test_axe_finds_nothing_on_a_report(
    browser: Browser, node_modules: Path, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    file = tmp_path / "report.html"
    file.write_text(report.page(evaluated(), evaluated()), encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 420, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    assert violations(page, node_modules) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 420, "only inside a section one has to scroll"
    assert page.get_by_text("i can't pee").is_visible(), "the worst mistakes are open"
    context.close()


def test_no_module_parses_html() -> None:
    for path in (STATIC / "static").glob("*.js"):
        code = path.read_text(encoding="utf-8")
        assert not re.search(r"(inner|outer|Adjacent)HTML|document\.write|eval\(|new Function", code), path.name


EARS = """
window.SpeechRecognition = class {
  start() { setTimeout(() => {
    const result = Object.assign([{transcript: "my back hurts after lifting"}], {isFinal: true});
    this.onresult({results: [result]});
    this.onend();
  }, 50) }
  stop() { this.onend() }
};
"""
MOUTH = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => [{name: "Test voice", lang: "en-US"}],
  addEventListener() {}, cancel() {},
  speak(words) { window.spoken.push([words.text, words.rate]); setTimeout(words.onend, 10) },
}});
"""
NO_EARS = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"


def test_what_is_spoken_is_heard_and_the_answer_is_spoken(page: Page) -> None:
    page.add_init_script(EARS + MOUTH)
    page.reload()
    page.get_by_text("Device and voice").click()
    page.get_by_label("Speak aloud").check()
    page.locator("#speed").fill("1.3")
    page.locator("#say").focus()
    page.keyboard.press("Alt+m")
    page.locator("#log .line.coach").wait_for()
    assert page.locator("#log .line.you .bubble").inner_text() == "my back hurts after lifting"
    page.locator("#light-word", has_text="Listening").wait_for()
    spoken = page.evaluate("window.spoken")
    assert any("numbness" in words for words, _ in spoken)
    assert all(speed == 1.3 and len(words) <= 180 for words, speed in spoken)
    page.reload()
    assert page.get_by_label("Speak aloud").is_checked()  # switches stay from visit to visit


def test_a_voice_that_never_ends_is_gone_on_without(page: Page) -> None:
    page.add_init_script(MOUTH.replace("setTimeout(words.onend, 10)", "0"))
    page.add_init_script("const wait = setTimeout; window.setTimeout = (act, ms) => wait(act, ms > 5000 ? 100 : ms);")
    page.reload()
    page.get_by_text("Device and voice").click()
    page.get_by_label("Speak aloud").check()
    page.locator("#say").focus()
    say(page, "my back hurts after lifting")
    for _ in range(40):
        if page.evaluate("window.spoken.length") > 1:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("window.spoken.length") > 1


def test_a_browser_that_cannot_hear_says_so(page: Page) -> None:
    page.add_init_script(NO_EARS)
    page.reload()
    assert "cannot recognise speech" in page.locator("#voice-note").inner_text()
    assert page.locator("#mic").is_disabled()


def test_after_silence_the_device_asks_again_once(page: Page) -> None:
    page.add_init_script("const wait = setTimeout; window.setTimeout = (act, ms) => wait(act, Math.min(ms, 300));")
    page.reload()
    page.locator("#say:focus").wait_for()
    say(page, "my back hurts after lifting")
    page.locator("#log .line").nth(3).wait_for()
    assert page.locator("#log .line.you .bubble").all_inner_texts()[1] == "(says nothing)"
    page.wait_for_timeout(900)
    assert page.locator("#log .line").count() == 4  # patient: the session stays open


def test_times_are_those_of_the_device_and_written_as_people_there_write_them(browser: Browser, desk_url: str) -> None:
    context = browser.new_context(timezone_id="Asia/Tokyo", locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    page.goto(desk_url)
    page.locator("#say:focus").wait_for()
    say(page, "my back hurts after lifting")
    page.get_by_role("button", name="Say again from here").wait_for()
    there = page.evaluate("""new Date().toLocaleTimeString("en-US", {timeZone: "America/New_York", hour: "numeric"})""")
    assert page.locator("#which .quiet").inner_text().split(":")[0] == there.split()[0]
    assert page.locator("#which .quiet").inner_text().endswith(there.split()[-1])
    assert page.locator("#clock").inner_text().endswith(there.split()[-1])
    context.close()


def test_the_coverage_page_leads_back_to_the_conversation(page: Page, desk_url: str) -> None:
    say(page, "my back hurts after lifting")
    page.locator("#log .chosen").first.wait_for()
    for link in ("Simulator", "IceIntent"):
        page.get_by_role("link", name="Coverage").click()
        page.get_by_role("link", name=link).click()
        page.locator("#log .bubble", has_text="my back hurts after lifting").wait_for()
    page.locator("#panel-samples details:visible", has_text="IceIntent").wait_for()
    page.get_by_role("button", name="New").click()
    page.get_by_role("link", name="Coverage").click()
    page.get_by_role("link", name="Simulator").click()
    page.locator("#empty").wait_for()


def test_whoever_leaves_as_soon_as_it_answers_comes_back_to_the_conversation(page: Page, desk_url: str) -> None:
    page.route("**/turns/*", lambda route: None)  # what Inside shows of the turn is still on its way
    say(page, "my back hurts after lifting")
    page.get_by_role("link", name="Coverage").click()
    page.route("**/page/coverage.js", lambda route: None)
    page.reload(wait_until="commit")
    page.get_by_role("link", name="Simulator").click()
    page.locator("#log .bubble", has_text="my back hurts after lifting").wait_for()


def test_a_device_without_a_screen_says_nothing_of_who_draws_it(page: Page) -> None:
    assert page.locator("#drawn-by").is_visible()
    page.get_by_text("Device and voice").click()
    page.locator("#screen").select_option("none")
    assert page.locator("#drawn-by").is_hidden()
