"""Hears a number that is put right, and nothing besides: "no, make it ten", "ten, not nine", "no, three days"."""

from __future__ import annotations

from dataclasses import dataclass

from skill.guidance.model import PuttingRight
from skill.guidance.words import Number, Word, numbers

HOUR = 60
"""The minutes on a clock."""


@dataclass(frozen=True)
class PutRight:
    """The number that was meant."""

    number: int
    minutes: int = 0
    """Past the hour, where it is a time: "ten thirty"."""
    later: bool | None = None
    """Whether that is after noon; None where nobody said."""
    seconds: int = 0
    """The length of its unit, as in "three days"; 0 where none was named."""


def put_right(words: list[Word], known: PuttingRight) -> PutRight | None:
    """The number in these words, where they are no more than a number put right; of two the one not denied."""
    found = numbers(words)
    inside = {at for number in found for at in range(number.start, number.end)}
    beside = [word.read for at, word in enumerate(words) if at not in inside]
    if not found or not set(beside) <= {*known.words, *known.halves, *known.units, *known.changes}:
        return None
    if beside and beside[0] in known.agreeing and not set(beside) & {*known.changes}:
        return None  # "yes, ten" says nothing of what ten is
    meant = [number for number in found if not _is_denied(number, words)]
    if not meant or meant[-1].value % 1:
        return None
    first = meant[-2] if _is_a_clock(meant, known.units, words) else meant[-1]
    halves = [known.halves[each] for each in beside if each in known.halves]
    return PutRight(
        number=int(first.value),
        minutes=int(meant[-1].value) if first is not meant[-1] else known.past.get(_before(first, words), 0),
        later=halves[-1] if halves else None,
        seconds=next((known.units[each] for each in beside if each in known.units), 0),
    )


def _before(number: Number, words: list[Word]) -> str:
    """The two words in front of a number: the "half past" of "half past three"."""
    return " ".join(word.read for word in words[max(number.start - 2, 0) : number.start])


def _is_denied(number: Number, words: list[Word]) -> bool:
    return number.start > 0 and words[number.start - 1].read == "not"


def _is_a_clock(meant: list[Number], units: dict[str, int], words: list[Word]) -> bool:
    """Whether the last two numbers are an hour and its minutes."""
    if len(meant) < 2 or meant[-2].end != meant[-1].start:
        return False
    behind = words[meant[-1].end].read if meant[-1].end < len(words) else ""
    return meant[-1].value < HOUR and behind not in units
