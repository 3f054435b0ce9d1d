"""What is known of one person: it changes by making another case, and survives the session."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest

from skill.guidance.case import BLANK, Case

NOTHING: dict[str, Any] = {"str": "", "int": 0, "bool": False}
"""What a field of each type holds of which nothing is known; all else is None, or no ids at all."""


def test_nothing_is_known_at_first() -> None:
    assert Case().to_session() == {}
    for name, kind in ((field.name, str(field.type)) for field in fields(Case)):
        assert vars(Case())[name] == NOTHING.get(kind, () if kind.startswith("tuple") else None), name


def test_a_case_changes_only_where_it_is_said() -> None:
    before = Case(flags=("rash",), at=2)
    assert before.but(at=3) == Case(flags=("rash",), at=3)
    assert before == Case(flags=("rash",), at=2)
    with pytest.raises(FrozenInstanceError):
        before.at = 3  # type: ignore[misc]


def test_each_id_is_kept_once_and_in_the_order_it_came() -> None:
    case = Case(flags=("rash", "clot")).adding(flags=("kidney", "rash"), noted=("rash",))
    assert (case.flags, case.noted) == (("rash", "clot", "kidney"), ("rash",))


FULL: dict[str, Any] = {"flags": ("rash",), "at": 1, "told": True, "asked": "onset", "score": 0, "onset": "fresh"}


def test_a_session_holds_what_was_said_and_gives_it_back() -> None:
    case = Case(**FULL)
    assert case.to_session() == FULL  # a score of nought is one that was told
    assert Case.from_session({**FULL, "flags": ["rash"]}) == case  # JSON has lists


def test_a_session_of_another_version_or_none_is_a_case_all_the_same() -> None:
    assert Case.from_session(None) == Case.from_session({}) == Case()
    assert Case.from_session({"hums": True, "at": 2}) == Case(at=2)


def test_blank_is_what_no_case_has_lost() -> None:
    assert Case(**BLANK) == Case()
    assert BLANK.keys() == {field.name for field in fields(Case)}
