"""Sentences to click: a few for every intent of a model, their slots filled as somebody would say them."""

from __future__ import annotations

from functools import cache
from itertools import groupby

from skill.simulator.desk import MODELS
from skill.simulator.understanding import InteractionModel
from skill.simulator.understanding.expansion import expansions
from skill.simulator.understanding.lexicon import Lexicon
from skill.simulator.understanding.templates import templates_of

MOST = 6
"""Sentences an intent: more would be a list nobody reads."""


@cache
def model_of(locale: str) -> InteractionModel:
    """The interaction model of a locale, as people's words are understood with it."""
    return InteractionModel.load(MODELS / f"{locale}.json")


@cache
def samples(locale: str) -> dict[str, list[str]]:
    """Sentences by intent, spread over the samples there are."""
    model = model_of(locale)
    lexicon = Lexicon(model)
    found: dict[str, list[str]] = {}
    for intent, group in groupby(templates_of(model), key=lambda template: template.intent):
        templates = list(group)
        chosen = templates[:: max(1, len(templates) // MOST)][:MOST]
        sentences = [next(expansions(each, lexicon, 1, at + 1), each.sample) for at, each in enumerate(chosen)]
        found.setdefault(intent, []).extend(sentences)
    return {intent: list(dict.fromkeys(filter(None, said)))[:MOST] for intent, said in found.items()}
