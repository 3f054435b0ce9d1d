"""Hears red flags in anything said: the signs that self-care is the wrong answer.

A flag has signs: concepts spoken of near each other, in any order ("numb" near "between my legs"). What is
denied, only asked about or idle talk is told apart first (`scope`). The flags and their signs are in
content/red_flags.toml, the words for the concepts in content/lexicon.toml.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Literal, NamedTuple

from skill.guidance.lexicon import Mention
from skill.guidance.model import Urgency
from skill.guidance.reading import Reading, read
from skill.guidance.scanner import load
from skill.guidance.signs import PHRASES, Net, Sign

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
    of_another: bool = False
    """Whether it is told of somebody else: "my friend says he wants to die"."""


class Hit(NamedTuple):
    """A sign that was found, at these words."""

    sign: Sign
    places: frozenset[int]
    core: frozenset[int]
    """The places of words that carry weight."""
    denied: bool
    asked: bool


def scan(text: str) -> tuple[Finding, ...]:
    """The red flags in any text, the worst first, one finding a flag. Takes time linear in the text."""
    reading = read(text)
    return findings(reading, hits(reading))


def findings(reading: Reading, found: list[Hit]) -> tuple[Finding, ...]:
    """The red flags behind the signs that were found, the worst first, one finding a flag. What is denied is none."""
    net = load()
    by_flag: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        if not hit.denied:
            by_flag[hit.sign.flag].append(hit)
    heard = (_finding(flag, by_flag[flag], reading, net) for flag in by_flag)
    return tuple(sorted(heard, key=lambda finding: _how_bad(finding, net)))


def hits(reading: Reading) -> list[Hit]:
    """Every sign in the text that has no excuse, the denied ones as well."""
    net = load()
    every = list(_hits(net, reading))
    found = [hit for hit in every if not _is_explained(hit, every)]
    return [_doubted(hit, net) if _has_another_before(hit, found, reading, net) else hit for hit in found]


def _is_explained(hit: Hit, found: list[Hit]) -> bool:
    """Whether a bare hint ("my pee") is part of a sign that says more ("it burns when I pee")."""
    if not hit.sign.ask or len(hit.sign.concepts) > 1:
        return False
    fuller = (one for one in found if not one.denied)
    return any(hit.core < one.core or (hit.core == one.core and not one.sign.ask) for one in fuller)


def _has_another_before(hit: Hit, found: list[Hit], reading: Reading, net: Net) -> bool:
    """Whether a "no" has already found what it denies: "no fall, leukaemia" is no "no leukaemia"."""
    bare = len(hit.sign.concepts) == 1 and hit.sign.concepts[0] in net.lexicon.regions
    begun = reading.scope.denied_from[max(hit.places)] if hit.denied and not bare else None
    if begun is None:
        return False
    between = range(begun, min(hit.places))
    named = (
        one.start in between and hit.sign.flag not in {part.flag for part in net.parts.get(one.concept, ())}
        for one in reading.mentions
        if one.concept in net.parts
    )
    others = (one.core for one in found if one.sign.flag != hit.sign.flag and one.core)
    return any(named) or any(all(at in between for at in core) for core in others)


def _doubted(hit: Hit, net: Net) -> Hit:
    """A sign of which it is not clear whether it was denied: it is asked about."""
    return hit._replace(denied=False, sign=hit.sign._replace(ask=net.flags[hit.sign.flag].ask))


def is_elsewhere(text: str) -> bool:
    """Whether it speaks of another part of the body alone (a hand, and no back), or of nobody: "signs of a stroke"."""
    reading = read(text)
    spoken_of = {one.concept for one in reading.mentions}
    of_nobody = bool(reading.words) and all(reading.scope.idle)
    return of_nobody or ("elsewhere" in spoken_of and "back" not in spoken_of)


def _how_bad(finding: Finding, net: Net) -> tuple[int, int, int]:
    return Urgency(finding.urgency).rank, CERTAINTIES.index(finding.certainty), net.flags[finding.flag].order


def _hits(net: Net, reading: Reading) -> Iterator[Hit]:
    """Every place where a sign's concepts stand near each other and have no excuse."""
    weights = list(accumulate((word.read not in net.lexicon.small for word in reading.words), initial=0))
    spoken_of: dict[str, list[Mention]] = defaultdict(list)
    clauses: dict[str, set[int]] = defaultdict(set)
    meant = reading.scope
    for one in reading.mentions:
        well = one.concept in net.lexicon.regions and _is_fine(one, reading, net)
        if not meant.idle[one.start] and not meant.denied_twice[one.start] and not well:
            spoken_of[one.concept].append(one)
            if not (one.start and reading.words[one.start - 1].read in ("no", "without")):  # "no gym"
                clauses[one.concept].add(meant.clause[one.start])
    for concept in spoken_of:
        for sign in net.signs.get(concept, ()):
            if all(other in spoken_of for other in sign.concepts):
                groups = (
                    one
                    for one in _groups(sign, spoken_of, weights, meant.clause)
                    if not _excused(sign, one, clauses, reading)
                )
                found = [_hit(sign, group, reading, net) for group in groups]
                yield from islice((hit for hit in found if not hit.denied), ENOUGH)
                yield from islice((hit for hit in found if hit.denied), ENOUGH)


