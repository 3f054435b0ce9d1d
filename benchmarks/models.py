"""A folder of interaction models, anybody's: does each load, and does every sample mean the intent it stands under?

Each sample is said as it is written, its slots filled with a few of their values: listed ones, or examples of Amazon's
own types, or made-up words where nobody lists any. A sentence that two intents of one model have among their samples
has no right answer, and is counted by itself. Samples of a slot are said while the skill asks for that slot.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from skill.understanding import Intent, InteractionModel, ModelError, Understanding
from skill.understanding.expansion import values_of
from skill.understanding.grammar import Grammar
from skill.understanding.interaction_model import SLOT_IN_SAMPLE
from skill.understanding.lexicon import Lexicon
from skill.understanding.templates import templates_of
from skill.understanding.utterance import FREE_TYPES, Utterance
from skill.understanding.words import split

UNLISTED = ("purple elephants", "maple grove")
"""What stands in a slot whose values nobody lists."""
KINDS = {
    "plain": "samples, slots filled with listed values",
    "open": "samples with words that nobody lists",
    "answer": "answers to what a skill asks for",
}
_ANY_DAY = date(2026, 1, 5)


class Said(NamedTuple):
    """One sentence, and what came of it."""

    kind: str
    outcome: str
    """`right`, `shared` when another intent has the same sentence among its samples, `wrong`."""
    mistake: str


def main(arguments: list[str]) -> int:
    """Returns 1 where a model cannot be used or a sample with listed values is taken for something else."""
    parser = argparse.ArgumentParser(prog="script/bench models", description=__doc__)
    parser.add_argument("folder", type=Path, help="searched through and through for interaction models (*.json)")
    parser.add_argument("--fillings", type=int, default=3, help="of each sample with slots")
    parser.add_argument("--tier", choices=("default", "best"), default="default")
    parser.add_argument("--mistakes", type=int, default=20, help="how many to print")
    options = parser.parse_args(arguments)
    files = [file for file in sorted(options.folder.rglob("*.json")) if is_model(file)]
    if not files:
        print(f"script/bench models: {options.folder} holds no interaction model", file=sys.stderr)
        return 2
    counts: Counter[tuple[str, str]] = Counter()
    errors, mistakes, samples, began = [], [], 0, time.perf_counter()
    for file in files:
        try:
            model = InteractionModel.load(file)
        except ModelError as error:
            errors.append(str(error))
            continue
        samples += sum(len(intent.samples) for intent in model.intents)
        understanding = Understanding(model, folder=None, tier=options.tier)
        for said in chain(
            sentences(model, understanding, options.fillings),
            answers(file, model, understanding, options.fillings),
        ):
            counts[said.kind, said.outcome] += 1
            if said.outcome == "wrong":
                mistakes.append(f"{file.name}: {said.mistake}")
    print(
        f"{len(files)} models, {len(files) - len(errors)} of them loaded, with {samples} samples; "
        f"{options.tier} tier, {time.perf_counter() - began:.0f} seconds\n"
    )
    _print(counts)
    for line in (*errors, *mistakes[: options.mistakes]):
        print(line)
    return 1 if errors or counts["plain", "wrong"] else 0


def sentences(model: InteractionModel, understanding: Understanding, fillings: int) -> Iterator[Said]:
    """Says every sample of a model to its understanding."""
    lexicon, grammar = Lexicon(model), Grammar(templates_of(model))
    for intent in model.intents:
        for at, sample in enumerate(intent.samples):
            kind = "plain" if _is_listed(sample, intent, lexicon) else "open"
            for sentence in filled(sample, intent, lexicon, fillings, at):
                words = split(sentence, with_fillers=True)
                if not words:  # nothing that could be said
                    continue
                found = understanding.understand(sentence)
                claims = grammar.certain(Utterance(words, lexicon, _ANY_DAY))
                outcome = "right" if found.intent == intent.name else "wrong"
                if outcome == "wrong" and {intent.name, found.intent} <= {each.template.intent for each in claims}:
                    outcome = "shared"
                yield Said(kind, outcome, f"{intent.name}: '{sentence}' ({sample}): {found.intent}, {found.why}")


def answers(file: Path, model: InteractionModel, understanding: Understanding, fillings: int) -> Iterator[Said]:
    """Says every sample of a slot while the skill asks for that slot."""
    lexicon = Lexicon(model)
    content = json.loads(file.read_text(encoding="utf-8-sig"))
    raw = content.get("interactionModel", content)["languageModel"].get("intents") or ()
    for intent, slot in ((each, slot) for each in raw for slot in each.get("slots") or ()):
        for at, sample in enumerate(slot.get("samples") or ()):
            read = model.intent(intent["name"])
            assert read is not None
            for sentence in filled(sample, read, lexicon, fillings, at):
                found = understanding.understand(sentence, (read.name, slot["name"]))
                told = {name: each.value for name, each in found.slots.items() if each.value is not None}
                is_told = slot["name"] in told or slot["name"] not in SLOT_IN_SAMPLE.findall(sample)
                outcome = "right" if found.intent == read.name and is_told else "wrong"
                where = f"{read.name}.{slot['name']}: '{sentence}' ({sample})"
                yield Said("answer", outcome, f"{where}: {found.intent}, {found.why}, {told}")


def filled(sample: str, intent: Intent, lexicon: Lexicon, most: int, seed: int) -> Iterator[str]:
    """A sample as it would be said, each time with other values; once where it has no slots."""
    choices = {name: _values(intent.slots[name], lexicon) for name in SLOT_IN_SAMPLE.findall(sample)}
    variety = max((len(each) for each in choices.values()), default=1)
    for turn in range(min(most, variety)):
        # Steps of a large prime reach every value, and neighbours take different ones.
        chosen = {
            name: each[((seed + turn) * 7919 + at * 31) % len(each)] for at, (name, each) in enumerate(choices.items())
        }
        yield SLOT_IN_SAMPLE.sub(lambda found, chosen=chosen: chosen[found[1]], sample)  # type: ignore[misc]


def _values(kind: str, lexicon: Lexicon) -> tuple[str, ...]:
    return values_of(kind, lexicon) or UNLISTED


def _is_listed(sample: str, intent: Intent, lexicon: Lexicon) -> bool:
    kinds = {intent.slots[name] for name in SLOT_IN_SAMPLE.findall(sample)}
    return not kinds & FREE_TYPES and all(lexicon.phrases(kind) or Utterance.is_strict(kind) for kind in kinds)


def is_model(file: Path) -> bool:
    """Whether a JSON file means to be an interaction model."""
    try:
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and "languageModel" in content.get("interactionModel", content)


def _print(counts: Counter[tuple[str, str]]) -> None:
    print("| said | sentences | of two intents | right of the others | |\n|---|---|---|---|---|")
    for kind, what in KINDS.items():
        right, shared, wrong = (counts[kind, outcome] for outcome in ("right", "shared", "wrong"))
        if right + shared + wrong:
            share = 100 * right / (right + wrong) if right + wrong else 100
            print(f"| {what} | {right + shared + wrong} | {shared} | {right} | {share:.2f} % |")
    print()
