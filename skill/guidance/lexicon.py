"""Finds what a text speaks of: concepts, each a list of the words people use for it (content/lexicon.toml).

An entry is one or more words in a row: "gave|give* way" allows either word and any ending, "_" stands for any one word,
"get (up|out of bed)" gives a choice of several words.
Small words ("the", "is", "really") are passed over unless the entry names them, so "numb legs" and "leg numb" need no
variants for "my legs are really numb".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from skill.guidance.words import Number, Word, numbers, read

GROUP = re.compile(r"\(([^()]*)\)")
ANY_WORD = "_"
MOST_SMALL_WORDS = 4
"""How many small words in a row may stand between two words of an entry."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept spoken of: the words from `start` up to `end`."""

    concept: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OneWord:
    """One place of an entry: the words and the beginnings of words that fit there."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, written: str) -> OneWord:
        choices = written.split("|")
        beginnings = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
        return cls(frozenset(choices), ("",) if written == ANY_WORD else beginnings)

    def fits(self, word: str) -> bool:
        return word in self.exact or word.startswith(self.beginnings)


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to speak of a concept."""

    concept: str
    words: tuple[OneWord, ...]


@dataclass(frozen=True, slots=True)
class NumberConcept:
    """A number that means something by its size and the words around it: a fever, the age of a child."""

    concept: str
    between: tuple[tuple[float, float], ...]
    before: tuple[tuple[OneWord, ...], ...]
    after: tuple[tuple[OneWord, ...], ...]
    not_after: tuple[tuple[OneWord, ...], ...]
    alone: bool
    """Whether it only counts where the text says nothing else."""


class Lexicon:
    """The words people use, ready to be looked for."""

    def __init__(self, table: Mapping[str, Any], phrases: Mapping[str, Iterable[str]] | None = None) -> None:
        self.spellings = {word: tuple(read.split()) for word, read in table["spellings"].items()}
        self.small = frozenset(table["small_words"])
        self.negative = frozenset(table["negative_words"])
        self.beside_numbers = frozenset(table["beside_numbers"])
        self.subjects = frozenset(table["subjects"])
        self.verbs = frozenset(table["verbs"])
        self.openers = frozenset(table["openers"])
        self.carries_on = frozenset(table["carries_on"])
        self._covering = frozenset(table["covering"])
        self._by_word: dict[str, list[Entry]] = defaultdict(list)
        self._by_beginning: dict[str, list[Entry]] = defaultdict(list)
        lists = {**table["cues"], **table["concepts"], **table["covering"]}
        for concept, entries in lists.items():
            for entry in entries:
                for wording in wordings(entry):
                    self._add(Entry(concept, pattern(wording)))
        for concept, said in (phrases or {}).items():
            for phrase in said:
                words = read(phrase, self.spellings)
                self._add(Entry(concept, tuple(OneWord.of(word.read) for word in words)))
        self._lengths = tuple(sorted({len(beginning) for beginning in self._by_beginning}))
        self._numbers = tuple(_number_concept(name, row) for name, row in table["numbers"].items())
        self.concepts = frozenset(lists) | frozenset(phrases or {}) | {row.concept for row in self._numbers}

    def _add(self, entry: Entry) -> None:
        first = entry.words[0]
        for beginning in first.beginnings:
            self._by_beginning[beginning].append(entry)
        for word in first.exact:
            if not word.endswith("*"):
                self._by_word[word].append(entry)

    def read(self, text: str) -> list[Word]:
        """The words of a text, in the spellings of this lexicon."""
        return read(text, self.spellings)

    def mentions(self, words: list[Word]) -> list[Mention]:
        """Every concept the words speak of. Words that a covering concept takes count for nothing else."""
        found = set(self._listed(words)) | set(self._counted(words))
        covers: dict[int, Mention] = {}
        for mention in found:
            if mention.concept in self._covering:
                for at in range(mention.start, mention.end):
                    if at not in covers or _length(covers[at]) < _length(mention):
                        covers[at] = mention
        return sorted((one for one in found if not _covered(one, covers.get(one.start))), key=lambda one: one.start)

    def _listed(self, words: list[Word]) -> Iterator[Mention]:
        for at, word in enumerate(words):
            for entry in self._starting(word.read):
                end = self._match(entry.words, words, at)
                if end:
                    yield Mention(entry.concept, at, end)

    def _starting(self, word: str) -> Iterator[Entry]:
        yield from self._by_word.get(word, ())
        for length in self._lengths:
            if length > len(word):
                break
            yield from self._by_beginning.get(word[:length], ())

    def _match(self, wanted: tuple[OneWord, ...], words: list[Word], at: int) -> int:
        """Where a match that begins at this word ends; 0 where there is none."""
        at += 1
        for one in wanted[1:]:
            passed = 0
            while True:
                if at >= len(words) or words[at].pause == ".":
                    return 0
                if one.fits(words[at].read):
                    break
                if words[at].read not in self.small or passed == MOST_SMALL_WORDS:
                    return 0
                at, passed = at + 1, passed + 1
            at += 1
        return at

    def _counted(self, words: list[Word]) -> Iterator[Mention]:
        for number in numbers(words):
            for row in self._numbers:
                if any(low <= number.value <= high for low, high in row.between):
                    mention = self._in_context(row, number, words)
                    if mention:
                        yield mention

    def _in_context(self, row: NumberConcept, number: Number, words: list[Word]) -> Mention | None:
        if self._follows(row.not_after, words, number.end) or (row.alone and not self._alone(number, words)):
            return None
        end = self._follows(row.after, words, number.end) if row.after else number.end
        begins = any(self._precedes(wanted, words, number.start) for wanted in row.before) if row.before else True
        return Mention(row.concept, number.start, end) if end and begins else None

    def _follows(self, choices: tuple[tuple[OneWord, ...], ...], words: list[Word], at: int) -> int:
        while at < len(words) and words[at].read in self.small and not words[at].pause:
            if any(one[0].fits(words[at].read) for one in choices):
                break
            at += 1
        if at >= len(words) or words[at].pause:
            return 0
        ends = (self._match(one, words, at) for one in choices if one[0].fits(words[at].read))
        return max(ends, default=0)

    def _alone(self, number: Number, words: list[Word]) -> bool:
        rest = words[: number.start] + words[number.end :]
        return all(word.read in self.small or word.read in self.beside_numbers for word in rest)

    def _precedes(self, wanted: tuple[OneWord, ...], words: list[Word], at: int) -> bool:
        for one in reversed(wanted):
            at -= 1
            while at >= 0 and words[at].read in self.small and not one.fits(words[at].read):
                at -= 1
            if at < 0 or not one.fits(words[at].read):
                return False
        return True


def wordings(entry: str) -> list[str]:
    """An entry with its choices of several words multiplied out: "in (my|the left) leg" is two wordings."""
    parts = GROUP.split(entry)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(wording) for wording in product(*choices)]


def pattern(wording: str) -> tuple[OneWord, ...]:
    """A wording place by place."""
    return tuple(OneWord.of(word) for word in wording.split())


def _number_concept(name: str, row: Mapping[str, Any]) -> NumberConcept:
    around = {
        key: tuple(pattern(wording) for entry in row.get(key, ()) for wording in wordings(entry))
        for key in ("before", "after", "not_after")
    }
    between = tuple((low, high) for low, high in row["between"])
    return NumberConcept(name, between, **around, alone=row.get("alone", False))


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def _covered(mention: Mention, cover: Mention | None) -> bool:
    return cover is not None and mention.end <= cover.end and _length(mention) < _length(cover)
