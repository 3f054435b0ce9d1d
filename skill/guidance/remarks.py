"""What stands beside a plain no and tells nothing of what was asked: "nope, I swim every week", "no, strong as a mule".

A remark is words that nobody listed. It may pass behind a no to a question of the check, and only there, where nothing
in it may be a sign: no word that the scanner knows, no word of doubt, of a time, of a limit or of a sensation, no other
denial, nothing said of what was asked ("it comes back"), and of oneself only who one is and what one did.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from skill.guidance.lexicon import Mention
from skill.guidance.model import AnswerWords
from skill.guidance.reading import Reading
from skill.guidance.scanner import load
from skill.guidance.signs import ANSWER
from skill.guidance.words import NUMERALS

EXCEPTING = "excepting"
"""The kind of words that turn a no: "just", "but"."""
JUST = frozenset({"just", "only"})
"""Of those the ones behind which may stand what one did: "just mowed". Behind the others an exception stands."""
WEIGHS = "weighs"
"""The kind of words, among those of answers, with which nothing beside a no is a remark."""
LIMITS = "limits"
"""The kind of words that weigh beside a bare no to a list, of which it may be meant in part."""
OF_ONESELF = frozenset({"i", "we"})
BEING = frozenset({"am", "was", "are", "were"})
OF_WHAT_WAS_ASKED = frozenset({"it", "they", "there", "some", "one", "something", "them"})
"""What may stand for the sign: of "no, it comes and goes" everything weighs."""
IT = "it"
NO_OF = "no"
"""Right before a noun it denies that and answers nothing."""
ARTICLES = frozenset({"a", "an"})
OF_A_THING = ARTICLES | {"the", "some", "from"}
DONE, GOING_ON = "ed", "ing"
"""End what somebody did or was at: "I danced"; what may be a sign ("I wobbled") is among the words that weigh."""


class Beside(NamedTuple):
    """What stands beside a no, in the text it stands in, by the places of its words."""

    reading: Reading
    left: frozenset[int]
    """Which words nothing else accounts for."""
    known: frozenset[int]
    """Which words are of signs, of parts of the question and of the answer."""
    fine: Set[str]
    """The words that say that something is well."""
    passed_over: Set[str]
    """The words that weigh nothing in any answer."""
    asked: str
    """The flag of the one sign that was asked about; empty where a list was."""
    in_part: bool
    """Whether the no may be meant of a part of a list: a bare one, and not "none of those"."""


def is_remark(beside: Beside, weighing: list[Mention], lists: AnswerWords) -> bool:
    """Whether the words that are left over tell nothing. `weighing` are the words with which nothing is a remark."""
    remark = _Remark(beside, lists)
    return not (
        remark.holds_concepts()
        or remark.tells_of_oneself()
        or remark.tells_of_what_was_asked()
        or any(map(remark.weighs, weighing))
    )


class _Remark:
    """The words that are left over, in the text they stand in."""

    def __init__(self, beside: Beside, lists: AnswerWords) -> None:
        self.reading, self.left, self.known, self.fine, self.passed_over, self.asked, self.in_part = beside
        self.lists = lists
        self.words = [word.read for word in self.reading.words]

    def weighs(self, one: Mention) -> bool:
        """Whether it is of the remark: one of its words, or right before one: "feels spongy"."""
        of_oneself = OF_ONESELF & set(self.words[max(one.start - 2, 0) : one.start])
        is_just = one.concept == ANSWER + EXCEPTING and self.words[one.start] in JUST
        if is_just and (of_oneself or self._is_of_no_sign(one.end)):
            return False  # "I just ran", "no, only picked up the shopping": what follows is looked at as what one did
        counts = (at for at in range(one.end, len(self.words)) if at in self.left or self._says_something(at))
        behind = next(counts, len(self.words))
        places = {*range(one.start, one.end), behind} - self.known
        return one.start not in self.known and not places.isdisjoint(self.left)  # "nothing like that, just a ..."

    def holds_concepts(self) -> bool:
        """Whether the scanner knows one of the words from a sign, or a part of the body is named in them.

        Beside a no to one sign only what belongs to that counts, and beside one to all of a list parts of the body.
        """
        lexicon = load().lexicon
        harmless = {*self.lists.exercise, *self.lists.of_the_complaint, *self.lists.passing, *lexicon.cues}
        for one in self.reading.mentions:
            places = set(range(one.start, one.end)) - self.known
            weighs = places & self.left and self._is_of_sign(one.concept)
            if one.concept not in harmless and (weighs or (places and self._is_of_body(one.concept))):
                return True
        return False

    def _is_of_sign(self, concept: str) -> bool:
        flags = load().lexicon.concepts.get(concept, ())
        return bool(flags) if self.in_part else self.asked in flags

    def _is_of_body(self, concept: str) -> bool:
        is_region = concept in load().lexicon.regions
        return is_region and (not self.asked or self._is_of_sign(concept))

    def tells_of_oneself(self) -> bool:
        """Whether something is told of oneself that is neither who one is nor what one did: "I leak"."""
        return any(word in OF_ONESELF and not self._is_harmless(at + 1) for at, word in enumerate(self.words))

    def _is_harmless(self, at: int) -> bool:
        begins, at = at, self._onward(at)
        if at == len(self.words) or at in self.known:
            return True
        verb = self.words[at]
        if verb in BEING:
            begins, at = at + 1, self._onward(at + 1)
            if at == len(self.words) or any(word in ARTICLES for word in self.words[begins:at]):
                return True
            verb = self.words[at]
            return at not in self.left or verb in self.lists.doing or verb in NUMERALS or verb.endswith(GOING_ON)
        said = {*self.words[begins:at], verb}
        return at not in self.left or not said.isdisjoint(self.lists.doing) or verb.endswith(DONE)

    def tells_of_what_was_asked(self) -> bool:
        """Whether something is told of it, or stands in the place of a sign: "they go dead", "no, a trickle"."""
        return any(self._is_of_it(at) for at in range(len(self.words)))

    def _is_of_it(self, at: int) -> bool:
        word = self.words[at]
        if (at in self.known and word != NO_OF) or self._is_the_back(at):
            return False
        if word in OF_WHAT_WAS_ASKED:
            behind = self._onward(at + 1)
            verbs = load().lexicon.verbs
            if behind < len(self.words) and self.words[behind] in verbs:
                behind = self._onward(behind + 1)
            return behind in self.left and self.fine.isdisjoint(self.words[behind : behind + 2])
        if word == NO_OF and at + 1 in self.left:  # "no strength", "no ice here"
            done = self.words[at + 1]
            return done not in self.lists.doing and not done.endswith(DONE)
        is_first = at == 0 or self.words[at - 1] in self.lists.refusing
        return word in ARTICLES and is_first and self._onward(at + 1) in self.left

    def _is_the_back(self, at: int) -> bool:
        """Whether it is what one did something to: "I pulled it reaching for the cat"."""
        subject, verb = ("", "", *self.words)[at : at + 2]
        return self.words[at] == IT and subject in OF_ONESELF and verb.endswith(DONE)

    def _is_of_no_sign(self, at: int) -> bool:
        """Whether here comes what one did, or a thing: "just mowed", "just a bad mattress", but not "just floppy"."""
        here = self.words[at : at + 2]
        does = any(word in self.lists.doing or word.endswith((DONE, GOING_ON)) for word in here)
        return not self.in_part and (does or not OF_A_THING.isdisjoint(here[:1]))

    def _onward(self, at: int) -> int:
        """The place of the next word that says something, from here on."""
        while at < len(self.words) and not (self._says_something(at) or self.words[at] in BEING):
            at += 1
        return at

    def _says_something(self, at: int) -> bool:
        return self.words[at] not in self.passed_over
