"""Groups of everyday words that ask for nearly the same, from synonym_groups.txt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .words import norms, stem

_LONGEST = 6


@cache
def _groups() -> dict[tuple[str, ...], tuple[int, ...]]:
    lines = Path(__file__).with_name("synonym_groups.txt").read_text(encoding="utf-8").splitlines()
    found: dict[tuple[str, ...], list[int]] = {}
    for group, line in enumerate(line for line in lines if line and not line.startswith("#")):
        for phrase in line.split(","):
            members = found.setdefault(_stems(norms(phrase)), [])
            if group not in members:
                members.append(group)
    return {stems: tuple(members) for stems, members in found.items()}


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(stems[0] for stems in _groups() if stems)


def groups_in(row: tuple[str, ...]) -> Iterator[tuple[int, int, int]]:
    """Places (start, end, group) of a row of words that belong to a group; the longest phrase at each place."""
    groups, stems = _groups(), _stems(row)
    for start in (at for at, each in enumerate(stems) if each in _beginnings()):
        for end in range(min(len(stems), start + _LONGEST), start, -1):
            if members := groups.get(stems[start:end]):
                yield from ((start, end, group) for group in members)
                break


def _stems(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem(word) for word in row)
