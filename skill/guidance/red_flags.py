"""Hears red flags in anything said: the signs that self-care is the wrong answer.

A flag has signs: concepts spoken of near each other, in any order ("numb" near "between my legs"). What is
denied, only asked about or idle talk is told apart first (`scope`). The flags and their signs are in
content/red_flags.toml, the words for the concepts in content/lexicon.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from skill.guidance.matching import Hit, Scanned
from skill.guidance.model import Urgency
from skill.guidance.reading import Reading
from skill.guidance.scanner import load
from skill.guidance.scope import FIRST_PERSON, THEIRS
from skill.guidance.signs import PHRASES, Ruleset

OWN = frozenset({"my_pain", "own_back", "for_me"})
"""The concepts that tell whose back it is: one's own."""
Certainty = Literal["stated", "ambiguous", "hypothetical"]
"""Told as a fact; told in words that may be harmless; only asked about. The surest first."""
CERTAINTIES: tuple[Certainty, ...] = ("stated", "ambiguous", "hypothetical")


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
    told: bool = False
    """Whether somebody tells it of themselves, rather than asks about it or names it: "I had beers with my pills"."""


def scan(text: str) -> tuple[Finding, ...]:
    """The red flags in any text, the worst first, one finding a flag. Takes time linear in the text."""
    if not text:
        return ()
    said = Scanned(text)
    return findings(said.reading, said.hits)


def findings(reading: Reading, found: list[Hit]) -> tuple[Finding, ...]:
    """The red flags behind the signs that were found, the worst first, one finding a flag. What is denied is none."""
    rules = load()
    by_flag: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        if not hit.denied:
            by_flag[hit.sign.flag].append(hit)
    heard = [_finding(flag, by_flag[flag], reading, rules) for flag in by_flag]
    if _is_not_mine(reading):  # "my nan had cancer, not me"
        heard = [one for one in heard if not (one.of_another and rules.flags[one.flag].own)]
    return tuple(sorted(heard, key=lambda finding: _how_bad(finding, rules)))


def is_of_an_animal(reading: Reading) -> bool:
    """Whether it is an animal whose back it is about: "my dog hurt his back", "it's for the cat"."""
    told = any(one.concept == "for_animals" for one in reading.mentions)
    return told and not any(one.concept == "my_pain" for one in reading.mentions)


def is_of_ones_own(reading: Reading) -> bool:
    """Whether the speaker's own back is what it is about: "now it's my own back that hurts"."""
    return any(one.concept in OWN for one in reading.mentions if not reading.scope.third_person[one.start])


def is_of_somebody_else(reading: Reading, heard: Iterable[Finding]) -> bool:
    """Whether signs are told of somebody else alone: "my dad fell off the ladder", "he's gone grey"."""
    begins = {word.read for word in reading.words[:1]} & THEIRS
    return not is_of_ones_own(reading) and (bool(begins) or all(one.of_another for one in heard))


def is_ruled_out(reading: Reading, flag: str) -> bool:
    """Whether something is told that would rule a sign out, which is less than to deny it: "I'm seventy four"."""
    return any(one.concept in load().flags[flag].ruled_out for one in reading.mentions)


def names_family(reading: Reading) -> bool:
    """Whether a relative is named, and the speaker is not: "my grandmother yes"."""
    named = {one.concept for one in reading.mentions}
    return "relative" in named and not any(word.read in FIRST_PERSON - {"my"} for word in reading.words)


def is_elsewhere(reading: Reading) -> bool:
    """Whether it speaks of another part of the body alone (a hand, and no back), or of nobody: "signs of a stroke"."""
    spoken_of = {one.concept for one in reading.mentions}
    of_nobody = bool(reading.words) and all(reading.scope.idle)
    return of_nobody or ("elsewhere" in spoken_of and "back" not in spoken_of)


def _is_not_mine(reading: Reading) -> bool:
    """Whether it is said that the speaker is not meant."""
    return any(one.concept == "not_me" for one in reading.mentions)


def _how_bad(finding: Finding, rules: Ruleset) -> tuple[int, int, int]:
    return Urgency(finding.urgency).rank, CERTAINTIES.index(finding.certainty), rules.flags[finding.flag].order


def _finding(flag: str, hits: list[Hit], reading: Reading, rules: Ruleset) -> Finding:
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
    row = rules.flags[flag]
    ask = None if told else hit.sign.ask or row.ask
    counted = told or doubtful or hits
    of_another = all(_is_of_another(hit, reading) for hit in counted)
    is_told = any(reading.scope.told[at] for hit in counted for at in hit.places)
    return Finding(flag, row.urgency, reading.said(hit.places), certainty, ask, of_another, is_told)


def _is_of_another(hit: Hit, reading: Reading) -> bool:
    return all(reading.scope.third_person[at] for at in hit.places)


def _is_part(hit: Hit, fuller: Hit) -> bool:
    """Whether a hit is only part of a fuller one: "can't feel my legs" of the same with "killer workout"."""
    part = set(hit.sign.concepts) < set(fuller.sign.concepts) or hit.sign.concepts[0].endswith(PHRASES)
    return part and hit.core <= fuller.core
