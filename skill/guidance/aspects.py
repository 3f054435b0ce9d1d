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
MOST_CUES_KEPT = 4096

Group = tuple[bool, re.Pattern[str]]
"""Whether it must be in the text, and what it looks for."""


def aspect_of(topic: Topic, text: str) -> Aspect | None:
    """The question of this topic that these words ask, or None where that is not sure.

    The first in the file whose cue fits, so the particular questions stand before the broad ones.
    """
    words = plain(text)
    return next((aspect for aspect in topic.aspects if any(fits(cue, words) for cue in aspect.cues)), None)


def aspect_with_id(topic: Topic, id: str | None) -> Aspect | None:
    """The question of this topic with this id, or None where there is none."""
    return next((aspect for aspect in topic.aspects if aspect.id == id), None)


def plain(text: str) -> str:
    """The words of a text between blanks, everyday ones read as the cues know them."""
    everyday, read_as = _synonyms()
    return everyday.sub(lambda found: read_as[found.group()], words_of(text.replace(APOSTROPHE, "'")))


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    read_as: dict[str, str] = shipped().row("synonyms.toml", "read_as")
    longest_first = sorted(map(re.escape, read_as), key=len, reverse=True)
    return re.compile(f"(?<= )(?:{OR.join(longest_first)})(?= )"), read_as


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
