"""Understanding measured on labelled utterances, through the whole skill: only flags that the skill raises count."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import track

from skill.desk.desk import Desk
from skill.desk.evaluation.labelled import EvaluationError, read
from skill.desk.evaluation.measuring import hear
from skill.desk.evaluation.printing import show, show_mistakes
from skill.desk.evaluation.report import page
from skill.desk.evaluation.summary import read_summary, sidecar, summary
from skill.desk.under_test.models import model_in
from skill.interaction_models import COMMON
from skill.understanding import EncoderError, Slots, Tier

__all__ = ["EvaluationError", "keep", "read", "run"]


def keep(tier: Tier) -> None:
    """Loads what a measurement needs, where it was learnt before. Raises EncoderError."""
    model_in(COMMON, tier).understanding.recall()


def run(
    path: Path,
    mistakes: bool = False,
    report: Path | None = None,
    tier: Tier = "auto",
    compare: Path | None = None,
    slots: Slots = "generous",
) -> int:
    """Measures a file or a folder, prints the figures, and writes a report. Returns the exit code."""
    try:
        rows = read(path)
        before = read_summary(compare) if compare else None
        model = model_in(COMMON, tier)
        understanding = model.understanding
    except (EvaluationError, EncoderError) as error:
        print(f"back-coach evaluate: {error}", file=sys.stderr)
        return 2
    if not rows:
        print(f"back-coach evaluate: {path} holds no utterances", file=sys.stderr)
        return 2
    understanding.prepare()  # so that the clock runs for understanding alone
    desk = Desk(slots=slots)
    hear(rows[0], desk, model)  # whatever is made at the first turn is made
    errors = Console(stderr=True)
    listening = track(rows, "listening", console=errors, transient=True, disable=not errors.is_terminal)
    found = summary(path.name, understanding.tier, slots, [(row, hear(row, desk, model)) for row in listening])
    if report:  # before anything is printed, which may be cut short by a pipe
        sidecar(report).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        report.write_text(page(found, before), encoding="utf-8")
    console = Console()
    show(found, before, console)
    if mistakes:
        show_mistakes(found, console)
    return 0
