"""Where the content lies: beside the module that reads it."""

from __future__ import annotations

from pathlib import Path

from skill.guidance import content, files

HERE = Path(files.__file__).parent


def test_the_content_lies_beside_the_module() -> None:
    assert Path(files.HERE) == HERE
    assert Path(files.CONTENT) == HERE / "content"
    assert Path(files.PACK) == HERE / "content.pack"


def test_what_is_shipped_is_opened_once() -> None:
    assert files.shipped() is files.shipped()
    assert content.default_content() is content.default_content()
    assert content.default_content().files is files.shipped()
