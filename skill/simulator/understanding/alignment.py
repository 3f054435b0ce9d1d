"""Unlisted words put into slots by the words around them, as a sample has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .hearing import Hearing
from .lexicon import Mention
from .templates import SlotPlace, Template
from .words import stem

_WEAK = frozenset("a an the my to of in on at is it i am and for do me you that this with be was or so".split())
_LONGEST = 12


def aligned(
    templates: Sequence[Template], names: Sequence[str], taken: Mapping[str, Mention], hearing: Hearing
) -> dict[str, Mention]:
    """The stretch for each open slot whose neighbours in some sample were heard; the best evidence wins."""
    filled: dict[str, Mention] = {}
    for name in names:
        best: tuple[float, Mention] | None = None
        for template in templates:
            for at, part in enumerate(template.parts):
                if isinstance(part, SlotPlace) and part.name == name:
                    found = _stretch(template, at, {**taken, **filled}, hearing)
                    if found and (best is None or found[0] > best[0]):
                        best = found
        if best:
            filled[name] = best[1]
    return filled


def _stretch(
    template: Template, place: int, taken: Mapping[str, Mention], hearing: Hearing
) -> tuple[float, Mention] | None:
    before = _words_back(template.parts[:place])
    after = next((part for part in template.parts[place + 1 :] if isinstance(part, str)), None)
    best: tuple[float, Mention] | None = None
    for start in range(len(hearing.row)):
        evidence = _evidence(before, hearing.row[:start])
        end = _end(after, start, taken, hearing)
        if evidence < 1 or end <= start:
            continue
        evidence += 1 if after and end < len(hearing.row) and hearing.row[end] == after else 0
        if best is None or evidence > best[0]:
            best = (
                evidence,
                Mention(start, end, hearing.lexicon.reads(template_type(template, place), hearing.row[start:end])),
            )
    return best


def template_type(template: Template, place: int) -> str:
    """The type of the slot at a place of the template."""
    part = template.parts[place]
    return part.type if isinstance(part, SlotPlace) else ""


def _words_back(parts: Sequence[str | SlotPlace]) -> list[str]:
    """The words right before a slot, the last first, back to the slot before it."""
    words: list[str] = []
    for part in reversed(parts):
        if isinstance(part, SlotPlace):
            break
        words.append(part)
    return words


def _evidence(before: Sequence[str], heard: Sequence[str]) -> float:
    """How many of the words before the slot were heard right there. Little words weigh little."""
    total = 0.0
    for wanted, word in zip(before, reversed(heard), strict=False):
        if stem(wanted) != stem(word):
            break
        total += 0.4 if word in _WEAK else 1.0
    return total


def _end(after: str | None, start: int, taken: Mapping[str, Mention], hearing: Hearing) -> int:
    end = min(len(hearing.row), start + _LONGEST)
    for mention in taken.values():
        if mention.start <= start < mention.end:
            return start
        if start < mention.start < end:
            end = mention.start
    if after:
        end = next((at for at in range(start + 1, end) if hearing.row[at] == after), end)
    return end
