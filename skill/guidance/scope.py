"""How something is meant: told, denied ("no numbness"), only asked about ("what if my legs go numb") or idle.

Denying starts at a word such as "no" and runs on, through "or" and "and", until the sentence turns: "but",
"just", "and my leg is". All the words that start, stop or cancel it are the cues of content/lexicon.toml.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from skill.guidance.lexicon import Lexicon, Mention
from skill.guidance.words import Word

REACH = 10
"""How many words a denial reaches; each "or", "and" or comma carries it on as far again."""
VERB_WITHIN = 3
"""How soon the verb follows its subject."""
DENIED_BACK = 4
"""How many words "fever no" denies at most."""
JOINING = frozenset({"and", "then", "plus"})
LISTING = frozenset({"or", "and", "nor"})
FIRST_PERSON = frozenset({"i", "my", "me"})
COMMANDS = frozenset({"tell", "give", "read", "show", "teach", "remind"})
SAYING = FIRST_PERSON | {"is", "are", "yes"}
"""With one of these it is a statement, which a "no" at its end does not deny."""

Cues = dict[str, list[Mention]]
Begun = list[int | None]
"""For each word, where the question began that it is part of."""


class Scope(NamedTuple):
    """What holds for each word of a text."""

    clause: list[int]
    """Which clause it belongs to, counted from 0."""
    denied: list[bool]
    denied_twice: list[bool]
    """Denied so that a negation inside is denied too: "it's not like I can't walk"."""
    asked: Begun
    idle: list[bool]


class Turns(NamedTuple):
    """Where a text turns."""

    sentences: set[int]
    clauses: set[int]
    statements: set[int]
    """Where something new is told, so that a question before it ends."""
    from_denial: set[int]
    """Where a denial ends: most of these, but not "I don't think my leg is weak"."""


def scope(words: list[Word], mentions: list[Mention], lexicon: Lexicon) -> Scope:
    """What holds for each word, from the cues among the mentions."""
    cues: Cues = defaultdict(list)
    for mention in mentions:
        if mention.concept in lexicon.cues:
            cues[mention.concept].append(mention)
    content = (one for one in mentions if one.concept not in lexicon.no_signs)
    inside = {at for one in content for at in range(one.start + 1, one.end)}
    turns = _turns(words, cues, inside, lexicon)
    clause = _clauses(len(words), turns.clauses)
    return Scope(
        clause=clause,
        denied=_denied(words, cues, turns),
        denied_twice=_reach({one.start for one in cues["denies_all"]}, turns.from_denial, words),
        asked=_asked(words, cues, turns, clause, lexicon),
        idle=_idle(words, clause, cues, lexicon),
    )


def _turns(words: list[Word], cues: Cues, inside: set[int], lexicon: Lexicon) -> Turns:
    sentences = {at for at, word in enumerate(words) if word.pause == "."}
    told = _statements(words, lexicon)
    joined = {at - 1 for at in told if at and words[at - 1].read in JOINING}
    clauses = sentences | (({one.start for one in cues["new_clause"]} | joined) - inside)
    statements = clauses | told | {one.start for one in cues["ends_denial"]}
    carried_on = {at for at in statements if at and words[at - 1].read in lexicon.carries_on}
    return Turns(sentences, clauses, statements, clauses | (statements - carried_on))


def _statements(words: list[Word], lexicon: Lexicon) -> set[int]:
    """Where a new statement begins: a subject with its verb close behind, as in "my left leg is"."""
    return {
        at
        for at, word in enumerate(words)
        if word.read in lexicon.subjects
        and any(ahead.read in lexicon.verbs for ahead in words[at + 2 : at + 2 + VERB_WITHIN])
    }


def _clauses(count: int, begins: set[int]) -> list[int]:
    clauses, number = [], -1
    for at in range(count):
        number += at in begins
        clauses.append(number)
    return clauses


def _denied(words: list[Word], cues: Cues, turns: Turns) -> list[bool]:
    spared = {span for one in cues["no_denial"] for span in _spans(one)}
    cued = (one for one in cues["denies"] if (one.start, one.end) not in spared)
    starts = {one.start for one in cued if not _answers(one, words)}
    denied = _reach(starts, turns.from_denial, words)
    for cue in cues["denies"]:
        _deny_back(denied, cue, words, turns.from_denial)
    return denied


def _spans(cue: Mention) -> set[tuple[int, int]]:
    """Everything that lies within it."""
    places = range(cue.start, cue.end + 1)
    return {(start, end) for start in places for end in places if start < end}


def _answers(cue: Mention, words: list[Word]) -> bool:
    """Whether it is an answer by itself: "no, my leg is weak"."""
    return words[cue.start].read in ("no", "nope") and (cue.end == len(words) or words[cue.end].pause != "")


def _reach(starts: set[int], turns: set[int], words: list[Word]) -> list[bool]:
    """Which words a denial that begins there reaches."""
    reached, left = [], 0
    for at, word in enumerate(words):
        if at in turns:
            left = 0
        if at in starts or (left and (word.read in LISTING or word.pause)):
            left = REACH
        reached.append(left > 0)
        left = max(0, left - 1)
    return reached


def _deny_back(denied: list[bool], cue: Mention, words: list[Word], turns: set[int]) -> None:
    """Denied afterwards: "fever no", as people answer a list of questions."""
    ends = cue.end == len(words) or words[cue.end].pause == "." or cue.end in turns
    if not ends or words[cue.start].read not in ("no", "none", "nope"):
        return
    start = cue.start
    while start > 0 and start not in turns and cue.start - start < DENIED_BACK:
        start -= 1
    if not {word.read for word in words[start : cue.start]} & SAYING:
        denied[start : cue.start] = [True] * (cue.start - start)


def _presupposed(cues: Cues, clause: list[int]) -> set[int]:
    """The clauses that tell what they ask about: "why is my leg numb", "what causes numbness in a foot"."""
    general = {span for one in cues["idle"] for span in _spans(one) if span != (one.start, one.end)}
    return {clause[one.start] for one in cues["presupposes"] if (one.start, one.end) not in general}


def _asked(words: list[Word], cues: Cues, turns: Turns, clause: list[int], lexicon: Lexicon) -> Begun:
    opening = [one for one in cues["asks_first"] if _opens(one, words, clause, lexicon)]
    told = _presupposed(cues, clause)
    open_ones = [one for one in cues["asks"] + opening if clause[one.start] not in told]
    asked = _until([_after_mine(one, words) for one in open_ones], turns.statements, len(words))
    confirmed = _confirmed(words, cues, turns)
    supposed = _until(cues["supposes"], turns.sentences | {one.start for one in cues["turns"]}, len(words))
    both = (other if one is None else one for one, other in zip(asked, supposed, strict=True))
    return [None if sure else one for one, sure in zip(both, confirmed, strict=True)]


def _after_mine(cue: Mention, words: list[Word]) -> Mention:
    """The part of a question that asks: of "could my chest pain be" only "be", as the pain is told."""
    told = any(words[at].read == "my" for at in range(cue.start, cue.end))
    return Mention(cue.concept, cue.end - 1, cue.end) if told else cue


def _confirmed(words: list[Word], cues: Cues, turns: Turns) -> list[bool]:
    """For each word, whether its sentence says that what it asks about is so: "is that bad, mine is"."""
    sentence = _clauses(len(words), turns.sentences)
    confirmed = {sentence[one.start] for one in cues["confirms"]}
    return [number in confirmed for number in sentence]


def _until(cues: list[Mention], ends: set[int], count: int) -> Begun:
    """For every word from a cue on, where the cue began, until something after the cue ends it."""
    begun: Begun = [None] * count
    for cue in cues:
        at = cue.start
        while at < count and begun[at] is None and (at < cue.end or at not in ends):
            begun[at] = cue.start
            at += 1
    return begun


def _opens(cue: Mention, words: list[Word], clause: list[int], lexicon: Lexicon) -> bool:
    """Whether the cue stands where its clause begins, after nothing but words such as "so" or "can you"."""
    at = cue.start - 1
    while at >= 0 and clause[at] == clause[cue.start] and words[at].read in lexicon.openers:
        at -= 1
    return at < 0 or clause[at] != clause[cue.start]


def _idle(words: list[Word], clause: list[int], cues: Cues, lexicon: Lexicon) -> list[bool]:
    """Clauses that are talk: questions and commands of no one's body, facts of others, what one has read."""
    said: dict[int, set[str]] = defaultdict(set)
    for at, word in enumerate(words):
        said[clause[at]].add(word.read)
    idle = {clause[one.start] for one in cues["told_about"]}
    idle |= {clause[one.start] for one in cues["others"] if not said[clause[one.start]] & lexicon.concern}
    told = _presupposed(cues, clause)
    mine = FIRST_PERSON | lexicon.never_idle
    told |= {clause[at] for at, word in enumerate(words) if word.read in mine and not _commands(at, words)}
    idle |= {
        clause[one.start]
        for one in cues["idle"]
        if clause[one.start] not in told and _opens(one, words, clause, lexicon)
    }
    return [number in idle for number in clause]


def _commands(at: int, words: list[Word]) -> bool:
    """Whether this is the "me" of "tell me", which says nothing of the speaker."""
    return words[at].read == "me" and at > 0 and words[at - 1].read in COMMANDS
