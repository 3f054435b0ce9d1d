"""What people say to a voice assistant that is not for the skill at hand, less what is for it after all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from .tf_idf import TfIdf
from .words import norms

_THE_SAME = 0.75
_ALIKE = 0.6
_ABOUT_IT = 0.25
"""The part of a section that must be like the skill's samples for the whole section to be its business."""

Row = tuple[str, ...]


def background(samples: Sequence[Row]) -> Iterator[Row]:
    """The requests of background.txt, without the sections and lines that sound like these samples."""
    nearest = TfIdf([("", row) for row in samples], everything())
    for section in _sections():
        alike = [nearest.likeness(row).get("", 0.0) for row in section]
        if sum(each >= _ALIKE for each in alike) <= _ABOUT_IT * len(section):
            yield from (row for row, each in zip(section, alike, strict=True) if each < _THE_SAME)


def everything() -> Iterator[Row]:
    """All requests of background.txt."""
    return chain.from_iterable(_sections())


@cache
def _sections() -> tuple[tuple[Row, ...], ...]:
    sections: list[list[Row]] = [[]]
    for line in Path(__file__).with_name("background.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            sections.append([])
        elif row := norms(line):
            sections[-1].append(row)
    return tuple(tuple(section) for section in sections if section)
