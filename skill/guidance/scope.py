"""How something is meant: told, denied ("no numbness"), only asked about ("what if my legs go numb") or idle talk.

Denying starts at a word such as "no" and runs on, through "or" and "and", until the sentence turns: "but", "just",
"and my leg is". All the words that start, stop or cancel it are in content/lexicon.toml.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from skill.guidance.lexicon import Lexicon, Mention
from skill.guidance.words import Word

REACH = 10
"""How many words a denial reaches; each "or", "and" or comma carries it on as far again."""
VERB_WITHIN = 3
"""How soon the verb follows its subject."""
JOINING = frozenset({"and", "then", "plus"})
LISTING = frozenset({"or", "and", "nor"})
FIRST_PERSON = frozenset({"i", "my", "me"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for each word of a text."""

    clause: list[int]
    """Which clause it belongs to, counted from 0."""
    denied: list[bool]
    denied_twice: list[bool]
    """Denied so that a negation inside is denied too: "it's not like I can't walk"."""
    asked: list[int | None]
    """Where the question began that it is part of."""
    idle: list[bool]


def scope(words: list[Word], mentions: list[Mention], lexicon: Lexicon) -> Scope:
    """What holds for each word, from the cues among the mentions."""
    cues: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        cues[mention.concept].append(mention)
    sentences = {at for at, word in enumerate(words) if word.pause == "."}
    inside = {at for one in mentions if one.concept not in CUES for at in range(one.start + 1, one.end)}
    statements = _statements(words, lexicon)
    joined = {at - 1 for at in statements if at and words[at - 1].read in JOINING}
    breaks = sentences | (({one.start for one in cues["new_clause"]} | joined) - inside)
    turning = {one.start for one in cues["ends_denial"]} | statements
    turns = breaks | {at for at in turning if not at or words[at - 1].read not in lexicon.carries_on}
    clause, number = [], -1
    for at in range(len(words)):
        number += at in breaks
        clause.append(number)
    denying = {one.start for one in cues["denies"] if _denies(one, words, cues)}
    denied = _reach(denying, turns, words)
    _deny_back(denied, cues["denies"], words, turns)
    asking = cues["asks"] + [one for one in cues["asks_first"] if _opens(one, words, clause, lexicon)]
    asked = _until(asking, breaks | turning, words)
    supposed = _until(cues["supposes"], sentences | {one.start for one in cues["turns"]}, words)
    return Scope(
        clause=clause,
        denied=denied,
        denied_twice=_reach({one.start for one in cues["denies_all"]}, turns, words),
        asked=[other if one is None else one for one, other in zip(asked, supposed, strict=True)],
        idle=_idle(words, clause, cues, lexicon),
    )


CUES = frozenset(
    {"denies", "no_denial", "denies_all", "ends_denial", "new_clause", "asks", "asks_first", "supposes", "turns", "idle", "others"}
)


def _statements(words: list[Word], lexicon: Lexicon) -> set[int]:
    """Where a new statement begins: a subject with its verb close behind, as in "my left leg is"."""
    return {
        at
        for at, word in enumerate(words)
        if word.read in lexicon.subjects
        and any(ahead.read in lexicon.verbs for ahead in words[at + 2 : at + 2 + VERB_WITHIN])
    }


def _denies(cue: Mention, words: list[Word], cues: dict[str, list[Mention]]) -> bool:
    if words[cue.start].read in ("no", "nope") and (cue.end == len(words) or words[cue.end].pause):
        return False  # an answer by itself
    return not any(
        one.start <= cue.start and cue.end <= one.end for one in cues["no_denial"] if one.end - one.start >= cue.end - cue.start
    )


def _reach(starts: set[int], turns: set[int], words: list[Word]) -> list[bool]:
    reached, left = [], 0
    for at, word in enumerate(words):
        if at in turns:
            left = 0
        if at in starts or (left and (word.read in LISTING or word.pause)):
            left = REACH
        reached.append(left > 0)
        left = max(0, left - 1)
    return reached


def _deny_back(denied: list[bool], cues: list[Mention], words: list[Word], turns: set[int]) -> None:
    """Denied afterwards: "fever no", as people answer a list of questions."""
    for cue in cues:
        ends = cue.end == len(words) or words[cue.end].pause == "." or cue.end in turns
        if not ends or words[cue.start].read not in ("no", "none", "nope"):
            continue
        start = cue.start
        while start > 0 and start not in turns and cue.start - start < 4:
            start -= 1
        if not {word.read for word in words[start : cue.start]} & {*FIRST_PERSON, "is", "are", "yes"}:
            denied[start : cue.start] = [True] * (cue.start - start)


def _until(cues: list[Mention], ends: set[int], words: list[Word]) -> list[int | None]:
    """For every word from a cue on, where the cue began, until something after the cue ends it."""
    begun: list[int | None] = [None] * len(words)
    for cue in cues:
        at = cue.start
        while at < len(words) and begun[at] is None and (at < cue.end or at not in ends):
            begun[at] = cue.start
            at += 1
    return begun


def _opens(cue: Mention, words: list[Word], clause: list[int], lexicon: Lexicon) -> bool:
    """Whether the cue stands at the beginning of its clause, after nothing but words such as "so" or "can you"."""
    at = cue.start - 1
    while at >= 0 and clause[at] == clause[cue.start] and words[at].read in lexicon.openers:
        at -= 1
    return at < 0 or clause[at] != clause[cue.start]



def _idle(words: list[Word], clause: list[int], cues: dict[str, list[Mention]], lexicon: Lexicon) -> list[bool]:
    """Clauses that are talk: general questions and commands, and what befell other people long ago."""
    said: dict[int, set[str]] = defaultdict(set)
    for at, word in enumerate(words):
        said[clause[at]].add(word.read)
    idle = {clause[one.start] for one in cues["others"] if "i" not in said[clause[one.start]]}
    for one in cues["idle"]:
        if _opens(one, words, clause, lexicon) and not said[clause[one.start]] & FIRST_PERSON:
            idle.add(clause[one.start])
    return [number in idle for number in clause]
