from datetime import UTC, datetime, timedelta, timezone

import pytest

from skill.desk.alerts import Clock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_frozen_clock_moves_only_when_told() -> None:
    clock = Clock(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.advance(90.5) == clock.now() == NOON + timedelta(seconds=90.5)


def test_a_running_clock_is_ahead_by_what_was_advanced() -> None:
    clock = Clock()
    before = datetime.now(UTC)
    clock.advance(3600)
    assert before <= clock.now() - timedelta(hours=1) <= datetime.now(UTC)


def test_it_speaks_utc() -> None:
    assert Clock(NOON.astimezone(timezone(timedelta(hours=-5)))).now().tzinfo is UTC


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 366 * 86400 + 1, 1e300])
def test_steps_that_make_no_sense_are_refused_and_change_nothing(seconds: float) -> None:
    clock = Clock(NOON)
    with pytest.raises(ValueError, match="cannot advance by"):
        clock.advance(seconds)
    assert clock.now() == NOON


def test_the_calendar_ends() -> None:
    with pytest.raises(ValueError, match="past the year 8999"):
        Clock(datetime(8999, 12, 31, tzinfo=UTC)).advance(2 * 86400)


def test_a_start_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Clock(datetime(2026, 11, 22))
