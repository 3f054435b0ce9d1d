"""Unlisted words put into slots by the words around them, as a sample has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .templates import SlotPlace, Template
from .words import little, stem

_ENOUGH = 0.8


@dataclass(frozen=True)
class Surroundings:
    """The words of a sample around one of its slots, up to the slots beside it."""

    before: tuple[str, ...]
    """The nearest first, as stems."""
    after: tuple[str, ...]


def surroundings(templates: Iterable[Template], name: str) -> tuple[Surroundings, ...]:
    """All different words around a slot in some samples."""
    found: dict[Surroundings, None] = {}
    for template in templates:
        for at, part in enumerate(template.parts):
            if isinstance(part, SlotPlace) and part.name == name:
                before = _stems(reversed(template.parts[:at]))
                found[Surroundings(before, _stems(template.parts[at + 1 :]))] = None
    return tuple(found)


def stretch(known: Iterable[Surroundings], stems: Sequence[str], unexplained: Sequence[int]) -> tuple[int, int] | None:
    """Where a slot's words begin and end, judged by the words around them.

    The stretch has all the unexplained words in it, so that none is lost; the sample that explains most is believed.
    """
    first, last = unexplained[0], unexplained[-1]
    best: tuple[float, int, int] | None = None
    for words in known:
        for start in range(first, -1, -1):
            evidence = _evidence(words.before, reversed(stems[:start])) if words.before else float(start == 0)
            if evidence < _ENOUGH or (best and evidence < best[0]):
                continue
            end = _end(words.after, stems, last + 1)
            evidence += 1.0 if end < len(stems) else 0.0
            if best is None or evidence > best[0]:
                best = evidence, start, end
    return best[1:] if best else None


def _end(after: Sequence[str], stems: Sequence[str], least: int) -> int:
    if after:
        return next((at for at in range(least, len(stems)) if stems[at] == after[0]), len(stems))
    return len(stems)


def _evidence(before: Sequence[str], heard: Iterable[str]) -> float:
    """How many of the words before the slot were heard right there. Little words weigh little."""
    total = 0.0
    for wanted, word in zip(before, heard, strict=False):
        if wanted != word:
            break
        total += 0.4 if word in little() else 1.0
    return total


def _stems(parts: Iterable[str | SlotPlace]) -> tuple[str, ...]:
    """The stems of the words up to the next slot."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, SlotPlace):
            break
        words.append(stem(part))
    return tuple(words)
