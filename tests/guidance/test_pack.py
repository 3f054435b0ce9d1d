"""The compiled content says what the TOML files say, and is never read where they are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from skill.building.content_pack import LEFT_OUT, content_pack
from skill.guidance import files, matching, reading, red_flags, signs
from skill.guidance.content import Content, ContentError
from skill.guidance.pack import Pack, packed
from skill.guidance.red_flags import scan
from skill.guidance.toml_files import TomlFiles
from tests.conftest import table

TOML = TomlFiles(files.CONTENT)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return written(tmp_path_factory.mktemp("pack") / "content.pack", content_pack(TOML))


def written(path: Path, data: bytes) -> Pack:
    path.write_bytes(data)
    return Pack(str(path))


def test_every_row_is_in_it_as_it_was_written(pack: Pack) -> None:
    names = set(TOML.names()) - set(LEFT_OUT)
    assert len(names) > 10
    for name in names:
        assert pack.keys(name) == TOML.keys(name)
        for key in TOML.keys(name):
            assert pack.row(name, key) == TOML.row(name, key)


def test_the_nouns_made_of_it_are_the_same(pack: Pack) -> None:
    ours, theirs = Content(pack), Content(TOML)
    for name in ("topics", "steps", "activities", "red_flags", "questions", "sources", "locales", "plans", "kinds"):
        assert dict(getattr(ours, name)) == dict(getattr(theirs, name)), name
    assert ours.phrase("launch.hello") == theirs.phrase("launch.hello")


def test_the_scanner_finds_the_same_with_it(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [group["said"] for name in ("recall", "quiet") for group in table(f"red_flags/{name}.toml").values()]
    texts = random.Random(7).sample([text for some in said for text in some], 300)
    expected = [scan(text) for text in texts]
    net = signs.Net(pack)
    for module in (matching, reading, red_flags):
        monkeypatch.setattr(module, "load", lambda: net)
    assert [scan(text) for text in texts] == expected
    assert any(expected)


def test_the_same_content_gives_the_same_bytes(pack: Pack) -> None:
    assert content_pack(TomlFiles(files.CONTENT)) == content_pack(TOML)


def test_what_is_not_there_is_missed(pack: Pack) -> None:
    for name, key in (("topics", "no_such_topic"), ("nowhere", "ice"), ("topics", "../phrases"), ("topics", "")):
        if key:
            with pytest.raises(KeyError):
                pack.row(name, key)
            if name == "topics":
                with pytest.raises(KeyError):
                    TOML.row(name, key)
    with pytest.raises(ContentError, match=r"nowhere.*back-coach package"):
        pack.keys("nowhere")
    with pytest.raises(ContentError, match="there is no such file"):
        TOML.keys("nowhere.toml")


def test_rows_that_share_a_slot_are_all_found(tmp_path: Path) -> None:
    many = {str(key): {"value": key} for key in range(3000)}
    pack = written(tmp_path / "many", packed([("one", many), ("two", {"7": "other", "ä": "ü"})]))
    assert all(pack.row("one", key) == row for key, row in many.items())
    assert pack.keys("one") == tuple(many)
    assert (pack.row("two", "7"), pack.row("two", "ä")) == ("other", "ü")


@pytest.mark.parametrize("data", [b"", b"PK", b"back-coach content 9 00000001\n" + bytes(64), bytes(100)])
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ContentError, match=r"content\.pack.*back-coach package"):
        written(tmp_path / "content.pack", data)
    with pytest.raises(ContentError, match=r"none\.pack.*back-coach package"):
        Pack(str(tmp_path / "none.pack"))


def test_toml_is_read_where_there_is_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "content.pack", content_pack(TOML))
    monkeypatch.setattr(files, "PACK", str(tmp_path / "content.pack"))
    assert isinstance(files.shipped.__wrapped__(), TomlFiles)
    monkeypatch.setattr(files, "CONTENT", str(tmp_path))
    assert isinstance(files.shipped.__wrapped__(), Pack)
