"""How something is meant: told, denied ("no numbness"), only asked about ("what if my legs go numb") or idle.

Denying starts at a word such as "no" and runs on, through "or" and "and", until the sentence turns: "but",
"just", "and my leg is". All the words that start, stop or cancel it are the cues of content/lexicon.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from skill.guidance.lexicon import Lexicon, Mention
from skill.guidance.outline import LONG_AGO, Outline, spans
from skill.guidance.words import Word

REACH = 10
"""How many words a denial reaches; each "or", "and" or comma carries it on as far again."""
DENIED_BACK = 4
"""How many words "fever no" denies at most."""
LISTING = frozenset({"or", "and", "nor"})
FIRST_PERSON = frozenset({"i", "my", "me"})
SPEAKER = frozenset({"i", "me", "myself", "mine"})
THEIRS = frozenset({"he", "she", "they", "his", "her", "their"})
"""With one of these a story of somebody else goes on."""
COMMANDS = frozenset({"tell", "give", "read", "show", "teach", "remind"})
ASKING = ("asks", "asks_first", "supposes")
"""The cues without which nothing is asked."""
TALKING = ("told_about", "others", "strangers", "family", "idle", "reminds", "animals", "stories", "not_mine")
"""The cues without which nothing is idle."""
SAYING = FIRST_PERSON | {"is", "are", "yes", "so"}
"""With one of these it is a statement, which a "no" at its end does not deny."""


Begun = list[int | None]
"""For each word, where that began which it is part of: a question, a denial."""


class Scope(NamedTuple):
    """What holds for each word of a text."""

    clause: list[int]
    """Which clause it belongs to, counted from 0."""
    denied: list[bool]
    denied_from: Begun
    """Where the denial it belongs to stands, or the "or" that carries it on."""
    denied_twice: list[bool]
    """Denied so that a negation inside is denied too: "it's not like I can't walk"."""
    asked: Begun
    told: list[bool]
    """Told by somebody of themselves, which no question behind it takes back: "I had beers with pills, is that bad"."""
    idle: list[bool]
    of_others: list[bool]
    """Said of somebody whose back is not what it is about: "my sister just had a baby"."""
    third_person: list[bool]
    """Said of somebody else, whoever that is."""


def scope(words: list[Word], mentions: list[Mention], lexicon: Lexicon) -> Scope:
    """What holds for each word, from the cues among the mentions."""
    outline = Outline(words, mentions, lexicon)
    if not outline.has_cues:  # the most that is said: plainly told
        no: list[bool] = [False] * len(words)
        nowhere: Begun = [None] * len(words)
        return Scope(outline.clause, no, nowhere, no, nowhere, no, no, no, no)
    denied: Begun = _denied(outline) if outline.cues["denies"] else [None] * len(words)
    asked: Begun = _asked(outline) if outline.has(ASKING) else [None] * len(words)
    _deny_asked(denied, asked, outline)
    return Scope(
        clause=outline.clause,
        denied=[begun is not None for begun in denied],
        denied_from=denied,
        denied_twice=[
            begun is not None
            for begun in _reach(outline, {one.start for one in outline.cues["denies_all"]}, outline.denial_ends)
        ],
        asked=asked,
        told=_told(outline),
        idle=_idle(outline) if outline.has(TALKING) else [False] * len(words),
        of_others=_of_others(outline),
        third_person=_third_person(outline),
    )


def _denied(outline: Outline) -> Begun:
    spared = {span for one in outline.cues["no_denial"] for span in spans(one)}
    cued = [one for one in outline.cues["denies"] if (one.start, one.end) not in spared]
    starts = {one.start for one in cued if not _answers(one, outline)}
    by_no = {at for at in starts if outline.words[at].read == "no"}
    another = outline.denial_ends | {one.start for one in outline.cues["ends_no"]}
    reached = zip(_reach(outline, by_no, another), _reach(outline, starts - by_no, outline.denial_ends), strict=True)
    denied = [max((one for one in each if one is not None), default=None) for each in reached]
    for cue in outline.cues["denies"]:
        _deny_back(denied, cue, outline)
    return denied


def _answers(cue: Mention, outline: Outline) -> bool:
    """Whether it is an answer by itself: "no, my leg is weak"."""
    words = outline.words
    return words[cue.start].read in ("no", "nope", "nah") and (cue.end == len(words) or words[cue.end].pause != "")


def _reach(outline: Outline, starts: set[int], ends: set[int]) -> Begun:
    """For each word, where the denial begins, or is carried on, that reaches it."""
    if not starts:
        return [None] * len(outline.words)
    reached: Begun = []
    begun, left = 0, 0
    for at, word in enumerate(outline.words):
        if at in ends:
            left = 0
        if at in starts or (left and (word.read in LISTING or word.pause)):
            begun, left = at, REACH
        reached.append(begun if left else None)
        left = max(0, left - 1)
    return reached


def _deny_back(denied: Begun, cue: Mention, outline: Outline) -> None:
    """Denied afterwards: "fever no", as people answer a list of questions."""
    words, turns = outline.words, outline.denial_ends
    ends = cue.end == len(words) or bool(words[cue.end].pause) or cue.end in turns
    if not ends or words[cue.start].read not in ("no", "none", "nope", "nah", "never"):
        return
    if _is_echo(outline, cue.start):
        denied[: cue.start] = [0] * cue.start
        return
    start = cue.start
    while start > 0 and start not in turns and cue.start - start < DENIED_BACK:
        if start < cue.start and words[start].pause:
            break
        start -= 1
    if not {word.read for word in words[start : cue.start]} & SAYING:
        denied[start : cue.start] = [start] * (cue.start - start)


def _is_echo(outline: Outline, end: int) -> bool:
    """Whether all that stands before a "no" is what was asked, said back: "down there? no", "between my legs no"."""
    lexicon, words = outline.lexicon, outline.words[:end]
    where = {at for one in outline.mentions if one.concept in lexicon.regions for at in range(one.start, one.end)}
    where &= set(range(end))
    light = lexicon.small | set(lexicon.prepositions)
    return bool(where) and all(at in where or word.read in light for at, word in enumerate(words))


def _deny_asked(denied: Begun, asked: Begun, outline: Outline) -> None:
    """Denies what is only asked about where it is said right behind that it is not so: "..., it hasn't"."""
    for cue in outline.cues["not_so"]:
        at = cue.start - 1
        while at >= 0 and at + 1 not in outline.sentences and asked[at] is not None:
            denied[at] = asked[at]
            at -= 1


def _asked(outline: Outline) -> Begun:
    told, count = outline.presupposed(), len(outline.words)
    opening = [one for one in outline.cues["asks_first"] if outline.opens(one)]
    open_ones = [one for one in outline.cues["asks"] + opening if outline.clause[one.start] not in told]
    asked = _until((_after_mine(one, outline) for one in open_ones), outline.statements, count)
    turns = outline.sentences | {one.start for one in outline.cues["turns"]}
    supposed = _until(outline.cues["supposes"], turns, count)
    both = (other if one is None else one for one, other in zip(asked, supposed, strict=True))
    return [None if sure else one for one, sure in zip(both, outline.confirmed(), strict=True)]


def _told(outline: Outline) -> list[bool]:
    """From an "I" or "my" that opens a clause up to where it asks or ends."""
    asks = {one.start for name in ("asks", "supposes") for one in outline.cues[name]}
    tells = (one for one in outline.cues["tells"] if outline.opens(one))
    begun = _until(tells, outline.clauses | asks, len(outline.words))
    return [one is not None for one in begun]


def _after_mine(cue: Mention, outline: Outline) -> Mention:
    """The part of a question that asks: of "could my chest pain be" only "be", as the pain is told."""
    told = any(outline.words[at].read == "my" for at in range(cue.start, cue.end))
    return Mention(cue.concept, cue.end - 1, cue.end) if told else cue


def _until(cues: Iterable[Mention], ends: set[int], count: int) -> Begun:
    """For every word from a cue on, where the cue began, until something after the cue ends it."""
    begun: Begun = [None] * count
    for cue in cues:
        at = cue.start
        while at < count and begun[at] is None and (at < cue.end or at not in ends):
            begun[at] = cue.start
            at += 1
    return begun


def _idle(outline: Outline) -> list[bool]:
    """What is talk: questions and commands of no one's body, facts of others, what one has read."""
    said = _said_in(outline)
    idle = outline.of("told_about")
    idle |= _not_mine(outline)
    here = outline.lexicon.concern | outline.lexicon.happening
    idle |= {clause for clause in outline.of("others") if not said[clause] & here}
    idle |= (outline.of("strangers") | outline.of("family")) & outline.of(LONG_AGO)
    told = outline.presupposed() | outline.of("never_passing")
    mine = FIRST_PERSON | outline.lexicon.never_idle
    told |= {
        outline.clause[at] for at, word in enumerate(outline.words) if word.read in mine and not _commands(at, outline)
    }
    idle |= {
        outline.clause[one.start]
        for one in outline.cues["idle"]
        if outline.clause[one.start] not in told and outline.opens(one)
    }
    animals = [one for one in outline.cues["animals"] if "me" not in said[outline.clause[one.start]]]
    spans = [one for one in (*outline.cues["reminds"], *animals) if outline.opens(one)] + _stories(outline, said)
    meant = {one.start for one in outline.cues["never_passing"]}
    theirs = {at for at in outline.statements if outline.words[at].read in THEIRS} if outline.cues["stories"] else set()
    passing = _until(spans, (outline.statements - theirs) | meant, len(outline.words))
    return [number in idle or begun is not None for number, begun in zip(outline.clause, passing, strict=True)]


