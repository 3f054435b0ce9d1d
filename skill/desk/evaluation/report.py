"""A page about understanding: figures, a confusion matrix, what has changed. The desk's coverage page opens it too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from jinja2 import Environment, PackageLoader

from skill.json_reader import Json

MISTAKES = {
    "missed": "Red flags that nothing was raised for",
    "kind": "Red flags taken for another",
    "alarm": "False alarms",
    "accepted": "Nothing for this skill, and yet answered",
    "other": "Taken for something else",
}
"""The kinds of mistakes, worst first."""


def confusion(pairs: Iterable[tuple[str, str]]) -> Json:
    """From (meant, taken for): the labels in order, how often each was meant, and every cell that is not empty."""
    cells = Counter(pairs)
    meant = Counter(row for row, column in cells.elements())
    names = sorted(meant, key=str.lower) + sorted({column for _, column in cells} - meant.keys(), key=str.lower)
    place = {name: at for at, name in enumerate(names)}
    return {
        "labels": names,
        "meant": [meant[name] for name in names],
        "cells": [[place[row], place[column], count] for (row, column), count in sorted(cells.items())],
    }


def changes(before: Json, now: Json) -> Iterator[tuple[str, Json, Json]]:
    """Utterances of both that are right in one and wrong in the other: "mended" or "broken", then and now."""
    then = {each["text"]: each for each in before["utterances"]}
    for each in now["utterances"]:
        known = then.get(each["text"])
        if known and known["right"] != each["right"]:
            yield "mended" if each["right"] else "broken", known, each


def shares(before: Json | None, kind: str) -> dict[str, float]:
    """The shares of another time, by the figure's name."""
    rows = before.get(kind, []) if before else []
    return {name: right / of for name, right, of, *_ in rows if of}


def page(found: Json, before: Json | None = None) -> str:
    """The report on one evaluation, beside another if there is one, as one HTML file that needs nothing else."""
    environment = Environment(
        loader=PackageLoader("skill.desk.evaluation"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    wrong = {kind: [each for each in found["utterances"] if each["wrong"] == kind] for kind in MISTAKES}
    cells = sorted(found["matrix"]["cells"], key=lambda cell: -cell[2])
    return environment.get_template("report.html").render(
        found=found,
        before=before,
        moved=lambda key, name, share: _moved(shares(before, key), name, share),
        rights={row: count for row, column, count in found["matrix"]["cells"] if row == column},
        confusions=[cell for cell in cells if cell[0] != cell[1]],
        wrong={MISTAKES[kind]: rows for kind, rows in wrong.items() if rows},
        changes=list(changes(before, found)) if before else [],
    )


def _moved(then: dict[str, float], name: str, share: float) -> float | None:
    return share - then[name] if name in then else None
