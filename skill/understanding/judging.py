"""What is meant by an utterance that is no sample: the classifier's word, weighed by what a sentence tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .choice import BY_MEANING, BY_WORDS, NET_BELOW, Choice, choose, says_enough
from .grammar import Match
from .interaction_model import Intent
from .learning import Learnt
from .prepared import Prepared
from .understood import FALLBACK, Slot, Understood
from .utterance import FREE_TYPES, Utterance
from .words import little

_HELD = 0.7
"""How sure it is that words are meant for a sample that takes any, where the likelier intent has no place for them."""
_STRANGE_WORD = 0.25
"""What a word unknown to one of Amazon's own intents leaves of its likelihood."""
_NOTHING_KNOWN = 0.01
"""What is left where it knows none of the words."""
_NO = "AMAZON.NoIntent"
_REFUSALS = frozenset({_NO, "AMAZON.CancelIntent"})
_DECISIVE = frozenset(f"AMAZON.{name}Intent" for name in ("Stop", "Cancel", "NavigateHome", "Yes", "No"))
"""What ends a session or answers a question, which nothing takes back: "stop worrying" is no Stop."""


class Judging(Prepared):
    """A model that is asked what people mean who say it in their own words."""

    def _inexact(self, utterances: Sequence[Utterance], asked: tuple[Intent, str] | None) -> Understood:
        """What is meant by an utterance that is no sample: heard whole first, then with or without by-words."""
        whole = utterances[0]
        # "No it's for me" means something, and "no it's" does not.
        heard = [each for each in utterances if each is whole or not little().issuperset(each.row)]
        loose, follows = min(
            ((found, each) for each in heard if (found := self._grammar.loose(each))),
            key=lambda reading: reading[0][0].rank,
            default=([], whole),
        )
        loose = [match for match in loose if not _is_hollow(match, follows)]
        net = next((match for match in loose if match.searched), None)  # a sample that takes any words
        learnt = self._learning.at_hand()
        thresholds = BY_MEANING if learnt.meaning else BY_WORDS
        likely, tells = self._probabilities(whole, learnt), self._tells(whole)
        named = self._named(whole)
        choice = choose(likely, loose, thresholds, self._carriers, named, tells, self._samples)
        decisive = _DECISIVE | self._doubting
        if choice.intent in decisive and net and says_enough(net):  # which passes on what was said, and loses nothing
            choice = replace(choice, intent=net.template.intent, net=net)
        elif choice.intent and net and says_enough(net) and self._would_lose(choice.intent, net, follows):
            choice = replace(choice, intent=net.template.intent, confidence=_HELD, net=net)
        elif choice.intent in decisive and not self._is_decided(choice, whole):
            likely = {name: each for name, each in likely.items() if name not in decisive}
            choice = choose(likely, loose, thresholds, self._carriers, named, tells, self._samples)
        is_change = asked and choice.is_clear and choice.intent != asked[0].name
        if asked and not is_change and (own := self._own_sample(asked[0], loose, follows)):
            return self._elicited(asked[0], own, 0.5, choice.candidates)
        if asked and not is_change and (told := self._long_answer(*asked, whole)):
            return self._elicited(asked[0], told, 0.5, choice.candidates)
        is_nothing = choice.intent is None or self._is_one_strange_word(choice.intent, whole)
        bare = self._of_bare(whole, likely, is_nothing) if is_nothing or _is_weak(choice) else None
        if bare:
            return self._taken(bare, whole, choice.candidates)
        if is_nothing or choice.intent is None:
            return rejected(choice.candidates, choice.confidence)
        slots = self._slots_of(choice.intent, [choice.net] if choice.net else loose, whole, follows)
        if self._mode == "strict" and net and self._fillers[choice.intent].loses(slots, whole):
            # It fits word for word, and the other intent only in spirit.
            choice = replace(choice, intent=net.template.intent)
            slots = self._fillers[net.template.intent].from_sample(net, follows)
        return Understood(choice.intent or FALLBACK, choice.confidence, slots, "classifier", choice.candidates)

    def _of_bare(self, whole: Utterance, likely: Mapping[str, float], is_nothing: bool) -> Match | None:
        """A sample of nothing but slots that takes what was said, where no intent is sure of it."""
        may_be_name = is_nothing and whole.row not in self._undeclared
        if may_be_name and (found := self._bare.beside(whole, self._partly(whole))):
            return found
        return self._bare.of_any_words(whole, likely) or (self._bare.of_name(whole, likely) if may_be_name else None)

    def _partly(self, utterance: Utterance) -> list[Match]:
        """Samples of nothing but slots, of which some hold a listed value: "{City} {State}"."""
        return [each for each in self._grammar.wordless(utterance) if each.unlisted < len(utterance.row)]

    def _named(self, utterance: Utterance) -> frozenset[str]:
        """The intents that pass on whatever is told, of those of which a listed value is said."""
        said = set(filter(utterance.mentions, frozenset().union(*self._listed_of.values())))
        return frozenset(name for name, kinds in self._listed_of.items() if kinds & said)

    def _taken(self, bare: Match, utterance: Utterance, candidates: tuple[tuple[str, float], ...] = ()) -> Understood:
        """All that was said, in a slot that stands alone in its sample."""
        name = bare.template.intent
        slots = self._fillers[name].from_sample(bare, utterance)
        return Understood(name, 0.5, slots, "nearest", candidates or ((name, 0.5),))

    def _slots_of(self, intent: str, matches: Sequence[Match], whole: Utterance, follows: Utterance) -> dict[str, Slot]:
        """The slots as a sample has them, where one follows the utterance; else wherever they are said in it."""
        filler = self._fillers[intent]
        if found := filler.from_samples(matches, follows, self._mode):
            return found
        partly = [each for each in self._partly(whole) if each.template.intent == intent]
        beside = self._bare.beside(whole, partly) if self._mode == "generous" else None
        return filler.from_sample(beside, whole) if beside else filler.from_anywhere(whole, self._mode)

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
                if strange and strange == telling:
                    found[name] *= _NOTHING_KNOWN
                if utterance.row in self._undeclared:  # the very words of another, which this model has not
                    found[name] = 0.0
        return found

    def _would_lose(self, intent: str, net: Match, utterance: Utterance) -> bool:
        """Whether an intent has no place for what stands where a sample takes any words, and none of it is its own."""
        if self._intents[intent].slots or net.template.intent == intent:
            return False
        places = [at for place, start, end in net.spans if place.type in FREE_TYPES for at in range(start, end)]
        telling = {utterance.row[at] for at in places} - little()
        return bool(telling) and telling <= self._fillers[intent].strange(utterance)

    def _is_one_strange_word(self, intent: str, utterance: Utterance) -> bool:
        """Whether all that was said is a word that the intent's samples do not hold, which tells too little."""
        return len(utterance.row) == 1 and self._fillers[intent].strange_words(utterance) == 1

    def _is_decided(self, choice: Choice, utterance: Utterance) -> bool:
        """Whether an intent that nothing takes back is meant, although its words are none of its samples."""
        strange = self._fillers[choice.intent or ""].strange_words(utterance)
        is_denied = choice.intent not in _REFUSALS and self._negations & set(utterance.row)
        if choice.intent == _NO and not self._refusing & set(utterance.row):
            return False
        if choice.intent == _NO and self._carriers and self._denies_something(utterance):
            return False  # and there is an intent that passes on what it is
        if choice.intent in self._doubting and strange:
            return False
        if len(utterance.row) < 3:
            return not strange and self._telling_words(utterance) > 1
        return choice.is_clear and not (strange and is_denied)

    def _denies_something(self, utterance: Utterance) -> bool:
        """Whether it is denied how somebody or something is: "I don't feel very well, no", "no, it's not normal"."""
        row = utterance.row
        denied = (at for at, word in enumerate(row) if word in self._negations)
        return any(not self._states.isdisjoint((*row[max(at - 1, 0) : at], *row[at + 1 : at + 2])) for at in denied)

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


def _is_hollow(match: Match, utterance: Utterance) -> bool:
    """Whether a sample takes any words and gets none that tell anything: "the {Words}" in "the one"."""
    spans = [utterance.row[start:end] for place, start, end in match.spans if place.type in FREE_TYPES]
    return bool(spans) and not says_enough(match) and all(word in little() for span in spans for word in span)


def _is_weak(choice: Choice) -> bool:
    """Whether a guess is too unsure to keep what was said from a slot that takes any words: Amazon's own sooner."""
    is_amazons = (choice.intent or "").startswith("AMAZON.")
    return choice.net is None and (choice.confidence < NET_BELOW or (is_amazons and not choice.is_clear))


def rejected(candidates: tuple[tuple[str, float], ...], confidence: float = 1.0) -> Understood:
    return Understood(FALLBACK, confidence, {}, "rejected", candidates)
