"""From typed words to the intent and slots that Alexa's cloud would send, for any interaction model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from . import filling
from .expansion import expansions
from .grammar import Grammar, Match
from .hearing import FREE_TYPES, Hearing
from .interaction_model import Intent, InteractionModel
from .lexicon import Lexicon
from .nearest import Nearest
from .slot_types import READERS
from .spelling import Spelling
from .templates import Template, templates_of
from .understood import FALLBACK, Understood
from .words import Words, language, norms, openings, split

LONGEST = 1_000
"""More characters than this nobody says in one breath; it is not listened to."""
_ENOUGH = 0.55
_BACKGROUND = ""


def _now() -> datetime:
    return datetime.now().astimezone()


class Understanding:
    """Understands what is typed as one skill's Alexa would. Immutable once made, so threads may share it."""

    def __init__(self, model: InteractionModel, now: Callable[[], datetime] = _now) -> None:
        self._intents = {intent.name: intent for intent in model.intents}
        self._now = now
        self._lexicon = Lexicon(model)
        self._templates = templates_of(model)
        self._of_intent: dict[str, list[Template]] = {name: [] for name in self._intents}
        for template in self._templates:
            self._of_intent[template.intent].append(template)
        self._grammar = Grammar(self._templates)
        self._spelling = Spelling(_vocabulary(self._templates, self._lexicon, model))
        self._nearest = Nearest(list(_labelled(self._templates, self._lexicon)))

    def understand(self, text: str, elicited: tuple[str, str] | None = None) -> Understood:
        """What the text means. `elicited` names the intent and slot that the skill has just asked for."""
        words = split(text) if len(text) <= LONGEST else ()
        if not words:
            return _rejected(())
        today = self._now().date()
        hearing = Hearing(words, self._lexicon, today)
        trimmed = openings(words)
        variants = [hearing] if trimmed == words else [hearing, Hearing(trimmed, self._lexicon, today)]
        if elicited and (answer := self._answer(elicited, variants)):
            return answer
        for variant in variants:
            if found := self._grammar.certain(variant):
                return self._exact(found[0], variant, 1.0)
        return self._inexact(Hearing(self._spelling.corrected(trimmed), self._lexicon, today), elicited)

    def _answer(self, elicited: tuple[str, str], variants: list[Hearing]) -> Understood | None:
        """The elicited slot, when the words are a value of its type and no more."""
        intent, name = self._elicited(elicited)
        if intent is None or intent.slots[name] in FREE_TYPES:
            return None
        for variant in variants:
            if slot := filling.read_whole(name, intent.slots[name], variant):
                slots = filling.empty(intent) | {name: slot}
                return Understood(intent.name, 1.0, slots, "elicited", ((intent.name, 1.0),))
        return None

    def _elicited(self, elicited: tuple[str, str]) -> tuple[Intent | None, str]:
        intent = self._intents.get(elicited[0])
        return (intent if intent and elicited[1] in intent.slots else None), elicited[1]

    def _exact(self, match: Match, hearing: Hearing, confidence: float) -> Understood:
        intent = self._intents[match.template.intent]
        slots = filling.from_match(intent, match, hearing)
        return Understood(intent.name, confidence, slots, "exact", ((intent.name, confidence),))

    def _inexact(self, hearing: Hearing, elicited: tuple[str, str] | None) -> Understood:
        if found := self._grammar.certain(hearing):
            return self._exact(found[0], hearing, 0.95)
        ranked = self._ranked(hearing)
        candidates = tuple(ranked[:3])
        intent = self._intents.get(ranked[0][0]) if ranked else None
        if elicited and (intent is None or ranked[0][1] < 0.8):
            asked, name = self._elicited(elicited)
            if asked:
                slot = filling.whole(name, asked.slots[name], hearing)
                return Understood(asked.name, 0.5, filling.empty(asked) | {name: slot}, "elicited", candidates)
        if intent is None or ranked[0][1] < _ENOUGH:
            return _rejected(candidates)
        slots = filling.from_anywhere(intent, self._of_intent[intent.name], hearing)
        return Understood(intent.name, ranked[0][1], slots, "nearest", candidates)

    def _ranked(self, hearing: Hearing) -> list[tuple[str, float]]:
        likeness = self._nearest.likeness(hearing.row)
        for match in self._grammar.loose(hearing)[:3]:
            own = len(match.template.words)
            likeness[match.template.intent] = max(likeness.get(match.template.intent, 0), own / (own + 1.5))
        ranked = sorted(likeness.items(), key=lambda each: (-each[1], each[0]))
        return [(name, round(score, 4)) for name, score in ranked if name in self._intents]


def _rejected(candidates: tuple[tuple[str, float], ...]) -> Understood:
    confidence = 1.0 - (candidates[0][1] if candidates else 0.0)
    return Understood(FALLBACK, round(confidence, 4), {}, "rejected", candidates)


def _labelled(templates: tuple[Template, ...], lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    for at, template in enumerate(templates):
        for row in expansions(template, lexicon, 4, at):
            yield template.intent, row


def _vocabulary(templates: tuple[Template, ...], lexicon: Lexicon, model: InteractionModel) -> Iterator[str]:
    for template in templates:
        yield from template.words
    for slot_type in model.types:
        for phrase in lexicon.phrases(slot_type.name):
            yield from phrase.split()
    for reader in READERS.values():
        yield from reader.vocabulary
    for kind in ("fillers", "polite_openings", "polite_endings", "determiners", "negations"):
        for phrase in language()[kind]:
            yield from norms(phrase)
