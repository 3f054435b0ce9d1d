"""Which intent to believe in, or none: the classifier's word weighed against the background and loose samples."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .grammar import Match
from .understood import FALLBACK
from .words import language, little, openers

_MANY_LITTLE = 1.9
"""So much is said by little words that they say what is meant, as one telling word does: "where can i get a ..."."""
_FAR = 3.0
"""How much likelier (as a logarithm) a choice must be than any intent that passes on what is told, to be believed
although it would lose it."""
NET_BELOW = 0.55
"""A sample that takes any words is preferred to a choice less sure than this: a wrong guess loses the words."""
_CLEAR = 0.75
_LEAST = 1e-9
ENOUGH = 400
"""Samples: a model that has so many is known as well as the background."""


@dataclass(frozen=True)
class Thresholds:
    """How much likelier than the background (as logarithms) an intent must be, and how sure a choice then is."""

    over_background: float
    """So nine of ten foreign requests were turned away."""
    in_order: float
    """Less is asked of an intent when the words around the unlisted ones are a sample's, in order."""
    net: float
    """A sample that takes any words catches what no intent was sure of, unless the background is far likelier."""
    asked: float
    """The same of a sample that begins as a question does, which is how most of what is foreign begins."""
    own: float
    """The same of a sample that begins with I: what people say of themselves is heard rather than lost."""
    told: float
    """Least of all where listed things are told in other words: that is lost only to what is surely foreign."""
    pooled: float
    """The same of all intents together that pass on what is told: which of them it is matters less than its words."""
    few: float
    """How much of the background's lead is owed to there being so much more of it than of a small model, for each
    time (as a logarithm) that the model is smaller than `ENOUGH`."""
    sure: tuple[float, float, float]
    """Logistic regression of being right: a constant, the lead over the background, the lead over the second intent.
    Fitted, as all of these, on samples and requests that were not learnt from."""

    def owed(self, samples: int) -> float:
        """How much likelier the background seems than it is, to a model with so few samples."""
        return self.few * math.log(max(1.0, ENOUGH / max(samples, 1)))

    def confidence(self, over_background: float, over_second: float) -> float:
        """How often such a choice was right."""
        constant, background, second = self.sure
        return round(1 / (1 + math.exp(-constant - background * over_background - second * over_second)), 4)


BY_WORDS = Thresholds(0.5, -2.0, -0.5, 2.0, -3.0, -4.0, 0.5, 0.75, (-1.93, 0.48, 0.93))
BY_MEANING = Thresholds(2.2, -2.5, 0.5, 2.0, -2.3, -2.3, 1.8, 2.25, (-1.98, 0.34, 0.44))


@dataclass(frozen=True)
class Choice:
    """The intent chosen, or None when nothing fits."""

    intent: str | None
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    net: Match | None = None
    """The sample that takes any words, when it was chosen."""

    @property
    def is_clear(self) -> bool:
        """Whether hardly anything else can be meant."""
        return self.intent is not None and self.confidence >= _CLEAR


