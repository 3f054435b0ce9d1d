"""What the classifier looks at in an utterance: words, their stems and pairs, pieces of words, and kinds of value."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import combinations, pairwise

from .alike import groups_in
from .hearing import Hearing
from .words import little, stem

_PIECES = (3, 4)
_MOST_GROUPS = 12
_MOST_STRANGE = 4

WEIGHTS = {"c": 0.7, "p": 0.7, "k": 0.5, "g": 2.0, "h": 0.7, "u": 1.0}
"""How much each kind of feature counts, by its first letter; the others count one."""


def features(hearing: Hearing, type_names: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    """The features of an utterance, each once.

    `type_names` are the slot types whose values are looked for, `known` the stems that the model's own sentences have.
    """
    return tuple(dict.fromkeys(_all(hearing, type_names, known)))


def _all(hearing: Hearing, type_names: tuple[str, ...], known: Container[str]) -> Iterator[str]:
    stems = tuple(stem(word) for word in hearing.row)
    yield from _strange(hearing, stems, type_names, known)
    yield from (f"w {word}" for word in hearing.row)
    yield from (f"s {each}" for each in stems)
    yield from _pairs(("^", *stems, "$"))
    typed = _with_types(hearing, stems, type_names)
    if typed != stems:
        yield from (f"t {each}" for each in typed if each[0] == "{")
        yield from _pairs(("^", *typed, "$"))
    yield from _groups(hearing.row)
    for word in hearing.row:
        yield from _pieces(word)


def _strange(
    hearing: Hearing, stems: tuple[str, ...], type_names: tuple[str, ...], known: Container[str]
) -> Iterator[str]:
    """How many telling words are in no sentence of the model."""
    read = {
        at
        for name in type_names
        if hearing.is_strict(name)
        for mention in hearing.mentions(name)
        for at in range(mention.start, mention.end)
    }
    strange = sum(
        word not in little() and stems[at] not in known and not word.isdigit() and at not in read
        for at, word in enumerate(hearing.row)
    )
    yield from (f"u {count}" for count in range(min(strange, _MOST_STRANGE) + 1))


def _pairs(row: tuple[str, ...]) -> Iterator[str]:
    """Neighbours, and words with one between them."""
    yield from (f"p {first} {second}" for first, second in pairwise(row))
    yield from (f"k {first} {second}" for first, second in zip(row, row[2:], strict=False))


def _groups(row: tuple[str, ...]) -> Iterator[str]:
    """Groups of words that mean the same: each, in order, and any two together."""
    groups = [group for _, _, group in groups_in(row)][:_MOST_GROUPS]
    yield from (f"g {group}" for group in groups)
    yield from (f"h {first} {second}" for first, second in pairwise(groups))
    yield from (f"q {first} {second}" for first, second in combinations(sorted(set(groups)), 2))


def _with_types(hearing: Hearing, stems: tuple[str, ...], type_names: tuple[str, ...]) -> tuple[str, ...]:
    """The stems, with the type's name in the place of each value; where values overlap, of the longest."""
    found = [(mention, name) for name in type_names for mention in hearing.mentions(name)]
    found.sort(key=lambda each: (each[0].start - each[0].end, each[0].start))
    named = [""] * len(stems)
    for mention, name in found:
        if not any(named[mention.start : mention.end]):
            named[mention.start : mention.end] = ["{" + name + "}", *["-"] * (mention.end - mention.start - 1)]
    return tuple(name or word for name, word in zip(named, stems, strict=True) if name != "-")


def _pieces(word: str) -> Iterator[str]:
    padded = f"^{word}$"
    for length in _PIECES:
        if len(word) >= length:
            yield from (f"c {padded[at : at + length]}" for at in range(len(padded) - length + 1))
