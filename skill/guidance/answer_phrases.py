"""The words of an answer in a text: of which kinds there are, what a no belongs to, and where something else begins."""

from __future__ import annotations

from functools import lru_cache

from skill.guidance.lexicon import Mention
from skill.guidance.model import AnswerWords
from skill.guidance.reading import Reading
from skill.guidance.remarks import LIMITS, WEIGHS
from skill.guidance.scanner import load
from skill.guidance.signs import ANSWER

PLAIN = frozenset({"no", "no_alone", "to_all", "asides", "turns_to"})
"""The words of answers that leave a no before them what it is. All others weigh, wherever they stand."""
SAYS_MORE = {ANSWER + "to_all": -1, ANSWER + "as_usual": -1, ANSWER + "turns_to": 1}
"""Of the same words counts what says more than a plain no, and last of all that something else begins."""
ALONE = "_alone"
"""Ends the name of words that are an answer only where nothing follows."""


def kind(one: Mention) -> str:
    """What kind of answer words they are. A no to everything is a no."""
    name = one.concept.removeprefix(ANSWER)
    return "no" if name == "to_all" else name


@lru_cache(maxsize=4)  # for each content there is: to make these sets again takes as long as to read an answer
def weightless(fillers: tuple[str, ...], beside: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """What weighs nothing in an answer, what is said of soreness, and both."""
    passed_over = load().lexicon.small.union(fillers)
    return passed_over, frozenset(beside), passed_over.union(beside)


class Phrases:
    """The words of answers in one text, the longest at each place, as far as they are no words of signs."""

    def __init__(self, reading: Reading, lists: AnswerWords, signs: set[int], named: set[int], hit: set[int]) -> None:
        self.reading, self.lists, self.signs, self.named = reading, lists, signs, named
        self.passed_over, self.beside, _ = weightless(lists.fillers, lists.beside)
        said = load().lexicon.answers(reading.words)
        self.weighing = [one for one in said if one.concept == ANSWER + WEIGHS]
        """What weighs in a remark beside a no."""
        self.limiting = [one for one in said if one.concept == ANSWER + LIMITS]
        """What weighs there too, but not beside a no to everything that was asked."""
        beside = [*self.weighing, *self.limiting]
        self.every = self._chosen([one for one in said if one not in beside], named | hit | self._negative())
        self.turned = self._turned()
        """The place where something else begins behind the answer; the end where nothing does."""
        self.every = [one for one in self.every if one.start < self.turned]

    def said_as(self, name: str) -> list[Mention]:
        """Where there are words of this kind."""
        return [one for one in self.every if one.concept == ANSWER + name]

    def kinds(self) -> list[str]:
        """What kinds of answer words there are, in their order, without the "no" of "no fever"."""
        return [kind(one).removesuffix(ALONE) for one in self.every if not self.denies(one)]

    def wavers(self) -> bool:
        """Whether a no is taken back by halves: "no, yes, no", "no, I do", "no, well, sort of"."""
        words = [one for one in self.every if not self.denies(one)]
        kinds = [kind(one) for one in words]
        if "no" not in kinds:
            return False
        behind = kinds[kinds.index("no") :]
        return "yes" + ALONE in behind or ("yes" in behind and behind[-1] == "no") or self._ends_by_halves(words[-1])

    def denies(self, one: Mention) -> bool:
        """Whether a no belongs to a sign: "no fever"."""
        return one.concept == ANSWER + "no" and self.leads_to_denied(one.end)

    def leads_to_denied(self, at: int) -> bool:
        """Whether what comes here is a denied sign, with nothing that weighs before it."""
        while at < len(self.reading.words) and not self.reading.words[at].pause:
            if at in self.signs or at in self.named:
                return self.reading.scope.denied[at]
            if self.reading.words[at].read not in self.passed_over:
                return False
            at += 1
        return False

    def _chosen(self, said: list[Mention], of_signs: set[int]) -> list[Mention]:
        taken: set[int] = set()
        chosen: list[Mention] = []
        found = (one for one in said if self._stands(one))
        for one in sorted(found, key=lambda one: (one.start - one.end, SAYS_MORE.get(one.concept, 0))):
            turns = one.concept == ANSWER + "excepting" and one.start not in of_signs  # "apart from the fall"
            if taken.isdisjoint(range(one.start, one.end)) and (
                turns or of_signs.isdisjoint(range(one.start, one.end))
            ):
                taken.update(range(one.start, one.end))
                chosen.append(one)
        return sorted(chosen, key=lambda one: one.start)

    def _negative(self) -> set[int]:
        """The places of what is a sign by the negation in it, asked about or not: the "no" of "no feeling"."""
        parts, negative = load().parts, load().lexicon.negative
        mentions = (one for one in self.reading.mentions if one.concept in parts)
        spans = (range(one.start, one.end) for one in mentions)
        return {at for span in spans if any(self.reading.words[each].read in negative for each in span) for at in span}

    def _turned(self) -> int:
        """Where something else begins behind the answer: "no, can you set a timer". The end where nothing does.

        Only where nothing follows that is a sign, a part of the body or words of an answer, be they a number or a
        doubt: not in "no, can I say maybe", "no, can we start, actually the second one".
        """
        count = len(self.reading.words)
        begins = next((one.start for one in self.said_as("turns_to")), count)
        weighs = {one.start for one in self.every if one.concept.removeprefix(ANSWER) not in PLAIN}
        regions = load().lexicon.regions - set(self.lists.of_the_complaint)
        weighs |= {one.start for one in self.reading.mentions if one.concept in regions} | self.named | self.signs
        return count if any(at >= begins for at in weighs) else begins

    def _stands(self, one: Mention) -> bool:
        """Whether it is more than how a sentence begins: "it is" is an answer, "it is sore" is none."""
        if one.concept == ANSWER + "turns_to":  # something must have ended
            return one.start > 0
        whole = not one.concept.endswith(ALONE) or one.end == len(self.reading.words)
        return whole or bool(self.reading.words[one.end].pause)

    def _ends_by_halves(self, last: Mention) -> bool:
        """Whether nothing stands behind a "sort of": "no, well, sort of" and not "no, not a bit"."""
        no = next(one for one in self.every if kind(one) == "no")
        denied = any(word.read in load().lexicon.negative for word in self.reading.words[no.end : last.start])
        behind = (word.read for word in self.reading.words[last.end :])
        sore = any(word.read in self.beside for word in self.reading.words)
        is_last = last.concept == ANSWER + "degrees" and all(word in self.passed_over for word in behind)
        return is_last and not (denied or sore)
