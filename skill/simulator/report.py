"""A page about understanding: the figures, and a confusion matrix. The desk's coverage page can open it as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, PackageLoader

Json = dict[str, Any]


def confusion(pairs: Iterable[tuple[str, str]]) -> Json:
    """From (meant, taken for): the labels in order, how often each was meant, and every cell that is not empty."""
    cells = Counter(pairs)
    meant = Counter(row for row, column in cells.elements())
    names = sorted(meant) + sorted({column for _, column in cells} - meant.keys())
    place = {name: at for at, name in enumerate(names)}
    return {
        "labels": names,
        "meant": [meant[name] for name in names],
        "cells": [[place[row], place[column], count] for (row, column), count in sorted(cells.items())],
    }


def page(name: str, figures: list[tuple[str, int, int]], matrix: Json) -> str:
    """The report on one file of utterances, as one HTML file that needs nothing else."""
    environment = Environment(loader=PackageLoader("skill.simulator.page"), autoescape=True)
    mistakes = sorted((cell for cell in matrix["cells"] if cell[0] != cell[1]), key=lambda cell: -cell[2])
    return environment.get_template("report.html").render(name=name, figures=figures, matrix=matrix, mistakes=mistakes)
