"""Compiles the content into the one file that is shipped (see `skill.guidance.pack`)."""

from __future__ import annotations

from typing import Any

from skill.guidance import likeness_files
from skill.guidance.pack import packed
from skill.guidance.scanner_files import LEXICON, compiled
from skill.guidance.toml_files import TomlFiles

LEFT_OUT = (LEXICON, "claims.toml", "signatures.toml")
"""What no turn reads: the lexicon is compiled into other tables, claims and signatures are for reviewers."""


def content_pack(files: TomlFiles) -> bytes:
    """The bytes of the compiled content. Raises ContentError where a file cannot be compiled."""
    tables: list[tuple[str, dict[str, Any]]] = [
        (name, {key: files.row(name, key) for key in files.keys(name)})
        for name in files.names()
        if name not in LEFT_OUT
    ]
    asked = likeness_files.compiled(likeness_files.asks_of(files))
    return packed([*tables, *compiled(files).items(), *asked.items()])
