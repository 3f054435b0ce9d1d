"""The sentences that a model's understanding is learnt from, each with its label: samples, and the background."""

from __future__ import annotations

from collections.abc import Iterator

from .background import background
from .expansion import expansions
from .interaction_model import InteractionModel
from .lexicon import Lexicon
from .templates import Template, templates_as_worded
from .understood import FALLBACK
from .utterance import FREE_TYPES
from .words import language, norms

_FILLINGS, _SENTENCES = 2, 30_000
"""A sample is learnt with so many of its values, where the samples are not themselves so many."""
_ALL = 1_000
"""Where a sample is nothing but what people tell in words of their own."""
_BARE, _FRAMES = 2, 3
"""A sample of so few words is learnt in so many frames as well."""
_SOME = 3_000
"""So many samples, each with one value, are enough for a first impression of a model that has many more."""

Row = tuple[str, ...]


def sentences(model: InteractionModel, lexicon: Lexicon) -> list[tuple[str, Row]]:
    """The samples with some of their values, and the background."""
    templates = templates_as_worded(model)
    samples = [each for each in _samples(templates, lexicon) if each[1]]
    others = [(FALLBACK, row) for row in background(list(dict.fromkeys(row for _, row in samples)))]
    if len(samples) < len(others):  # few samples, most of them short
        samples += _framed(samples)
    return samples + others


def few_sentences(model: InteractionModel, lexicon: Lexicon) -> list[tuple[str, Row]]:
    """Some of them, from all of the model; nothing where all of them are not many more."""
    templates = templates_as_worded(model)
    step = len(templates) // _SOME
    if step < 2:
        return []
    samples = [each for each in _samples(templates[::step], lexicon, 1, 1) if each[1]]
    return samples + [(FALLBACK, row) for row in background(list(dict.fromkeys(row for _, row in samples)))]


def _samples(
    templates: tuple[Template, ...], lexicon: Lexicon, fillings: int = _FILLINGS, most_told: int = _ALL
) -> Iterator[tuple[str, Row]]:
    most = max(1, min(fillings, _SENTENCES // max(len(templates), 1)))
    for template in templates:
        if not any(place.type in FREE_TYPES for place in template.places):
            tells = not template.words and all(lexicon.tells(place.type) for place in template.places)
            for sentence in expansions(template, lexicon, most_told if tells else most):
                yield template.intent, norms(sentence)


def _framed(samples: list[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """What is no more than a name, asked for in a few of the ways in which one asks."""
    frames = language()["frames"]
    for at, (label, row) in enumerate(samples):
        if len(row) <= _BARE and not label.startswith("AMAZON."):
            for turn in range(_FRAMES):
                yield label, norms(frames[(at + turn * 5) % len(frames)].replace("{}", " ".join(row)))
