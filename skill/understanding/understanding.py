"""From typed words to the intent and slots that Alexa's cloud would send, for any interaction model."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import datetime
from itertools import chain

from .interaction_model import Intent, SlotType
from .judging import Judging, rejected
from .lexicon import Lexicon
from .prepared import Tier
from .slot_filler import part_of
from .understood import Slot, Slots, Understood, Why
from .utterance import Utterance
from .words import norms, openings, split, without_fillers

MOST_CHARACTERS = 10_000
"""More than this is not listened to. Nobody says a tenth of it in one breath, but people type whole stories."""

__all__ = ["MOST_CHARACTERS", "Tier", "Understanding"]


class Understanding(Judging):
    """Understands what is typed as one skill's Alexa would. Threads may share it.

    `now` gives the day that "tomorrow" starts from. What is learnt from the samples is kept in `folder`, or only in
    memory when that is None. It is learnt at the first sentence that is not a sample, or by `prepare`.

    The `tier` "default" goes by words alone. "best" goes by what they mean as well, and raises EncoderError where the
    encoder is not installed or its weights are not the expected ones. "auto" is the best there is. `progress` is told
    the part of the learning that is done, from 0 to 1, where there is something to learn.
    """

    def at(self, moment: datetime | None) -> Understanding:
        """The same understanding at another time; without one, at this."""
        if moment is None:
            return self
        other = copy(self)
        other._now = lambda: moment
        return other

    def hearing(self, slots: Slots) -> Understanding:
        """The same understanding, which fills slots so."""
        other = copy(self)
        other._mode = slots
        return other

    def knowing(self, types: tuple[SlotType, ...]) -> Understanding:
        """The same understanding, which knows further values of these types for a while."""
        other = copy(self)
        other._lexicon = Lexicon(replace(self._model, types=self._model.types + types))
        other._dynamic = Lexicon(replace(self._model, types=types))
        other._listed = self._lexicon
        return other

    def is_sample(self, text: str) -> bool:
        """Whether the text is a sample of some intent, word for word. Nothing is learnt to tell."""
        spoken = split(text, with_fillers=True)
        return any(self._grammar.certain(self._utterance(each)) for each in (without_fillers(spoken), spoken))

    def understand(self, text: str, elicited: tuple[str, str] | None = None) -> Understood:
        """What the text means. `elicited` names the intent and slot that the skill has just asked for."""
        return self._detailed(self._understood(text, elicited))

    def nearest(self, text: str) -> Understood | None:
        """What it means in a model that has no place for what means nothing: a slot that takes any words has them, or
        else the intent that is least unlike. Amazon's own are taken only as they are worded."""
        words = split(text, with_fillers=True) if len(text) <= MOST_CHARACTERS else ()
        whole = self._utterance(without_fillers(words) or words)
        if not whole.row:
            return None
        likely = self._learning.probabilities(whole, self._learning.at_hand())
        if bare := self._bare.of_last_resort(whole, likely, self._partly(whole)):
            return self._detailed(self._taken(bare, whole))
        ranked = sorted((-each, name) for name, each in likely.items() if not name.startswith("AMAZON."))
        if not ranked:
            return None
        name, candidates = ranked[0][1], tuple((name, round(-each, 4)) for each, name in ranked[:3])
        slots = self._slots_of(name, self._grammar.loose(whole), whole, whole)
        return self._detailed(Understood(name, round(-ranked[0][0], 4), slots, "nearest", candidates))

    def _detailed(self, found: Understood) -> Understood:
        """With the single values of slots that were given several, and those that are known only for a while."""
        intent = self._intents.get(found.intent)
        if not intent or not (intent.multiple or self._dynamic):
            return found
        return replace(found, slots={name: self._in_detail(intent, slot) for name, slot in found.slots.items()})

    def _in_detail(self, intent: Intent, slot: Slot) -> Slot:
        if slot.name in intent.multiple and slot.heard and not slot.parts:
            said = self._utterance(split(slot.heard, with_fillers=True))
            parts = tuple(part_of(slot, each, said) for each in said.mentions(slot.type))
            slot = replace(slot, parts=parts if len(parts) > 1 else ())
        return self._known_now(slot)

    def _known_now(self, slot: Slot) -> Slot:
        """With what it stands for by the model, and by what is known for a while."""
        if self._dynamic is None:
            return slot
        row = norms(slot.heard or "")
        listed, dynamic = (lexicon.reads(slot.type, row) for lexicon in (self._listed, self._dynamic))
        return replace(slot, matches=listed, dynamic=dynamic, parts=tuple(map(self._known_now, slot.parts)))

    def _understood(self, text: str, elicited: tuple[str, str] | None) -> Understood:
        spoken = split(text, with_fillers=True) if len(text) <= MOST_CHARACTERS else ()
        words = without_fillers(spoken)
        if not words:  # nothing but fillers, which may be somebody's sample
            return (self._sample(self._utterance(spoken), 1.0, "exact") if spoken else None) or rejected(())
        asked = self._asked(elicited)
        versions = tuple(dict.fromkeys((words, spoken, openings(words))))
        utterances = [self._utterance(each) for each in versions]
        answers = (self._answered(asked, utterance) for utterance in utterances) if asked else ()
        samples = (self._sample(utterance, 1.0, "exact") for utterance in utterances)
        exact = next(filter(None, chain(answers, samples)), None)
        if exact:
            return exact
        corrected = [self._corrected(each) for each in utterances]
        mended = (each for each in corrected if each not in utterances)
        near = next(filter(None, (self._sample(each, 0.95, "nearest") for each in mended)), None)
        return near or self._inexact(corrected, asked)

    def _corrected(self, utterance: Utterance) -> Utterance:
        """The same with its misspellings mended; itself where it has none."""
        words = self._spelling.corrected(utterance.words)
        return utterance if words == utterance.words else self._utterance(words)

    def _asked(self, elicited: tuple[str, str] | None) -> tuple[Intent, str] | None:
        intent = self._intents.get(elicited[0]) if elicited else None
        return (intent, elicited[1]) if intent and elicited and elicited[1] in intent.slots else None

    def _answered(self, asked: tuple[Intent, str], utterance: Utterance) -> Understood | None:
        filler, samples = self._fillers[asked[0].name], self._answers.get((asked[0].name, asked[1]))
        if slot := filler.from_answer(asked[1], utterance):
            return self._elicited(asked[0], {slot.name: slot}, 1.0)
        if samples and (found := samples.certain(utterance)):
            return self._elicited(asked[0], filler.from_sample(found[0], utterance), 1.0)
        return None

    def _sample(self, utterance: Utterance, confidence: float, why: Why) -> Understood | None:
        """The intent whose sample this is, word for word."""
        found = self._grammar.certain(utterance)
        if not found:
            return None
        name = found[0].template.intent
        slots = self._fillers[name].from_sample(found[0], utterance)
        return Understood(name, confidence, slots, why, ((name, confidence),))
