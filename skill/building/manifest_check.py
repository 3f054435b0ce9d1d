"""What can be wrong with the store manifest: Amazon's limits and policies, and words that differ by locale."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from skill.alexa.response import PERMISSIONS
from skill.building.locale_check import strangers
from skill.desk.device_words import spoken_to_skill
from skill.guidance.content import Content
from skill.interaction_models import MODELS, adapters, manifest, model_file
from skill.json_reader import Json
from skill.understanding import InteractionModel, Understanding
from skill.understanding.interaction_model import read_json

DISCLAIMER = (
    "does not give medical advice",
    "not a substitute for professional medical advice",
    "medical emergency, please dial your local emergency number",
)
"""What Amazon wants to read in the description of a health skill."""

NOT_IN_A_NAME = ("pain", "cure", "relief", "treatment", "therapy", "heal", "alexa", "amazon", "echo")
"""Words in a name that promise too much and draw extra certification demands, or are Amazon's own."""

NOT_IN_A_LISTING = re.compile(
    r"\b(diagnos(e|es|ed|ing)|cures?|heals?|guaranteed?|proven|life.?saving|saves? lives|doctor.approved|clinically"
    r"|miracle|instant(ly)?|pain.?free|best|number one|free trial|alexa skill|advil|tylenol|motrin|aleve|nurofen"
    r"|voltaren|calpol|panadol|balmorex|fitbit|peloton)\b",
    re.IGNORECASE,
)
"""Promises, praise and other people's brands (Amazon's policy requirements for skills, and ours for what is said)."""

MOST_CHARACTERS = {"name": 50, "summary": 160, "description": 4000}
MOST_KEYWORDS = 30
ICONS = {"smallIconUri": 108, "largeIconUri": 512}
"""The edge of each icon, in pixels."""
SUBSCRIBED = {"SKILL_ENABLED", "SKILL_DISABLED", "SKILL_PERMISSION_ACCEPTED", "SKILL_PERMISSION_CHANGED"}
"""What Alexa tells without anybody talking: at SKILL_DISABLED what is remembered is deleted."""

ANSWERED = {"usesPersonalInfo": True, "usesHealthInfo": False, "isChildDirected": False, "containsAds": False}
"""What Amazon asks, and what is true. A hashed id with the steps of a plan is personal, though only kept with a yes.
The question of health information is whether Amazon handles records for a doctor or an insurer: it does not."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of the manifest."""
    told = manifest()["manifest"]
    listings = told["publishingInformation"]["locales"]
    yield from _where(told, content)
    yield from _permissions(told)
    for locale in sorted(content.locales.keys() & listings.keys()):
        yield from _listing(locale, listings[locale], content)
        yield from _examples(locale, listings[locale]["examplePhrases"])
        yield from _icons(locale, listings[locale])
        common = {key: _own(value, locale, content) for key, value in listings["en-US"].items()}
        for key in sorted(common.keys() | listings[locale].keys()):
            if common.get(key) != listings[locale].get(key):
                yield f"skill.json: {key} in {locale} is not that of en-US in its own words; say the same in all"
    if found := NOT_IN_A_LISTING.search(told["publishingInformation"]["testingInstructions"]):
        yield f"skill.json: the testing instructions say {found.group()!r}; say it differently"


def _own(value: Any, locale: str, content: Content) -> Any:
    if isinstance(value, list):
        return [_own(each, locale, content) for each in value]
    return content.locales[locale].own(value)


def _where(told: dict[str, Any], content: Content) -> Iterator[str]:
    """The skill is where we know the numbers, and nowhere else."""
    for part in ("publishingInformation", "privacyAndCompliance"):
        for id in sorted(told[part]["locales"].keys() ^ content.locales.keys()):
            yield f"skill.json: {part}.locales and locales.toml differ in {id}; add it to the other or take it out"
    countries = {id.partition("-")[2] for id in content.locales}
    if set(told["publishingInformation"]["distributionCountries"]) != countries:
        yield f"skill.json: distributionCountries must be {', '.join(sorted(countries))}, where the numbers are right"
    if told["publishingInformation"].get("isAvailableWorldwide"):
        yield "skill.json: isAvailableWorldwide reaches countries whose numbers nobody wrote down; set it to false"
    for key, true in ANSWERED.items():
        if told["privacyAndCompliance"].get(key) is not true:
            yield f"skill.json: privacyAndCompliance.{key} must be {str(true).lower()}; PRIVACY.md says why"
    for id, privacy in told["privacyAndCompliance"]["locales"].items():
        if not str(privacy.get("privacyPolicyUrl", "")).startswith("https://"):
            yield f"skill.json: {id} has no privacyPolicyUrl; give the address of PRIVACY.md as a page"


