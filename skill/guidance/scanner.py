"""The scanner's tables, ready to be looked things up in: as they are shipped, or compiled from the TOML files."""

from __future__ import annotations

from functools import cache

from skill.guidance.files import made_of_tables
from skill.guidance.rows import Files, Tables
from skill.guidance.signs import Ruleset


@cache
def load() -> Ruleset:
    """The rules of the content files. Raises ContentError where a sign names a concept that has no words."""
    return made_of_tables(Ruleset, _compiled)


def _compiled(files: Files) -> Tables:
    from skill.guidance.scanner_files import compiled  # what is shipped needs no compiler

    return compiled(files)
