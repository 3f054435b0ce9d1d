"""Hears red flags in anything said: the signs that self-care is the wrong answer.

A flag has signs: concepts spoken of near each other, in any order ("numb" near "between my legs"). What is
denied, only asked about or idle talk is told apart first (`scope`). The flags and their signs are in
content/red_flags.toml, the words for the concepts in content/lexicon.toml.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import Literal, NamedTuple

from skill.guidance.lexicon import Mention
from skill.guidance.model import Urgency
from skill.guidance.scanner import load
from skill.guidance.scope import Scope, scope
from skill.guidance.signs import PHRASES, Net, Sign
from skill.guidance.words import Word

Certainty = Literal["stated", "ambiguous", "hypothetical"]
"""Told as a fact; told in words that may be harmless; only asked about. The surest first."""
CERTAINTIES: tuple[Certainty, ...] = ("stated", "ambiguous", "hypothetical")

ENOUGH = 8
"""How often a sign is taken from one text; more would tell nothing new."""


class Finding(NamedTuple):
    """A red flag heard in a text."""

    flag: str
    urgency: str
    words: tuple[str, ...]
    """The words of the text that raised it."""
    certainty: Certainty
    ask: str | None
    """What to ask to be certain, a yes meaning danger. None where it was stated."""


class Hit(NamedTuple):
    """A sign that was found, at these words."""

    sign: Sign
    places: frozenset[int]
    core: frozenset[int]
    """The places of words that carry weight."""
    asked: bool


def scan(text: str) -> tuple[Finding, ...]:
    """The red flags in any text, the worst first, one finding a flag. Takes time linear in the text."""
    net = load()
    words = net.lexicon.read(text)
    mentions = net.lexicon.mentions(words)
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in _hits(net, words, mentions, scope(words, mentions, net.lexicon)):
        hits[hit.sign.flag].append(hit)
    findings = (_finding(flag, hits[flag], words, net) for flag in hits)
    return tuple(sorted(findings, key=lambda finding: _how_bad(finding, net)))


def is_elsewhere(text: str) -> bool:
    """Whether it speaks of another part of the body alone (a hand, and no back), or of nobody: "signs of a stroke"."""
    lexicon = load().lexicon
    words = lexicon.read(text)
    mentions = lexicon.mentions(words)
    spoken_of = {one.concept for one in mentions}
    of_nobody = bool(words) and all(scope(words, mentions, lexicon).idle)
    return of_nobody or ("elsewhere" in spoken_of and "back" not in spoken_of)


def _how_bad(finding: Finding, net: Net) -> tuple[int, int, int]:
    return Urgency(finding.urgency).rank, CERTAINTIES.index(finding.certainty), net.flags[finding.flag].order


def _hits(net: Net, words: list[Word], mentions: list[Mention], meant: Scope) -> Iterator[Hit]:
    """Every place where a sign's concepts stand near each other, are told and have no excuse."""
    weights = list(accumulate((word.read not in net.lexicon.small for word in words), initial=0))
    spoken_of: dict[str, list[Mention]] = defaultdict(list)
    clauses: dict[str, set[int]] = defaultdict(set)
    for one in mentions:
        if not meant.idle[one.start] and not meant.denied_twice[one.start]:
            spoken_of[one.concept].append(one)
            clauses[one.concept].add(meant.clause[one.start])
    for concept in spoken_of:
        for sign in net.signs.get(concept, ()):
            if all(other in spoken_of for other in sign.concepts):
                found = (
                    group
                    for group in _groups(sign, spoken_of, weights)
                    if _told(group, words, meant, net) and not _excused(sign, group, clauses, meant)
                )
                yield from (_hit(sign, group, words, meant, net) for group in islice(found, ENOUGH))


def _groups(sign: Sign, spoken_of: dict[str, list[Mention]], weights: list[int]) -> Iterator[list[Mention]]:
    """The mentions of a sign's concepts that stand near each other."""
    for key in spoken_of[sign.concepts[0]]:
        group = [key]
        for concept in sign.concepts[1:]:
            group += _nearest(spoken_of[concept], group)
        start, end = min(one.start for one in group), max(one.end for one in group)
        if len(group) == len(sign.concepts) and weights[end] - weights[start] <= sign.near:
            yield group


def _nearest(choices: list[Mention], group: list[Mention]) -> list[Mention]:
    """The choice nearest to the first of the group, where it is not the very same words."""
    first = group[0].start
    at = bisect_left(choices, first, key=lambda one: one.start)
    taken = {(one.start, one.end) for one in group}
    free = [one for one in choices[max(0, at - 2) : at + 3] if (one.start, one.end) not in taken]
    return sorted(free, key=lambda one: abs(one.start - first))[:1]


def _told(group: list[Mention], words: list[Word], meant: Scope, net: Net) -> bool:
    """Whether it is not denied. A negation inside ("can't feel") makes it a sign as it stands."""
    if any(words[at].read in net.lexicon.negative for one in group for at in range(one.start, one.end)):
        return True
    return not any(meant.denied[one.end - 1] for one in group)


def _excused(sign: Sign, group: list[Mention], clauses: dict[str, set[int]], meant: Scope) -> bool:
    here = {meant.clause[one.start] for one in group}
    spoken_of_here = (concept for concept in sign.unless.keys() & clauses.keys() if here & clauses[concept])
    return any(here.isdisjoint(clauses.get(sign.unless[concept], ())) for concept in spoken_of_here)


def _hit(sign: Sign, group: list[Mention], words: list[Word], meant: Scope, net: Net) -> Hit:
    places = frozenset(at for one in group for at in range(one.start, one.end))
    core = frozenset(at for at in places if words[at].read not in net.lexicon.small)
    asked = not sign.even_asked and any(_inside(meant.asked[one.start], one) for one in group)
    return Hit(sign, places, core, asked)


def _inside(question: int | None, mention: Mention) -> bool:
    """Whether a mention is part of a question, and not the question part of it ("could be pregnant")."""
    return question is not None and question < mention.start


def _finding(flag: str, hits: list[Hit], words: list[Word], net: Net) -> Finding:
    """One finding from all hits of a flag: what was told wins over what may be harmless or was only asked."""
    harmless = [hit for hit in hits if hit.sign.ask]
    told = [
        hit
        for hit in hits
        if not hit.sign.ask and not hit.asked and not any(_is_part(hit, fuller) for fuller in harmless)
    ]
    doubtful = [hit for hit in harmless if not hit.asked]
    hit = min(told or doubtful or hits, key=lambda hit: (sorted(hit.places), hit.sign.ask or ""))
    certainty: Certainty = "stated" if told else "ambiguous" if doubtful else "hypothetical"
    row = net.flags[flag]
    ask = None if told else hit.sign.ask or row.ask
    return Finding(flag, row.urgency, _said(words, hit.places), certainty, ask)


def _is_part(hit: Hit, fuller: Hit) -> bool:
    """Whether a hit is only part of a fuller one: "can't feel my legs" of the same with "killer workout"."""
    part = set(hit.sign.concepts) < set(fuller.sign.concepts) or hit.sign.concepts[0].endswith(PHRASES)
    return part and hit.core <= fuller.core


def _said(words: list[Word], places: Iterable[int]) -> tuple[str, ...]:
    """The words at these places as they were said, each contraction once."""
    ordered = sorted(places)
    return tuple(
        words[at].said
        for before, at in zip([-2, *ordered], ordered, strict=False)
        if at != before + 1 or words[at].said != words[before].said
    )
