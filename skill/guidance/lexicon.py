"""Finds what a text speaks of: concepts, each a list of the words people use for it (content/lexicon.toml).

An entry is one or more words in a row: "gave|give* way" allows either word and all forms of give, "osteopor~"
any word that begins so, "_" any one word, and "get (up|out of bed)" gives a choice of several words. Small
words ("the", "is", "really") are passed over unless the entry names them, so "legs numb" is enough for
"my legs are really numb". "leg +day" wants "day" at once: "my leg all day" is no "leg day". "can not move $" wants
nothing behind it that it could be about: "I can't move the sofa" is something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from operator import itemgetter
from typing import NamedTuple

from skill.guidance.rows import Files, LazyMapping
from skill.guidance.words import Number, Word, numbers, read

ANY_WORD, ANY_ENDING, ALL_FORMS, AT_ONCE, THE_END = "_", "~", "*", "+", "$"
COUNT = "count"
"""What a number is where no word beside it tells."""
TURNING = frozenset({"ends_denial", "new_clause"})
"""Cues that hold wherever they stand, also within a saying."""
MOST_SMALL_WORDS = 4
"""How many small words in a row may stand between two words of an entry."""
MOST_WORDS_KEPT = 4096
"""For how many words we remember where they fit."""


class Mention(NamedTuple):
    """A concept spoken of: the words from `start` up to `end`."""

    concept: str
    start: int
    end: int


AS_IN_TEXT = itemgetter(1, 2, 0)
"""The order of mentions: where they begin, where they end, what they are."""

Node = tuple[list[str], dict[str, "Node"]]
"""Where one can be within the entries: what they are read as if they end here, and how they go on: the next place, as
it is written ("gave|give*"), and where it leads. (Plain data, so that it can be stored as it is.)"""


class NumberConcept(NamedTuple):
    """A number that means something by its size and the words around it: a fever, the age of a child."""

    concept: str
    between: list[list[float]]
    roles: list[str]
    """What kinds of number it may be ("age"); empty where any."""
    before: list[list[str]]
    after: Node
    not_after: Node
    alone: bool
    """Whether it only counts where the text says nothing else."""


class Lexicon:
    """The words people use, ready to be looked for. `files` holds what `compiled` makes of them."""

    def __init__(self, files: Files) -> None:
        row = files.row("lexicon", "lists")
        self.small = frozenset(row["small_words"])
        self.negative = frozenset(row["negative_words"])
        self.subjects = frozenset(row["subjects"])
        self.pronouns = frozenset(row["pronouns"])
        self.verbs = frozenset(row["verbs"])
        self.openers = frozenset(row["openers"])
        self.concern = frozenset(row["concern"])
        self.happening = frozenset(row["happening"])
        self.lasting = frozenset(row["lasting"])
        self.never_idle = frozenset(row["never_idle"])
        self.cues = frozenset(row["cues"])
        self.carries_on = frozenset(row["carries_on"])
        self.turning = TURNING & self.cues
        self._beside_numbers = self.small | frozenset(row["beside_numbers"])
        self._covering = frozenset(row["covering"])
        self._joins = frozenset(row["joins"])
        self.prepositions = frozenset(row["prepositions"])
        self._weightless = self.small | self.pronouns | self.prepositions
        self.regions = frozenset(row["regions"])
        """Concepts that say where, not what: of "no trouble with my legs, but they're numb" only "numb" counts."""
        self.fine = frozenset(row["fine_words"])
        self._endings: list[str] = row["endings"]
        self._beginnings: list[int] = row["beginnings"]
        self._numbers = [NumberConcept(**each) for each in row["numbers"]]
        self._roles_after: Node = row["roles_after"]
        self._roles_before: dict[str, str] = row["roles_before"]
        self.concepts = LazyMapping(files, "concepts", lambda name, row: row)
        self.spellings = LazyMapping(files, "spellings", lambda word, row: tuple(row))
        self._places = LazyMapping(files, "places", lambda choice, row: row)
        """The places that a choice ("give*") belongs to ("gave|give*")."""
        self._entries = LazyMapping(files, "entries", lambda place, row: row)
        self._answers = LazyMapping(files, "answers", lambda place, row: row)
        self._fitting = lru_cache(MOST_WORDS_KEPT)(self._find_fitting)
        self._beginning = lru_cache(MOST_WORDS_KEPT)(partial(self._find_beginning, self._entries))
        self._answering = lru_cache(MOST_WORDS_KEPT)(partial(self._find_beginning, self._answers))

    def read(self, text: str) -> list[Word]:
        """The words of a text, in the spellings of this lexicon."""
        return read(text, self.spellings)

    def mentions(self, words: list[Word]) -> list[Mention]:
        """Every concept the words speak of. Words that a covering concept takes count for nothing else."""
        found = {*self._said(words, self._beginning), *self._counted(words)}
        covers: dict[int, Mention] = {}
        for mention in found:
            if mention.concept in self._covering:
                for at in range(mention.start, mention.end):
                    if at not in covers or _length(covers[at]) < _length(mention):
                        covers[at] = mention
        if covers:
            found = {one for one in found if one.concept in self.turning or not self._is_covered(one, words, covers)}
        return sorted(found, key=AS_IN_TEXT)

    def _is_covered(self, mention: Mention, words: list[Word], covers: dict[int, Mention]) -> bool:
        """Whether all its words that carry weight belong to a covering mention with more of them, or a longer one."""
        heavy = [at for at in range(mention.start, mention.end) if words[at].read not in self._weightless]
        cover = covers.get(heavy[-1] if heavy else mention.start)
        if cover is None or not all(cover.start <= at < cover.end for at in heavy or [mention.start]):
            return False
        weight = sum(words[at].read not in self._weightless for at in range(cover.start, cover.end))
        return (len(heavy), _length(mention)) < (weight, _length(cover))

    def _find_fitting(self, word: str) -> frozenset[str]:
        """The places where a word fits, as they are written."""
        choices = {word, ANY_WORD}
        for ending in self._endings:
            if word.endswith(ending) and len(word) > len(ending):
                stem = word[: len(word) - len(ending)]
                choices.add(stem + ALL_FORMS)
                if ending[:1] in ("e", "i") and stem[-2:-1] == stem[-1:]:  # stopped, stopping
                    choices.add(stem[:-1] + ALL_FORMS)
        choices.update(word[:length] + ANY_ENDING for length in self._beginnings if length <= len(word))
        return frozenset(place for choice in choices for place in self._places.get(choice, ()))

    def _find_beginning(self, entries: Mapping[str, Node], word: str) -> Node:
        """Where one is behind this word, for all entries that begin with it: one tree, so that one look at the next
        word tells which of them go on."""
        return _together([node for place in self._fitting(word) if (node := entries.get(place))])

    def answers(self, words: list[Word]) -> list[Mention]:
        """Every phrase of an answer among the words."""
        return list(self._said(words, self._answering))

    def _said(self, words: list[Word], beginning: Callable[[str], Node]) -> Iterator[Mention]:
        for at, word in enumerate(words):
            for concept, end in self._ends(beginning(word.read), words, at + 1):
                yield Mention(concept, at, end)

    def _ends(self, node: Node, words: list[Word], at: int) -> Iterator[tuple[str, int]]:
        """Every concept whose entry ends on the way from here, and where."""
        concepts, onward = node
        for concept in concepts:
            yield concept, at
        if THE_END in onward and self._is_over(words, at):
            for concept in onward[THE_END][0]:
                yield concept, at
        passed, taken = 0, frozenset[str]()
        while onward and at < len(words) and words[at].pause != ".":
            fitting = self._fitting(words[at].read)
            if not onward.keys().isdisjoint(fitting):  # most go no further, and this looks at the fewer of the two
                here = onward.keys() & fitting
                for place in here - taken:
                    if not passed or place[0] != AT_ONCE:
                        yield from self._ends(onward[place], words, at + 1)
                taken |= here
            if words[at].read not in self.small or passed == MOST_SMALL_WORDS:
                return
            at, passed = at + 1, passed + 1

    def _is_over(self, words: list[Word], at: int) -> bool:
        """Whether nothing follows that belongs to what was said."""
        return at >= len(words) or bool(words[at].pause) or words[at].read in self._joins

    def _counted(self, words: list[Word]) -> Iterator[Mention]:
        for number in numbers(words):
            role = self.role(number, words)
            for row in self._numbers:
                if any(low <= number.value <= high for low, high in row.between) and (
                    not row.roles or role in row.roles
                ):
                    end = self._in_context(row, number, words)
                    if end:
                        yield Mention(row.concept, number.start, end)

    def role(self, number: Number, words: list[Word]) -> str:
        """What a number is: a "dose", a "clock" time, an "age" and so on; a "count" where nothing tells."""
        if number.end < len(words) and not words[number.end].pause:
            found = max(self._ends(self._roles_after, words, number.end), key=lambda one: one[1], default=None)
            if found:
                return found[0]
        before = words[number.start - 1].read if number.start else ""
        return self._roles_before.get(before, COUNT)

    def _in_context(self, row: NumberConcept, number: Number, words: list[Word]) -> int:
        """Where the number with the words that belong to it ends; 0 where the words around it do not fit."""
        if row.alone and not all(
            word.read in self._beside_numbers for word in words[: number.start] + words[number.end :]
        ):
            return 0
        if row.before and not any(self._precedes(places, words, number.start) for places in row.before):
            return 0
        if self._follows(row.not_after, words, number.end):
            return 0
        return self._follows(row.after, words, number.end) if row.after[1] else number.end

    def _follows(self, node: Node, words: list[Word], at: int) -> int:
        if at >= len(words) or words[at].pause:
            return 0
        return max((end for _, end in self._ends(node, words, at)), default=0)

    def _precedes(self, places: list[str], words: list[Word], at: int) -> bool:
        for place in reversed(places):
            at -= 1
            while at >= 0 and words[at].read in self.small and place not in self._fitting(words[at].read):
                at -= 1
            if at < 0 or place not in self._fitting(words[at].read):
                return False
        return True


def _together(nodes: list[Node]) -> Node:
    """Several places within the entries as one."""
    if len(nodes) == 1:
        return nodes[0]
    onward: dict[str, list[Node]] = defaultdict(list)
    for _, more in nodes:
        for place, node in more.items():
            onward[place].append(node)
    concepts = dict.fromkeys(concept for concepts, _ in nodes for concept in concepts)
    return [*concepts], {place: _together(some) for place, some in onward.items()}


def _length(mention: Mention) -> int:
    return mention.end - mention.start
