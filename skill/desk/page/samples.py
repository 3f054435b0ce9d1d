"""Sentences to click: a few for every intent of a model, their slots filled as somebody would say them."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from skill.desk.under_test import LocaleModel
from skill.understanding.expansion import expansions
from skill.understanding.templates import templates_as_worded

MOST = 6
"""Sentences an intent: more would be a list nobody reads."""


@lru_cache(maxsize=16)
def samples(found: LocaleModel) -> dict[str, list[str]]:
    """Sentences by intent, spread over the samples there are."""
    said: dict[str, list[str]] = {}
    for intent, group in groupby(templates_as_worded(found.model), key=lambda template: template.intent):
        templates = list(group)
        chosen = templates[:: max(1, len(templates) // MOST)][:MOST]
        sentences = [next(expansions(each, found.lexicon, 1), each.sample) for each in chosen]
        said.setdefault(intent, []).extend(sentences)
    return {intent: list(dict.fromkeys(filter(None, texts)))[:MOST] for intent, texts in said.items()}


def starters(found: LocaleModel) -> list[str]:
    """How a conversation with any skill may begin: opening it, and a sentence each for some of its own intents."""
    own = [said[0] for intent, said in samples(found).items() if said and not intent.startswith("AMAZON.")]
    return [f"open {found.model.invocation_name}", *own[:3]]
