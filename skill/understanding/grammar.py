"""Sentences that are a sample of the model word for word, with the slots filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from . import slot_types
from .templates import SlotPlace, Template
from .utterance import FREE_TYPES, Utterance

_MOST_WORDS = 40
_MOST_UNLISTED_WORDS = 12
_MOST_READINGS = 1_000
"""Several slots in a row that take any words can be filled in more ways than there is time for."""

Spans = tuple[tuple[SlotPlace, int, int], ...]


@dataclass(frozen=True)
class Match:
    """An utterance read as one template."""

    template: Template
    spans: Spans
    unlisted: int
    """Words that fill a slot without being a value of its type."""
    searched: int
    """Words that fill a slot which takes anything."""
    merged: int
    """Days and times that have each other in them, such as "tomorrow morning"."""

    @property
    def is_certain(self) -> bool:
        """Whether every word is one of the sample, or a value its slot's type can read."""
        return not self.unlisted and not self.searched

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """The better match is the smaller: few free words, many of the sample's own, few values, and a day and a time
        apart rather than in one."""
        return self.searched, self.unlisted, -len(self.template.words), len(self.spans) + 2 * self.merged


_NO_WAYS: dict[Any, Any] = {}
"""Of tens of thousands of nodes most lead on by a word and by nothing else; they have this one in common, which nobody
writes to."""
_NO_TEMPLATES: tuple[Template, ...] = ()


class _Node:
    __slots__ = ("listed", "read", "templates", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = _NO_WAYS
        self.listed: dict[str, dict[SlotPlace, _Node]] = _NO_WAYS
        """The places whose values are listed, by type: of many types a sentence names few."""
        self.read: dict[SlotPlace, _Node] = _NO_WAYS
        """The places that take numbers, dates and times, or any words."""
        self.templates: tuple[Template, ...] = _NO_TEMPLATES

    def after(self, part: str | SlotPlace) -> _Node:
        """The node behind a part of a template, made where there is none."""
        if isinstance(part, str):
            self.words = self.words or {}
            return self.words.setdefault(part, _Node())
        if part.type in FREE_TYPES or Utterance.is_strict(part.type):
            self.read = self.read or {}
            return self.read.setdefault(part, _Node())
        self.listed = self.listed or {}
        return self.listed.setdefault(part.type, {}).setdefault(part, _Node())


_Way = tuple[SlotPlace | None, _Node, int]
"""What is filled, if anything is, where one is then in the tree, and where in the sentence."""


class Grammar:
    """All templates of a model in one tree, so that a sentence is compared with all of them at once."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._root = _Node()
        for template in templates:
            node = self._root
            for part in template.parts:
                node = node.after(part)
            if template.parts:
                node.templates += (template,)

    def certain(self, utterance: Utterance) -> list[Match]:
        """Readings in which every word is accounted for, best first."""
        return sorted(self._matches(utterance, False), key=lambda match: match.rank)

    def loose(self, utterance: Utterance) -> list[Match]:
        """Readings that put unlisted words into slots, best first. Bare slots take nothing unlisted."""
        if len(utterance.row) > _MOST_WORDS:
            return []
        found = self._matches(utterance, True)
        return sorted((match for match in found if match.template.words), key=lambda match: match.rank)

    def wordless(self, utterance: Utterance) -> list[Match]:
        """Readings as samples of several slots and nothing else, of which some hold a listed value and some do not."""
        if len(utterance.row) > _MOST_WORDS:
            return []
        found = (match for match in self._matches(utterance, True) if len(match.spans) == len(match.template.parts) > 1)
        return sorted((each for each in found if not each.searched), key=lambda match: match.rank)

    def _matches(self, utterance: Utterance, loose: bool) -> Iterator[Match]:
        return islice(_Search(utterance, loose).matches(self._root), _MOST_READINGS)


class _Search:
    """All readings of one utterance. Where a way leads is found once, however many ways lead there."""

    def __init__(self, utterance: Utterance, loose: bool) -> None:
        self._utterance, self._loose = utterance, loose
        self._row, self._length = utterance.row, len(utterance.row)
        self._known: dict[tuple[int, int], list[_Way]] = {}

    def matches(self, root: _Node) -> Iterator[Match]:
        waiting: list[tuple[_Node, int, Spans]] = [(root, 0, ())]
        while waiting:
            node, at, spans = waiting.pop()
            if at == self._length:
                yield from (_matched(self._utterance, template, spans) for template in node.templates)
                continue
            for place, after, end in reversed(self._ways(node, at)):
                waiting.append((after, end, (*spans, (place, at, end)) if place else spans))

    def _ways(self, node: _Node, at: int) -> list[_Way]:
        """The ways from here that lead to an end."""
        known = self._known.get((id(node), at))
        if known is None:
            following = node.words.get(self._row[at])
            known = [(None, following, at + 1)] if following and self._leads(following, at + 1) else []
            for place, after, ends in self._places(node, at) if node.listed or node.read else ():
                known += [(place, after, end) for end in ends if self._leads(after, end)]
            self._known[id(node), at] = known
        return known

    def _leads(self, node: _Node, at: int) -> bool:
        if at == self._length:
            return bool(node.templates)
        return bool((node.read or node.listed or self._row[at] in node.words) and self._ways(node, at))

    def _places(self, node: _Node, at: int) -> Iterator[tuple[SlotPlace, _Node, Iterable[int]]]:
        """The places of a node that may be filled from here, and where what fills them may end."""
        rest = range(at + 1, self._length + 1) if self._loose else ()
        for place, after in node.read.items():
            yield place, after, rest if place.type in FREE_TYPES else self._utterance.ends(place.type, at)
        if node.listed and self._loose:
            unlisted = range(at + 1, min(self._length, at + _MOST_UNLISTED_WORDS) + 1)
            yield from ((place, after, unlisted) for places in node.listed.values() for place, after in places.items())
        elif node.listed:
            for type_name, ends in self._utterance.listed(at).items():
                for place, after in node.listed.get(type_name, {}).items():
                    yield place, after, ends


def _matched(utterance: Utterance, template: Template, spans: Spans) -> Match:
    free = sum(end - start for place, start, end in spans if place.type in FREE_TYPES)
    unlisted = sum(
        end - start
        for place, start, end in spans
        if place.type not in FREE_TYPES and not utterance.reads(place.type, start, end)
    )
    merged = sum(slot_types.is_day_with_time(place.type, utterance.spoken[start:end]) for place, start, end in spans)
    return Match(template, spans, unlisted, free, merged)
