"""Samples that are nothing but a slot: what they take of words that no sample has.

Amazon's catalogs of songs, cities or people are at Amazon alone, so what stands in them cannot be known here. Assumed:
a short stretch without little words may be a name of theirs, and where a model has no FallbackIntent, all else may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .grammar import Match
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .templates import SlotPlace, Template
from .understood import FALLBACK
from .utterance import FREE_TYPES, Utterance
from .words import language, little

_LONGEST_NAME = 3
"""Words, less an article."""

Likely = Mapping[str, float]
"""How likely each intent is, by what was learnt of the model."""


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
        self._endless = frozenset(each.places[0].type for each in endless)

    def of_any_words(self, utterance: Utterance, likely: Likely) -> Match | None:
        """Of a slot that takes whatever is said."""
        return _whole(self._any, utterance, likely)

    def of_name(self, utterance: Utterance, likely: Likely) -> Match | None:
        """Of a slot for what stands in a catalog of Amazon's, where this may be a name."""
        return _whole(self._names, utterance, likely) if _may_be_name(utterance.row) else None

    def beside(self, utterance: Utterance, partly: Sequence[Match]) -> Match | None:
        """Of several slots, where what is not listed may be such a name: "{City} {State}"."""
        return next((each for each in partly if all(self._is_name(*span, utterance) for span in each.spans)), None)

    def of_last_resort(self, utterance: Utterance, likely: Likely, partly: Sequence[Match]) -> Match | None:
        """Of any slot, also one whose values are listed, where there is no other place for what was said."""
        return next(iter(partly), None) or _whole(self._all, utterance, likely)

    def _is_name(self, place: SlotPlace, start: int, end: int, utterance: Utterance) -> bool:
        is_listed = utterance.reads(place.type, start, end) is not None
        return is_listed or (place.type in self._endless and _may_be_name(utterance.row[start:end]))


def _whole(templates: list[Template], utterance: Utterance, likely: Likely) -> Match | None:
    """Of slots that take any words the first; of the others that of the likeliest intent."""
    if not templates or not utterance.row:
        return None
    end = len(utterance.row)
    best = min(templates, key=lambda each: (each.places[0].type not in FREE_TYPES, -likely.get(each.intent, 0.0)))
    return Match(best, ((best.places[0], 0, end),), 0, end, 0)


def _may_be_name(row: tuple[str, ...]) -> bool:
    name = row[1:] if row and row[0] in language()["determiners"] else row
    return 0 < len(name) <= _LONGEST_NAME and not any(word in little() for word in name)