def _groups(
    sign: Sign, spoken_of: dict[str, list[Mention]], weights: list[int], clause: list[int]
) -> Iterator[list[Mention]]:
    """The mentions of a sign's concepts that stand near each other."""
    for key in spoken_of[sign.concepts[0]]:
        group = [key]
        for concept in sign.concepts[1:]:
            group += _nearest(spoken_of[concept], group, clause)
        start, end = min(one.start for one in group), max(one.end for one in group)
        if len(group) == len(sign.concepts) and weights[end] - weights[start] <= sign.near:
            yield group


def _nearest(choices: list[Mention], group: list[Mention], clause: list[int]) -> list[Mention]:
    """The choice nearest to the first of the group, in its clause if there is one; never the very same words."""
    first = group[0].start
    at = bisect_left(choices, first, key=lambda one: one.start)
    taken = {(one.start, one.end) for one in group}
    free = [one for one in choices[max(0, at - 2) : at + 3] if (one.start, one.end) not in taken]
    return sorted(free, key=lambda one: (clause[one.start] != clause[first], abs(one.start - first)))[:1]


def _is_denied(group: list[Mention], reading: Reading, net: Net) -> bool:
    """Whether it is denied. A negation inside ("can't feel") makes it a sign as it stands.

    "No trouble with my legs, but they're numb" denies nothing that "numb" says: what is told later counts.
    """
    if any(reading.words[at].read in net.lexicon.negative for one in group for at in range(one.start, one.end)):
        return False
    if _is_bare(group, net):  # "no burning when I pee" says all there is to say about it
        clause = reading.scope.clause[group[0].start]
        return any(reading.scope.denied[at] for at in range(group[0].end) if reading.scope.clause[at] == clause)
    what = max((one.start for one in group if one.concept not in net.lexicon.regions), default=0)
    return any(
        reading.scope.denied[one.end - 1]
        for one in group
        if one.concept not in net.lexicon.regions or one.start >= what
    )


def _is_bare(group: list[Mention], net: Net) -> bool:
    """Whether only a part of the body is named."""
    return len(group) == 1 and group[0].concept in net.lexicon.regions


def _is_fine(one: Mention, reading: Reading, net: Net) -> bool:
    """Whether a part of the body is said to be well: "I can pee fine", "my legs are fine"."""
    at = one.end
    while at < len(reading.words) and not reading.words[at].pause and reading.words[at].read in net.lexicon.small:
        at += 1
    if at == len(reading.words) or reading.words[at].pause:
        return False
    was = {"was", "were", "been"} & {word.read for word in reading.words[one.end : at]}
    return reading.words[at].read in net.lexicon.fine and not was


def _excused(sign: Sign, group: list[Mention], clauses: dict[str, set[int]], reading: Reading) -> bool:
    if load().flags[sign.flag].own and any(reading.scope.of_others[one.start] for one in group):
        return True
    here = {reading.scope.clause[one.start] for one in group}
    spoken_of_here = (concept for concept in sign.unless.keys() & clauses.keys() if here & clauses[concept])
    return any(here.isdisjoint(clauses.get(sign.unless[concept], ())) for concept in spoken_of_here)


def _hit(sign: Sign, group: list[Mention], reading: Reading, net: Net) -> Hit:
    places = frozenset(at for one in group for at in range(one.start, one.end))
    core = frozenset(at for at in places if reading.words[at].read not in net.lexicon.small)
    asked = not sign.even_asked and any(_inside(reading.scope.asked[one.start], one) for one in group)
    return Hit(sign, places, core, _is_denied(group, reading, net), asked)


def _inside(question: int | None, mention: Mention) -> bool:
    """Whether a mention is part of a question, and not the question part of it ("could be pregnant")."""
    return question is not None and question < mention.start


def _finding(flag: str, hits: list[Hit], reading: Reading, net: Net) -> Finding:
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
    of_another = all(_is_of_another(hit, reading) for hit in told or doubtful or hits)
    return Finding(flag, row.urgency, reading.said(hit.places), certainty, ask, of_another)


def _is_of_another(hit: Hit, reading: Reading) -> bool:
    return all(reading.scope.third_person[at] for at in hit.places)


def _is_part(hit: Hit, fuller: Hit) -> bool:
    """Whether a hit is only part of a fuller one: "can't feel my legs" of the same with "killer workout"."""
    part = set(hit.sign.concepts) < set(fuller.sign.concepts) or hit.sign.concepts[0].endswith(PHRASES)
    return part and hit.core <= fuller.core