def choose(
    probabilities: Mapping[str, float],
    loose: Sequence[Match],
    thresholds: Thresholds,
    carriers: Container[str] = (),
    named: Container[str] = (),
    is_telling: bool = False,
    samples: int = ENOUGH,
) -> Choice:
    """Chooses from the classifier's probabilities and the samples that fit with unlisted words.

    `carriers` are the intents that pass on whatever is told, so that a wrong guess loses no words; of those that are
    `named` a listed value was said, which is worth more than a sample that takes any words. `is_telling` says
    that listed things are told in other words. `samples` is how many the model has of its own: where they are few, a
    sample of little words that takes any others, as "what is {Query}", is meant as it stands.
    """
    owed = thresholds.owed(samples)
    other = math.log(max(probabilities.get(FALLBACK, 0.0), _LEAST)) - owed
    scored = _scored(probabilities, loose)
    ranked = sorted(scored.items(), key=lambda each: (-each[1], each[0]))
    candidates = tuple((name, round(min(1.0, math.exp(score)), 4)) for name, score in ranked[:3])
    (best, score), (_, second) = [*ranked, ("", -20.0), ("", -20.0)][:2]
    confidence = thresholds.confidence(score - other, score - second)
    lead = score - other
    net = next((match for match in loose if match.searched), None)
    is_believed = net and (says_enough(net) or samples < ENOUGH)
    in_order = any(match.template.intent == best and says_enough(match) for match in loose)
    lent = owed if best.startswith("AMAZON.") else 0.0  # in a small model there are no fewer wordings of Amazon's own
    is_heard = lead - lent >= (thresholds.in_order if in_order else thresholds.over_background)
    is_little = net is not None and _telling(net) < _MANY_LITTLE and net.template.words[0] not in _asking()
    is_carried = is_heard and best in named and is_little
    if net and is_believed and ((confidence < _CLEAR and not is_carried) or net.template.intent == best):
        return Choice(
            net.template.intent, max(confidence, 0.7) if net.template.intent == best else 0.7, candidates, net
        )
    carrier, behind = next(((name, score - each) for name, each in ranked if name in carriers), (None, 0.0))
    if is_telling and is_heard and carrier and 0 < behind <= _FAR:
        return Choice(carrier, 0.4, candidates)
    if best and is_heard and (confidence >= NET_BELOW or not net or best in carriers):
        return Choice(best, confidence, candidates)
    is_pooled = carrier and _pooled(scored, carriers) - other >= thresholds.pooled
    if net and lead >= _needed(net, thresholds) and not (is_pooled and is_little and carrier in named):
        return Choice(net.template.intent, 0.4, candidates, net)
    if is_pooled:
        return Choice(carrier, 0.4, candidates)
    if is_telling and lead >= thresholds.told and (net or carrier):
        return Choice(net.template.intent if net else carrier, 0.4, candidates, net)
    return Choice(None, round(1 - confidence, 4), candidates)


def _scored(probabilities: Mapping[str, float], loose: Sequence[Match]) -> dict[str, float]:
    """How likely (as a logarithm) each intent is, more so where one of its samples fits with unlisted words."""
    plain = {name: math.log(max(each, _LEAST)) for name, each in probabilities.items() if name != FALLBACK}
    scored = dict(plain)
    for match in loose:
        name = match.template.intent
        if not match.searched and name in scored:
            scored[name] = max(scored[name], plain[name] + max(0.0, 1.2 * _telling(match) - 0.4 * match.unlisted))
    return scored


def _pooled(scored: Mapping[str, float], carriers: Container[str]) -> float:
    """How likely (as a logarithm) it is that any of the intents is meant that pass on what is told."""
    return math.log(max(_LEAST, sum(math.exp(score) for name, score in scored.items() if name in carriers)))


def _needed(net: Match, thresholds: Thresholds) -> float:
    """How much likelier than the background a sample that takes any words has to be."""
    if _is_of_speaker(net):
        return thresholds.own
    return thresholds.asked if net.template.words[0] in _asking() else thresholds.net


def _is_of_speaker(net: Match) -> bool:
    """Whether the sample begins as people tell of themselves: "i feel ...", "when i bend ...", but "when should i ..."
    asks."""
    first, *others = net.template.words
    mine = language()["first_person"]
    return first in mine or (first in _adverbs() and bool(others) and others[0] in mine)


@cache
def _answering() -> frozenset[str]:
    return frozenset(language()["negations"] + language()["affirmations"])


@cache
def _adverbs() -> frozenset[str]:
    """What asks only where a verb follows."""
    return frozenset(language()["questions"] + language()["asking_before_verbs"])


@cache
def _asking() -> frozenset[str]:
    return frozenset(language()["questions"] + language()["asking_before_verbs"] + language()["auxiliaries"])


def _telling(match: Match) -> float:
    """How much the words of the sample itself say; little words say little."""
    return sum(0.4 if word in little() else 1.0 for word in match.template.words)


def says_enough(match: Match) -> bool:
    """Whether the words of the sample itself say what is meant: one not little or polite, an answer, or many."""
    words = match.template.words
    is_answer = not _answering().isdisjoint(words[:2])
    return is_answer or any(word not in _empty() for word in words) or _telling(match) >= _MANY_LITTLE


@cache
def _empty() -> frozenset[str]:
    return little() | openers()
