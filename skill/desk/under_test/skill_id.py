"""The id of a skill that is on the desk: that of its project, or the one that its code compares its requests with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skill.desk.alexa_request import SKILL_ID
from skill.understanding import ModelError
from skill.understanding.interaction_model import read_json

STATES = (".ask/ask-states.json", ".ask/config")
"""Where Amazon's command line keeps it: now, and before 2020."""
_KEYS = ("skillId", "skill_id")
_ID = re.compile(r"amzn1\.ask\.skill\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE = (".py", ".js", ".mjs", ".cjs", ".ts", ".json", ".toml", ".yaml", ".yml")
_OTHERS = {"node_modules", "site-packages", "__pycache__", "venv", "test", "tests", "isps", "build", "dist"}
MOST_FILES, MOST_BYTES = 500, 200_000


def skill_id(folder: Path, code: Path) -> str:
    """That of a project; else the only one in its code; else the desk's own."""
    for place in STATES:
        if found := next(_in_states(folder / place), None):
            return found
    named = {each for file in _files(code) for each in _ID.findall(file.read_text(encoding="utf-8", errors="replace"))}
    return named.pop() if len(named) == 1 else SKILL_ID


def _in_states(file: Path) -> Iterator[str]:
    try:
        raw: Any = read_json(file) if file.is_file() else {}
    except ModelError:
        return  # whoever reads it for more than this tells what is wrong with it
    for profiles in raw.values() if isinstance(raw, dict) else ():
        for profile in profiles.values() if isinstance(profiles, dict) else ():
            for key in _KEYS:
                if isinstance(profile, dict) and _ID.fullmatch(str(profile.get(key))):
                    yield str(profile[key])


def _files(folder: Path) -> Iterator[Path]:
    left = MOST_FILES
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _OTHERS and not name.startswith(".")]
        for path in (Path(at, name) for name in names if name.endswith(_CODE)):
            left -= 1
            if left < 0:
                return
            if path.stat().st_size <= MOST_BYTES:
                yield path
