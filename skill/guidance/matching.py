"""Finds the signs of red flags in a reading: concepts spoken of near each other, told or denied, without an excuse."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import NamedTuple

from skill.guidance.lexicon import Mention
from skill.guidance.outline import LONG_AGO
from skill.guidance.reading import Reading, read
from skill.guidance.scanner import load
from skill.guidance.signs import Ruleset, Sign

ENOUGH = 8
"""How often a sign is taken from one text; more would tell nothing new."""


class Hit(NamedTuple):
    """A sign that was found, at these words."""

    sign: Sign
    places: frozenset[int]
    core: frozenset[int]
    """The places of words that carry weight."""
    denied: bool
    asked: bool


class Scanned:
    """A text, looked through once: how it is read, and every sign in it. What is heard in a turn is heard in this."""

    def __init__(self, text: str) -> None:
        self.reading = read(text)
        self.hits = hits(self.reading)


def hits(reading: Reading) -> list[Hit]:
    """Every sign in the text that has no excuse, the denied ones as well."""
    rules = load()
    every = list(_hits(rules, reading))
    found = [hit for hit in every if not _is_explained(hit, every)]
    old = long_ago(reading)
    found = [_doubted(hit, rules) if _has_another_before(hit, found, reading, rules) else hit for hit in found]
    return [_asked_of_today(hit, rules) if old and _is_old(hit, old, reading) else hit for hit in found]


def long_ago(reading: Reading) -> set[int]:
    """The clauses that tell of long ago, and of nothing that is so still."""
    clause = reading.scope.clause
    told = {clause[one.start] for one in reading.mentions if one.concept == LONG_AGO}
    if not told:
        return told
    return told - {clause[at] for at, word in enumerate(reading.words) if word.read in load().lexicon.lasting}


def _is_old(hit: Hit, old: set[int], reading: Reading) -> bool:
    """Whether a sign is told of long ago: "I'd a numb leg years ago". It is asked whether it is so now."""
    return not hit.denied and not hit.sign.ask and {reading.scope.clause[at] for at in hit.core} <= old


def _asked_of_today(hit: Hit, rules: Ruleset) -> Hit:
    """An old sign, of which it is asked whether it is new; left as it is where an old one counts as well."""
    usual = rules.flags[hit.sign.flag].usual
    return hit._replace(sign=hit.sign._replace(ask=usual)) if usual else hit


def _is_explained(hit: Hit, found: list[Hit]) -> bool:
    """Whether a bare hint ("my pee") is part of a sign that says more ("it burns when I pee")."""
    if not hit.sign.ask or len(hit.sign.concepts) > 1:
        return False
    fuller = (one for one in found if not one.denied)
    return any(hit.core < one.core or (hit.core == one.core and not one.sign.ask) for one in fuller)


def _has_another_before(hit: Hit, found: list[Hit], reading: Reading, rules: Ruleset) -> bool:
    """Whether a "no" has already found what it denies: "no fall, leukaemia" is no "no leukaemia"."""
    bare = len(hit.sign.concepts) == 1 and hit.sign.concepts[0] in rules.lexicon.regions
    begun = reading.scope.denied_from[max(hit.places)] if hit.denied and not bare else None
    if begun is None:
        return False
    between = range(begun, min(hit.places))
    named = (
        one.start in between and hit.sign.flag not in {part.flag for part in rules.parts.get(one.concept, ())}
        for one in reading.mentions
        if one.concept in rules.parts and not (one.concept in rules.lexicon.regions and one.end in hit.places)
    )
    others = (one.core for one in found if one.sign.flag != hit.sign.flag and one.core)
    return any(named) or any(all(at in between for at in core) for core in others)


def _doubted(hit: Hit, rules: Ruleset) -> Hit:
    """A sign of which it is not clear whether it was denied: it is asked about."""
    return hit._replace(denied=False, sign=hit.sign._replace(ask=rules.flags[hit.sign.flag].ask))


def _hits(rules: Ruleset, reading: Reading) -> Iterator[Hit]:
    """Every place where a sign's concepts stand near each other and have no excuse."""
    weights = list(accumulate((word.read not in rules.lexicon.small for word in reading.words), initial=0))
    spoken_of: dict[str, list[Mention]] = defaultdict(list)
    clauses: dict[str, set[int]] = defaultdict(set)
    meant = reading.scope
    for one in reading.mentions:
        concept, start, _ = one
        well = concept in rules.lexicon.regions and _is_fine(one, reading, rules)
        if not meant.idle[start] and not meant.denied_twice[start] and not well:
            spoken_of[concept].append(one)
            if not (start and reading.words[start - 1].read in ("no", "without")):  # "no gym"
                clauses[concept].add(meant.clause[start])
    is_spoken_of = spoken_of.__contains__
    for concept in spoken_of:
        for sign in rules.signs.get(concept, ()):
            if all(map(is_spoken_of, sign.concepts)):
                groups = (
                    one
                    for one in _groups(sign, spoken_of, weights, meant.clause)
                    if not _excused(sign, one, clauses, reading)
                )
                found = [_hit(sign, group, reading, rules) for group in groups]
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


