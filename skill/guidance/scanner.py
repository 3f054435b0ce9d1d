"""The scanner's tables, ready to be looked things up in: as they are shipped, or compiled from the TOML files."""

from __future__ import annotations

from functools import cache

from skill.guidance.files import shipped
from skill.guidance.rows import InMemory
from skill.guidance.signs import Ruleset


@cache
def load() -> Ruleset:
    """The rules of the content files. Raises ContentError where a sign names a concept that has no words."""
    files = shipped()
    try:
        return Ruleset(files)
    except KeyError:  # not compiled: these are the files as they are written
        from skill.guidance.scanner_files import compiled

        return Ruleset(InMemory(compiled(files)))
