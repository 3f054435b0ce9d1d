"""How like a question is to those that are written down: the words they share, the seldom ones counting most.

A cue finds what it names, and people find other words. "Is it normal that it's good one day and bad the next" holds no
cue, and is much like "is it normal that it's worse some days". (TF-IDF over words and pairs of words, and the cosine;
Salton, Term-weighting approaches in automatic text retrieval, 1988.)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt

from skill.guidance.aspects import plain
from skill.guidance.content import Content

ENDINGS = ("'s", "ing", "ed", "es", "s", "ly", "e")
SHORTEST_STEM = 3
TELLS_NOTHING = 1.5
"""The weight of a word that stands in every fourth or fifth question; it is not looked up."""

Likeness = dict[tuple[str, str], float]
"""By topic and aspect (ids), from 0 to 1."""


def likeness(text: str, content: Content) -> Likeness:
    """How like the text is to each question that has anything in common with it."""
    return _index(content).like(text)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text and the pairs they stand in, without their endings."""
    words = [_stem(word) for word in plain(text).split()]
    return (*words, *(f"{one} {two}" for one, two in pairwise(words)))


def _stem(word: str) -> str:
    ending = next((each for each in ENDINGS if word.endswith(each)), "")
    left = word[: len(word) - len(ending)]
    return left if len(left) >= SHORTEST_STEM else word


class Index:
    """The questions by their words."""

    def __init__(self, asks: Iterable[tuple[tuple[str, str], str]]) -> None:
        asked = [(answers, frozenset(words_in(ask))) for answers, ask in asks]
        self._answers = [answers for answers, _ in asked]
        often = Counter(word for _, words in asked for word in words)
        self._most = log(max(len(asked), 2))
        self._weights = {word: log(len(asked) / count) for word, count in often.items()}
        self._with: dict[str, list[int]] = defaultdict(list)
        self._lengths = [self._length(words) for _, words in asked]
        for at, (_, words) in enumerate(asked):
            for word in words:
                if self._weights[word] >= TELLS_NOTHING:
                    self._with[word].append(at)

    def like(self, text: str) -> Likeness:
        """How like the text is to the most like question of each answer."""
        words = frozenset(words_in(text))
        shared: dict[int, float] = defaultdict(float)
        for word in words & self._with.keys():
            for at in self._with[word]:
                shared[at] += self._weights[word] ** 2
        length, most = self._length(words), Likeness()
        for at, weight in shared.items():
            answers = self._answers[at]
            most[answers] = max(most.get(answers, 0.0), weight / (length * self._lengths[at]))
        return most

    def _length(self, words: Iterable[str]) -> float:
        """How much the words say. An unknown word says most; an unknown pair of words is no news."""
        weights = (self._weights.get(word, 0.0 if " " in word else self._most) for word in words)
        return sqrt(sum(weight**2 for weight in weights)) or 1.0


@lru_cache(maxsize=1)
def _index(content: Content) -> Index:
    topics = (content.topic(id) for id in content.topic_ids)
    return Index(((topic.id, one.id), ask) for topic in topics for one in topic.aspects for ask in one.asks)
