"""Listed values and readings of an utterance, handed out to an intent's slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from .lexicon import Mention
from .templates import SlotPlace, Template
from .utterance import FREE_TYPES, Utterance
from .words import language

_BETWEEN = frozenset(
    ["have", "had", "having", "any", "got", "feel", "feeling", "a", "the", "real", "more", "really", "been", "my"]
)
"""Words that may stand between a "no" and what it denies."""
_AS_WELL = frozenset({"or", "nor", "and", "any", "other", "else"})
"""Words between two values that are denied in one breath."""
_MOSTLY = 0.75
"""The part of a slot's samples in which it is denied that makes it one for what is denied."""
_TOGETHER = frozenset({"AMAZON.DATE", "AMAZON.TIME"})
"""One word can be both: tonight."""


def mentions_by_slot(
    slots: Mapping[str, str], utterance: Utterance, negations: frozenset[str], denying: Container[str] = ()
) -> dict[str, Mention]:
    """What was heard for each slot. Where values overlap the longer counts.

    `denying` are the slots that hold what is denied. Where an intent has none, a denied value loses its match.
    """
    names: dict[str, list[str]] = {}
    for name, kind in slots.items():
        if kind not in FREE_TYPES:
            names.setdefault(kind, []).append(name)
    filled: dict[str, Mention] = {}
    for kind, mentions in _kept(names, utterance).items():
        ordered = sorted(mentions, key=lambda each: each.start)
        for_denied = [name for name in names[kind] if name in denying]
        for_told = [name for name in names[kind] if name not in denying]
        if for_denied and for_told:
            starts = _denials(ordered, utterance, frozenset(language()["negations"]))
            denied = [each for each, start in zip(ordered, starts, strict=True) if start is not None]
            filled |= _handed_out(for_denied, denied, one_each=False)
            ordered, names[kind] = [each for each in ordered if each not in denied], for_told
        filled |= _handed_out(names[kind], _denied(ordered, utterance, negations), Utterance.is_strict(kind))
    return filled


def denying_slots(templates: Iterable[Template]) -> frozenset[str]:
    """The slots that mostly hold what is denied: "no {Denied}"."""
    all_places: Counter[str] = Counter()
    denied: Counter[str] = Counter()
    for template in templates:
        for at, part in enumerate(template.parts):
            if isinstance(part, SlotPlace):
                all_places[part.name] += 1
                denied[part.name] += _denial_before(template, at) is not None
    return frozenset(name for name, count in all_places.items() if denied[name] >= _MOSTLY * count)


def own_negations(templates: Iterable[Template]) -> frozenset[str]:
    """The words that deny which an intent's own samples have before a slot: there they deny nothing."""
    return frozenset(word for template in templates for word in _denying(template))


def _denying(template: Template) -> Iterable[str]:
    for at, part in enumerate(template.parts):
        if isinstance(part, SlotPlace) and (word := _denial_before(template, at)):
            yield word


def _denial_before(template: Template, at: int) -> str | None:
    """The word that denies what stands at a place of a sample, alone or in one breath with the slots before it."""
    words = (part for part in reversed(template.parts[:at]) if not isinstance(part, SlotPlace))
    nearest = next((word for word in words if word not in _BETWEEN | _AS_WELL), None)
    return nearest if nearest in language()["negations"] else None


def _kept(kinds: Iterable[str], utterance: Utterance) -> dict[str, list[Mention]]:
    found = [(mention, kind) for kind in kinds for mention in utterance.mentions(kind)]
    found.sort(key=lambda each: (each[0].start - each[0].end, each[0].start))
    kept: list[tuple[Mention, str]] = []
    for mention, kind in found:
        if not any(_clash(mention, kind, *other) for other in kept):
            kept.append((mention, kind))
    by_kind: dict[str, list[Mention]] = {}
    for mention, kind in kept:
        by_kind.setdefault(kind, []).append(mention)
    return by_kind


def _clash(one: Mention, kind: str, other: Mention, other_kind: str) -> bool:
    if kind != other_kind and {kind, other_kind} <= _TOGETHER:
        return False
    return one.start < other.end and other.start < one.end


def _handed_out(names: Sequence[str], mentions: Sequence[Mention], one_each: bool) -> dict[str, Mention]:
    """Values to the slots of their type in order; the last slot hears all that are left, in one stretch."""
    filled = dict(zip(names, mentions, strict=False))
    rest = mentions[len(names) :]
    if rest and not one_each:
        last = filled[names[-1]]
        matches = tuple(dict.fromkeys(match for each in (last, *rest) for match in each.matches))
        filled[names[-1]] = Mention(last.start, rest[-1].end, matches)
    return filled


def _denied(mentions: Sequence[Mention], utterance: Utterance, negations: frozenset[str]) -> list[Mention]:
    """The values with the "no" before them: "no numbness or fever" is neither the listed numbness nor fever."""
    return [
        mention if start is None else replace(mention, start=start, matches=())
        for mention, start in zip(mentions, _denials(mentions, utterance, negations), strict=True)
    ]


def _denials(mentions: Sequence[Mention], utterance: Utterance, negations: frozenset[str]) -> list[int | None]:
    """For each value where the "no" stands that denies it; None where none does."""
    starts: list[int | None] = []
    for at, mention in enumerate(mentions):
        start = _denial(mention, utterance, negations)
        before = mentions[at - 1] if at and starts[-1] is not None else None
        if before and set(utterance.row[before.end : mention.start]) <= _AS_WELL:
            start = starts[-1]
        starts.append(None if mention.reading else start)
    return starts


def _denial(mention: Mention, utterance: Utterance, negations: frozenset[str]) -> int | None:
    at = mention.start - 1
    while at >= 0 and mention.start - at <= 3 and utterance.row[at] in _BETWEEN:
        at -= 1
    return at if at >= 0 and utterance.row[at] in negations else None
