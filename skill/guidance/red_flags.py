"""Hears red flags in anything said: the signs that self-care is the wrong answer.

A flag has signs: concepts spoken of near each other within one clause, in any order ("numb" near "between my legs").
What is denied, only asked about or idle talk is told apart first (`scope`). The flags and their signs are in
content/red_flags.toml, the words for the concepts in content/lexicon.toml.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, Literal

from skill.guidance.content import CONTENT, ContentError, read_toml
from skill.guidance.lexicon import Lexicon, Mention
from skill.guidance.model import Urgency
from skill.guidance.scope import CUES, Scope, scope
from skill.guidance.words import Word

Certainty = Literal["stated", "ambiguous", "hypothetical"]
"""Told as a fact; told in words that may be harmless; only asked about."""

NEAR = 8
"""How many words that carry weight a sign may stretch over."""
TOGETHER = 30
"""The same for signs that may lie in different clauses."""


@dataclass(frozen=True)
class Finding:
    """A red flag heard in a text."""

    flag: str
    urgency: str
    words: tuple[str, ...]
    """The words of the text that raised it."""
    certainty: Certainty
    ask: str | None
    """What to ask to be certain, a yes meaning danger. None where it was stated."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Concepts that raise a flag when they are spoken of near each other."""

    flag: str
    concepts: tuple[str, ...]
    unless: frozenset[str]
    """Concepts that excuse it when they are in the same clause."""
    ask: str | None
    """The question that clears it up, for signs that may be harmless."""
    near: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A sign that was found, at these words."""

    sign: Sign
    places: frozenset[int]
    core: frozenset[int]
    """The places of words that carry weight."""
    asked: bool


@dataclass(frozen=True)
class Net:
    """Everything the scanner looks for."""

    lexicon: Lexicon
    signs: dict[str, tuple[Sign, ...]]
    """The signs by their first concept."""
    flags: dict[str, dict[str, Any]]


@cache
def load() -> Net:
    """The net from the content files. Raises ContentError where a sign names a concept that has no words."""
    flags = read_toml(CONTENT / "red_flags.toml")
    phrases = {concept: said for flag, row in flags.items() for concept, said in _phrases(flag, row)}
    lexicon = Lexicon(read_toml(CONTENT / "lexicon.toml"), phrases)
    signs: dict[str, list[Sign]] = defaultdict(list)
    for flag, row in flags.items():
        for sign in _signs(flag, row):
            for concept in (*sign.concepts, *sign.unless):
                if concept not in lexicon.concepts:
                    raise ContentError(f"red_flags.toml [{flag}]: {concept!r} is no concept; add it to lexicon.toml")
            signs[sign.concepts[0]].append(sign)
    return Net(lexicon, {concept: tuple(some) for concept, some in signs.items()}, flags)


def _phrases(flag: str, row: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield f"{flag} phrases", row["phrases"]
    for number, clarify in enumerate(row.get("clarify", ())):
        yield f"{flag} clarify {number}", clarify.get("phrases", [])


def _signs(flag: str, row: dict[str, Any]) -> Iterator[Sign]:
    unless = frozenset(row.get("unless", ()))
    yield Sign(flag, (f"{flag} phrases",), unless, None, NEAR)
    for near, key in ((NEAR, "signs"), (TOGETHER, "together")):
        for written in row.get(key, ()):
            yield _sign(flag, written, unless, None, near)
    for number, clarify in enumerate(row.get("clarify", ())):
        yield Sign(flag, (f"{flag} clarify {number}",), unless, clarify["ask"], NEAR)
        for written in clarify.get("signs", ()):
            yield _sign(flag, written, unless, clarify["ask"], NEAR)


def _sign(flag: str, written: str, unless: frozenset[str], ask: str | None, near: int) -> Sign:
    """A sign as it is written: "numb saddle -ice 5" is numb near saddle, within 5 words, unless ice is spoken of."""
    words = written.split()
    within = next((int(word) for word in words if word.isdigit()), near)
    excuses = frozenset(word[1:] for word in words if word.startswith("-"))
    concepts = tuple(word for word in words if not word.startswith("-") and not word.isdigit())
    return Sign(flag, concepts, unless | excuses, ask, within)


def scan(text: str) -> tuple[Finding, ...]:
    """The red flags in any text, the worst first, one finding a flag. Never raises; takes time linear in the text."""
    net = load()
    words = net.lexicon.read(text)
    mentions = net.lexicon.mentions(words)
    if not mentions:
        return ()
    meant = scope(words, mentions, net.lexicon)
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in _hits(net, words, [one for one in mentions if one.concept not in CUES], meant):
        hits[hit.sign.flag].append(hit)
    findings = (_finding(flag, some, words, net) for flag, some in hits.items())
    return tuple(sorted(findings, key=_worst_first))


def _worst_first(finding: Finding) -> tuple[int, int, int]:
    order = ("stated", "ambiguous", "hypothetical")
    return Urgency(finding.urgency).rank, order.index(finding.certainty), list(load().flags).index(finding.flag)


def _hits(net: Net, words: list[Word], mentions: list[Mention], meant: Scope) -> Iterator[Hit]:
    weights = list(accumulate((word.read not in net.lexicon.small for word in words), initial=0))
    told = [one for one in mentions if not meant.idle[one.start] and not meant.denied_twice[one.start]]
    by_clause: dict[int, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        by_clause[meant.clause[one.start]][one.concept].append(one)
        by_clause[-1][one.concept].append(one)
    for clause, spoken_of in by_clause.items():
        for concept in spoken_of.keys() & net.signs.keys():
            for sign in net.signs[concept]:
                if (clause == -1) == (sign.near == TOGETHER):
                    yield from _found(sign, spoken_of, words, meant, weights, net.lexicon)


def _found(
    sign: Sign,
    spoken_of: dict[str, list[Mention]],
    words: list[Word],
    meant: Scope,
    weights: list[int],
    lexicon: Lexicon,
) -> Iterator[Hit]:
    """Every place where the sign's concepts stand near each other, are told and have no excuse."""
    if spoken_of.keys() & sign.unless or not all(concept in spoken_of for concept in sign.concepts):
        return
    for key in spoken_of[sign.concepts[0]]:
        group = [key]
        for concept in sign.concepts[1:]:
            group += _nearest(spoken_of[concept], group)
        start, end = min(one.start for one in group), max(one.end for one in group)
        if len(group) < len(sign.concepts) or weights[end] - weights[start] > sign.near:
            continue
        negations = [one for one in group if any(words[at].read in lexicon.negative for at in range(one.start, one.end))]
        if not negations and any(meant.denied[one.end - 1] for one in group):
            continue
        places = frozenset(at for one in group for at in range(one.start, one.end))
        core = frozenset(at for at in places if words[at].read not in lexicon.small)
        asked = any(_inside(meant.asked[one.start], one) for one in group)
        yield Hit(sign, places, core, asked)


