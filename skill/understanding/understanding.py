"""From typed words to the intent and slots that Alexa's cloud would send, for any interaction model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

from .choice import BY_MEANING, BY_WORDS, Choice, choose, says_enough
from .encoder import default_encoder, is_installed
from .grammar import Grammar, Match
from .interaction_model import Intent, InteractionModel, SlotType
from .learning import Learning, Learnt, Progress
from .lexicon import Lexicon
from .model_cache import USUAL_FOLDER
from .slot_filler import SlotFiller, part_of
from .spelling import Spelling, vocabulary
from .templates import Template, answers_of, templates_of, usual_wordings
from .understood import FALLBACK, Slot, Slots, Understood, Why
from .utterance import FREE_TYPES, Utterance
from .words import Words, language, little, norms, openings, split, without_fillers

MOST_CHARACTERS = 10_000
"""More than this is not listened to. Nobody says a tenth of it in one breath, but people type whole stories."""

Tier = Literal["auto", "default", "best"]

_STRANGE_WORD = 0.25
"""What a word unknown to one of Amazon's own intents leaves of its likelihood."""
_NOTHING_KNOWN = 0.01
"""What is left where it knows none of the words."""
_NO = "AMAZON.NoIntent"
_USUAL = ("Help", "Stop", "Cancel", "Yes", "No", "Next", "Previous", "Repeat", "Pause", "Resume", "StartOver")
"""Amazon's own intents whose words mean none of her others, also where a model has no such intent."""
_REFUSALS = frozenset({_NO, "AMAZON.CancelIntent"})
_DECISIVE = frozenset(f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "NavigateHome", "Yes", "No"))
"""What ends a session or answers a question, which nothing takes back: "stop worrying" is no Stop."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Understanding:
    """Understands what is typed as one skill's Alexa would. Threads may share it.

    `now` gives the day that "tomorrow" starts from. What is learnt from the samples is kept in `folder`, or only in
    memory when that is None. It is learnt at the first sentence that is not a sample, or by `prepare`.

    The `tier` "default" goes by words alone. "best" goes by what they mean as well, and raises EncoderError where the
    encoder is not installed or its weights are not the expected ones. "auto" is the best there is. `progress` is told
    the part of the learning that is done, from 0 to 1, where there is something to learn.
    """

    def __init__(
        self,
        model: InteractionModel,
        now: Callable[[], datetime] = _now,
        *,
        folder: Path | None = USUAL_FOLDER,
        tier: Tier = "auto",
        progress: Progress | None = None,
    ) -> None:
        is_best = tier == "best" or (tier == "auto" and is_installed())
        self._model = model
        self._undeclared = frozenset(
            norms(wording)
            for name in _USUAL
            if model.intent(f"AMAZON.{name}Intent") is None
            for wording in usual_wordings(model.language)[f"{name}Intent"]
        )
        self._intents = {intent.name: intent for intent in model.intents}
        self._dynamic: Lexicon | None = None
        """Of the values that are known for a while only, these."""
        self._now = now
        self._mode: Slots = "generous"
        self._lexicon = self._listed = Lexicon(model)
        templates = templates_of(model)
        self._fillers = {
            intent.name: SlotFiller(intent, [each for each in templates if each.intent == intent.name], self._lexicon)
            for intent in model.intents
        }
        self._negations, self._abilities = frozenset(language()["negations"]), frozenset(language()["abilities"])
        self._refusing = frozenset(language()["refusing"])
        self._statements = frozenset(language()["statements"])
        self._doubting = frozenset(
            intent.name for intent in model.intents if not intent.slots and _doubts() & set(map(norms, intent.samples))
        )
        self._decisive = _DECISIVE | self._doubting
        self._carriers = frozenset(name for name, filler in self._fillers.items() if filler.carries)
        self._grammar = Grammar(templates)
        self._bare = [each for each in templates if _takes_all(each)]
        self._samples = sum(not each.intent.startswith("AMAZON.") for each in templates)
        self._answers = {
            (intent.name, slot): Grammar(samples)
            for intent in model.intents
            for slot, samples in answers_of(intent).items()
        }
        self._spelling = Spelling(vocabulary(model, templates, self._lexicon))
        self._learning = Learning(model, self._lexicon, folder, default_encoder() if is_best else None, progress)
        self.tier: Tier = "best" if is_best else "default"

    def prepare(self) -> None:
        """Learns now rather than at the first sentence."""
        self._learning.learnt()

    def begin(self) -> None:
        """Learns while others go on. Until it is done, sentences are understood by their words alone."""
        self._learning.begin()

    @property
    def done(self) -> float:
        """The part of the learning that is done, from 0 to 1."""
        return self._learning.done

    def recall(self) -> bool:
        """Loads what was learnt before. Whether all of it was."""
        return self._learning.recalled()

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
        if self._bare:
            bare = min(self._bare, key=lambda each: each.places[0].type not in FREE_TYPES)
            match = Match(bare, ((bare.places[0], 0, len(whole.row)),), 0, len(whole.row), 0)
            slots = self._fillers[bare.intent].from_sample(match, whole)
            return self._detailed(Understood(bare.intent, 0.5, slots, "nearest", ((bare.intent, 0.5),)))
        likely = self._learning.probabilities(whole, self._learning.at_hand())
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
            return (self._sample(self._utterance(spoken), 1.0, "exact") if spoken else None) or _rejected(())
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

    def _utterance(self, words: Words) -> Utterance:
        return Utterance(words, self._lexicon, self._now().date())

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

    def _inexact(self, utterances: Sequence[Utterance], asked: tuple[Intent, str] | None) -> Understood:
        """What is meant by an utterance that is no sample: heard whole first, then with or without by-words."""
        whole = utterances[0]
        loose, follows = min(
            ((found, each) for each in utterances if (found := self._grammar.loose(each))),
            key=lambda reading: reading[0][0].rank,
            default=([], whole),
        )
        loose = [match for match in loose if not _is_hollow(match, follows)]
        net = next((match for match in loose if match.searched), None)  # a sample that takes any words
        learnt = self._learning.at_hand()
        thresholds = BY_MEANING if learnt.meaning else BY_WORDS
        likely, tells = self._probabilities(whole, learnt), self._tells(whole)
        choice = choose(likely, loose, thresholds, self._carriers, tells, self._samples)
        if (
            choice.intent in self._decisive and net and says_enough(net)
        ):  # which passes on what was said, and loses nothing
            choice = replace(choice, intent=net.template.intent, net=net)
        elif choice.intent in self._decisive and not self._is_decided(choice, whole):
            likely = {name: each for name, each in likely.items() if name not in self._decisive}
            choice = choose(likely, loose, thresholds, self._carriers, tells, self._samples)
        is_change = asked and choice.is_clear and choice.intent != asked[0].name
        if asked and not is_change and (own := self._own_sample(asked[0], loose, follows)):
            return self._elicited(asked[0], own, 0.5, choice.candidates)
        if asked and not is_change and (told := self._long_answer(*asked, whole)):
            return self._elicited(asked[0], told, 0.5, choice.candidates)
        if choice.intent is None or self._is_one_strange_word(choice.intent, whole):
            return _rejected(choice.candidates, choice.confidence)
        slots = self._slots_of(choice.intent, [choice.net] if choice.net else loose, whole, follows)
        if self._mode == "strict" and net and self._fillers[choice.intent].loses(slots, whole):
            # It fits word for word, and the other intent only in spirit.
            choice = replace(choice, intent=net.template.intent)
            slots = self._fillers[net.template.intent].from_sample(net, follows)
        return Understood(choice.intent or FALLBACK, choice.confidence, slots, "classifier", choice.candidates)

    def _slots_of(self, intent: str, matches: Sequence[Match], whole: Utterance, follows: Utterance) -> dict[str, Slot]:
        """The slots as a sample has them, where one follows the utterance; else wherever they are said in it."""
        filler = self._fillers[intent]
        return filler.from_samples(matches, follows, self._mode) or filler.from_anywhere(whole, self._mode)

    def _tells(self, utterance: Utterance) -> bool:
        """Whether a statement tells something of what people tell, in its words or in others, rather than denies it."""
        begins = [0, *(at for at, word in enumerate(utterance.row) if word in self._statements)]
        return any(self._lexicon.hints(self._undenied(utterance.row[at:])) for at in begins)

    def _undenied(self, part: tuple[str, ...]) -> tuple[str, ...]:
        """What stands before a denial. That somebody can not do something is told, not denied."""
        denials = (
            at
            for at, word in enumerate(part)
            if word in self._negations and part[max(at - 1, 0)] not in self._abilities
        )
        return part[: next(denials, len(part))]

    def _probabilities(self, utterance: Utterance, learnt: Learnt) -> dict[str, float]:
        """The classifier's word. Alexa takes its own intents only nearly as they are worded, so they weigh less."""
        found = self._learning.probabilities(utterance, learnt)
        for name in found.keys() & self._fillers.keys():
            if name.startswith("AMAZON.") and name != FALLBACK:
                strange, telling = self._fillers[name].strange_words(utterance), self._telling_words(utterance)
                found[name] *= _STRANGE_WORD ** max(0, strange - 1)
                if (strange and strange == telling) or utterance.row in self._undeclared:
                    found[name] *= _NOTHING_KNOWN
        return found

    def _is_one_strange_word(self, intent: str, utterance: Utterance) -> bool:
        """Whether all that was said is a word that the intent's samples do not hold, which tells too little."""
        return len(utterance.row) == 1 and self._fillers[intent].strange_words(utterance) == 1

    def _is_decided(self, choice: Choice, utterance: Utterance) -> bool:
        """Whether an intent that nothing takes back is meant, although its words are none of its samples."""
        strange = self._fillers[choice.intent or ""].strange_words(utterance)
        is_denied = choice.intent not in _REFUSALS and self._negations & set(utterance.row)
        if choice.intent == _NO and not self._refusing & set(utterance.row):
            return False
        if choice.intent in self._doubting and strange:
            return False
        if len(utterance.row) < 3:
            return not strange and self._telling_words(utterance) > 1
        return choice.is_clear and not (strange and is_denied)

    def _telling_words(self, utterance: Utterance) -> int:
        return sum(word not in little() or word in self._negations for word in utterance.row)

    def _own_sample(self, intent: Intent, loose: Sequence[Match], utterance: Utterance) -> dict[str, Slot]:
        """The slots of a sentence that is a sample of the intent that was asked about, but for a word not listed: who
        was asked for a city and says "my name is anna" has not named one."""
        own = next((each for each in loose if each.template.intent == intent.name and says_enough(each)), None)
        return self._fillers[intent.name].from_sample(own, utterance) if own else {}

    def _long_answer(self, intent: Intent, name: str, utterance: Utterance) -> dict[str, Slot]:
        """The slot that was asked for, with words around it or unlisted; nothing where none is in the answer."""
        samples = self._answers.get((intent.name, name))
        if samples and (found := samples.loose(utterance)):
            return self._fillers[intent.name].from_sample(found[0], utterance)
        slot = self._fillers[intent.name].from_long_answer(name, utterance)
        return {slot.name: slot} if slot else {}

    def _elicited(
        self, intent: Intent, slots: dict[str, Slot], confidence: float, candidates: tuple[tuple[str, float], ...] = ()
    ) -> Understood:
        slots = self._fillers[intent.name].nothing() | slots
        candidates = candidates or ((intent.name, confidence),)
        return Understood(intent.name, confidence, slots, "elicited", candidates)


@cache
def _doubts() -> set[tuple[str, ...]]:
    return set(map(norms, language()["doubts"]))


def _takes_all(template: Template) -> bool:
    """Whether the sample is nothing but a slot that takes what nobody listed."""
    return not template.words and len(template.places) == 1 and not Utterance.is_strict(template.places[0].type)


def _is_hollow(match: Match, utterance: Utterance) -> bool:
    """Whether a sample takes any words and gets none that tell anything: "the {Words}" in "the one"."""
    spans = [utterance.row[start:end] for place, start, end in match.spans if place.type in FREE_TYPES]
    return bool(spans) and not says_enough(match) and all(word in little() for span in spans for word in span)


def _rejected(candidates: tuple[tuple[str, float], ...], confidence: float = 1.0) -> Understood:
    return Understood(FALLBACK, confidence, {}, "rejected", candidates)
