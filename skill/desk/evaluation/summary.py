"""An evaluation as data: what the page shows, what is kept beside it, and what two evaluations are compared by."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skill.desk.evaluation.labelled import EvaluationError
from skill.desk.evaluation.labels import red_flag_kind
from skill.desk.evaluation.measuring import (
    Figure,
    Result,
    by_flag,
    by_label,
    by_slot,
    figures,
    is_right,
    pairs,
    percentiles,
    what_is_wrong,
)
from skill.desk.evaluation.report import confusion
from skill.json_reader import Json

_DATA = re.compile(r'<script type="application/json" id="report">(.*?)</script>', re.DOTALL)


def summary(name: str, tier: str, slots: str, results: Sequence[Result]) -> Json:
    """Everything that was measured. A row is a name, how many are right, of how many, and the interval.

    A red flag's row has at its end how often any flag was raised.
    """
    return {
        "name": name,
        "tier": tier,
        "filling": slots,
        "figures": [_row(each) for each in figures(results)],
        "labels": [_row(each) for each in by_label(results) if not red_flag_kind(each.name)],
        "flags": [[*_row(each), raised] for each, raised in by_flag(results)],
        "slots": [_row(each) for each in by_slot(results)],
        "milliseconds": {
            "understanding": _times([heard.understanding for _, heard in results]),
            "turn": _times([heard.turn for _, heard in results]),
        },
        "matrix": confusion(pairs(results)),
        "utterances": [
            {
                "text": row.text,
                "label": row.label,
                "intent": heard.intent,
                "flags": sorted(heard.flags),
                "right": is_right(row, heard),
                "wrong": what_is_wrong(row, heard),
            }
            for row, heard in results
        ],
    }


def _row(figure: Figure) -> list[Any]:
    low, high = figure.interval
    return [figure.name, figure.right, figure.of, round(low, 4), round(high, 4)]


def _times(milliseconds: Sequence[float]) -> tuple[float, ...]:
    """The median, what 99 of a hundred stay below, and the longest."""
    return *percentiles(milliseconds), max(milliseconds)


def sidecar(report: Path) -> Path:
    """Where the data of a page is kept: beside it, as JSON."""
    return report.with_suffix(".json")


def read_summary(path: Path) -> Json:
    """What was measured another time, from a report or from the JSON beside it. Raises EvaluationError."""
    try:
        text = path.read_text(encoding="utf-8")
        inside = _DATA.search(text) if path.suffix == ".html" else None
        found = json.loads(inside[1] if inside else text)
        if not isinstance(found, dict) or not {"figures", "labels", "utterances"} <= found.keys():
            raise ValueError("it holds no figures")
    except (OSError, ValueError) as error:
        message = f"{path}: is no report of back-coach evaluate ({error}); write one with --report FILE.html"
        raise EvaluationError(message) from None
    return found
