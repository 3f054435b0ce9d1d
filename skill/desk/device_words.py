"""The device's own words: what it says itself (device.toml), and what it understands without asking any skill."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from skill.understanding.languages import ENGLISH, spoken
from skill.understanding.languages.invocation import opened_in, opening
from skill.understanding.templates import usual_wordings
from skill.understanding.words import norms

YES, NO = "AMAZON.YesIntent", "AMAZON.NoIntent"

_WAKE = r"(?:(?:alexa|echo|computer|amazon)[\s,]+)?"
_LAUNCH = r"(?:open|launch|start|run|begin|use|play|load|resume)"
_ASK = r"(?:ask|tell)"


@cache
def device_words() -> dict[str, Any]:
    """The words, by what they are for."""
    return tomllib.loads((Path(__file__).parent / "device.toml").read_text(encoding="utf-8"))


def says(language: str) -> dict[str, Any]:
    """What the device says itself in a language, and what it takes for an answer to its own questions."""
    if language == ENGLISH:
        english = device_words()
        return {**english, **english["answers"]}
    told: dict[str, Any] = spoken(language)["device"]
    return told


def spoken_to_skill(text: str, invocation: str, language: str = ENGLISH) -> str:
    """The part of an utterance that reaches the skill; empty where the skill is opened without a wish.

    "open back coach" is empty; "ask back coach about ice" is "about ice"; everything else is passed on as it is.
    """
    if language != ENGLISH:
        return opened_in(text, invocation, language)
    name = re.escape(invocation)
    if re.fullmatch(rf"\s*{_WAKE}{_LAUNCH}\s+(?:the\s+)?{name}[\s.!?]*", text, re.IGNORECASE):
        return ""
    opened = re.match(
        rf"\s*{_WAKE}(?:{_ASK}|{_LAUNCH})\s+{name}[\s,]+(?:that\s+|to\s+|and\s+|if\s+)?", text, re.IGNORECASE
    )
    return text[opened.end() :] if opened else text


def opening_words(invocation: str, language: str) -> str:
    """How somebody opens a skill without a wish."""
    return f"open {invocation}" if language == ENGLISH else opening(invocation, language)


def yes_or_no(text: str, intent: str, language: str = ENGLISH) -> bool | None:
    """Whether somebody agrees, by what it was understood as or by the words; None where it is neither.

    The words count also for skills whose model knows no yes and no.
    """
    if intent in (YES, NO):
        return intent == YES
    return True if means(text, YES, language=language) else False if means(text, NO, language=language) else None


def means(text: str, *intents: str, language: str = ENGLISH) -> bool:
    """Whether these are the usual words for one of Amazon's own intents."""
    return any(norms(text) in _wordings(intent, language) for intent in intents)


@cache
def _wordings(intent: str, language: str) -> frozenset[tuple[str, ...]]:
    return frozenset(norms(each) for each in usual_wordings(language)[intent.removeprefix("AMAZON.")])
