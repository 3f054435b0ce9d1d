"""The constants of understanding that were fitted, fitted again from the model's own samples, beside those in the code.

The samples and the background are dealt into parts. Each part in turn is left out of what is learnt, and then heard: so
nothing is judged that was learnt from. `--utterances` judges tests/utterances as well, of which nothing is ever learnt.
A sentence that some sample has word for word needs no constant, and counts for none.

What is printed is a proposal. Take one only where `back-coach evaluate tests/utterances` is no worse with it.
"""

from __future__ import annotations

import argparse
import math
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch
from zlib import crc32

import numpy as np

from skill.desk.evaluation import read
from skill.interaction_models import MODELS
from skill.understanding import FALLBACK, InteractionModel, Tier, Understanding, choice, labelled, learning
from skill.understanding.background import background
from skill.understanding.choice import Choice, Thresholds, choose
from skill.understanding.encoder import is_installed
from skill.understanding.expansion import expansions
from skill.understanding.lexicon import Lexicon
from skill.understanding.templates import templates_of
from skill.understanding.utterance import FREE_TYPES

ROOT = Path(__file__).parents[1]
TURNED_AWAY = 0.9
"""The part of foreign requests that the background has to win."""
MOVED = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
"""How far each threshold is moved from where it stands, to see what comes of it."""
SHARPNESS = (0.5, 0.625, 0.75, 0.875, 1.0)
SMALL_INTENTS, SMALL_SAMPLES = 8, (4, 12)
"""The small models: so many intents, with so many samples each."""
STEPS, RIDGE = 25, 1e-3


