"""The slots of an intent that has been chosen.

A skill sees only slots. So words that are no listed value are passed on in a slot rather than lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from .alignment import stretch, surroundings
from .grammar import Match
from .interaction_model import Intent
from .lexicon import Lexicon, Mention
from .mentions import denying_slots, mentions_by_slot, own_negations
from .templates import Template
from .understood import Slot, Slots
from .utterance import FREE_TYPES, Utterance
from .words import language, little, norms, stem

_USUAL = 0.03
"""A word in so many of an intent's samples is said for the intent itself and tells no more."""
_NUMBER = "AMAZON.NUMBER"
_MANY = 3
"""So many unexplained words are passed on in an open slot even when they are like none of its values."""


class SlotFiller:
    """Fills the slots of one intent."""

    def __init__(self, intent: Intent, templates: Sequence[Template], lexicon: Lexicon) -> None:
        self._intent = intent
        self._custom = tuple(name for name, kind in intent.slots.items() if not Utterance.is_strict(kind))
        seen = Counter(each for template in templates for each in {stem(word) for word in template.words})
        self._own = frozenset(seen)
        self._usual = frozenset(each for each, count in seen.items() if count >= _USUAL * len(templates))
        self._tellers = tuple(name for name in self._custom if lexicon.tells(intent.slots[name]))
        self._is_only_one = sum(kind in FREE_TYPES for kind in intent.slots.values()) == 1
        self.carries = bool(self._tellers)
        """Whether whatever is told lands in some slot."""
        self._negations = frozenset(language()["negations"]) - own_negations(templates)
        self._denying = denying_slots(templates)
        self._around = {name: surroundings(templates, name) for name in self._custom}
        self._beside = {name: _neighbours(templates, name) for name, kind in intent.slots.items() if kind == _NUMBER}
        """Between which words a sample has a number."""
        self._leading = {name: _leading(templates, name) for name, kind in intent.slots.items() if kind == _NUMBER}
        """The words that lead to a number in the samples."""

    def strange_words(self, utterance: Utterance) -> int:
        """How many telling words of an utterance are in none of the intent's samples."""
        return len(self._unexplained({}, utterance))

    def strange(self, utterance: Utterance) -> set[str]:
        """These words."""
        return {utterance.row[at] for at in self._unexplained({}, utterance)}

    def nothing(self) -> dict[str, Slot]:
        """All slots, nothing said for any."""
        return {name: Slot(name, kind) for name, kind in self._intent.slots.items()}

    def from_sample(self, match: Match, utterance: Utterance) -> dict[str, Slot]:
        """The slots of an utterance that is a sample with the slots filled."""
        return self._slots(_taken(match, utterance), utterance)

    def from_samples(self, loose: Sequence[Match], utterance: Utterance, mode: Slots) -> dict[str, Slot] | None:
        """The slots as the first of the intent's samples has them that takes no listed value for unlisted words."""
        for match in loose:
            if match.template.intent == self._intent.name and not self._swallows(match, utterance):
                taken = _taken(match, utterance)
                if mode == "strict" and not all(self._is_shaped(name, each, utterance) for name, each in taken.items()):
                    continue
                is_as_it_is = mode == "strict" or self._has_all(match)
                return self._slots(taken if is_as_it_is else self._told(taken, utterance), utterance)
        return None

    def _has_all(self, match: Match) -> bool:
        """Whether the only slot that takes any words has all that the sample does not say. Which of several has it may
        itself be told by the words around."""
        return bool(match.searched) and not match.unlisted and self._is_only_one

    def from_anywhere(self, utterance: Utterance, mode: Slots) -> dict[str, Slot]:
        """The slots of an utterance worded in its own way: listed values first, then words not listed."""
        taken = mentions_by_slot(self._intent.slots, utterance, self._negations, self._denying)
        taken = {name: each for name, each in taken.items() if not (each.reading and _is_scale(each, utterance))}
        if mode == "strict":
            return self._slots({name: each for name, each in taken.items() if each.matches}, utterance)
        taken = self._in_order(taken, utterance)
        if self.carries:  # where nothing is lost, a number is only what its neighbours make of it: an age is no score
            taken = {name: each for name, each in taken.items() if self._is_placed(name, each, utterance)}
        if self._custom and not taken.keys() & set(self._custom):
            taken |= self._misspelt(utterance)
        taken |= self._unlisted(taken, utterance)
        return self._slots(self._told(taken, utterance), utterance)

    def _in_order(self, taken: dict[str, Mention], utterance: Utterance) -> dict[str, Mention]:
        """Two numbers each in the slot that the words before it tell of: "it was a five, now more like a three"."""
        names = [name for name in self._leading if name in taken]
        if len(names) != 2 or not all(taken[name].reading for name in names):
            return taken
        first, second = sorted((taken[name] for name in names), key=lambda each: each.start)
        one, other = names
        as_they_stand = self._led(one, 0, first, utterance) + self._led(other, first.end, second, utterance)
        turned = self._led(other, 0, first, utterance) + self._led(one, first.end, second, utterance)
        one, other = (other, one) if turned > as_they_stand else (one, other)
        return taken | {one: first, other: second}

    def _led(self, name: str, start: int, mention: Mention, utterance: Utterance) -> float:
        """How much the words before a number speak for a slot, rather than for another one."""
        said = utterance.row[start : mention.start]
        counts = [(self._leading[name][word], sum(each[word] for each in self._leading.values())) for word in said]
        return sum(own / every - 1 / len(self._leading) for own, every in counts if every)

    def _is_placed(self, name: str, mention: Mention, utterance: Utterance) -> bool:
        """Whether a number stands where a sample has it: behind the same word, and before the same if that tells."""
        if name not in self._beside:
            return True
        before, after = _beside(utterance.row, mention.start, mention.end)
        behind = {second for first, second in self._beside[name] if first == before}
        return after in behind or (_tells_little(after) and any(map(_tells_little, behind)))

    def _is_shaped(self, name: str, mention: Mention, utterance: Utterance) -> bool:
        """Whether unlisted words are no more than the longest that is listed for their slot."""
        kind = self._intent.slots[name]
        longest = max((len(each.split()) for each in utterance.lexicon.phrases(kind)), default=_MANY)
        return bool(mention.matches) or kind in FREE_TYPES or mention.end - mention.start <= longest

    def loses(self, slots: Mapping[str, Slot], utterance: Utterance) -> bool:
        """Whether something is told that the intent could have passed on and these slots do not."""
        heard = {word for slot in slots.values() for word in norms(slot.heard or "")}
        return self.carries and any(
            word not in heard and (word in self._negations or (word not in little() and stem(word) not in self._usual))
            for word in utterance.row
        )

    def from_answer(self, name: str, utterance: Utterance) -> Slot | None:
        """The slot that was asked for, when the words are a value of its type and no more."""
        mention = utterance.reads(self._intent.slots[name], 0, len(utterance.row))
        return _slot(name, self._intent.slots[name], mention, utterance) if mention else None

    def from_long_answer(self, name: str, utterance: Utterance) -> Slot | None:
        """The slot that was asked for, heard among other words; all of them where the type takes any."""
        kind = self._intent.slots[name]
        mentions = utterance.mentions(kind) if kind not in FREE_TYPES else ()
        if not mentions and Utterance.is_strict(kind):
            return None
        return _slot(name, kind, next(iter(mentions), Mention(0, len(utterance.row), ())), utterance)

    def _told(self, taken: dict[str, Mention], utterance: Utterance) -> dict[str, Mention]:
        """With all words in the slot for what people tell, when some would be lost or torn from what explains them."""
        told = [name for name in self._tellers if name in taken]
        loose = next((name for name in told if not taken[name].matches), None)
        if not self._tellers or not (loose or self._untold(taken, utterance)):
            return taken
        free = next((name for name in self._tellers if name not in taken), None)
        name = loose or free or told[-1]
        matches = taken[name].matches if name in taken else ()
        return taken | {name: Mention(0, len(utterance.row), matches)}

    def _untold(self, taken: Mapping[str, Mention], utterance: Utterance) -> bool:
        """Whether a telling word is in no value that is listed or read, nor usual for the intent."""
        known = {at for each in taken.values() if each.matches for at in range(each.start, each.end)}
        return any(
            at not in known and (word in self._negations or (word not in little() and stem(word) not in self._usual))
            for at, word in enumerate(utterance.row)
        )

    def _swallows(self, match: Match, utterance: Utterance) -> bool:
        """Whether unlisted words of a match hold a listed value of some slot, or a number, time or date."""
        kinds = set(self._intent.slots.values()) - FREE_TYPES
        return any(
            not utterance.reads(place.type, start, end)
            and any(start <= each.start < end for kind in kinds for each in utterance.mentions(kind))
            for place, start, end in match.spans
        )

    def _misspelt(self, utterance: Utterance) -> dict[str, Mention]:
        tried = {
            name: utterance.lexicon.find_misspelt(self._intent.slots[name], utterance.row) for name in self._custom
        }
        found = {name: mention for name, mention in tried.items() if mention}
        if not found:
            return {}
        best = max(found, key=lambda name: found[name].score)
        return {best: found[best]}

    def _unlisted(self, taken: Mapping[str, Mention], utterance: Utterance) -> dict[str, Mention]:
        """The open slot, if any, that gets the words that are neither the intent's own nor in another slot."""
        open_names = [name for name in self._custom if name not in taken]
        lost = self._unexplained(taken, utterance)
        if not open_names or not lost:
            return {}
        stems = [stem(word) for word in utterance.row]
        for name in self._likeliest(open_names, lost, utterance):
            if (found := stretch(self._around[name], stems, lost)) and not _crosses(found, taken):
                return {name: Mention(*found, ())}
        best = self._likeliest(open_names, lost, utterance)[0]
        if not taken.keys() & set(self._custom):
            # In doubt all the words, less what dates, times and numbers took at the ends.
            return {best: _around(0, len(utterance.row), taken)}
        denies = not self._negations.isdisjoint(utterance.row[at] for at in lost)
        if len(lost) >= _MANY or denies or self._shared(best, lost, utterance):
            return {best: Mention(lost[0], lost[-1] + 1, ())}
        return {}

    def _unexplained(self, taken: Mapping[str, Mention], utterance: Utterance) -> list[int]:
        used = {at for mention in taken.values() for at in range(mention.start, mention.end)}
        return [
            at
            for at, word in enumerate(utterance.row)
            if at not in used and (word in self._negations or (word not in little() and stem(word) not in self._own))
        ]

    def _likeliest(self, names: Sequence[str], lost: Sequence[int], utterance: Utterance) -> list[str]:
        """The slots in the order in which they may have been meant: those with values that share words, first."""
        return sorted(
            names,
            key=lambda name: (-self._shared(name, lost, utterance), self._intent.slots[name] not in FREE_TYPES),
        )

    def _shared(self, name: str, places: Sequence[int], utterance: Utterance) -> int:
        known = _stems_of(utterance.lexicon, self._intent.slots[name])
        return sum(stem(utterance.row[at]) in known for at in places)

    def _slots(self, taken: Mapping[str, Mention], utterance: Utterance) -> dict[str, Slot]:
        filled = {name: _slot(name, self._intent.slots[name], mention, utterance) for name, mention in taken.items()}
        return self.nothing() | filled


