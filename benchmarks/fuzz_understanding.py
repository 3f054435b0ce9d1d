"""Thousands of interaction models out of Amazon's own classes, and any text said to each: an answer or a ModelError.

The same strategies as in the tests, which try a few. Of a model that loads, every sample is said as well: what is
filled with listed values has to come back as its own intent. It stops at the first that fails, and prints it.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.models import sentences
from skill.understanding import InteractionModel, ModelError, Understanding, conflicts, labelled
from skill.understanding.words import norms
from tests.understanding.fuzzing import TEXT, assert_sound, models

AT_ONCE = 200
FEW = [norms(text) for text in ("play some jazz", "tell me a joke", "what is ten times twelve")]


def main(arguments: list[str]) -> int:
    """Returns 0; whatever fails is an exception with what made it."""
    parser = argparse.ArgumentParser(prog="script/bench fuzz_understanding", description=__doc__)
    parser.add_argument("--models", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tier", choices=("default", "best"), default="default")
    options = parser.parse_args(arguments)
    labelled.background = lambda samples: iter(FEW)  # what is learnt from hundreds of lines has no more to fail by
    seen: Counter[str] = Counter()
    longest = (0.0, "")
    began = time.perf_counter()

    def one(content: dict[str, Any], texts: list[str]) -> None:
        nonlocal longest
        try:
            model = InteractionModel.parse(content)
        except ModelError as error:
            seen["refused with a remedy"] += "; " in str(error)
            return
        seen["models"] += 1
        conflicts(model)
        understanding = Understanding(model, folder=None, tier=options.tier)
        understanding.prepare()
        for text in texts:
            slots = [(intent.name, slot) for intent in model.intents for slot in intent.slots]
            for asked in (None, *slots):
                started = time.thread_time()
                found = understanding.understand(text, asked)
                longest = max(longest, (time.thread_time() - started, text[:60]))
                assert_sound(found, model)
                seen["utterances"] += 1
        for said in sentences(model, understanding, 2):
            seen["samples"] += 1
            assert (said.kind, said.outcome) != ("plain", "wrong"), said.mistake

    for turn in range(-(-options.models // AT_ONCE)):
        _many(one, options.seed * 1_000_000 + turn)
        print(
            f"{time.perf_counter() - began:.0f} s: {dict(seen)}, the longest {longest[0]:.3f} s of computing",
            flush=True,
        )
    print(f"nothing failed; the longest utterance took {longest[0]:.3f} s of computing ({longest[1]!r})")
    return 0


def _many(one: Any, number: int) -> None:
    phases = (Phase.generate, Phase.shrink)
    limits = settings(
        max_examples=AT_ONCE, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    seed(number)(limits(given(models(), st.lists(TEXT, min_size=1, max_size=4))(one)))()
