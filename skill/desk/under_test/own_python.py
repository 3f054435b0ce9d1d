"""The Python of a skill's own environment, where its project has one: found, as whoever works on it has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from skill.desk.under_test.project import CODE

FOLDERS = (".venv", "venv", "env", ".env")
"""How an environment's folder is usually called."""
_MARK = "pyvenv.cfg"
"""What every environment holds."""
_INSIDE = ("bin/python", "Scripts/python.exe")


def own_python(folder: Path) -> str | None:
    """That of the environment that is active in the shell, or lies in the skill's folder; not ours, no broken one."""
    for environment in _environments(folder):
        if (environment / _MARK).is_file() and environment.resolve() != Path(sys.prefix).resolve():
            for python in (environment / each for each in _INSIDE):
                if os.access(python, os.X_OK):
                    return str(python.absolute())  # not resolved: it is a link to another
    return None


def _environments(folder: Path) -> Iterator[Path]:
    if active := os.environ.get("VIRTUAL_ENV"):
        yield Path(active)
    yield from (folder / place / name for place in (".", *CODE) for name in FOLDERS)
