"""Understanding measured on labelled utterances, through the whole skill: only flags that the skill raises count."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from rich.console import Console
from rich.progress import track

from skill.desk.desk import Desk
from skill.desk.evaluation.labelled import EvaluationError, Labelled, read
from skill.desk.evaluation.measuring import hear
from skill.desk.evaluation.printing import show, show_mistakes
from skill.desk.evaluation.report import page
from skill.desk.evaluation.summary import read_summary, sidecar, summary
from skill.desk.exchange import DeskError
from skill.desk.under_test import LocaleModel
from skill.desk.under_test.models import model_in
from skill.interaction_models import COMMON
from skill.json_reader import Json
from skill.understanding import FALLBACK, EncoderError, InteractionModel, Slots, Tier

LAUNCH = "LaunchRequest"

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
    on: Callable[[], AbstractContextManager[Desk]] | None = None,
) -> int:
    """Measures a file or a folder, prints the figures, and writes a report. Returns the exit code.

    `on`: a desk with another skill than Back Coach; then labels are the names of its intents.
    """
    with on() if on else nullcontext(Desk(slots=slots)) as desk:
        return _run(path, desk, model_in(COMMON, tier) if on is None else None, tier, mistakes, report, compare)


def _run(
    path: Path,
    desk: Desk,
    ours: LocaleModel | None,
    tier: Tier,
    mistakes: bool,
    report: Path | None,
    compare: Path | None,
) -> int:
    try:
        rows = read(path)
        before = read_summary(compare) if compare else None
        model = ours or replace(desk.model(desk.skill.models.default_locale), tier=tier)
        understanding = model.understanding
        _refuse_unknown(rows, model.model)
    except (EvaluationError, EncoderError, DeskError) as error:
        print(f"back-coach evaluate: {error}", file=sys.stderr)
        return 2
    if not rows:
        print(f"back-coach evaluate: {path} holds no utterances", file=sys.stderr)
        return 2
    understanding.prepare()  # so that the clock runs for understanding alone
    return _measure(path, rows, desk, model, mistakes, report, before)


def _refuse_unknown(rows: list[Labelled], model: InteractionModel) -> None:
    """Labels that stand for no intent are mistakes of whoever wrote them, and none of the model's."""
    known = {intent.name for intent in model.intents} | {FALLBACK, LAUNCH}
    for label in {row.label: row for row in rows if row.intents and not (row.intents & known or row.needs)}.values():
        wanted = sorted(label.intents)[0]
        near = get_close_matches(wanted, known, 3, 0.5) or sorted(known)[:3]
        what = f"the label {label.label!r}, as of {label.text!r}, is no intent of the model"
        raise EvaluationError(f"{what}; use one such as {', '.join(near)}")


def _measure(
    path: Path,
    rows: list[Labelled],
    desk: Desk,
    model: LocaleModel,
    mistakes: bool,
    report: Path | None,
    before: Json | None,
) -> int:
    understanding, slots = model.understanding, desk.slots
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
