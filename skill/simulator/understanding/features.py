"""What the classifier looks at in an utterance: words, their stems and pairs, pieces of words, and kinds of value."""

from __future__ import annotations

from collections.abc import Iterator

from .hearing import Hearing
from .words import stem

_PIECES = (3, 4)


def features(hearing: Hearing, type_names: tuple[str, ...]) -> tuple[str, ...]:
    """The features of an utterance, each once. `type_names` are the slot types whose values are looked for."""
    return tuple(dict.fromkeys(_all(hearing, type_names)))


def _all(hearing: Hearing, type_names: tuple[str, ...]) -> Iterator[str]:
    stems = tuple(stem(word) for word in hearing.row)
    yield from (f"w {word}" for word in hearing.row)
    yield from (f"s {each}" for each in stems)
    yield from _pairs(("^", *stems, "$"))
    typed = _with_types(hearing, stems, type_names)
    if typed != stems:
        yield from (f"t {each}" for each in typed if each[0] == "{")
        yield from _pairs(("^", *typed, "$"))
    for word in hearing.row:
        yield from _pieces(word)


def _pairs(row: tuple[str, ...]) -> Iterator[str]:
    yield from (f"p {first} {second}" for first, second in zip(row, row[1:], strict=False))
    yield from (f"k {first} {second}" for first, second in zip(row, row[2:], strict=False))


def _with_types(hearing: Hearing, stems: tuple[str, ...], type_names: tuple[str, ...]) -> tuple[str, ...]:
    """The stems, with the type's name in the place of each value; where values overlap, of the longest."""
    found = [(mention, name) for name in type_names for mention in hearing.mentions(name)]
    found.sort(key=lambda each: (each[0].start - each[0].end, each[0].start))
    row: list[str | None] = list(stems)
    for mention, name in found:
        if all(row[at] is not None and not str(row[at]).startswith("{") for at in range(mention.start, mention.end)):
            row[mention.start : mention.end] = ["{" + name + "}"] + [None] * (mention.end - mention.start - 1)
    return tuple(word for word in row if word is not None)


def _pieces(word: str) -> Iterator[str]:
    padded = f"^{word}$"
    for length in _PIECES:
        if len(word) >= length:
            yield from (f"c {padded[at : at + length]}" for at in range(len(padded) - length + 1))