def _not_mine(outline: Outline) -> set[int]:
    """The clauses that end in "not me", and speak neither of the speaker nor of somebody they may ask for."""
    cues = outline.cues["not_mine"]
    of_them = outline.of("family") | outline.of("their_pain") | outline.of("never_passing")
    of_me = {
        outline.clause[at]
        for at, word in enumerate(outline.words)
        if word.read in FIRST_PERSON and not any(at in range(one.start, one.end) for one in cues)
    }
    return {outline.clause[one.start] for one in cues} - of_them - of_me


def _stories(outline: Outline, said: dict[int, set[str]]) -> list[Mention]:
    """Where a story of somebody who is not here begins: "the bloke at work was off with chest pain"."""
    return [one for one in outline.cues["stories"] if not said[outline.clause[one.start]] & outline.lexicon.happening]


def _said_in(outline: Outline) -> dict[int, set[str]]:
    """The words of each clause."""
    said: dict[int, set[str]] = defaultdict(set)
    for at, word in enumerate(outline.words):
        said[outline.clause[at]].add(word.read)
    return said


def _of_others(outline: Outline) -> list[bool]:
    """The words about somebody else, where nothing is told of that one's back, or is asked for one's own."""
    own = bool(outline.cues["my_turn"])
    if outline.cues["their_pain"] and not own:
        return [False] * len(outline.words)
    others = outline.of("strangers") | (outline.of("family") if own or outline.cues["my_pain"] else set())
    if not others:
        return [False] * len(outline.words)
    third = _third_person(outline)
    return [is_third and clause in others for is_third, clause in zip(third, outline.clause, strict=True)]


def _third_person(outline: Outline) -> list[bool]:
    """The words about somebody else: from who that is up to an "I", within a clause."""
    others = {one.start for cue in ("strangers", "family", "their_pain") for one in outline.cues[cue]}
    if not others:
        return [False] * len(outline.words)
    third, is_third = [], False
    for at, word in enumerate(outline.words):
        if at in outline.clauses or word.read in SPEAKER:
            is_third = False
        if at in others:
            is_third = True
        third.append(is_third)
    return third


def _commands(at: int, outline: Outline) -> bool:
    """Whether this is the "me" of "tell me", which says nothing of the speaker."""
    return outline.words[at].read == "me" and at > 0 and outline.words[at - 1].read in COMMANDS