class Said(NamedTuple):
    """A sentence, and the intents that are right for it."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Heard:
    """What a sentence was weighed by: the arguments of `choose`."""

    right: frozenset[str]
    weighed: tuple[Any, ...]

    @property
    def is_foreign(self) -> bool:
        """Whether it is nothing for the skill."""
        return self.right == {FALLBACK}

    def chosen(self, thresholds: Thresholds) -> Choice:
        """What is chosen of it with these constants."""
        likely, loose, _, *rest = self.weighed
        return choose(likely, loose, thresholds, *rest)

    def is_right(self, thresholds: Thresholds) -> bool:
        """Whether these constants choose what is right."""
        return (self.chosen(thresholds).intent or FALLBACK) in self.right

    def leads(self, thresholds: Thresholds) -> tuple[float, float]:
        """How far the best intent lies before the background, and before the second."""
        found: list[tuple[float, float]] = []
        with patch.object(Thresholds, "confidence", lambda _, *leads: found.append(leads) or 1.0):
            self.chosen(thresholds)
        return found[-1]

    @property
    def best(self) -> str:
        """The likeliest intent."""
        return max((name for name in self.weighed[0] if name != FALLBACK), key=self.weighed[0].__getitem__)


def main(arguments: list[str]) -> int:
    """Fits and prints, for one way of understanding."""
    parser = argparse.ArgumentParser(prog="script/bench fit", description=__doc__)
    parser.add_argument("--tier", choices=("default", "best"), default="best" if is_installed() else "default")
    parser.add_argument("--parts", type=int, default=3, help="how many times it is learnt")
    parser.add_argument(
        "--utterances", action="store_true", help="judge tests/utterances too; takes learning once more"
    )
    options = parser.parse_args(arguments)
    model, tier = InteractionModel.load(MODELS / "en-US.json"), options.tier
    now = choice.BY_MEANING if tier == "best" else choice.BY_WORDS
    sharpness = SHARPNESS if tier == "best" else ()
    heard: list[Heard] = []
    surprise = dict.fromkeys(sharpness, 0.0)
    for part in range(options.parts):
        understanding, said = without(model, part, options.parts, tier)
        heard += weighed(understanding, said)
        for value in sharpness:
            with patch.object(learning, "_SHARPNESS", value):
                surprise[value] += sum(_surprise(each) for each in weighed(understanding, said))
    inside, foreign = [each for each in heard if not each.is_foreign], [each for each in heard if each.is_foreign]
    print(f"Python {platform.python_version()}, {tier}: {len(inside)} sentences inside, {len(foreign)} foreign ones\n")
    print("| constant | fitted | in the code |\n|---|---|---|")
    print(f"| over_background | {turning_away(foreign, now):.1f} | {now.over_background} |")
    print(f"| few | {few(model, tier, now):.2f} | {now.few} |")
    print(f"| sure | {', '.join(f'{each:.2f}' for each in sure(inside, now))} | {', '.join(map(str, now.sure))} |")
    if surprise:
        print(f"| _SHARPNESS | {min(surprise, key=surprise.__getitem__)} | {learning._SHARPNESS} |")
    moved("left out", heard, now)
    if options.utterances:
        told = read(ROOT / "tests" / "utterances")
        rows = [Said(row.text, row.intents) for row in told if row.intents and not row.is_flag]
        moved("tests/utterances", weighed(Understanding(model, tier=tier), rows), now)
    return 0


def without(model: InteractionModel, part: int, parts: int, tier: Tier) -> tuple[Understanding, list[Said]]:
    """What is learnt without one part of samples and background, and that part."""

    def is_left_out(text: str) -> bool:
        return crc32(text.encode()) % parts == part

    lexicon, said = Lexicon(model), list[Said]()
    own = {(intent.name, sample) for intent in model.intents for sample in intent.samples}
    for template in templates_of(model):
        is_own = (template.intent, template.sample) in own and is_left_out(template.sample)
        if is_own and not any(place.type in FREE_TYPES for place in template.places):
            said += [Said(text, frozenset({template.intent})) for text in expansions(template, lexicon, 1, part)]
    kept = [replace(each, samples=tuple(s for s in each.samples if not is_left_out(s))) for each in model.intents]

    def rest(samples: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
        for row in background(samples):
            if is_left_out(text := " ".join(row)):
                said.append(Said(text, frozenset({FALLBACK})))
            else:
                yield row

    understanding = Understanding(replace(model, intents=tuple(kept)), folder=None, tier=tier)
    with patch.object(labelled, "background", rest):
        understanding.prepare()
    return understanding, said


def weighed(understanding: Understanding, said: Sequence[Said]) -> list[Heard]:
    """What each sentence is weighed by, where it is weighed at all."""
    found: list[Heard] = []
    for each in said:
        with _recorded() as calls:
            understanding.understand(each.text)
        found += [Heard(each.right, arguments) for arguments in calls[:1]]
    return found


@contextmanager
def _recorded() -> Iterator[list[tuple[Any, ...]]]:
    calls: list[tuple[Any, ...]] = []

    def keep(*arguments: Any) -> Choice:
        calls.append(arguments)
        return choose(*arguments)

    with patch("skill.understanding.judging.choose", keep):
        yield calls


def _surprise(heard: Heard) -> float:
    """How unlikely, as a logarithm, what is right was held to be."""
    return -math.log(max(sum(heard.weighed[0].get(name, 0.0) for name in heard.right), 1e-9))


def turning_away(foreign: Sequence[Heard], now: Thresholds) -> float:
    """The lead over the background that so many of the foreign requests do not have."""
    return float(np.quantile([each.leads(now)[0] for each in foreign], TURNED_AWAY))


def few(model: InteractionModel, tier: Tier, now: Thresholds) -> float:
    """How the lead that turns foreign requests away falls with the size of the model."""
    owing, points = replace(now, few=0.0), list[tuple[float, float]]()
    ours = [intent for intent in model.intents if not intent.name.startswith("AMAZON.") and len(intent.samples) > 20]
    for samples in SMALL_SAMPLES:
        small = [replace(each, samples=each.samples[:samples]) for each in ours[:SMALL_INTENTS]]
        understanding, said = without(replace(model, intents=tuple(small)), 0, 2, tier)
        foreign = [each for each in weighed(understanding, said) if each.is_foreign]
        count = foreign[0].weighed[5]
        points.append((math.log(max(1.0, choice.ENOUGH / count)), now.over_background - turning_away(foreign, owing)))
    return sum(far * owed for far, owed in points) / sum(far * far for far, _ in points)


def sure(inside: Sequence[Heard], now: Thresholds) -> tuple[float, ...]:
    """Logistic regression of the likeliest intent being right, by Newton's steps."""
    rows = np.array([(1.0, *each.leads(now)) for each in inside])
    right = np.array([each.best in each.right for each in inside], dtype=float)
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (right - likely) - RIDGE * found
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + RIDGE * np.eye(len(found))
        found += np.linalg.solve(curve, slope)
    return tuple(found.tolist())


def moved(title: str, heard: Sequence[Heard], now: Thresholds) -> None:
    """What becomes of the sentences when one threshold is another than in the code."""
    names = ("over_background", "in_order", "net", "asked", "own", "told")
    inside, foreign = [each for each in heard if not each.is_foreign], [each for each in heard if each.is_foreign]
    print(f"\n{title}: {len(inside)} inside, {len(foreign)} foreign. Understood, and foreign turned away, where it is")
    print(f"\n| constant | in the code | {' | '.join(f'{by:+}' for by in MOVED)} |\n|{'---|' * (len(MOVED) + 2)}")
    for name in names:
        others = [replace(now, **{name: getattr(now, name) + by}) for by in MOVED]
        print(f"| {name} | {getattr(now, name)} | {' | '.join(_shares(inside, foreign, each) for each in others)} |")


def _shares(inside: Sequence[Heard], foreign: Sequence[Heard], thresholds: Thresholds) -> str:
    return ", ".join(
        f"{sum(each.is_right(thresholds) for each in some) / max(len(some), 1):.3f}" for some in (inside, foreign)
    )
