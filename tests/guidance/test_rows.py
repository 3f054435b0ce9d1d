"""Rows: found by key, made once, and what cannot be made says which file, which key and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from skill.guidance import rows
from skill.guidance.rows import ContentError, InMemory, LazyMapping, build


@dataclass(frozen=True)
class Noun:
    id: str
    said: tuple[str, ...]
    more: str = "nothing"
    words: dict[str, str] = field(default_factory=dict)


def test_a_noun_is_made_of_a_table() -> None:
    assert build(Noun, {"id": "a", "said": ["x", "y"]}, "nouns.toml [a]") == Noun("a", ("x", "y"))
    assert build(Noun, {"id": "a", "said": [], "more": "m", "words": {"k": "v"}}, "") == Noun("a", (), "m", {"k": "v"})


REFUSED = [
    ({"id": "a"}, r"^nouns\.toml \[a\]: said missing; add it$"),
    ({}, r"^nouns\.toml \[a\]: id, said missing; add it$"),
    ({"id": "a", "said": [], "z": 1, "b": 2}, r"^nouns\.toml \[a\]: Noun has no b, z; correct or remove it$"),
]


@pytest.mark.parametrize(("table", "why"), REFUSED)
def test_a_key_that_is_missing_or_unknown_is_named(table: dict[str, Any], why: str) -> None:
    with pytest.raises(ContentError, match=why):
        build(Noun, table, "nouns.toml [a]")


class Counting(InMemory):
    """Files that count how often they are asked for a row."""

    asked = 0

    def row(self, name: str, key: str) -> Any:
        self.asked += 1
        return super().row(name, key)


def made() -> tuple[Counting, LazyMapping[str]]:
    files = Counting({"words.toml": {"b": "bee", "a": "ay", "none": ""}, "other.toml": {"c": "sea"}})
    return files, LazyMapping(files, "words.toml", lambda key, row: f"{key}={row}")


def test_a_row_is_made_of_its_key_and_what_is_written_once() -> None:
    files, some = made()
    assert some["a"] == "a=ay"
    assert some["a"] is some["a"]
    assert files.asked == 1


def test_rows_come_in_the_order_of_the_file() -> None:
    _, some = made()
    assert (list(some), len(some)) == (["b", "a", "none"], 3)
    assert dict(some.items()) == {"b": "b=bee", "a": "a=ay", "none": "none="}


def test_what_is_not_there_is_missed_and_not_looked_for_again() -> None:
    files, some = made()
    for _ in range(3):
        with pytest.raises(KeyError, match="c"):
            some["c"]
        assert some.get("c") is None
        assert some.get("c", "sea") == "sea"
        assert "c" not in some
    assert files.asked == 1
    assert "a" in some and some.get("a", "sea") == "a=ay"


def test_a_row_that_makes_nothing_is_there_all_the_same() -> None:
    nothing: LazyMapping[None] = LazyMapping(InMemory({"w": {"a": 1}}), "w", lambda key, row: None)
    assert "a" in nothing
    assert nothing.get("a", "sea") is None


def test_what_is_missed_is_kept_in_mind_for_so_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows.MOST_MISSED >= 1000
    monkeypatch.setattr(rows, "MOST_MISSED", 3)
    files, some = made()
    for word in ("p", "q", "r"):
        assert word not in some
    assert ("p" in some, files.asked) == (False, 3)  # all three are known
    assert ("s" in some, files.asked) == (False, 4)  # one more than are kept: the others are let go
    assert ("s" in some, files.asked) == (False, 4)
    assert ("p" in some, files.asked) == (False, 5)


def test_rows_in_memory() -> None:
    files = InMemory({"w": {"a": 1, "b": 2}})
    assert (files.row("w", "b"), files.keys("w"), files.tables) == (2, ("a", "b"), {"w": {"a": 1, "b": 2}})
    for name, key in (("w", "c"), ("v", "a")):
        with pytest.raises(KeyError):
            files.row(name, key)
