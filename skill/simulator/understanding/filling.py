"""The slots of an intent that has been chosen, from all the words of the utterance.

A skill sees only slots. So words that are no listed value are passed on in a slot rather than lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .alignment import aligned
from .grammar import Match
from .hearing import FREE_TYPES, Hearing
from .interaction_model import Intent
from .leftover import hosts_for_leftover
from .lexicon import Mention
from .templates import Template
from .understood import Slot
from .words import language

_WORDS_UNDER_NEGATION = frozenset("have had any got feel feeling a the real more really been having my".split())
_TOGETHER = frozenset({"AMAZON.DATE", "AMAZON.TIME"})


def empty(intent: Intent) -> dict[str, Slot]:
    """All slots of the intent, nothing said for any."""
    return {name: Slot(name, kind) for name, kind in intent.slots.items()}


def from_match(intent: Intent, match: Match, hearing: Hearing) -> dict[str, Slot]:
    """The slots of an utterance that is a sample word for word."""
    slots = empty(intent)
    for place, start, end in match.spans:
        mention = hearing.reads(place.type, start, end) or Mention(start, end, ())
        slots[place.name] = _slot(place.name, place.type, mention, hearing)
    return slots


def from_anywhere(intent: Intent, templates: Sequence[Template], hearing: Hearing) -> dict[str, Slot]:
    """The slots of an utterance worded in its own way: listed values first, then unlisted words."""
    spoken_for = _mentions(intent, templates, hearing)
    custom = [name for name, kind in intent.slots.items() if not hearing.is_strict(kind)]
    if custom and not any(name in spoken_for for name in custom):
        spoken_for |= _misspelt(intent, custom, hearing)
    open_names = [name for name in custom if name not in spoken_for]
    spoken_for |= aligned(templates, open_names, spoken_for, hearing)
    spoken_for |= hosts_for_leftover(intent, templates, custom, spoken_for, hearing)
    slots = empty(intent)
    for name, mention in spoken_for.items():
        slots[name] = _slot(name, intent.slots[name], mention, hearing)
    return slots


def whole(name: str, kind: str, hearing: Hearing) -> Slot:
    """A slot that takes all the words, whatever they are."""
    return _slot(name, kind, Mention(0, len(hearing.row), ()), hearing)


def read_whole(name: str, kind: str, hearing: Hearing) -> Slot | None:
    """A slot that takes all the words, when they are a value of its type."""
    mention = hearing.reads(kind, 0, len(hearing.row))
    return _slot(name, kind, mention, hearing) if mention else None


def _mentions(intent: Intent, templates: Sequence[Template], hearing: Hearing) -> dict[str, Mention]:
    by_type: dict[str, list[str]] = {}
    for name, kind in intent.slots.items():
        if kind not in FREE_TYPES:
            by_type.setdefault(kind, []).append(name)
    found = [(mention, kind) for kind in by_type for mention in hearing.mentions(kind)]
    found.sort(key=lambda each: (each[0].start - each[0].end, each[0].start))
    kept: dict[str, list[Mention]] = {}
    for mention, kind in found:
        if not any(_clash(mention, other, kind, taken) for taken, others in kept.items() for other in others):
            kept.setdefault(kind, []).append(mention)
    negates = _negations(templates)
    filled: dict[str, Mention] = {}
    for kind, mentions in kept.items():
        ordered = [_negated(m, hearing, negates) for m in sorted(mentions, key=lambda each: each.start)]
        filled |= _shared_out(by_type[kind], ordered, hearing.is_strict(kind))
    return filled


def _clash(one: Mention, other: Mention, kind: str, other_kind: str) -> bool:
    if kind != other_kind and {kind, other_kind} <= _TOGETHER:
        return False
    return one.start < other.end and other.start < one.end


def _shared_out(names: Sequence[str], mentions: Sequence[Mention], one_each: bool) -> Mapping[str, Mention]:
    """Values to the slots of their type in order; the last slot hears all that are left, in one stretch."""
    filled = dict(zip(names, mentions, strict=False))
    rest = mentions[len(names) :]
    if rest and not one_each:
        last = filled[names[-1]]
        matches = tuple(dict.fromkeys(match for each in (last, *rest) for match in each.matches))
        filled[names[-1]] = Mention(last.start, rest[-1].end, matches)
    return filled


def _negations(templates: Sequence[Template]) -> frozenset[str]:
    """The words that deny, less those that the intent's own samples put before a slot."""
    own = {word for template in templates if template.places for word in template.words}
    return frozenset(language()["negations"]) - own


def _negated(mention: Mention, hearing: Hearing, negations: frozenset[str]) -> Mention:
    """The value with the "no" before it, which then is no listed value: "no numbness" is not numbness."""
    at = mention.start - 1
    while at >= 0 and mention.start - at <= 3 and hearing.row[at] in _WORDS_UNDER_NEGATION:
        at -= 1
    if at >= 0 and hearing.row[at] in negations and not mention.reading:
        return replace(mention, start=at, matches=())
    return mention


def _misspelt(intent: Intent, names: Sequence[str], hearing: Hearing) -> dict[str, Mention]:
    found = {name: hearing.lexicon.find_misspelt(intent.slots[name], hearing.row) for name in names}
    best = max(found, key=lambda name: mention.score if (mention := found[name]) else 0.0)
    mention = found[best]
    return {best: mention} if mention else {}


def _slot(name: str, kind: str, mention: Mention, hearing: Hearing) -> Slot:
    heard = hearing.said(mention.start, mention.end)
    if mention.reading:
        return Slot(name, kind, mention.matches[0][1], (), heard)
    return Slot(name, kind, heard, mention.matches, heard)
