"""Templates with their slots filled by some of the values people may say there."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from zlib import crc32

from .languages import ENGLISH, spoken
from .lexicon import Lexicon
from .templates import SlotPlace, Template

Ring = tuple[tuple[int, ...], tuple[str, ...]]
"""Points on a circle in their order, and the value at each."""
_ROUND = 2**32


@cache
def _examples(language: str = ENGLISH) -> dict[str, tuple[str, ...]]:
    content = tomllib.loads(Path(__file__).with_name("slot_examples.toml").read_text(encoding="utf-8"))
    listed = content["AMAZON"] if language == ENGLISH else content["AMAZON"] | spoken(language)["examples"]
    return {f"AMAZON.{name}": tuple(values) for name, values in listed.items()}


def values_of(type_name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Phrases that can stand in a slot of the type: its listed ones, or some examples for Amazon's own."""
    listed = lexicon.phrases(type_name)
    return tuple(listed) or _examples(lexicon.language).get(type_name[:7] + type_name[7:].upper(), ())


def expansions(template: Template, lexicon: Lexicon, most: int, seed: int = 0) -> Iterator[str]:
    """Up to `most` different fillings of a template, all where it has no more; other seeds choose others.

    The words themselves decide which: one sample or one value more in a model leaves nearly all fillings as they were,
    and models of neighbouring locales have nearly all in common. So what was computed of them stays of use.
    """
    choices = [_ring(values_of(place.type, lexicon)) for place in template.places]
    variety = max((len(values) for _, values in choices), default=1) or 1
    for turn in range(min(most, variety)):
        if most >= variety:
            filling = [
                values[(turn + place) % len(values)] if values else "" for place, (_, values) in enumerate(choices)
            ]
        else:
            filling = [
                _on(ring, crc32(f"{template.sample}/{place}/{seed}".encode()) + turn * _ROUND // most)
                for place, ring in enumerate(choices)
            ]
        yield " ".join(_filled(template, filling))


def _filled(template: Template, filling: list[str]) -> Iterator[str]:
    values = iter(filling)
    for part in template.parts:
        yield next(values) if isinstance(part, SlotPlace) else part


@lru_cache(maxsize=512)
def _ring(values: tuple[str, ...]) -> Ring:
    """The values around a circle, each where its own words put it."""
    placed = sorted((crc32(value.encode()), value) for value in values)
    return tuple(point for point, _ in placed), tuple(value for _, value in placed)


def _on(ring: Ring, point: int) -> str:
    """The next value on the circle from there."""
    points, values = ring
    return values[bisect_left(points, point % _ROUND) % len(values)] if values else ""