def _inside(question: int | None, mention: Mention) -> bool:
    """Whether a mention is part of a question, and not the question part of it ("could be pregnant")."""
    return question is not None and question < mention.start


def _nearest(choices: list[Mention], group: list[Mention]) -> list[Mention]:
    """The choice nearest to the first of the group, where it is not the very same words."""
    at = bisect_left(choices, group[0].start, key=lambda one: one.start)
    near = choices[max(0, at - 2) : at + 3]
    free = [one for one in near if all((one.start, one.end) != (other.start, other.end) for other in group)]
    return sorted(free, key=lambda one: abs(one.start - group[0].start))[:1]


def _finding(flag: str, hits: list[Hit], words: list[Word], net: Net) -> Finding:
    """One finding from all hits of a flag: the surest wins, but a fuller match that may be harmless beats its part."""
    harmless = [hit.core for hit in hits if hit.sign.ask]
    stated = [hit for hit in hits if not hit.sign.ask and not any(hit.core <= core for core in harmless)]
    told = [hit for hit in stated if not hit.asked]
    doubtful = [hit for hit in hits if hit.sign.ask and not hit.asked]
    hit = (told or doubtful or hits)[0]
    row = net.flags[flag]
    certainty: Certainty = "stated" if told else "ambiguous" if doubtful else "hypothetical"
    ask = None if told else hit.sign.ask or row["ask"]
    return Finding(flag, row["urgency"], _said(words, hit.places), certainty, ask)


def _said(words: list[Word], places: Iterable[int]) -> tuple[str, ...]:
    """The words at these places as they were said, each contraction once."""
    ordered = sorted(places)
    return tuple(
        words[at].said
        for before, at in zip([-2, *ordered], ordered, strict=False)
        if at != before + 1 or words[at].said != words[before].said
    )
