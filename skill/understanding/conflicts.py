"""Sentences of a model that more than one intent claims."""

from __future__ import annotations

from datetime import date

from .expansion import expansions
from .grammar import Grammar
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .templates import templates_as_worded
from .utterance import Utterance
from .words import split

_ALL = 2_000
_SOME = 3
_ANY_DAY = date(2026, 1, 5)


def conflicts(model: InteractionModel) -> list[str]:
    """One line for each sample that, with some value, another intent takes away or claims just as well."""
    told: dict[str, str] = {}
    lexicon = Lexicon(model)
    templates = templates_as_worded(model)
    grammar = Grammar(templates)
    for template in templates:
        # Values collide where a sample is little more than its slot; elsewhere a few values tell as much as all.
        most = _ALL if len(template.words) < 2 and len(template.places) == 1 else _SOME
        for sentence in expansions(template, lexicon, most):
            found = grammar.certain(Utterance(split(sentence), lexicon, _ANY_DAY))
            rivals = [match for match in found if match.template.intent != template.intent]
            own = [match.rank for match in found if match not in rivals]
            for rival in (match.template for match in rivals if own and match.rank <= own[0]):
                pair = f"'{template.sample}' of {template.intent} and '{rival.sample}' of {rival.intent}"
                told.setdefault(pair, f"{pair} are the same sentence, as in '{sentence}'")
    return list(told.values())
