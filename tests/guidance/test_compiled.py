"""The compiled content says what the TOML files say, and is never read where they are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from skill.building.content_pack import LEFT_OUT, content_pack
from skill.guidance import answers, conditions, files, matching, reading, red_flags, signs
from skill.guidance.content import Content
from skill.guidance.pack import Pack
from skill.guidance.red_flags import scan
from skill.guidance.toml_files import TomlFiles
from tests.conftest import table

TOML = TomlFiles(files.CONTENT)


@pytest.fixture(scope="module")
def data() -> bytes:
    return content_pack(TOML)


@pytest.fixture
def pack(data: bytes, tmp_path: Path) -> Pack:
    (tmp_path / "content.pack").write_bytes(data)
    return Pack(str(tmp_path / "content.pack"))


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
    rules = signs.Ruleset(pack)
    for module in (reading, red_flags):
        monkeypatch.setattr(module, "load", lambda: rules)
    assert [scan(text) for text in texts] == expected
    assert any(expected)


def test_hearing_a_text_lists_no_rows(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn looks up the rows of its words; to go through all of a table would take longer with more content."""
    rules, content = signs.Ruleset(pack), Content(TOML)
    content.intake  # noqa: B018  # read once a process

    def lists(name: str) -> tuple[str, ...]:
        raise AssertionError(f"all of {name} is listed")

    monkeypatch.setattr(pack, "keys", lists)
    for module in (reading, red_flags, matching, answers, conditions):
        monkeypatch.setattr(module, "load", lambda: rules)
    assert scan("my legs feel numb") and not scan("my back hurts after lifting")
    said = matching.Scanned("i am a man")
    assert answers.may_deny(said, content) and not answers.may_deny(matching.Scanned("lifting"), content)
    answers.read_answer(said, ("pregnancy",), content)
    conditions.conditions_in(said.reading)


def test_the_same_content_gives_the_same_bytes(data: bytes) -> None:
    assert content_pack(TomlFiles(files.CONTENT)) == data


@pytest.mark.usefixtures("pack")
def test_toml_is_read_where_there_is_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PACK", str(tmp_path / "content.pack"))
    assert isinstance(files.shipped.__wrapped__(), TomlFiles)
    monkeypatch.setattr(files, "CONTENT", str(tmp_path))
    assert isinstance(files.shipped.__wrapped__(), Pack)
