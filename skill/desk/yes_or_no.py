"""Whether somebody agrees, as the device itself hears it: also for skills whose model knows no yes and no."""

from __future__ import annotations

from functools import cache

from skill.understanding.templates import usual_wordings
from skill.understanding.words import norms

YES, NO = "AMAZON.YesIntent", "AMAZON.NoIntent"


def yes_or_no(text: str, intent: str) -> bool | None:
    """True or false by what it was understood as, or by the words; None where it is neither."""
    if intent in (YES, NO):
        return intent == YES
    return _meanings().get(norms(text))


def means(text: str, *intents: str) -> bool:
    """Whether these are the usual words for one of Amazon's own intents."""
    return any(norms(text) in _wordings(intent) for intent in intents)


@cache
def _meanings() -> dict[tuple[str, ...], bool]:
    return dict.fromkeys(_wordings(YES), True) | dict.fromkeys(_wordings(NO), False)


@cache
def _wordings(intent: str) -> frozenset[tuple[str, ...]]:
    return frozenset(norms(each) for each in usual_wordings()[intent.removeprefix("AMAZON.")])
