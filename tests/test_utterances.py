"""The project's own test utterances: none is a sample, and understanding is right about most of them.

How well it does in detail is measured by `back-coach evaluate`; this keeps it from getting worse unnoticed.
"""

from __future__ import annotations

import re
from typing import Any

from skill.desk.desk import new_echo
from skill.interaction_models import MODELS
from skill.understanding import InteractionModel
from tests.conftest import TESTS, rows

UTTERANCES: list[dict[str, Any]] = [
    row
    for path in sorted((TESTS / "utterances").glob("*.toml"))
    for row in rows(f"utterances/{path.name}", "utterance")
]


def plain(text: str) -> str:
    return re.sub(r"[^a-z ]", "", text.lower()).strip()


def test_there_are_many_and_each_is_new() -> None:
    said = [plain(row["said"]) for row in UTTERANCES]
    assert len(said) >= 600
    assert len(set(said)) == len(said)
    samples = {
        plain(sample) for intent in InteractionModel.load(MODELS / "en-US.json").intents for sample in intent.samples
    }
    assert not samples & set(said)


def test_most_are_understood_and_flags_are_raised() -> None:
    intents, flags, quiet = [], [], []
    for row in UTTERANCES:
        turn = new_echo().say(row["said"])
        if row.get("flags"):
            flags.append(bool(turn["red_flags"]))
        else:
            intents.append(turn["intent"] in {row["intent"], *row.get("alt", [])})
            quiet.append(not turn["red_flags"])
    assert sum(intents) / len(intents) >= 0.80
    assert sum(flags) / len(flags) >= 0.60
    assert sum(quiet) / len(quiet) >= 0.95
