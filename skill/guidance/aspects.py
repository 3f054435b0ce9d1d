"""Finds which question of a topic is asked in free words: of "can I nod off with it on" that of falling asleep.

Each question has cues, and one of them is enough. A cue is groups joined by "&", all of which must be in the text; a
group is choices joined by "|", one of which must; a choice is one or more words in a row. "stop" is "stopped" as well,
"sleep*" is any word that begins so, and a group that begins with "!" must not be in the text: "how long & !before" is
no question of when. Everyday words are read as content/synonyms.toml says, so that a cue need not name them all.

Where nothing fits there is no answer to that question, and saying so is better than a wrong one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from skill.guidance.files import shipped
from skill.guidance.kinds import words_of
from skill.guidance.model import Aspect, Topic
from skill.guidance.words import APOSTROPHE

AND, OR, NOT, ANY_ENDING = "&", "|", "!", "*"
BEGINNING = 3
"""How many letters are the beginning of a word."""
MOST_CUES_KEPT = 4096

Group = tuple[bool, re.Pattern[str]]
"""Whether it must be in the text, and what it looks for."""


def aspect_of(topic: Topic, words: str) -> Aspect | None:
    """The question of this topic that plain words ask, or None where that is not sure.

    The first in the file whose cue fits, so the particular questions stand before the broad ones.
    """
    return next((aspect for aspect in topic.aspects if any(fits(cue, words) for cue in aspect.cues)), None)


def aspect_with_id(topic: Topic, id: str | None) -> Aspect | None:
    """The question of this topic with this id, or None where there is none."""
    return next((aspect for aspect in topic.aspects if aspect.id == id), None)


def plain(text: str) -> str:
    """The words of a text between blanks, everyday ones read as the cues know them."""
    everyday, words, read = _synonyms(), words_of(text.replace(APOSTROPHE, "'")).split(), list[str]()
    at = 0
    while at < len(words):
        for said, read_as in everyday.get(words[at], ()):
            if words[at : at + len(said)] == said:
                read.append(read_as)
                at += len(said)
                break
        else:
            read.append(words[at])
            at += 1
    return f" {' '.join(read)} "


@cache
def _synonyms() -> dict[str, list[tuple[list[str], str]]]:
    """Everyday words by the first of them, the longest before others that begin so."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    read_as: dict[str, str] = shipped().row("synonyms.toml", "read_as")
    for said in sorted(read_as, key=lambda said: -len(said.split())):
        found.setdefault(said.split()[0], []).append((said.split(), read_as[said]))
    return found


def beginnings(cue: str) -> frozenset[str] | None:
    """How words begin of which a text must hold one for a cue to fit; None where nobody can say.

    Quickly looked at, where there are many cues and few of them fit.
    """
    wanted = (group.split(OR) for group in map(str.strip, cue.split(AND)) if not group.startswith(NOT))
    known = (frozenset(map(_beginning, choices)) for choices in wanted)
    return next((some for some in known if "" not in some), None)


def _beginning(choice: str) -> str:
    """How the first word begins that a choice looks for; empty where that is less than is looked at."""
    written = choice.split()[0] if choice.strip() else ""
    if written.endswith(ANY_ENDING):
        return written[:BEGINNING] if len(written) > BEGINNING else ""
    return written[:-1][:BEGINNING] if written.endswith("e") and len(written) > BEGINNING else written[:BEGINNING]


def fits(cue: str, words: str) -> bool:
    """Whether a cue fits words that stand between blanks."""
    return all(bool(pattern.search(words)) == wanted for wanted, pattern in groups(cue))


@lru_cache(MOST_CUES_KEPT)
def groups(cue: str) -> tuple[Group, ...]:
    """The groups of a cue as it is written."""
    return tuple(_group(written.strip()) for written in cue.split(AND))


def _group(written: str) -> Group:
    wordings = (" ".join(map(_word, choice.split())) for choice in written.removeprefix(NOT).split(OR))
    return not written.startswith(NOT), re.compile(f" (?:{OR.join(wordings)}) ")


def _word(written: str) -> str:
    """What a word of a cue looks for: the word in any of its forms, or all that begins so."""
    if written.endswith(ANY_ENDING):
        return f"{re.escape(written.removesuffix(ANY_ENDING))}[^ ]*"
    if len(written) <= len("gun"):
        return re.escape(written) + ("(?:'?s)?" if len(written) == len("gun") else "")
    if written.endswith("e"):
        return f"{re.escape(written[:-1])}(?:e|e?'?s|ed|ing)"
    return f"{re.escape(written)}(?:'?s|es|{written[-1]}?ed|{written[-1]}?ing)?"
