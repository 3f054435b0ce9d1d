"""What the store shows: within Amazon's rules, the same in every locale, and every word of it works."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope
from PIL import Image, ImageChops

from skill.building import manifest_check
from skill.building.icons import SIZES, file_of, icon
from skill.desk.alexa_request import Device
from skill.desk.desk import new_echo
from skill.guidance.content import Content, default_content
from skill.interaction_models import manifest

MANIFEST = manifest()["manifest"]
LISTINGS = MANIFEST["publishingInformation"]["locales"]


def test_amazons_classes_read_all_of_the_manifest() -> None:
    serializer = DefaultSerializer()
    read = serializer.deserialize(json.dumps(manifest()), SkillManifestEnvelope)
    assert serializer.serialize(read) == manifest()  # nothing is unknown to them, and nothing is lost
    assert {locale.name for locale in read.manifest.publishing_information.locales.values()} == {"Back Coach"}


def test_the_manifest_has_no_problems(content: Content) -> None:
    assert list(manifest_check.problems(content)) == []
    assert list(LISTINGS) == list(content.locales)


SPOILT: dict[str, tuple[list[Any], Any, str]] = {
    "no disclaimer": (["locales", "en-GB", "description"], "Short steps.", "does not say 'not a substitute"),
    "a promise": (["locales", "en-US", "summary"], "It heals your back.", "says 'heals'"),
    "a brand": (["locales", "en-US", "keywords"], ["back", "Fitbit"], "says 'Fitbit'"),
    "a diagnosis": (["locales", "en-US", "summary"], "We diagnose your back.", "says 'diagnose'"),
    "a number": (["locales", "en-AU", "summary"], "Call 911.", "says '911'"),
    "a word from elsewhere": (["locales", "en-US", "summary"], "Like your GP.", "says 'gp'"),
    "other words in one locale": (["locales", "en-CA", "summary"], "Steps, eh.", "summary in en-CA is not that of"),
    "too much": (["locales", "en-US", "summary"], "a" * 161, "at most 160"),
    "a name that promises": (["locales", "en-IN", "name"], "Pain Relief Coach", "promises a remedy"),
    "no wake word": (["locales", "en-US", "examplePhrases"], ["Open back coach."], "the first with"),
    "a phrase that is no sample": (
        ["locales", "en-US", "examplePhrases"], ["Alexa, open back coach.", "Sing about sand."], "is no sample"),
    "no stop": (["locales", "en-US", "examplePhrases"], ["Alexa, open back coach"], "must end with"),
    "no icon": (["locales", "en-US", "smallIconUri"], "file://assets/images/none.png", "cannot be read"),
    "the wrong icon": (["locales", "en-US", "smallIconUri"], "file://assets/images/icon_512.png", "108 by 108"),
    "another country": (["distributionCountries"], ["US", "DE"], "distributionCountries must be"),
    "the whole world": (["isAvailableWorldwide"], True, "whose numbers nobody wrote down"),
    "a promise to testers": (["testingInstructions"], "It is clinically proven.", "testing instructions say"),
}  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_the_check_finds_what_is_wrong(spoilt: str, content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    path, value, found = SPOILT[spoilt]
    told = copy.deepcopy(manifest())
    inside = told["manifest"]["publishingInformation"]
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    monkeypatch.setattr(manifest_check, "manifest", lambda: told)
    assert any(found in problem for problem in manifest_check.problems(content))


@pytest.mark.parametrize("key", ["permissions", "events", "privacyAndCompliance"])
def test_what_is_declared_is_what_is_used(key: str, content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    told = manifest()
    told["manifest"][key] = {"locales": {}} if key == "privacyAndCompliance" else [] if key == "permissions" else {}
    monkeypatch.setattr(manifest_check, "manifest", lambda: told)
    assert any(key in problem for problem in manifest_check.problems(content))


@pytest.mark.parametrize(("key", "untrue"), [("usesPersonalInfo", False), ("usesHealthInfo", True)])
def test_what_amazon_asks_is_answered_truly(
    key: str, untrue: bool, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MANIFEST["privacyAndCompliance"][key] is not untrue
    told = copy.deepcopy(manifest())
    told["manifest"]["privacyAndCompliance"][key] = untrue
    monkeypatch.setattr(manifest_check, "manifest", lambda: told)
    assert any(f"privacyAndCompliance.{key} must be" in problem for problem in manifest_check.problems(content))


def test_the_address_of_the_privacy_policy_can_be_given() -> None:
    told = manifest("https://coach.example.org/privacy")["manifest"]["privacyAndCompliance"]["locales"]
    assert {locale["privacyPolicyUrl"] for locale in told.values()} == {"https://coach.example.org/privacy"}


@pytest.mark.parametrize("locale", default_content().locales)
def test_every_example_phrase_works_as_the_first_thing_said(locale: str) -> None:
    understood = []
    for phrase in LISTINGS[locale]["examplePhrases"]:
        turn = new_echo(locale).say(phrase)
        understood.append(turn["intent"])
        assert turn["speech"] and not turn["ended"]  # it answers in context, and asks on
    assert understood == ["LaunchRequest", "IceOrHeatIntent", "ReportPainIntent"]


def test_the_testing_instructions_can_be_followed_word_for_word() -> None:
    said = re.findall(r'"([^"]+)"', MANIFEST["publishingInformation"]["testingInstructions"])
    assert len(said) > 15
    echo = new_echo("en-US", Device(permissions={"timers": "ask", "reminders": "ask"}))
    seen = []
    for words in said:
        if echo.ended:
            echo = new_echo("en-US")
        turn = echo.say(words)
        assert turn["intent"] != "AMAZON.FallbackIntent", words
        seen.append((words, turn))
    by_words = dict(seen)
    timer = next(turn["alerts"] for words, turn in seen if words == "how long is left")
    assert [(alert["kind"], alert["status"]) for alert in timer] == [("timer", "ON")]
    assert by_words["cancel the timer"]["alerts"] == []
    reminders = [turn["alerts"] for _, turn in seen if turn["alerts"] and turn["alerts"][0]["kind"] == "reminder"]
    assert reminders and by_words["cancel my reminder"]["alerts"] == []
    assert by_words["my legs feel numb"]["urgency"] == "emergency"
    assert seen[-2][1]["step"] is None and "911" in seen[-2][1]["speech"]
    assert seen[-1][1]["ended"]


@pytest.mark.parametrize("pixels", SIZES)
def test_the_icons_are_as_they_are_drawn(pixels: int) -> None:
    with Image.open(file_of(pixels)) as kept:
        assert (kept.format, kept.size, kept.mode) == ("PNG", (pixels, pixels), "RGB")
        apart = ImageChops.difference(kept, icon(pixels)).convert("L").getextrema()
    assert apart[1] <= 8, "run script/icons"  # another pillow may round otherwise
