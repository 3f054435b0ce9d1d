"""A file of rows: each is found without reading any other, the same rows give the same bytes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from skill.guidance.pack import FIRST_LINE, KEYS, SLOT, Pack, packed
from skill.guidance.rows import ContentError

Tables = list[tuple[str, dict[str, Any]]]


def written(path: Path, tables: Tables) -> Pack:
    path.write_bytes(packed(tables))
    return Pack(str(path))


def test_every_row_is_found_as_it_was_and_the_keys_in_their_order(tmp_path: Path) -> None:
    some: Tables = [
        ("words", {"b": [1, {"x": None}], "a": "\u00e4"}),
        ("other", {"b": {"deep": [True, 1.5]}}),
        ("empty", {}),
    ]
    pack = written(tmp_path / "pack", some)
    for name, rows in some:
        assert pack.keys(name) == tuple(rows)
        assert {key: pack.row(name, key) for key in rows} == rows


def test_rows_that_want_the_same_slot_are_all_found(tmp_path: Path) -> None:
    """Among three thousand rows many hashes point at one slot; the last slots go on at the first."""
    many: dict[str, Any] = {str(key): {"value": key} for key in range(3000)}
    pack = written(tmp_path / "pack", [("one", many), ("two", {"7": "other", "\u00e4": "\u00fc"})])
    assert all(pack.row("one", key) == row for key, row in many.items())
    assert (pack.row("two", "7"), pack.row("two", "\u00e4")) == ("other", "\u00fc")
    for key in map(str, range(3000, 6000)):
        with pytest.raises(KeyError):
            pack.row("one", key)


def test_a_full_circle_of_slots(tmp_path: Path) -> None:
    """Two records have four slots: where both hashes point at the last, the second is found at the first."""
    keys = {name: f"{name}\0{KEYS}\n".encode() for name in map(str, range(400))}
    last = [name for name, key in keys.items() if crc32(key) % 4 == 3]
    pack = written(tmp_path / "pack", [(last[0], {}), (last[1], {})])
    assert (pack.keys(last[0]), pack.keys(last[1])) == ((), ())
    with pytest.raises(ContentError):
        pack.keys(last[2])


@pytest.mark.parametrize(
    ("name", "key"), [("words", "c"), ("none", "a"), ("word", "sa"), ("words", "a\n"), ("other", "a")]
)
def test_what_is_not_there_is_missed(tmp_path: Path, name: str, key: str) -> None:
    pack = written(tmp_path / "pack", [("words", {"a": 1}), ("other", {"b": 2})])
    with pytest.raises(KeyError, match=key.strip()):
        pack.row(name, key)


def test_the_keys_of_what_is_not_there_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        ContentError, match=r"^none: not in the compiled content; build it again with back-coach package$"
    ):
        written(tmp_path / "pack", [("words", {"a": 1})]).keys("none")


def test_the_same_rows_give_the_same_bytes_and_no_others_do() -> None:
    one: Tables = [("words", {"a": 1, "b": 2})]
    assert packed(one) == packed([("words", {"a": 1, "b": 2})])
    assert len({packed(one), packed([("words", {"b": 2, "a": 1})]), packed([("words", {"a": 1, "b": 3})])}) == 3


def test_what_the_file_looks_like() -> None:
    """As it is written down for whoever reads it in another language."""
    data = packed([("words", {"a": "\u00e4"})])
    assert data.startswith(b"back-coach content 1 00000004\n") and FIRST_LINE == 30 and SLOT.size == 12
    slots = [SLOT.unpack_from(data, FIRST_LINE + at * SLOT.size) for at in range(4)]
    records = sorted(data[place : place + length] for _, place, length in slots if length)
    assert records == [b'words\0\n["a"]', 'words\0a\n"\u00e4"'.encode()]
    assert {crc32(b"words\0\n"), crc32(b"words\0a\n")} == {hashed for hashed, _, length in slots if length}
    assert data.endswith(records[1]) and len(data) == 30 + 4 * 12 + sum(map(len, records))


OTHER = b"back-coach content 9 00000001\n" + bytes(64)


@pytest.mark.parametrize("data", [b"", b"PK", bytes(100), OTHER, b"x" * 21 + b"00000001\n"])
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "content.pack").write_bytes(data)
    with pytest.raises(ContentError, match=r"content\.pack: .*; build it again with back-coach package$"):
        Pack(str(tmp_path / "content.pack"))


def test_what_is_no_file_of_ours_says_so(tmp_path: Path) -> None:
    (tmp_path / "content.pack").write_bytes(OTHER)
    with pytest.raises(ContentError, match=r"content\.pack: made by another version; build it again"):
        Pack(str(tmp_path / "content.pack"))
    with pytest.raises(ContentError, match=r"none\.pack: cannot be read \(.*No such file.*\); build it again"):
        Pack(str(tmp_path / "none.pack"))


def test_many_threads_read_it(tmp_path: Path) -> None:
    many = {str(key): key for key in range(200)}
    pack, found = written(tmp_path / "pack", [("one", many)]), list[list[int]]()
    threads = [threading.Thread(target=lambda: found.append([pack.row("one", key) for key in many])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [list(many.values())] * 8


def test_no_key_is_no_row(tmp_path: Path) -> None:
    """The list of all keys stands under a key of its own, which nobody gets by asking for nothing."""
    pack = written(tmp_path / "content.pack", [("a", {"one": 1})])
    with pytest.raises(KeyError):
        pack.row("a", KEYS)
    assert pack.keys("a") == ("one",)
