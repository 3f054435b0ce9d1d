"""What the classifier looks at in an utterance: words, their stems and pairs, pieces of words, and kinds of value."""

from __future__ import annotations

from collections.abc import Container, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, pairwise

from .lexicon import Mention
from .synonym_groups import groups_in
from .utterance import Utterance
from .words import little, stem

_PIECES = (3, 4)
_MOST_GROUPS = 12
_MOST_STRANGE = 4

Mentions = list[tuple[Mention, str]]
"""Values found in an utterance, each with the name of its type."""


class Kind(StrEnum):
    """Kinds of features. A feature is the letter of its kind, a blank, and what was seen."""

    WORD = "w"
    STEM = "s"
    VALUE = "t"
    PAIR = "p"
    GAPPED_PAIR = "k"
    PIECE = "c"
    GROUP = "g"
    GROUPS_IN_ORDER = "h"
    GROUPS_TOGETHER = "q"
    STRANGE = "u"


_WEIGHTS: dict[str, float] = {
    Kind.PIECE: 0.7,
    Kind.PAIR: 0.7,
    Kind.GAPPED_PAIR: 0.5,
    Kind.GROUP: 2.0,
    Kind.GROUPS_IN_ORDER: 0.7,
}


def weight(feature: str) -> float:
    """How much a feature counts, by its kind."""
    return _WEIGHTS.get(feature[0], 1.0)


def features(utterance: Utterance, type_names: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    """The features of an utterance, each once.

    `type_names` are the slot types whose values are looked for, `known` the stems that the model's own sentences have.
    """
    return tuple(dict.fromkeys(_all(utterance, type_names, known)))


def _all(utterance: Utterance, type_names: tuple[str, ...], known: Container[str]) -> Iterator[str]:
    stems = tuple(stem(word) for word in utterance.row)
    mentions = [(mention, name) for name in type_names for mention in utterance.mentions(name)]
    yield from _strange(utterance, stems, mentions, known)
    yield from (f"{Kind.WORD} {word}" for word in utterance.row)
    yield from (f"{Kind.STEM} {each}" for each in stems)
    yield from _pairs(("^", *stems, "$"))
    typed = _with_types(stems, mentions)
    if typed != stems:
        yield from (f"{Kind.VALUE} {each}" for each in typed if each[0] == "{")
        yield from _pairs(("^", *typed, "$"))
    yield from _groups(utterance.row)
    for word in utterance.row:
        yield from _pieces(word)


def _strange(utterance: Utterance, stems: tuple[str, ...], mentions: Mentions, known: Container[str]) -> Iterator[str]:
    """How many telling words are in no sentence of the model."""
    read = {at for mention, name in mentions if utterance.is_strict(name) for at in range(mention.start, mention.end)}
    strange = sum(
        word not in little() and stems[at] not in known and not word.isdigit() and at not in read
        for at, word in enumerate(utterance.row)
    )
    yield from (f"{Kind.STRANGE} {count}" for count in range(min(strange, _MOST_STRANGE) + 1))


def _pairs(row: tuple[str, ...]) -> Iterator[str]:
    """Neighbours, and words with one between them."""
    yield from (f"{Kind.PAIR} {first} {second}" for first, second in pairwise(row))
    yield from (f"{Kind.GAPPED_PAIR} {first} {second}" for first, second in zip(row, row[2:], strict=False))


def _groups(row: tuple[str, ...]) -> Iterator[str]:
    """Groups of words that mean the same: each, in order, and any two together."""
    groups = [group for _, _, group in groups_in(row)][:_MOST_GROUPS]
    yield from (f"{Kind.GROUP} {group}" for group in groups)
    yield from (f"{Kind.GROUPS_IN_ORDER} {first} {second}" for first, second in pairwise(groups))
    yield from (f"{Kind.GROUPS_TOGETHER} {first} {second}" for first, second in combinations(sorted(set(groups)), 2))


def _with_types(stems: tuple[str, ...], mentions: Mentions) -> tuple[str, ...]:
    """The stems, with the type's name in the place of each value; where values overlap, of the longest."""
    found = sorted(mentions, key=lambda each: (each[0].start - each[0].end, each[0].start))
    named = [""] * len(stems)
    for mention, name in found:
        if not any(named[mention.start : mention.end]):
            named[mention.start : mention.end] = ["{" + name + "}", *["-"] * (mention.end - mention.start - 1)]
    return tuple(name or word for name, word in zip(named, stems, strict=True) if name != "-")


@lru_cache(maxsize=4_096)
def _pieces(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    lengths = (length for length in _PIECES if len(word) >= length)
    return tuple(
        f"{Kind.PIECE} {padded[at : at + length]}" for length in lengths for at in range(len(padded) - length + 1)
    )
