"""Sentences to click: a few for every intent of a model, their slots filled as somebody would say them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from skill.desk.under_test import LocaleModel
from skill.understanding.expansion import expansions
from skill.understanding.templates import Template, template_of, usual_wordings
from skill.understanding.words import norms

MOST = 6
"""Sentences an intent: more would be a list nobody reads."""


@lru_cache(maxsize=16)
def samples(found: LocaleModel) -> dict[str, list[str]]:
    """Sentences by intent, spread over the samples there are. Only of these more is made than what the file has."""
    wordings = usual_wordings(found.model.language)
    said: dict[str, list[str]] = {}
    for intent in found.model.intents:
        own = [template_of(intent, sample) for sample in _spread(intent.samples)]
        usual = _spread(wordings.get(intent.name.removeprefix("AMAZON."), ()))
        templates = [*own, *(Template(intent.name, wording, norms(wording)) for wording in usual)]
        texts = [next(expansions(each, found.lexicon, 1), each.sample) for each in templates]
        if texts := list(dict.fromkeys(filter(None, texts)))[:MOST]:
            said[intent.name] = texts
    return said


def _spread(samples: Sequence[str]) -> Sequence[str]:
    return samples[:: max(1, len(samples) // MOST)][:MOST]


def starters(found: LocaleModel) -> list[str]:
    """How a conversation with any skill may begin: opening it, and a sentence each for some of its own intents."""
    own = [said[0] for intent, said in samples(found).items() if said and not intent.startswith("AMAZON.")]
    return [f"open {found.model.invocation_name}", *own[:3]]
