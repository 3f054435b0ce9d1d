"""Samples that are nearer to another intent's than to their own: the ones a classifier will take for something else.

Each sample is compared with all others of the model by its words, weighted by how rare they are, slots by their type.
Where two intents share a sentence outright is no measurement: `back-coach check` refuses that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import track

from skill.understanding import InteractionModel, ModelError
from skill.understanding.templates import Template, templates_of
from skill.understanding.tf_idf import TfIdf

USUAL = Path(__file__).parents[1] / "interaction_model" / "en-US.json"


class Nearer(NamedTuple):
    """A sample, and the sample of another intent that it is nearest to."""

    likeness: float
    """1 is the same words."""
    own: float
    """How alike the nearest other sample of its own intent is."""
    sample: Template
    other: Template


def main(arguments: list[str]) -> int:
    """Returns 2 where the model cannot be used."""
    parser = argparse.ArgumentParser(prog="script/bench nearer", description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", default=USUAL)
    parser.add_argument("--least", type=float, default=0.7, help="how alike they must be, of 1")
    parser.add_argument("--most", type=int, default=60, help="how many to print")
    options = parser.parse_args(arguments)
    try:
        samples = templates_of(InteractionModel.load(options.model))
    except ModelError as error:
        print(f"script/bench nearer: {error}", file=sys.stderr)
        return 2
    found = sorted((each for each in nearer(samples) if each.likeness >= options.least), reverse=True, key=_how_near)
    print(f"{len(samples)} samples, {len(found)} of them nearer to another intent\n")
    for likeness, own, sample, other in found[: options.most]:
        print(f"{likeness:.2f} ({own:.2f})  {sample.intent}: {sample.sample}  ~  {other.intent}: {other.sample}")
    return 0


def nearer(samples: list[Template]) -> Iterator[Nearer]:
    """Each sample whose nearest other sample belongs to another intent."""
    rows = [tuple(each if isinstance(each, str) else each.type for each in sample.parts) for sample in samples]
    # Each sample is a label of its own, so that it can be left out when its own turn comes.
    compare = TfIdf([(str(at), row) for at, row in enumerate(rows)])
    for at, sample in enumerate(track(samples, "comparing", console=Console(stderr=True), transient=True)):
        alike = {int(other): likeness for other, likeness in compare.likeness(rows[at]).items() if int(other) != at}
        own = max((likeness for other, likeness in alike.items() if samples[other].intent == sample.intent), default=0)
        rival = max((other for other in alike if samples[other].intent != sample.intent), key=alike.get, default=None)
        if rival is not None and alike[rival] > own:
            yield Nearer(alike[rival], own, sample, samples[rival])


def _how_near(each: Nearer) -> float:
    return each.likeness - each.own
