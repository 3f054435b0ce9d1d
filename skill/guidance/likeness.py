"""How like a question is to those that are written down: the words they share, the seldom ones counting most.

A cue finds what it names, and people find other words. "Is it normal that it's good one day and bad the next" holds no
cue, and is much like "is it normal that it's worse some days". (TF-IDF over words and pairs of words, and the cosine;
Salton, Term-weighting approaches in automatic text retrieval, 1988.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from math import sqrt

from skill.guidance.rows import Files, LazyMapping

ENDINGS = ("'s", "ing", "ed", "es", "s", "ly", "e")
SHORTEST_STEM = 3
TELLS_NOTHING = 1.5
"""The weight of a word that stands in every fourth or fifth question; it is not looked up."""
SAFELY = 0.999
"""So much less than is needed is looked at as well, for sums are not exact."""

EVERY, WORDS, ASKS, ANSWERS = "asked", "asked by word", "asked by number", "asked by answer"
"""The tables that `likeness_files` compiles of the questions."""
MOST = "most"

Answer = tuple[str, str]
"""A topic and its aspect (ids)."""
Likeness = dict[Answer, float]
"""From 0 to 1."""


def words_in(words: str) -> tuple[str, ...]:
    """Plain words and the pairs they stand in, without their endings."""
    stems = [_stem(word) for word in words.split()]
    return (*stems, *(f"{one} {two}" for one, two in pairwise(stems)))


def _stem(word: str) -> str:
    ending = next((each for each in ENDINGS if word.endswith(each)), "")
    left = word[: len(word) - len(ending)]
    return left if len(left) >= SHORTEST_STEM else word


def length(weights: Iterable[float]) -> float:
    """How much words say together."""
    return sqrt(sum(weight**2 for weight in weights)) or 1.0


def key_of(answer: Answer) -> str:
    """The key of an answer."""
    return ".".join(answer)


class Index:
    """The questions by their words. `files` holds what `likeness_files` compiles of them."""

    def __init__(self, files: Files) -> None:
        """Raises KeyError where they are not compiled."""
        self._most: float = files.row(EVERY, MOST)
        self._words = LazyMapping(files, WORDS, lambda word, row: (row[0] ** 2, frozenset(row[1])))
        self._asks = LazyMapping(files, ASKS, lambda at, row: ((row[0], row[1]), row[2]))
        self._answers = LazyMapping(files, ANSWERS, lambda answer, row: row)

    def like(self, words: str, least: float = 0.0, also: Collection[Answer] = ()) -> Likeness:
        """How like plain words are to the most like question of each answer that has anything in common with them.

        Answers that are less like than `least` may be left out, but for those that are looked at also: what shares but
        usual words with a question cannot be like it, and those words stand in most of them.
        """
        known, unknown = [], 0.0
        for word in frozenset(words_in(words)):
            if row := self._words.get(word):
                known.append(row)
            elif " " not in word:  # an unknown word says most; an unknown pair of words is no news
                unknown += self._most**2
        long = sqrt(sum(weight for weight, _ in known) + unknown) or 1.0
        found = {at for answer in also for at in self._answers.get(key_of(answer), ())}
        shared, needed = 0.0, SAFELY * (least * long) ** 2
        for weight, holding in sorted(known, key=lambda row: row[0]):
            shared += weight if holding else 0.0
            if shared >= needed:
                found |= holding
        most = Likeness()
        for at in sorted(found):
            if weight := sum(weight for weight, holding in known if at in holding):
                answer, its = self._asks[str(at)]
                most[answer] = max(most.get(answer, 0.0), weight / (long * its))
        return most
