"""The record of a person: written and read again, of this version, of another, and of nothing that makes sense."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from skill.dialogue.record import KEYS, VERSION, Record, Unreadable

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
STEPS, REST = ("ease_off", "cold_pack"), {"trend": "same", "week": 2, "brief": True, "reminders": ("r1", "r2")}
RECORD = Record(STEPS, 1, "2026-11-21", **REST)
NO_COURSE = Record(brief=True, reminders=("r1", "r2"))
ITEM = RECORD.to_item(NOW)


def test_it_is_kept_for_thirty_days_from_now() -> None:
    assert ITEM["expires"] == int((NOW + timedelta(days=30)).timestamp())
    assert tuple(ITEM) == KEYS


def test_it_is_read_as_it_was_written() -> None:
    assert Record.from_item(ITEM) == RECORD
    assert Record.from_item(Record().to_item(NOW)) == Record()


def test_the_latest_ten_reminders_are_kept() -> None:
    tokens = tuple(map(str, range(11)))
    assert Record(reminders=tokens).to_item(NOW)["reminders"] == list(tokens[1:])
    assert Record(reminders=tokens[1:]).to_item(NOW)["reminders"] == list(tokens[1:])


@pytest.mark.parametrize(
    ("changed", "read"),
    [
        ({"at": 3}, NO_COURSE),
        ({"at": 2}, Record(STEPS, 2, "2026-11-21", **REST)),
        ({"at": 0}, Record(STEPS, 0, "2026-11-21", **REST)),
        ({"at": -1}, NO_COURSE),
        ({"steps": []}, NO_COURSE),
        ({"began": ""}, Record(STEPS, 1, "", **REST)),
        ({"began": "soon"}, None),
        ({"trend": "odd"}, NO_COURSE),
        ({"week": 0}, Record(STEPS, 1, "2026-11-21", **{**REST, "week": 0})),
        ({"week": -1}, NO_COURSE),
        ({"expires": 10**20}, None),
        ({"steps": 7}, None),
        ({"version": None}, None),
        ({"version": 0}, None),
        ({"steps": [1, 2]}, Record(("1", "2"), 1, "2026-11-21", **REST)),
    ],
)
def test_what_makes_no_sense_is_no_course_or_no_record(changed: dict[str, Any], read: Record | None) -> None:
    assert Record.from_item({**ITEM, **changed}) == read


@pytest.mark.parametrize("key", KEYS)
def test_a_record_without_one_of_its_keys_is_none(key: str) -> None:
    assert Record.from_item({name: value for name, value in ITEM.items() if name != key}) is None


def test_nothing_is_no_record() -> None:
    assert Record.from_item({}) is None


def test_a_record_of_a_version_to_come_is_left_alone() -> None:
    with pytest.raises(Unreadable):
        Record.from_item({**ITEM, "version": VERSION + 1})


def test_when_it_was_changed_is_told_by_when_it_expires() -> None:
    assert (read := Record.from_item(ITEM)) and read.changed == NOW.isoformat()


def test_a_record_of_an_older_version_is_not_read_for_its_owner_agreed_to_less() -> None:
    assert Record.from_item({**ITEM, "version": VERSION - 1}) is None


@pytest.mark.parametrize(("at", "under_way"), [(0, True), (1, True), (2, False)])
def test_steps_are_under_way_until_the_last_is_done(at: int, under_way: bool) -> None:
    assert Record(STEPS, at).is_under_way is under_way


def test_the_same_person_without_a_course() -> None:
    assert RECORD.without_course() == NO_COURSE