def _permissions(told: dict[str, Any]) -> Iterator[str]:
    asked = {permission["name"] for permission in told.get("permissions", [])}
    if asked != set(PERMISSIONS.values()):
        yield f"skill.json: permissions must be those the skill uses: {', '.join(sorted(PERMISSIONS.values()))}"
    heard = {each["eventName"] for each in told.get("events", {}).get("subscriptions", [])}
    if heard != SUBSCRIBED:
        yield f"skill.json: events.subscriptions must be {', '.join(sorted(SUBSCRIBED))}"


def _listing(locale: str, words: dict[str, Any], content: Content) -> Iterator[str]:
    strange = strangers(content.locales[locale], content)
    for key, most in MOST_CHARACTERS.items():
        if not 2 <= len(words[key]) <= most:
            yield f"skill.json: {key} in {locale} has {len(words[key])} characters; at most {most} are allowed"
    for text in DISCLAIMER:
        if text not in words["description"]:
            yield f"skill.json: the description in {locale} does not say {text!r}; add the health disclaimer"
    if any(word in words["name"].lower() for word in NOT_IN_A_NAME):
        yield f"skill.json: the name in {locale} promises a remedy or is Amazon's; choose another"
    for key, text in (("summary", words["summary"]), ("description", words["description"]), *_each(words)):
        if found := NOT_IN_A_LISTING.search(text):
            yield f"skill.json: {key} in {locale} says {found.group()!r}, which no listing may; say it differently"
        for word in sorted(strange(text)):
            yield f"skill.json: {key} in {locale} says {word!r}, which belongs to another locale; leave it out"
    if len(words["keywords"]) > MOST_KEYWORDS:
        yield f"skill.json: {len(words['keywords'])} keywords in {locale}; {MOST_KEYWORDS} are the most"


def _each(words: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("examplePhrases", "keywords"):
        yield from ((key, text) for text in words[key])


def _examples(locale: str, phrases: list[str]) -> Iterator[str]:
    """Amazon's rules for example phrases: the wake word and the name first, and every one a sample that works."""
    model, understanding = _known(model_file(locale), adapters().get(locale))
    name = model.invocation_name
    if not 1 <= len(phrases) <= 3 or not phrases[0].startswith("Alexa, ") or name not in phrases[0]:
        yield f'skill.json: {locale} needs one to three example phrases, the first with "Alexa, " and {name!r}'
    for phrase in phrases:
        if phrase[-1] not in ".?":
            yield f"skill.json: {phrase!r} in {locale} must end with a full stop or a question mark"
        words = spoken_to_skill(phrase, name)
        if words and not understanding.is_sample(words):
            yield f"skill.json: {phrase!r} in {locale} is no sample of the interaction model; take one that is"


@lru_cache(maxsize=2)
def _known(file: Path, adapt: Callable[[Json], Json] | None) -> tuple[InteractionModel, Understanding]:
    """What people say in the locales whose models are made alike. Nothing is learnt of it."""
    raw = read_json(file)
    model = InteractionModel.parse(adapt(raw) if adapt else raw, file.name)
    return model, Understanding(model, tier="default")


def _icons(locale: str, words: dict[str, Any]) -> Iterator[str]:
    for key, edge in ICONS.items():
        path = MODELS / str(words.get(key, "")).removeprefix("file://")
        try:
            head = path.read_bytes()[:24]
        except OSError:
            yield f"skill.json: {key} in {locale} names {path.name!r}, which cannot be read; run script/icons"
            continue
        if head[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack(">II", head[16:24]) != (edge, edge):
            yield f"skill.json: {key} in {locale} must be a PNG of {edge} by {edge}; run script/icons"