def _is_scale(mention: Mention, utterance: Utterance) -> bool:
    """Whether a number is the top of a scale, as the ten of "four out of ten" is."""
    scale = tuple(language()["scale"])
    return utterance.row[max(0, mention.start - len(scale)) : mention.start] == scale


def _neighbours(templates: Sequence[Template], name: str) -> frozenset[tuple[str, str]]:
    """The words before and behind a slot in the samples; empty where there is none, or a slot."""
    found = set()
    for template in templates:
        row = [part if isinstance(part, str) else "" for part in template.parts]
        places = [at for at, part in enumerate(template.parts) if not isinstance(part, str) and part.name == name]
        found |= {_beside(row, at, at + 1) for at in places}
    return frozenset(found)


def _leading(templates: Sequence[Template], name: str) -> Counter[str]:
    """The words between a slot and what stands before it in the samples: another slot, or their beginning."""
    found: Counter[str] = Counter()
    for template in templates:
        since: list[str] = []
        for part in template.parts:
            if isinstance(part, str):
                since.append(part)
            else:
                found.update(since if part.name == name else ())
                since = []
    return found


def _tells_little(word: str) -> bool:
    return not word or word in little()


def _beside(row: Sequence[str], start: int, end: int) -> tuple[str, str]:
    return row[start - 1] if start else "", row[end] if end < len(row) else ""


