"""Which intent to believe in, or none: the classifier's word weighed against the background and loose samples."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from .grammar import Match
from .understood import FALLBACK
from .words import little

_STRONG = 1.9
"""Two telling words before the free ones say what is meant: "tell the kitchen ..."."""
_NET_BELOW = 0.55
"""A sample that takes any words is preferred to a choice less sure than this: a wrong guess loses the words."""
_CLEAR = 0.75
_LEAST = 1e-9


@dataclass(frozen=True)
class Thresholds:
    """How much likelier than the background (as logarithms) an intent must be, and how sure a choice then is."""

    over_background: float
    """So nine of ten foreign requests were turned away."""
    in_order: float
    """Less is asked of an intent when the words around the unlisted ones are a sample's, in order."""
    net: float
    """A sample that takes any words catches what no intent was sure of, unless the background is far likelier."""
    told: float
    """Least of all where listed things are told in other words: that is lost only to what is surely foreign."""
    sure: tuple[float, float, float]
    """Logistic regression of being right: a constant, the lead over the background, the lead over the second intent.
    Fitted, as all of these, on samples and requests that were not learnt from."""

    def confidence(self, over_background: float, over_second: float) -> float:
        """How often such a choice was right."""
        constant, background, second = self.sure
        return round(1 / (1 + math.exp(-constant - background * over_background - second * over_second)), 4)


BY_WORDS = Thresholds(-0.2, -1.2, -1.2, -5.0, (-1.93, 0.48, 0.93))
BY_MEANING = Thresholds(1.4, -0.2, 0.0, -2.5, (-1.98, 0.34, 0.44))


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
    is_telling: bool = False,
) -> Choice:
    """Chooses from the classifier's probabilities and the samples that fit with unlisted words.

    `carriers` are the intents that pass on whatever is told, so that a wrong guess loses no words. `is_telling` says
    that listed things are told in other words.
    """
    other = math.log(max(probabilities.get(FALLBACK, 0.0), _LEAST))
    scored = {name: math.log(max(each, _LEAST)) for name, each in probabilities.items() if name != FALLBACK}
    nets = [match for match in loose if match.searched]
    for match in loose:
        name = match.template.intent
        if not match.searched and name in scored:
            plain = math.log(max(probabilities[name], _LEAST))
            scored[name] = max(scored[name], plain + max(0.0, 1.2 * _telling(match) - 0.4 * match.unlisted))
    ranked = sorted(scored.items(), key=lambda each: (-each[1], each[0]))
    candidates = tuple((name, round(min(1.0, math.exp(score)), 4)) for name, score in ranked[:3])
    (best, score), (_, second) = [*ranked, ("", -20.0), ("", -20.0)][:2]
    confidence = thresholds.confidence(score - other, score - second)
    if nets and _telling(nets[0]) >= _STRONG and (confidence < _CLEAR or not best):
        return Choice(nets[0].template.intent, 0.7, candidates, nets[0])
    in_order = any(match.template.intent == best and _telling(match) >= _STRONG for match in loose)
    lead = score - other
    is_heard = lead >= (thresholds.in_order if in_order else thresholds.over_background)
    carrier = next((name for name, _ in ranked if name in carriers), None)
    if is_telling and is_heard and best not in carriers and carrier:
        return Choice(carrier, 0.4, candidates)
    if best and is_heard and (confidence >= _NET_BELOW or not nets or best in carriers):
        return Choice(best, confidence, candidates)
    if nets and lead >= thresholds.net:
        return Choice(nets[0].template.intent, 0.4, candidates, nets[0])
    if is_telling and lead >= thresholds.told and (nets or carrier):
        return Choice(nets[0].template.intent if nets else carrier, 0.4, candidates, nets[0] if nets else None)
    return Choice(None, round(1 - confidence, 4), candidates)


def _telling(match: Match) -> float:
    """How much the words of the sample itself say; little words say little."""
    return sum(0.4 if word in little() else 1.0 for word in match.template.words)
