"""Amazon's rules for what a slot may hold, at half past three on Wednesday, January 7, 2026."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from skill.desk.validation import is_valid

NOW = datetime(2026, 1, 7, 15, 30, tzinfo=UTC)
DATE, TIME, LENGTH, NUMBER = "AMAZON.DATE", "AMAZON.TIME", "AMAZON.DURATION", "AMAZON.NUMBER"
WEEK = {"start": "P0D", "end": "P1W"}
NIGHT = {"start": "22:00", "end": "06:00"}
SOON = {"start": "PT0H", "end": "PT12H"}

RULES = [
    # rule, its parameters, type, what passes, what does not
    ("isGreaterThan", {"value": "3"}, NUMBER, ["4", "?"], ["3", "-1"]),
    ("isGreaterThanOrEqualTo", {"value": "2026-02-01"}, DATE, ["2026-02", "2026-W06", "2027"], ["2026-01-31", "2026"]),
    ("isGreaterThan", {"value": "2026-02-01"}, DATE, ["2026-SU"], ["2026-02-01", "2026-02", "PRESENT_REF"]),
    ("isLessThan", {"value": "2026-02-01"}, DATE, ["2026-01-31", "2026-01", "2025", "201X"], ["2026-Q1", "2026-W05"]),
    ("isLessThanOrEqualTo", {"value": "12:00"}, TIME, ["12:00", "00:05", "EV"], ["12:01"]),
    ("isGreaterThan", {"value": "PT30M"}, LENGTH, ["PT31M", "P1D"], ["PT30M", "PT5S"]),
    ("isLessThanOrEqualTo", {"value": "P1M"}, LENGTH, ["P4W", "P31D"], ["P32D", "P1Y"]),
    ("isInDuration", WEEK, DATE, ["2026-01-07", "2026-01-14", "2026-W02-WE"], ["2026-01-06", "2026-01-15", "2026-W03"]),
    ("isNotInDuration", WEEK, DATE, ["2026-01-06", "2026-01-15"], ["2026-01-07", "2026-01-10"]),
    ("isInDuration", {"start": "2026-03-01", "end": "P3M"}, DATE, ["2026-03-01", "2026-04-07"], ["2026-04-08"]),
    ("isInDuration", {"start": "-P1M", "end": "P0D"}, DATE, ["2025-12-07", "2026-01-07"], ["2025-12-06", "2026-01-08"]),
    ("isInDuration", NIGHT, TIME, ["22:00", "23:59", "05:00", "NI"], ["21:59", "06:01", "12:00"]),
    ("isInDuration", SOON, TIME, ["15:30", "23:00", "03:30"], ["15:29", "03:31"]),
    ("isInDuration", {"start": "someday", "end": "later"}, DATE, ["2026-01-07"], []),
    ("isInSet", {"values": ["Five", "six"]}, "WORD", ["five", "SIX"], ["seven"]),
    ("isNotInSet", {"values": ["Five"]}, "WORD", ["six"], ["five"]),
    ("isSomethingNew", {}, "WORD", ["anything"], []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "told", "kind", "good", "bad"), RULES)
def test_a_rule_for_what_a_slot_may_hold(
    rule: str, told: dict[str, object], kind: str, good: list[str], bad: list[str]
) -> None:
    assert [each for each in [*good, *bad] if is_valid({"value": each}, kind, {"type": rule, **told}, NOW)] == good


def test_of_several_values_all_have_to_pass() -> None:
    rule = {"type": "isInSet", "values": ["one", "two"]}
    several = [[{"value": each} for each in said] for said in (["one", "two"], ["one", "three"])]
    assert [is_valid({"slotValue": {"values": each}}, "WORD", rule, NOW) for each in several] == [True, False]
