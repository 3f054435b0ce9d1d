"""From typed words to the intent and slots that Alexa's cloud would send, for any interaction model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .choice import choose
from .filling import Filling
from .grammar import Grammar
from .hearing import Hearing
from .interaction_model import Intent, InteractionModel
from .learning import USUAL_FOLDER, Learning, Progress
from .lexicon import Lexicon
from .spelling import Spelling, vocabulary
from .templates import templates_of
from .understood import FALLBACK, Slot, Understood, Why
from .words import Words, openings, split

MOST_CHARACTERS = 1_000
"""More than this nobody says in one breath; it is not listened to."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Understanding:
    """Understands what is typed as one skill's Alexa would. Threads may share it.

    `now` gives the day that "tomorrow" starts from. What is learnt from the samples is kept in `folder`, or only in
    memory when that is None. It is learnt at the first sentence that is not a sample, or by `prepare`.
    """

    def __init__(
        self,
        model: InteractionModel,
        now: Callable[[], datetime] = _now,
        *,
        folder: Path | None = USUAL_FOLDER,
    ) -> None:
        self._intents = {intent.name: intent for intent in model.intents}
        self._now = now
        self._lexicon = Lexicon(model)
        templates = templates_of(model)
        self._fillings = {
            intent.name: Filling(intent, [each for each in templates if each.intent == intent.name])
            for intent in model.intents
        }
        self._grammar = Grammar(templates)
        self._spelling = Spelling(vocabulary(model, templates, self._lexicon))
        self._learning = Learning(model, self._lexicon, folder)

    def prepare(self, progress: Progress | None = None) -> None:
        """Learns now rather than at the first sentence. `progress` is told the part that is done, 0 to 1."""
        self._learning.classifier(progress)

    def understand(self, text: str, elicited: tuple[str, str] | None = None) -> Understood:
        """What the text means. `elicited` names the intent and slot that the skill has just asked for."""
        words = split(text) if len(text) <= MOST_CHARACTERS else ()
        if not words:
            return _rejected(())
        asked = self._asked(elicited)
        trimmed = openings(words)
        hearings = [self._hearing(words)] + ([self._hearing(trimmed)] if trimmed != words else [])
        answers = (self._answered(asked, hearing) for hearing in hearings) if asked else ()
        samples = (self._sample(hearing, 1.0, "exact") for hearing in hearings)
        exact = next(filter(None, [*answers, *samples]), None)
        return exact or self._inexact(self._hearing(self._spelling.corrected(words)), trimmed, asked)

    def _hearing(self, words: Words) -> Hearing:
        return Hearing(words, self._lexicon, self._now().date())

    def _asked(self, elicited: tuple[str, str] | None) -> tuple[Intent, str] | None:
        intent = self._intents.get(elicited[0]) if elicited else None
        return (intent, elicited[1]) if intent and elicited and elicited[1] in intent.slots else None

    def _answered(self, asked: tuple[Intent, str], hearing: Hearing) -> Understood | None:
        slot = self._fillings[asked[0].name].from_answer(asked[1], hearing)
        return self._elicited(asked[0], slot, 1.0) if slot else None

    def _sample(self, hearing: Hearing, confidence: float, why: Why) -> Understood | None:
        """The intent whose sample this is, word for word."""
        found = self._grammar.certain(hearing)
        if not found:
            return None
        name = found[0].template.intent
        slots = self._fillings[name].from_sample(found[0], hearing)
        return Understood(name, confidence, slots, why, ((name, confidence),))

    def _inexact(self, hearing: Hearing, trimmed: Words, asked: tuple[Intent, str] | None) -> Understood:
        spelt = [hearing, self._hearing(self._spelling.corrected(trimmed))]
        if near := next(filter(None, (self._sample(each, 0.95, "nearest") for each in spelt)), None):
            return near
        loose = self._grammar.loose(hearing)
        choice = choose(self._learning.probabilities(hearing), loose)
        if asked and not (choice.is_clear and choice.intent != asked[0].name):
            slot = self._fillings[asked[0].name].from_long_answer(asked[1], hearing)
            if slot:
                return self._elicited(asked[0], slot, 0.5, choice.candidates)
        if choice.intent is None:
            return _rejected(choice.candidates, choice.confidence)
        filling = self._fillings[choice.intent]
        slots = filling.from_sample(choice.net, hearing) if choice.net else filling.from_anywhere(hearing, loose)
        return Understood(choice.intent, choice.confidence, slots, "classifier", choice.candidates)

    def _elicited(
        self, intent: Intent, slot: Slot, confidence: float, candidates: tuple[tuple[str, float], ...] = ()
    ) -> Understood:
        slots = self._fillings[intent.name].nothing() | {slot.name: slot}
        candidates = candidates or ((intent.name, confidence),)
        return Understood(intent.name, confidence, slots, "elicited", candidates)


def _rejected(candidates: tuple[tuple[str, float], ...], confidence: float = 1.0) -> Understood:
    return Understood(FALLBACK, confidence, {}, "rejected", candidates)