def _taken(match: Match, utterance: Utterance) -> dict[str, Mention]:
    return {
        place.name: utterance.reads(place.type, start, end) or Mention(start, end, ())
        for place, start, end in match.spans
    }


def _slot(name: str, kind: str, mention: Mention, utterance: Utterance) -> Slot:
    heard = utterance.said(mention.start, mention.end)
    if mention.reading:
        return Slot(name, kind, mention.matches[0][1], (), heard)
    return Slot(name, kind, heard, mention.matches, heard)


def part_of(slot: Slot, mention: Mention, utterance: Utterance) -> Slot:
    """One of several values that a slot was given."""
    return _slot(slot.name, slot.type, mention, utterance)


@lru_cache(maxsize=64)
def _stems_of(lexicon: Lexicon, type_name: str) -> frozenset[str]:
    return frozenset(stem(word) for phrase in lexicon.phrases(type_name) for word in phrase.split())


def _crosses(found: tuple[int, int], taken: Mapping[str, Mention]) -> bool:
    return any(mention.start < found[1] and found[0] < mention.end for mention in taken.values())


def _around(start: int, end: int, taken: Mapping[str, Mention]) -> Mention:
    for mention in sorted(taken.values(), key=lambda each: each.start):
        if mention.start <= start:
            start = max(start, min(mention.end, end - 1))
    for mention in sorted(taken.values(), key=lambda each: -each.end):
        if mention.end >= end > mention.start > start:
            end = mention.start
    return Mention(start, end, ())