def _is_denied(group: list[Mention], reading: Reading, rules: Ruleset) -> bool:
    """Whether it is denied. A negation inside ("can't feel") makes it a sign as it stands.

    "No trouble with my legs, but they're numb" denies nothing that "numb" says: what is told later counts.
    """
    if any(reading.words[at].read in rules.lexicon.negative for one in group for at in range(one.start, one.end)):
        return False
    if _is_bare(group, rules):  # "no burning when I pee" says all there is to say about it
        clause = reading.scope.clause[group[0].start]
        return any(reading.scope.denied[at] for at in range(group[0].end) if reading.scope.clause[at] == clause)
    what = max((one.start for one in group if one.concept not in rules.lexicon.regions), default=0)
    return any(
        reading.scope.denied[one.end - 1]
        for one in group
        if one.concept not in rules.lexicon.regions or one.start >= what
    )


def _is_bare(group: list[Mention], rules: Ruleset) -> bool:
    """Whether only a part of the body is named."""
    return len(group) == 1 and group[0].concept in rules.lexicon.regions


def _is_fine(one: Mention, reading: Reading, rules: Ruleset) -> bool:
    """Whether a part of the body is said to be well: "I can pee fine", "my legs are fine"."""
    at = one.end
    while at < len(reading.words) and not reading.words[at].pause and reading.words[at].read in rules.lexicon.small:
        at += 1
    if at == len(reading.words) or reading.words[at].pause:
        return False
    was = {"was", "were", "been"} & {word.read for word in reading.words[one.end : at]}
    return reading.words[at].read in rules.lexicon.fine and not was


def _excused(sign: Sign, group: list[Mention], clauses: dict[str, set[int]], reading: Reading) -> bool:
    if load().flags[sign.flag].own and any(reading.scope.of_others[one.start] for one in group):
        return True
    here = {reading.scope.clause[one.start] for one in group}
    spoken_of_here = (concept for concept in sign.unless.keys() & clauses.keys() if here & clauses[concept])
    return any(here.isdisjoint(clauses.get(sign.unless[concept], ())) for concept in spoken_of_here)


def _hit(sign: Sign, group: list[Mention], reading: Reading, rules: Ruleset) -> Hit:
    places = frozenset(at for one in group for at in range(one.start, one.end))
    core = frozenset(at for at in places if reading.words[at].read not in rules.lexicon.small)
    asked = not sign.even_asked and any(_inside(reading.scope.asked[one.start], one) for one in group)
    return Hit(sign, places, core, _is_denied(group, reading, rules), asked)


def _inside(question: int | None, mention: Mention) -> bool:
    """Whether a mention is part of a question, and not the question part of it ("could be pregnant")."""
    return question is not None and question < mention.start
