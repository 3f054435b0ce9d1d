"""Reads what people say in their own words where a yes or a no was hoped for.

An answer is words, not a yes or a no. "No, apart from the numbness" tells of numbness, "no control of my bladder"
denies nothing, "no, I said my upper back" answers nothing. So every word is accounted for: the words of an answer, the
signs that were told or denied, what weighs nothing beside them; the rest is left over, and then it is no plain no.
The words are in content/intake.toml under [answers]; the signs are those of the scanner (`red_flags`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from skill.guidance.answer_phrases import Phrases, kind, weightless
from skill.guidance.content import Content
from skill.guidance.lexicon import Mention
from skill.guidance.matching import Hit, Scanned, long_ago
from skill.guidance.outline import LONG_AGO
from skill.guidance.red_flags import findings
from skill.guidance.remarks import Beside, is_remark
from skill.guidance.scanner import load
from skill.guidance.scope import LISTING
from skill.guidance.signs import Part

AnswerWord = Literal["yes", "no", "soft_no", "unsure"]
LAST_COUNTS: tuple[AnswerWord, ...] = ("yes", "no", "soft_no")
"""Within a text people correct themselves: "no, well, actually yes"; "yeah, no"."""


class AnswerReading(NamedTuple):
    """An answer to a question about signs. The ids are those of red flags, each in one of the three tuples only."""

    affirmed: tuple[str, ...]
    """Told as so, whether the question was about them or not."""
    denied: tuple[str, ...]
    """Named and denied: "no fever"."""
    unsure: tuple[str, ...]
    """Named with a doubt ("maybe a bit numb"), or in words that fit several parts of the question ("numbness")."""
    word: AnswerWord | None
    """What the answer words alone say. Who denies every part of the question says no."""
    asks: bool
    """Whether it is a question about the question, or a plea to hear it again: then it answers nothing."""
    left_over: str
    """The words that carry weight and are neither answer nor sign."""

    of_all: bool = False
    """Whether it speaks of all that may be asked, and not of one sign: "no to everything"."""
    as_usual: bool = False
    """Whether it says that a sign is an old one: "since I was born", "nothing new"."""
    remarks: bool = False
    """Whether what is left over is a mere remark, which tells nothing: "I swim every week"."""
    but_so: bool = False
    """Whether a denial is followed by what it is instead, which may be as bad: "not weak, just heavy"."""
    in_passing: tuple[str, ...] = ()
    """Of the unsure ones those of which beside a no only the place was named, or what it does: "no, the pub loo"."""

    @property
    def clears(self) -> bool:
        """Whether it is a plain no: nothing but words of denial and denied signs."""
        return self.word == "no" and not (self.affirmed or self.unsure or self.asks or self.left_over)

    @property
    def clears_check(self) -> bool:
        """Whether it is a plain no with nothing but a remark beside it. That takes no alarm back."""
        return self.clears or (self.word == "no" and self.remarks and not (self.affirmed or self.unsure or self.asks))


def read_answer(said: Scanned, question_flags: tuple[str, ...], content: Content) -> AnswerReading:
    """What was said in answer to a question whose parts stand for these flags, in their order."""
    return _Answer(said, question_flags, content).as_read()


def concepts_denied(said: Scanned, question_flags: tuple[str, ...], content: Content) -> frozenset[str]:
    """The concepts, of signs and of what stands for these flags, that a text denies."""
    return _Answer(said, question_flags, content).denies()


def may_deny(said: Scanned, content: Content) -> bool:
    """Whether a text can deny a sign at all. Most sentences deny nothing, and this is sooner seen than read."""
    fine = load().lexicon.fine.union(content.intake.answers.fine)
    denies = any(said.reading.scope.denied) or any(word.read in fine for word in said.reading.words)
    return denies or any(one.concept in load().ruling for one in said.reading.mentions)


def _each_once(ids: Iterable[str], but: Iterable[str] = ()) -> tuple[str, ...]:
    left_out = set(but)
    return tuple(id for id in dict.fromkeys(ids) if id not in left_out)


def _is_denied_by_less(hit: Hit, hits: list[Hit]) -> bool:
    """Whether a denial says no more than one within it: of "no fever, I just picked it up" that is "no fever"."""
    same = (one for one in hits if one.denied and not one.sign.ask and one.sign.flag == hit.sign.flag)
    return hit.denied and any(one.places < hit.places for one in same)


@lru_cache(maxsize=4)
def _working(fillers: tuple[str, ...], fine: tuple[str, ...], works: tuple[str, ...]) -> frozenset[str]:
    """The words of what works."""
    lexicon = load().lexicon
    return lexicon.small.union(fillers, lexicon.fine, fine, works) - lexicon.negative


class _Answer:
    """One text as an answer to a question."""

    def __init__(self, said: Scanned, question_flags: tuple[str, ...], content: Content) -> None:
        self.reading, self.question_flags = said.reading, question_flags
        self.lists = content.intake.answers
        self.passed_over, self.beside, self.weightless = weightless(self.lists.fillers, self.lists.beside)
        if len(question_flags) == 1 and (may_be_it := self.lists.not_of_soreness.get(question_flags[0])):
            self.weightless = self.weightless.difference(may_be_it)
        self.fine = load().lexicon.fine | set(self.lists.fine)
        self.sore = frozenset(self.lists.sore)
        hits = [hit for hit in said.hits if not self._is_part(hit)]
        self.hits = [hit for hit in hits if not _is_denied_by_less(hit, hits)]
        self.findings = findings(self.reading, self.hits)
        self.signs = {at for hit in self.hits for at in range(min(hit.places), max(hit.places) + 1)}
        """The places of all words from the beginning to the end of a sign."""
        outside = [one for one in self.reading.mentions if one.start not in self.signs and one.concept in load().parts]
        named = [one for one in outside if self._meant_by(one)]
        sore = [one for one in named if self._is_sore(one)]
        self.parts = [one for one in named if one not in sore]
        """Where parts of the question are named, outside of signs: "the fall"."""
        known = [*sore, *(one for one in outside if one in self.parts or self._is_denied(one))]
        self.named = {at for one in known for at in range(one.start, self._end(one))}
        ruling = {concept: flag for flag in question_flags for concept in load().flags[flag].ruled_out}
        self.ruled_out = [ruling[one.concept] for one in self.reading.mentions if one.concept in ruling]
        self.named |= {at for one in self.reading.mentions if one.concept in ruling for at in range(one.start, one.end)}
        hit = {at for hit in self.hits for at in hit.places}
        self.phrases = Phrases(self.reading, self.lists, self.signs, self.named, hit)
        self.asks = self._asks()
        self.left = self._left_over()
        self.left_over = " ".join(self.reading.said(self.left)).lower()

    def as_read(self) -> AnswerReading:
        """Everything that was read in it."""
        told = [one.flag for one in self.findings if one.certainty == "stated" and not self._is_doubted(one.flag)]
        doubted = [one.flag for one in self.findings if one.certainty != "hypothetical"]
        meant = [] if self.asks else self._told_parts()
        doubtful = any(word.read in self.lists.not_for_certain for word in self.reading.words)
        certain = not (self.left_over or doubtful or "unsure" in self.phrases.kinds())
        sure = [parts[0].flag for parts in meant if certain and len(parts) == 1 and parts[0].main]
        affirmed = _each_once(told + sure)
        unsure = _each_once(doubted + [part.flag for parts in meant for part in parts], affirmed)
        denied = [hit.sign.flag for hit in self.hits if hit.denied] + self._denied_parts() + self.ruled_out
        denied += [flag for one in denied for flag in self._denied_with(one)]
        every = _each_once(denied, affirmed + unsure)
        word = self._word(every)
        return AnswerReading(
            affirmed, every, unsure, word, self.asks, self.left_over, of_all=bool(self.phrases.said_as("to_all")),
            as_usual=self._is_as_usual(), but_so=bool(self.left) and self._is_but_so(),
            remarks=word == "no" and bool(self.left) and self._is_remark(),
            in_passing=self._in_passing(meant, doubted) if word == "no" else (),
        )  # fmt: skip

    def _in_passing(self, meant: list[list[Part]], doubted: list[str]) -> tuple[str, ...]:
        """What is named without a sign, a doubt or a degree of it."""
        if {"unsure", "degrees", "at_times"} & set(self.phrases.kinds()):
            return ()
        signs = (one for one in self.parts if one.concept not in load().lexicon.regions)
        told = {part.flag for one in signs for part in self._meant_by(one) if part.main}
        return _each_once((part.flag for parts in meant for part in parts), told.union(doubted))

    def denies(self) -> frozenset[str]:
        """What is denied of the signs and the parts that are named."""
        places = {at for hit in self.hits if hit.denied for at in hit.places}
        of_signs = (one for one in self.reading.mentions if one.start in places)
        parts = (one for one in self.parts if self._is_denied(one))
        return frozenset(one.concept for some in (of_signs, parts) for one in some)

    def _is_but_so(self) -> bool:
        behind = max((one.end for one in self.phrases.said_as("excepting")), default=len(self.reading.words))
        spans = (range(max(one.start, behind), one.end) for one in self.phrases.weighing)
        return any(at in self.left for span in spans for at in span)

    def _is_to_the_list(self) -> bool:
        """Whether the no is to all of a list, and not to one thing of it: "none of those"."""
        noes = (one for one in self.phrases.every if kind(one) == "no" and not self.phrases.denies(one))
        said = {self.reading.words[at].read for one in noes for at in range(one.start, one.end)}
        return not said.isdisjoint(self.lists.of_a_list)

    def _is_remark(self) -> bool:
        """Whether what is left over tells nothing: more surely so beside a bare no to a list than beside one to all."""
        turning = self.phrases.said_as("excepting") + self.phrases.said_as("degrees")
        accounted = {at for one in self.phrases.every if one not in turning for at in range(one.start, one.end)}
        asked, to_all = self.question_flags[0] if len(self.question_flags) == 1 else "", self._is_to_the_list()
        in_part = not (asked or to_all)
        weighing = [*self.phrases.weighing, *turning, *(self.phrases.limiting if in_part else ())]
        if to_all and not asked:  # "none of those, just sore everywhere"
            weighing = [one for one in weighing if not self._is_of_soreness(one)]
        known = frozenset(accounted | self.signs | self.named)
        beside = Beside(self.reading, self.left, known, self.fine, self.passed_over, asked, in_part)
        return is_remark(beside, weighing, self.lists)

    def _is_of_soreness(self, one: Mention) -> bool:
        return all(self.reading.words[at].read in self.beside for at in range(one.start, one.end))

    def _is_as_usual(self) -> bool:
        long_ago = any(one.concept == LONG_AGO for one in self.reading.mentions)
        return long_ago or bool(self.phrases.said_as("as_usual"))

    def _meant_by(self, one: Mention) -> list[Part]:
        """The parts of the question that a concept names; where it names none, what may be told instead of one."""
        parts = load().parts.get(one.concept, ())
        asked = [part for part in parts if part.flag in self.question_flags]
        return asked or [part for part in parts if part.instead_of in self.question_flags]

    def _is_sore(self, one: Mention) -> bool:
        """Whether no more is told of a part than that it is sore: "just sore legs"."""
        clause = self.reading.scope.clause
        beside = (word.read for at, word in enumerate(self.reading.words) if clause[at] == clause[one.start])
        return one.concept in self.lists.may_be_sore and not self.sore.isdisjoint(beside)

    def _is_part(self, hit: Hit) -> bool:
        """Whether a sign is so bare that it only names a part of the question: "numbness"."""
        if not hit.sign.ask or len(hit.sign.concepts) > 1:
            return False
        return any(one.start in hit.places and self._meant_by(one) for one in self.reading.mentions)

    def _told_parts(self) -> list[list[Part]]:
        """For every part that was named, or told by its number, and not denied, what it may stand for."""
        told = [one for one in self.parts if not self._is_denied(one) and not self.reading.scope.idle[one.start]]
        told = [one for one in told if not self._is_history(one)]
        ordinals = self.phrases.said_as("ordinals")
        by_number = {at for one in ordinals for at in range(one.start, one.end)}
        beside = any(self._is_beside(at) for at in range(len(self.reading.words)) if at not in by_number)
        sure = [one for one in ordinals if not (self.left_over or beside or self.reading.scope.denied[one.start])]
        numbers = (self.reading.words[one.start].read for one in sure)
        places, flags = (self.lists.ordinals[number] for number in numbers), self.question_flags
        counted = [[Part(flags[at], True, "")] for at in places if -len(flags) <= at < len(flags)]
        return [self._meant_by(one) for one in told] + counted

    def _is_beside(self, at: int) -> bool:
        """Whether it is of the soreness, or of when it began: "last night" is no last part of the question."""
        return self.reading.words[at].read in self.beside and self.reading.words[at].read not in self.passed_over

    def _denied_parts(self) -> list[str]:
        """Who denies the main part of what stands for a flag denies the flag, as does who had it long ago."""
        denied = (one for one in self.parts if self._is_denied(one) or self._is_history(one))
        parts = (part for one in denied for part in self._meant_by(one))
        return [part.flag for part in parts if part.main and part.flag in self.question_flags]

    def _is_history(self, one: Mention) -> bool:
        """Whether it was long ago, and is one of those that do not count then: "that was a crash in 2009"."""
        meant = self._meant_by(one)
        if not meant or not all(load().flags[part.flag].old_is_none for part in meant):
            return False
        clause = self.reading.scope.clause
        again = any(word.read in self.lists.again for word in self.reading.words)
        return not again and clause[one.start] in long_ago(self.reading)

    def _denied_with(self, flag: str) -> set[str]:
        """What the question asks that is worse than what was denied: without a weak leg there are no two.

        Of one side alone nothing follows for the other.
        """
        if any(word.read in self.lists.one_of_two for word in self.reading.words):
            return set()
        return {load().flags[flag].instead_of} & set(self.question_flags)

    def _is_denied(self, one: Mention) -> bool:
        """ "No numbness", or "my legs are fine"; but "no feeling" is a sign as it stands."""
        fine = self._fine_before(one)
        if fine is not None and self._is_not_fine(fine):
            return False
        # "Okay, my legs" tells of them.
        is_so = fine is not None and self.reading.words[fine - 1].read in self.lists.fine_begins
        if self._end(one) > one.end or is_so or self._is_able(one):
            return True
        negated = any(self.reading.words[at].read in load().lexicon.negative for at in range(one.start, one.end))
        return self.reading.scope.denied[one.end - 1] and not negated

    def _is_not_fine(self, at: int) -> bool:
        """Whether a word such as "fine" is denied: "not fine", "no good". "Nah, all good" denies something else."""
        begun, words = self.reading.scope.denied_from[at], self.reading.words
        if begun is None:
            return False
        between = {word.read for word in words[begun + 1 : at]}
        is_answer = words[begun].read in self.lists.refusing and not between & load().lexicon.negative
        return at - begun == 1 or not is_answer

    def _is_able(self, one: Mention) -> bool:
        """Whether one says that one can, and no more: "I can pee"."""
        words, small = self.reading.words, load().lexicon.small
        before = next((at for at in range(one.start - 1, -1, -1) if words[at].read not in small), None)
        if before is None or words[before].read not in self.lists.able or one.concept not in load().lexicon.regions:
            return False
        behind = words[one.end :]
        goes_on = {*self.lists.able, *self.lists.whole, "i", "and"}
        return not behind or bool(behind[0].pause) or behind[0].read in goes_on

    def _fine_before(self, one: Mention) -> int | None:
        """Where the word stands that a part is spoken of with: "it's fine down there", "all is normal with my legs"."""
        words = self.reading.words
        between = load().lexicon.small | load().lexicon.prepositions
        for at in range(one.start - 1, 0, -1):
            if words[at].pause or words[at].read in self.fine:
                return None if words[at].pause else at
            if words[at].read not in between:
                return None
        return None

    def _end(self, one: Mention) -> int:
        """Where a part ends, with the words behind it that say it is fine: of "legs and heart are good" both are."""
        for at in range(one.end, len(self.reading.words)):
            word = self.reading.words[at]
            if word.read in self.fine:
                return at + 1
            if word.pause or (word.read not in self.passed_over and at not in self.listed):
                break
        return one.end

    @cached_property
    def listed(self) -> set[int]:
        """The places of parts of the body that stand behind an "and": of "legs and heart" the second."""
        joined = {at + by for at, word in enumerate(self.reading.words) if word.read in LISTING for by in (1, 2)}
        regions = (each for each in self.reading.mentions if each.concept in load().lexicon.regions)
        return {at for each in regions if each.start in joined for at in range(each.start, each.end)}

    def _is_doubted(self, flag: str) -> bool:
        """Whether a word of doubt stands in the clause of a sign."""
        clause = self.reading.scope.clause
        told = {clause[at] for hit in self.hits if hit.sign.flag == flag and not hit.denied for at in hit.core}
        return any(clause[one.start] in told for one in self.phrases.said_as("unsure"))

    def _word(self, denied: tuple[str, ...]) -> AnswerWord | None:
        word = self._said_word()
        denies_all = self.question_flags and set(self.question_flags) <= set(denied)
        return "no" if word is None and denies_all else word

    def _said_word(self) -> AnswerWord | None:
        said = self.phrases.kinds()
        if "unsure" in said or self.phrases.wavers():
            return "unsure"
        if "at_times" in said:
            return "soft_no" if "no" in said else "unsure"
        plain = [word for word in said if word in LAST_COUNTS]
        last = next((word for word in LAST_COUNTS if word in plain[-1:]), None)
        if "all_of_them" in said and last is None:
            return "unsure"
        of_soreness = any(word.read in self.beside for word in self.reading.words)
        of_more = of_soreness or self.signs or self.named or self.left_over
        if "degrees" in said and last in (None, "yes") and not of_more:
            return "unsure"
        return (
            "soft_no" if last is None and of_soreness and "excepting" in said and not self.signs | self.named else last
        )

    def _asks(self) -> bool:
        last = self.reading.words[-1:] if self.phrases.turned == len(self.reading.words) else []
        ends = {word.read for word in last} & set(self.lists.asks_last)
        supposed = any(one.certainty == "hypothetical" for one in self.findings)
        return bool(ends or supposed or self.phrases.said_as("asks") or self.phrases.said_as("turns_to"))

    def _left_over(self) -> frozenset[int]:
        """The places of words that nothing accounts for; a "but" with nothing behind it is one of them."""
        known = {at for one in self.phrases.every for at in range(one.start, one.end)} | self.signs | self.named
        known |= {at for one in self._denials() for at in range(one.start, one.end)}
        known |= (
            self._well() | self._noted() | self._only_that() | set(range(self.phrases.turned, len(self.reading.words)))
        )
        left = {
            at
            for at, word in enumerate(self.reading.words)
            if at not in known and word.read not in self.weightless and not self._is_denial(at)
        }
        for one in self.phrases.said_as("excepting"):
            behind = self.reading.words[one.end :]
            ended = one.end == self.phrases.turned  # "no, just give me the stretches"
            if ended or (
                not any(at in known for at in range(one.end, len(self.reading.words)))
                and all(word.read in self.passed_over for word in behind)
            ):
                left.update(range(one.start, one.end))
        return frozenset(left)

    def _well(self) -> set[int]:
        """The places of what works: "they hold me up fine", "I can walk"; but not what works no more."""
        working = _working(self.lists.fillers, self.lists.fine, self.lists.works)
        well, clause = set[int](), list[int]()
        for at, word in enumerate(self.reading.words):
            if word.pause or word.read not in working:
                clause = []
            if word.read in working:
                clause.append(at)
                words = {self.reading.words[one].read for one in clause}
                if word.read in self.fine or words & set(self.lists.able) or self._works_all(words):
                    well.update(clause)
        return well

    def _works_all(self, words: set[str]) -> bool:
        """Whether all of it works: "everything works", "all working"."""
        if self.phrases.said_as("excepting"):  # "all works, but slowly"
            return False
        return not words.isdisjoint(self.lists.whole) and not words.isdisjoint(self.lists.in_order)

    def _noted(self) -> set[int]:
        """The places of what is noted, and answers nothing: "I take a water tablet"."""
        told = (one for one in self.reading.mentions if one.concept in load().conditions)
        return {at for one in told for at in range(one.start, one.end)}

    def _only_that(self) -> set[int]:
        """The places of what one did and of what is sore besides: "just too many squats", "my shoulder is stiff".

        "No, it was from rowing" puts something else right, and answers nothing.
        """
        words, denied = self.reading.words, self.reading.scope.denied
        if not (self.phrases.said_as("excepting") or any(word.read in self.sore for word in words)):
            return set()
        exercise = (one for one in self.reading.mentions if one.concept in self.lists.exercise)
        did = {at for one in exercise for at in range(one.start, one.end)}
        elsewhere = {at for at, word in enumerate(words) if word.read in self.lists.elsewhere}
        return {at for at in did | elsewhere if not denied[at]}

    def _denials(self) -> list[Mention]:
        """Denials with their sign inside: "can't be pregnant"."""
        denials = (one for one in self.reading.mentions if one.concept == "denies")
        return [one for one in denials if not self.signs.isdisjoint(range(one.start, one.end))]

    def _is_denial(self, at: int) -> bool:
        return self.reading.words[at].read in load().lexicon.negative and self.phrases.leads_to_denied(at + 1)
