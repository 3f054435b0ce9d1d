"""Where a text turns: sentences, clauses, and where something new is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from skill.guidance.lexicon import Lexicon, Mention
from skill.guidance.words import Word

VERB_WITHIN = 4
"""How soon the verb follows its subject."""
JOINING = frozenset({"and", "then", "plus"})
OF_WHAT = frozenset({"like", "of", "than", "about"})
"""Behind these "that" stands for something by itself: "nothing like that"."""
LONG_AGO = "long_ago"
"""The concept of what is history."""


class Outline:
    """Where a text turns."""

    def __init__(self, words: list[Word], mentions: list[Mention], lexicon: Lexicon) -> None:
        self.words, self.mentions, self.lexicon = words, mentions, lexicon
        self.cues: dict[str, list[Mention]] = defaultdict(list)
        inside: set[int] = set()
        for one in mentions:
            concept, start, end = one
            is_cue = concept in lexicon.cues
            if is_cue or concept == LONG_AGO:
                self.cues[concept].append(one)
            if not is_cue and end - start > 1:
                inside.update(range(start + 1, end))
        self._cued = frozenset(self.cues)
        self.has_cues = bool(self._cued)
        """Whether there is any of the words that say how something is meant."""
        self.sentences = {at for at, word in enumerate(words) if word.pause == "."}
        told = self._subjects()
        joined = {at - 1 for at in told if at and words[at - 1].read in JOINING}
        self.clauses = self.sentences | (({one.start for one in self.cues["new_clause"]} | joined) - inside)
        self.statements = self.clauses | told | {one.start for one in self.cues["ends_denial"]}
        """Where something new is told, so that a question before it ends."""
        carried_on = {at for at in self.statements if at and self._carries_on(at - 1)}
        self.denial_ends = self.clauses | (self.statements - carried_on)
        """Where a denial ends: most of these, but not "I don't think my leg is weak"."""
        self.clause = self._counted(self.clauses)

    def _carries_on(self, at: int) -> bool:
        """Whether what stands behind this word is part of what is denied before it: "I don't think that my leg is".

        With the next word after "nothing like that" something new is told.
        """
        for_itself = self.words[at].read == "that" and at and self.words[at - 1].read in OF_WHAT
        return self.words[at].read in self.lexicon.carries_on and not for_itself

    def _subjects(self) -> set[int]:
        """Where a new statement begins: a subject with its verb close behind, as in "my left leg is"."""
        verbs, begun = self.lexicon.verbs, set()
        for at, word in enumerate(self.words):
            if word.read in self.lexicon.subjects:
                ahead = [*takewhile(lambda one: not one.pause, self.words[at + 1 : at + 2 + VERB_WITHIN])][1:]
            else:
                ahead = self.words[at + 1 : at + 2] if word.read in self.lexicon.pronouns else []
            if any(one.read in verbs for one in ahead):
                begun.add(at)
        return begun

    def _counted(self, begins: set[int]) -> list[int]:
        counted, number = [], -1
        for at in range(len(self.words)):
            number += at in begins
            counted.append(number)
        return counted

    def has(self, cues: Iterable[str]) -> bool:
        """Whether one of these cues is in the text."""
        return not self._cued.isdisjoint(cues)

    def of(self, cue: str) -> set[int]:
        """The clauses this cue lies in."""
        return {self.clause[at] for one in self.cues[cue] for at in range(one.start, one.end)}

    def confirmed(self) -> list[bool]:
        """For each word, whether its sentence says that what it asks about is so: "is that bad, mine is"."""
        sentence = self._counted(self.sentences)
        confirmed = {sentence[one.start] for one in self.cues["confirms"]}
        return [number in confirmed for number in sentence]

    def opens(self, cue: Mention) -> bool:
        """Whether the cue stands where its clause begins, after nothing but words such as "so" or "can you"."""
        at, here = cue.start - 1, self.clause[cue.start]
        while at >= 0 and self.clause[at] == here and self.words[at].read in self.lexicon.openers:
            at -= 1
        return at < 0 or self.clause[at] != here

    def presupposed(self) -> set[int]:
        """The clauses that tell what they ask about: "why is my leg numb", "what causes numbness in a foot"."""
        general = {span for one in self.cues["idle"] for span in spans(one) if span != (one.start, one.end)}
        return {self.clause[one.start] for one in self.cues["presupposes"] if (one.start, one.end) not in general}


def spans(cue: Mention) -> set[tuple[int, int]]:
    """Everything that lies within it."""
    places = range(cue.start, cue.end + 1)
    return {(start, end) for start in places for end in places if start < end}
