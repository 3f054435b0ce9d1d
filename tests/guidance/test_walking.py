"""The walking program: it begins with what is easy, grows in small steps, and takes one back after a bad week."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.guidance import walking
from skill.guidance.content import default_content

CONTENT = default_content()
WEEKS = list(CONTENT.walking.values())
numbers = st.integers(1, len(WEEKS))


def test_it_takes_about_half_a_year_to_thirty_minutes_on_five_days() -> None:
    assert 20 <= len(WEEKS) <= 26
    assert (WEEKS[-1].minutes, WEEKS[-1].times) == (30, 5)


def test_every_fourth_week_is_an_easier_one() -> None:
    easy = [int(week.id) for week in WEEKS if week.easy]
    assert easy == list(range(4, 21, 4))


def test_no_week_asks_much_more_than_the_hardest_before() -> None:
    building = [week for week in WEEKS if not week.easy]
    for before, after in pairwise(building):
        assert after.minutes - before.minutes <= 5 and after.times - before.times <= 1


@pytest.mark.parametrize(("minutes", "week"), [(0, 1), (4, 1), (5, 1), (8, 2), (10, 5), (15, 9), (20, 13), (90, 13)])
def test_one_begins_with_what_is_easy(minutes: float, week: int) -> None:
    assert walking.first_week(minutes, CONTENT) == week


@given(st.floats(0, 300))
def test_nobody_begins_with_more_than_they_can(minutes: float) -> None:
    week = walking.week(walking.first_week(minutes, CONTENT), CONTENT)
    assert week.minutes <= max(minutes, WEEKS[0].minutes) and not week.easy


@given(numbers)
def test_a_week_that_was_walked_leads_to_the_next_and_the_last_goes_on(number: int) -> None:
    assert walking.next_week(number, "done", CONTENT) == min(number + 1, len(WEEKS))


@given(numbers, st.sampled_from(["missed", "sore"]))
def test_after_a_bad_week_comes_one_that_asks_no_more(number: int, how: walking.Went) -> None:
    before, after = walking.week(number, CONTENT), walking.week(walking.next_week(number, how, CONTENT), CONTENT)
    if not before.easy:
        assert after.minutes <= before.minutes and after.times <= before.times
    assert int(after.id) < number or number == 1


@given(st.integers(-5, 99))
def test_every_number_is_a_week(number: int) -> None:
    assert walking.week(number, CONTENT) in WEEKS
