"""Words that no slot took: the open slot they most likely belong to hears them, so that the skill can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from .hearing import FREE_TYPES, Hearing
from .interaction_model import Intent
from .lexicon import Mention
from .templates import Template
from .words import stem

_LITTLE = frozenset(
    "a an the my to of in on at is it i am and for do me you that this with be was or so have has had not no yes "
    "can could would will what how when why where there here just really very some any please about from as are "
    "been if then now but by we they he she your our his her up down out get got did does should want need like "
    "know tell think going go too also because after before since when while bit lot little kind of".split()
)
_FEWEST = 2


def hosts_for_leftover(
    intent: Intent,
    templates: Sequence[Template],
    names: Sequence[str],
    taken: Mapping[str, Mention],
    hearing: Hearing,
) -> dict[str, Mention]:
    """The slot, if any, that gets the words that are neither the intent's own nor in another slot."""
    open_names = [name for name in names if name not in taken]
    places = _unexplained(templates, taken, hearing)
    if not open_names or not places:
        return {}
    nothing_listed = not any(name in taken for name in names)
    shared = {name: _shared(intent.slots[name], places, hearing) for name in open_names}
    best = max(open_names, key=lambda name: (shared[name], intent.slots[name] in FREE_TYPES))
    if nothing_listed:
        # In doubt all the words, less what the values of numbers, dates and times already took at the ends.
        return {best: _around(0, len(hearing.row), taken)}
    if shared[best] or len(places) > _FEWEST:
        return {best: Mention(places[0], places[-1] + 1, ())}
    return {}


def _unexplained(templates: Sequence[Template], taken: Mapping[str, Mention], hearing: Hearing) -> list[int]:
    own = {stem(word) for template in templates for word in template.words}
    used = {at for mention in taken.values() for at in range(mention.start, mention.end)}
    return [
        at for at, word in enumerate(hearing.row) if at not in used and word not in _LITTLE and stem(word) not in own
    ]


def _shared(type_name: str, places: Sequence[int], hearing: Hearing) -> int:
    vocabulary = _vocabulary(tuple(hearing.lexicon.phrases(type_name)))
    return sum(stem(hearing.row[at]) in vocabulary for at in places)


@lru_cache(maxsize=256)
def _vocabulary(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word) for phrase in phrases for word in phrase.split())


def _around(start: int, end: int, taken: Mapping[str, Mention]) -> Mention:
    moved = True
    while moved:
        moved = False
        for mention in taken.values():
            if mention.start <= start < mention.end < end:
                start, moved = mention.end, True
            elif start < mention.start < end <= mention.end:
                end, moved = mention.start, True
    return Mention(start, end, ())
