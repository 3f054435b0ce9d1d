"""Where the content is read from: the TOML files of a checkout, or the one file they are compiled into to be shipped.

Both give the same rows. A TOML file has a table a row; of a folder ("topics") each file is a row.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

HERE = __file__[: -len("files.py")]
CONTENT = f"{HERE}content"
"""The folder of the TOML files."""
PACK = f"{HERE}content.pack"
"""What they are compiled into."""


class ContentError(Exception):
    """A content file is missing, malformed or names something that does not exist. Says file, key and remedy."""


class Files(Protocol):
    """Rows of plain data, found by the name of their file or folder and their key."""

    def row(self, name: str, key: str) -> Any:
        """One row. Raises KeyError where there is none, ContentError where it cannot be read."""

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of all rows, in the order of the file. Raises ContentError where there is no such file."""


@cache
def shipped() -> Files:
    """The content beside this module. TOML is read where there is TOML, so a compiled file can never be out of date."""
    try:
        open(f"{CONTENT}/phrases.toml", "rb").close()
    except FileNotFoundError:
        from skill.guidance.pack import Pack

        return Pack(PACK)
    from skill.guidance.toml_files import TomlFiles

    return TomlFiles(CONTENT)
