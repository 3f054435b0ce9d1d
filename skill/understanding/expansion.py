"""Templates with their slots filled by some of the values people may say there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .languages import ENGLISH, spoken
from .lexicon import Lexicon
from .templates import SlotPlace, Template


@cache
def _examples(language: str = ENGLISH) -> dict[str, tuple[str, ...]]:
    content = tomllib.loads(Path(__file__).with_name("slot_examples.toml").read_text(encoding="utf-8"))
    listed = content["AMAZON"] if language == ENGLISH else content["AMAZON"] | spoken(language)["examples"]
    return {f"AMAZON.{name}": tuple(values) for name, values in listed.items()}


def values_of(type_name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Phrases that can stand in a slot of the type: its listed ones, or some examples for Amazon's own."""
    listed = lexicon.phrases(type_name)
    return tuple(listed) or _examples(lexicon.language).get(type_name[:7] + type_name[7:].upper(), ())


def expansions(template: Template, lexicon: Lexicon, most: int, seed: int) -> Iterator[str]:
    """Up to `most` different fillings of a template. The seed spreads them over the values."""
    choices = [values_of(place.type, lexicon) for place in template.places]
    variety = max((len(choice) for choice in choices), default=1) or 1
    for turn in range(min(most, variety)):
        yield " ".join(_filled(template, choices, seed + turn))


def _filled(template: Template, choices: list[tuple[str, ...]], turn: int) -> Iterator[str]:
    place = 0
    for part in template.parts:
        if isinstance(part, SlotPlace):
            # Steps of a large prime reach every value of a list, in an order unlike the list's own.
            options = choices[place]
            yield options[(turn * 7919 + place * 31) % len(options)] if options else ""
            place += 1
        else:
            yield part
