"""Where the content is read from: the TOML files of a checkout, or the one file they are compiled into to be shipped.

Both give the same rows. A TOML file has a table a row; of a folder ("topics") each file is a row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from skill.guidance.rows import Files, Tables

Made = TypeVar("Made")

HERE = __file__[: -len("files.py")]
CONTENT = f"{HERE}content"
"""The folder of the TOML files."""
PACK = f"{HERE}content.pack"
"""What they are compiled into."""


@cache
def shipped() -> Files:
    """The content beside this module. TOML is read where there is TOML, so a compiled file can never be out of date."""
    try:
        open(f"{CONTENT}/phrases.toml", "rb").close()
    except FileNotFoundError:
        from skill.guidance.pack import Pack  # imported where it is used: what a start does not need costs it nothing

        return Pack(PACK)
    from skill.guidance.toml_files import TomlFiles

    return TomlFiles(CONTENT)


def made_of_tables(make: Callable[[Files], Made], compiled: Callable[[Files], Tables]) -> Made:
    """What is made of tables that `compiled` makes of the content: of those that are shipped, where they are."""
    files = shipped()
    try:
        return make(files)
    except KeyError:  # not compiled: these are the files as they are written
        from skill.guidance.kept_tables import compiled_once

        return make(compiled_once(files, compiled))
