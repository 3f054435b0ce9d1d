"""A writer that is killed leaves a whole store behind. `script/bench killed_writes` does it a thousand times."""

from __future__ import annotations

import pytest

from benchmarks import killed_writes


def test_killed_writers_leave_nothing_broken(capsys: pytest.CaptureFixture[str]) -> None:
    assert killed_writes.main(["--times", "5"]) == 0
    assert "5 writers killed" in capsys.readouterr().out


def test_what_is_broken_is_noticed() -> None:
    good = killed_writes.record_of(7)
    assert killed_writes.record_of(8) != good
    assert set(good) == set(killed_writes.KEYS)
