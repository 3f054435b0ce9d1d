"""The record of a person: written and read again, of this version, of another, and of nothing that makes sense."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from skill.dialogue.record import KEYS, UPGRADES, VERSION, Record, Unreadable

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RECORD = Record(("ease_off", "cold_pack"), 1, "2026-11-21", True, ("r1", "r2"))
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
        ({"at": 2}, Record(brief=True, reminders=("r1", "r2"))),
        ({"at": -1}, Record(brief=True, reminders=("r1", "r2"))),
        ({"at": 0}, Record(("ease_off", "cold_pack"), 0, "2026-11-21", True, ("r1", "r2"))),
        ({"steps": []}, Record(brief=True, reminders=("r1", "r2"))),
        ({"started": ""}, Record(("ease_off", "cold_pack"), 1, "", True, ("r1", "r2"))),
        ({"started": "soon"}, None),
        ({"steps": 7}, None),
        ({"version": None}, None),
        ({"version": VERSION - 1 if VERSION - 1 not in UPGRADES else 0}, None),
        ({"steps": [1, 2]}, Record(("1", "2"), 1, "2026-11-21", True, ("r1", "r2"))),
    ],
)
def test_what_makes_no_sense_is_no_steps_or_no_record(changed: dict[str, Any], read: Record | None) -> None:
    assert Record.from_item({**ITEM, **changed}) == read


@pytest.mark.parametrize("key", [key for key in KEYS if key != "expires"])
def test_a_record_without_one_of_its_keys_is_none(key: str) -> None:
    assert Record.from_item({name: value for name, value in ITEM.items() if name != key}) is None


def test_nothing_is_no_record() -> None:
    assert Record.from_item({}) is None


def test_a_record_of_a_version_to_come_is_left_alone() -> None:
    with pytest.raises(Unreadable):
        Record.from_item({**ITEM, "version": VERSION + 1})


@pytest.mark.parametrize(
    ("started", "now", "a_while"),
    [
        ("", NOW, False),
        ("2026-11-15", NOW, False),
        ("2026-11-14", NOW, True),
        ("2026-11-14", datetime(2026, 11, 22, 1, tzinfo=timezone(timedelta(hours=2))), False),  # the 21st in UTC
    ],
)
def test_seven_days_are_not_yet_a_while(started: str, now: datetime, a_while: bool) -> None:
    assert Record(("ease_off",), 0, started).began_a_while_ago(now) is a_while


def test_the_same_person_without_steps() -> None:
    assert RECORD.without_steps() == Record(brief=True, reminders=("r1", "r2"))
