"""Makes of the questions that are written down with each answer what likeness looks things up in, row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from skill.guidance.aspects import plain
from skill.guidance.content import Content
from skill.guidance.likeness import ANSWERS, ASKS, EVERY, MOST, TELLS_NOTHING, WORDS, key_of, length, words_in
from skill.guidance.rows import Files, Tables


def asks_of(files: Files) -> Iterable[tuple[tuple[str, str], str]]:
    """Every question that is written down: the topic and aspect (ids) that answer it, and its words."""
    content = Content(files)
    topics = (content.topic(id) for id in content.topic_ids)
    return (((topic.id, one.id), ask) for topic in topics for one in topic.aspects for ask in one.asks)


def compiled(asks: Iterable[tuple[tuple[str, str], str]]) -> Tables:
    """All tables: how much a word tells, which questions hold it, and what answers each question."""
    asked = [(answer, frozenset(words_in(plain(ask)))) for answer, ask in asks]
    often = Counter(word for _, words in asked for word in words)
    most = log(max(len(asked), 2))
    weights = {word: log(len(asked) / count) for word, count in often.items()}
    holding, answering = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for at, (answer, words) in enumerate(asked):
        answering[key_of(answer)].append(at)
        for word in words:
            if weights[word] >= TELLS_NOTHING:
                holding[word].append(at)
    lengths = [length(weights[word] for word in sorted(words)) for _, words in asked]
    return {
        EVERY: {MOST: most},
        WORDS: {word: [weights[word], holding.get(word, [])] for word in sorted(weights)},
        ASKS: {str(at): [*answer, lengths[at]] for at, (answer, _) in enumerate(asked)},
        ANSWERS: dict(answering),
    }
