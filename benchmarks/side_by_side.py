"""Five small models of other skills: ours beside virtual-alexa and the nearest sample, all in one run.

Counted is the intent of each sentence by itself, as a share: of the models' own samples said word for word (slots
filled with a few values), of what people say in words of their own, and, of what is no skill's business, how much is
taken for an intent all the same. The nearest sample is given the cutoff that is best for these very sentences.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from benchmarks import peers
from skill.understanding import FALLBACK, InteractionModel, Tier, Understanding
from skill.understanding.encoder import is_installed
from skill.understanding.expansion import expansions
from skill.understanding.lexicon import Lexicon
from skill.understanding.templates import templates_as_worded
from skill.understanding.utterance import FREE_TYPES

HERE = Path(__file__).parents[1] / "tests" / "understanding"
FILLINGS = 3
ANY_WORDS = ("the old bridge", "where to find snow", "call me before nine")
"""What is said where a sample ends in a slot that takes any words."""
OUTSIDE = "foreign"
KINDS = {"word for word": "sample", "paraphrases": "paraphrase", "false accepts": OUTSIDE}
"""The columns, and what is counted in each."""


class Asked(NamedTuple):
    """A sentence, and what it means; None where it means nothing to the model."""

    kind: str
    text: str
    intent: str | None


def main(arguments: list[str]) -> int:
    """Runs all engines over all models and prints one table."""
    parser = argparse.ArgumentParser(prog="script/bench side_by_side", description=__doc__)
    parser.add_argument("--sentences", type=Path, default=HERE / "paraphrases.toml", help="another list of that form")
    parser.add_argument("--models", type=Path, default=HERE / "models", help="the folder of the models it names")
    options = parser.parse_args(arguments)
    lists = tomllib.loads(options.sentences.read_text(encoding="utf-8"))
    outside = lists.pop(OUTSIDE)["said"]
    right: dict[str, Counter[str]] = {}
    total: Counter[str] = Counter()
    scored: list[tuple[Asked, str | None, float]] = []
    for name, meant in lists.items():
        file = options.models / f"{name}.json"
        model = InteractionModel.load(file)
        asked = [
            *samples(model),
            *(Asked("paraphrase", text, intent) for intent, said in meant.items() for text in said),
        ]
        asked += [Asked(OUTSIDE, text, None) for text in outside]
        total.update(each.kind for each in asked)
        texts = [each.text for each in asked]
        for engine, heard in _engines(model, file, texts):
            right.setdefault(engine, Counter()).update(hits(asked, heard))
        near, scores = peers.NearestSample(model).hear(texts)
        scored += [(each, intent, score) for each, (intent, _), score in zip(asked, near, scores, strict=True)]
    cutoff, found = best_cutoff(scored, total)
    right[f"nearest sample, rapidfuzz (cutoff {cutoff})"] = found
    print(
        f"{len(lists)} models: {total['sample']} samples, {total['paraphrase']} paraphrases, {total[OUTSIDE]} foreign\n"
    )
    print(f"| engine | {' | '.join(KINDS)} |\n|---|{'---|' * len(KINDS)}")
    for engine, counts in right.items():
        print(f"| {engine} | {' | '.join(f'{counts[kind] / total[kind]:.3f}' for kind in KINDS.values())} |")
    return 0


def samples(model: InteractionModel) -> Iterator[Asked]:
    """The model's own samples, as somebody says them. Of one that two intents have it cannot be said what it means."""
    lexicon, found = Lexicon(model), dict[str, set[str]]()
    own = {(intent.name, sample) for intent in model.intents for sample in intent.samples}
    for template in templates_as_worded(model):
        if (template.intent, template.sample) in own:
            for sentence, words in product(expansions(template, lexicon, FILLINGS), ANY_WORDS):
                is_open = any(place.type in FREE_TYPES for place in template.places)
                found.setdefault(f"{sentence.strip()} {words}" if is_open else sentence, set()).add(template.intent)
    yield from (Asked("sample", text, *intents) for text, intents in found.items() if len(intents) == 1)


def hits(asked: Sequence[Asked], heard: Sequence[str | None]) -> Counter[str]:
    """How many are taken as they were meant; of what is foreign, how many are taken for anything."""
    taken = [None if intent == FALLBACK else intent for intent in heard]
    pairs = zip(asked, taken, strict=True)
    return Counter(each.kind for each, intent in pairs if intent and (each.kind == OUTSIDE or intent == each.intent))


def best_cutoff(scored: Sequence[tuple[Asked, str | None, float]], total: Counter[str]) -> tuple[int, Counter[str]]:
    """The likeness from which the nearest sample is believed, where it does best, and how it does then."""
    asked = [each for each, _, _ in scored]
    tried = {
        cutoff: hits(asked, [intent if score >= cutoff else None for _, intent, score in scored])
        for cutoff in range(40, 100, 2)
    }
    return max(
        tried.items(), key=lambda each: each[1]["paraphrase"] / total["paraphrase"] - each[1][OUTSIDE] / total[OUTSIDE]
    )


def _engines(model: InteractionModel, file: Path, texts: list[str]) -> Iterator[tuple[str, list[str | None]]]:
    tiers: tuple[Tier, ...] = ("best", "default") if is_installed() else ("default",)
    for tier in tiers:
        ours = Understanding(model, tier=tier)
        yield f"ours, {tier} tier", [ours.understand(text).intent for text in texts]
    other = peers.virtual_alexa(file, texts)
    if isinstance(other, str):
        print(f"virtual-alexa was left out: {other}.")
    else:
        yield f"virtual-alexa {peers.VIRTUAL_ALEXA}", [intent for intent, _ in other[0]]
