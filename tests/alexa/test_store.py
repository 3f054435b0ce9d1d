"""Which record takes the place of the one that is kept."""

from __future__ import annotations

import pytest

from skill.alexa.memory.store import AHEAD_SECONDS, wins
from skill.dialogue.record import Item

HOUR = 3600
KEPT: Item = {"version": 2, "expires": 1_000_000, "record": ""}

RECORDS: list[tuple[int, int, bool]] = [
    (2, 1_000_000, True),  # as new as the one kept
    (2, 1_000_001, True),
    (2, 999_999, False),  # older: it was written meanwhile
    (2, 1_000_000 - HOUR, False),
    (2, 1_000_000 - HOUR - 1, True),  # so far ahead a clock was wrong
    (2, 0, True),
    (1, 2_000_000, False),  # an older version never takes the place of a newer one
    (3, 1_000_000, True),
    (3, 999_999, False),
]


@pytest.mark.parametrize(("version", "expires", "takes_its_place"), RECORDS)
def test_the_newer_record_stays(version: int, expires: int, takes_its_place: bool) -> None:
    assert AHEAD_SECONDS == HOUR
    assert wins({**KEPT, "version": version, "expires": expires}, KEPT) == takes_its_place


def test_any_record_takes_the_place_of_none() -> None:
    assert wins(KEPT, None)
