"""What is made of every labelled sentence, in both tiers, with the answer to it: written down, then compared.

For a change that is only to make it faster: `script/bench same_answers before.jsonl`, the change, and the same again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.progress import steps
from skill.desk.alerts import Clock
from skill.desk.desk import Desk
from skill.desk.evaluation import read
from skill.desk.explaining import data
from skill.desk.under_test import LocaleModel
from skill.interaction_models import COMMON
from skill.understanding import InteractionModel, Tier
from skill.understanding.interaction_model import read_json

UTTERANCES = Path(__file__).parents[1] / "tests" / "utterances"
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
TIERS: tuple[Tier, ...] = ("default", "best")


def main(arguments: list[str]) -> int:
    """Writes the file where there is none; otherwise prints what differs from it, and returns 1 where anything does."""
    parser = argparse.ArgumentParser(prog="script/bench same_answers", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--utterances", type=Path, default=UTTERANCES)
    options = parser.parse_args(arguments)
    found = list(answers(options.utterances))
    if not options.file.exists():
        options.file.write_text("".join(f"{json.dumps(each)}\n" for each in found), encoding="utf-8")
        print(f"{options.file}: {len(found)} answers")
        return 0
    before = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines()]
    differing = [(old, new) for old, new in zip(before, found, strict=True) if old != new]
    for old, new in differing:
        print(f"- {json.dumps(old)}\n+ {json.dumps(new)}")
    print(f"{len(found)} answers, {len(differing)} of them other than before")
    return 1 if differing else 0


def answers(path: Path) -> Iterator[dict[str, Any]]:
    """What each sentence means and what is said to it, as the first of a conversation."""
    texts = list(dict.fromkeys(row.text for row in read(path)))
    desk = Desk()
    for tier in TIERS:
        model = LocaleModel(read_json(COMMON), InteractionModel.load(COMMON), tier)
        desk.echo("en-US", model=model).say(texts[0])  # the first one waits for what is loaded then: perhaps too long
        for text in steps(texts, f"{tier} tier"):
            turn = desk.echo("en-US", clock=Clock(frozen_at=NOW), model=model).say(text)
            told = {
                name: turn[name] for name in ("speech", "ssml", "reprompt", "topic", "urgency", "red_flags", "step")
            }
            yield {"tier": tier, "text": text, **data(model.understanding.at(NOW).understand(text)), **told}
