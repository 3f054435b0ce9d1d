from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.desk.alerts.clock import format_duration, parse_duration

LENGTHS = [("PT15M", 900), ("PT1H3M31S", 3811), ("PT2H", 7200), ("PT7200S", 7200), ("PT0.5H", 1800), ("P1DT1S", 86401)]
NO_LENGTHS = ["", "P", "15", "PT5", "pt5m", "P1M", "P1Y", "PT1H30M ", "PT" + "9" * 30 + "H", "fifteen minutes"]


@pytest.mark.parametrize(("text", "seconds"), LENGTHS)
def test_lengths(text: str, seconds: int) -> None:
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", NO_LENGTHS)
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        parse_duration(text)


@given(st.text(alphabet="PTDHMSWY0123456789.,+-: e"))
def test_any_text_is_a_length_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert isinstance(parse_duration(text), timedelta)


@given(st.integers(1, 7200))
def test_written_and_read_again(seconds: int) -> None:
    assert parse_duration(format_duration(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


def test_a_part_of_a_second_is_written_as_a_whole_one() -> None:
    assert format_duration(timedelta(seconds=59.1)) == "PT1M"
