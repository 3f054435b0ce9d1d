"""Sentences of a model that more than one intent claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .expansion import expansions
from .grammar import Grammar
from .hearing import Hearing
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .templates import templates_of
from .words import split

_ALL = 2_000
_SOME = 3
_ANY_DAY = date(2026, 1, 5)


def conflicts(model: InteractionModel) -> list[str]:
    """One line for each sample that, with some value, another intent takes away or claims just as well."""
    return list(dict.fromkeys(_conflicts(model)))


def _conflicts(model: InteractionModel) -> Iterator[str]:
    lexicon = Lexicon(model)
    templates = templates_of(model)
    grammar = Grammar(templates)
    for at, template in enumerate(templates):
        # Values collide where a sample is little more than its slot; elsewhere a few values tell as much as all.
        most = _ALL if len(template.words) < 2 and len(template.places) == 1 else _SOME
        for row in expansions(template, lexicon, most, at):
            found = grammar.certain(Hearing(split(" ".join(row)), lexicon, _ANY_DAY))
            rivals = [match for match in found if match.template.intent != template.intent]
            own = [match.rank for match in found if match not in rivals]
            if rivals and own and rivals[0].rank <= own[0]:
                rival = rivals[0].template
                pair = f"'{template.sample}' of {template.intent} and '{rival.sample}' of {rival.intent}"
                yield f"{pair} are the same sentence, as in '{' '.join(row)}'"
                break
