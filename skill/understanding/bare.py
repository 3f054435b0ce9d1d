"""Samples that are nothing but a slot: what they take of words that no sample has.

Amazon's catalogs of songs, cities or people are at Amazon alone, so what stands in them cannot be known here. Assumed:
a short stretch without little words may be a name of theirs, and where a model has no FallbackIntent, all else may be.
"""

from __future__ import annotations

from collections.abc import Iterable

from .grammar import Match
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .templates import Template
from .understood import FALLBACK
from .utterance import FREE_TYPES, Utterance
from .words import language, little

_LONGEST_NAME = 3
"""Words, less an article."""


class BareSlots:
    """Those of one model."""

    def __init__(self, model: InteractionModel, templates: Iterable[Template], lexicon: Lexicon) -> None:
        found = [each for each in templates if not each.words and len(each.places) == 1]
        self._all = sorted(
            (each for each in found if not Utterance.is_strict(each.places[0].type)),
            key=lambda each: each.places[0].type not in FREE_TYPES,
        )
        endless = [each for each in self._all if not lexicon.phrases(each.places[0].type)]
        has_fallback = model.intent(FALLBACK) is not None
        self._any = [each for each in endless if not has_fallback or each.places[0].type in FREE_TYPES]
        self._names = endless

    def of_any_words(self, utterance: Utterance) -> Match | None:
        """Of a slot that takes whatever is said."""
        return _whole(self._any, utterance)

    def of_name(self, utterance: Utterance) -> Match | None:
        """Of a slot for what stands in a catalog of Amazon's, where this may be a name."""
        return _whole(self._names, utterance) if _may_be_name(utterance.row) else None

    def of_last_resort(self, utterance: Utterance) -> Match | None:
        """Of any slot, also one whose values are listed, where there is no other place for what was said."""
        return _whole(self._all, utterance)


def _whole(templates: list[Template], utterance: Utterance) -> Match | None:
    if not templates or not utterance.row:
        return None
    end = len(utterance.row)
    return Match(templates[0], ((templates[0].places[0], 0, end),), 0, end, 0)


def _may_be_name(row: tuple[str, ...]) -> bool:
    name = row[1:] if row and row[0] in language()["determiners"] else row
    return 0 < len(name) <= _LONGEST_NAME and not any(word in little() for word in name)
