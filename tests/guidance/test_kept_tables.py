"""Compiled tables are kept beside the byte code, and made anew where a file has changed or is spoilt."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from skill.guidance import kept_tables
from skill.guidance.kept_tables import compiled_once
from skill.guidance.rows import Files, InMemory, Tables

FILES = InMemory({"a.toml": {"key": {"word": ["one", 2, True]}}})
TABLES: Tables = {"a": {"key": [["one"], {"two": [[], {}]}]}}


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Files]:
    """What was compiled so far."""
    monkeypatch.setattr(kept_tables, "KEPT", tmp_path / "__pycache__")
    monkeypatch.setattr(kept_tables, "_mark", lambda: "m" * 32)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return []


def once(compiled: list[Files]) -> Tables:
    def compile_them(files: Files) -> Tables:
        compiled.append(files)
        return TABLES

    found = compiled_once(FILES, compile_them)
    return {name: {key: found.row(name, key) for key in found.keys(name)} for name in TABLES}


def kept() -> Path:
    (file,) = kept_tables.KEPT.iterdir()
    return file


def test_they_are_compiled_once(compiled: list[Files]) -> None:
    assert once(compiled) == once(compiled) == TABLES
    assert compiled == [FILES]


def test_another_state_of_the_files_replaces_them(compiled: list[Files], monkeypatch: pytest.MonkeyPatch) -> None:
    once(compiled)
    before = kept()
    monkeypatch.setattr(kept_tables, "_mark", lambda: "n" * 32)
    once(compiled)
    assert len(compiled) == 2 and kept() != before


@pytest.mark.parametrize("keep", [0, 10, 66, -1])
def test_half_a_file_is_compiled_anew(compiled: list[Files], keep: int) -> None:
    once(compiled)
    kept().write_bytes(kept().read_bytes()[:keep])
    assert once(compiled) == TABLES and len(compiled) == 2
    assert once(compiled) == TABLES and len(compiled) == 2, "written again"


def test_a_folder_that_cannot_be_written_costs_only_time(compiled: list[Files]) -> None:
    kept_tables.KEPT.write_text("a file is in the way")
    assert once(compiled) == once(compiled) == TABLES and len(compiled) == 2


def test_who_wants_no_byte_code_gets_no_tables(compiled: list[Files], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    once(compiled)
    assert not kept_tables.KEPT.exists()


def test_who_wants_none_written_reads_what_is_there(compiled: list[Files], monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python reads byte code."""
    once(compiled)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert once(compiled) == TABLES and len(compiled) == 1


def test_a_changed_byte_is_compiled_anew(compiled: list[Files]) -> None:
    once(compiled)
    kept().write_bytes(kept().read_bytes().replace(b"two", b"too"))
    assert once(compiled) == TABLES and len(compiled) == 2


def test_the_mark_is_of_the_content_and_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(kept_tables, "HERE", tmp_path)
    marks = [kept_tables._mark.__wrapped__()]
    for name in ("code.py", "content/words.toml"):
        for text in ("one", "two"):
            (tmp_path / name).write_text(text)
            marks.append(kept_tables._mark.__wrapped__())
    assert len(set(marks)) == len(marks)
