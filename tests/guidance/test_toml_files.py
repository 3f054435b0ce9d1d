"""TOML files: a table a row, or a file a row; and what cannot be read says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.guidance.rows import ContentError
from skill.guidance.toml_files import TomlFiles, read_toml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topics").mkdir()
    (tmp_path / "notes").mkdir()
    for name, text in {
        "words.toml": "b = 1\n[a]\nx = 'ä'\n",
        "topics/ice.toml": "said = 'cold'\n",
        "topics/heat.toml": "said = 'warm'\n",
        "topics/heat.txt": "no topic",
        "notes/read.me": "no content",
        "README": "no content",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_table_is_a_row_and_so_is_a_file_of_a_folder(folder: Path) -> None:
    files = TomlFiles(folder)
    assert (files.keys("words.toml"), files.row("words.toml", "a")) == (("b", "a"), {"x": "ä"})
    assert (files.keys("topics"), files.row("topics", "ice")) == (("heat", "ice"), {"said": "cold"})
    assert files.names() == ("topics", "words.toml")
    assert TomlFiles(str(folder)).row("words.toml", "b") == 1


@pytest.mark.parametrize(
    ("name", "key"), [("words.toml", "c"), ("topics", "rain"), ("topics", "../words"), ("no", "a")]
)
def test_a_row_that_is_not_there_is_missed(folder: Path, name: str, key: str) -> None:
    with pytest.raises(KeyError, match=key):
        TomlFiles(folder).row(name, key)


def test_a_file_is_read_once(folder: Path) -> None:
    files = TomlFiles(folder)
    assert files.keys("topics") == ("heat", "ice")
    assert files.row("words.toml", "b") == 1
    (folder / "words.toml").write_text("b = 2\n", encoding="utf-8")
    (folder / "topics" / "rest.toml").write_text("said = 'rest'\n", encoding="utf-8")
    assert files.row("words.toml", "b") == 1
    assert files.keys("topics") == ("heat", "ice")
    assert TomlFiles(folder).row("words.toml", "b") == 2


@pytest.mark.parametrize(("data", "why"), [(b"a = ", "not valid TOML"), (b"a = '\xff'", "not valid TOML")])
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "broken.toml").write_bytes(data)
    with pytest.raises(ContentError, match=rf"^broken\.toml: {why} \(.+\); mend that line$"):
        read_toml(tmp_path / "broken.toml")


def test_a_file_that_is_not_there_is_named_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=rf"^none\.toml: there is no such file in {tmp_path.name}/; add it"):
        TomlFiles(tmp_path).keys("none.toml")
