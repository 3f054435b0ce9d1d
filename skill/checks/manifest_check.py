"""What can be wrong with the store manifest: the disclaimer, the locales, the example phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from skill.guidance.content import Content
from skill.packaging.locale_models import manifest

DISCLAIMER = ("not a substitute for professional", "emergency")
"""What Amazon wants to read in the description of a health skill."""

NOT_IN_A_NAME = ("pain", "cure", "relief", "treatment", "therapy", "heal")
"""Words in a name that promise too much and draw extra certification demands."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of the manifest."""
    for locale, words in manifest()["manifest"]["publishingInformation"]["locales"].items():
        if locale not in content.locales:
            yield f"skill.json: locale {locale} is not in locales.toml; add it there or take it out"
        yield from _words(locale, words)


def _words(locale: str, words: dict[str, Any]) -> Iterator[str]:
    for text in DISCLAIMER:
        if text not in words["description"]:
            yield f"skill.json: the description in {locale} does not say {text!r}; add the health disclaimer"
    if any(word in words["name"].lower() for word in NOT_IN_A_NAME):
        yield f"skill.json: the name in {locale} promises a remedy; choose another"
    phrases = words["examplePhrases"]
    if not 1 <= len(phrases) <= 3 or not phrases[0].startswith("Alexa, "):
        yield f'skill.json: {locale} needs one to three example phrases, the first beginning with "Alexa, "'
