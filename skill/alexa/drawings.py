"""The drawings of steps: a little figure in a few strokes, as Alexa's vector graphics (AVG).

A drawing is a file of `screens/drawings/`: lists of strokes (SVG path data), one list a pen, and where the heads are. A
move is shown by two figures, how one begins and where it leads, from the side or from above, as it is known best.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Any, NamedTuple

DRAWINGS = os.path.join(os.path.dirname(__file__), "screens", "drawings")
WIDTH = 320
MARGIN = 22
"""Room above the highest point of a line, and below the lowest, for the width of its pen, and for air."""
FLOOR = ["M20 210 L300 210"]
HEAD_RADIUS = 15
HALO = 5
"""How much wider than its stroke the gap is around a limb that crosses the body."""


class Pen(NamedTuple):
    """What a stroke looks like: the name of its colour, and its width."""

    ink: str
    width: int


PENS = {
    "floor": Pen("faint", 4),
    "mat": Pen("prop", 8),
    "prop": Pen("prop", 7),
    "far": Pen("far", 11),
    "body": Pen("near", 20),
    "near": Pen("near", 11),
    "over": Pen("near", 11),
    "pack": Pen("accent", 15),
    "motion": Pen("accent", 4),
}
"""In the order of painting: what is painted later lies on top."""

INKS = {
    "paper": "#10181c",
    "faint": "#3a4f58",
    "prop": "#54707c",
    "far": "#6f8b97",
    "near": "#f2f5f6",
    "accent": "#5cc8da",
}


class Drawing(NamedTuple):
    """A drawing and, for whoever cannot see it, what it shows."""

    shows: str
    graphic: dict[str, Any]
    """The AVG."""


@cache
def drawing(step_id: str) -> Drawing | None:
    """The drawing of a step; None where there is none."""
    import tomllib  # only devices with a screen are shown drawings

    try:
        with open(os.path.join(DRAWINGS, f"{step_id}.toml"), "rb") as file:
            strokes = tomllib.load(file)
    except FileNotFoundError:
        return None
    return Drawing(strokes["shows"], _graphic(strokes))


def _graphic(strokes: dict[str, Any]) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for name, pen in PENS.items():
        for line in _lines(strokes, name):
            if name == "over":
                items.append(_stroke(line, Pen("paper", pen.width + HALO)))
            items.append(_stroke(line, pen))
        if name == "body":
            items.extend(_head(*head) for head in strokes["heads"])
    highest, lowest = _reach(strokes)
    top = highest - MARGIN
    return {
        "type": "AVG",
        "version": "1.1",
        "width": WIDTH,
        "height": lowest + MARGIN - top,
        "parameters": [{"name": name, "type": "color", "default": ink} for name, ink in INKS.items()],
        "items": [{"type": "group", "translateY": -top, "items": items}],
    }


def _reach(strokes: dict[str, Any]) -> tuple[int, int]:
    """The smallest and the largest y. Lines have absolute commands of whole numbers, x and y in turn."""
    lines = [line for pen in PENS for line in _lines(strokes, pen)]
    heights = [int(y) for line in lines for y in re.findall(r"-?\d+", line)[1::2]]
    return min(*heights, *(y - HEAD_RADIUS for _, y in strokes["heads"])), max(heights)


def _lines(strokes: dict[str, Any], pen: str) -> list[str]:
    """What a pen draws. Whoever has no mat is on the floor."""
    usual = FLOOR if pen == "floor" and "mat" not in strokes else []
    found: list[str] = strokes.get(pen, usual)
    return found


def _stroke(line: str, pen: Pen) -> dict[str, Any]:
    return {
        "type": "path",
        "pathData": line,
        "stroke": f"${{{pen.ink}}}",
        "strokeWidth": pen.width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
        "fill": "transparent",
    }


def _head(x: int, y: int) -> dict[str, Any]:
    r = HEAD_RADIUS
    circle = f"M{x - r} {y} A{r} {r} 0 1 1 {x + r} {y} A{r} {r} 0 1 1 {x - r} {y} Z"
    return {"type": "path", "pathData": circle, "fill": "${near}"}
