"""What the pretend device itself says: device.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def device_words() -> dict[str, Any]:
    """The words, by what they are for."""
    return tomllib.loads((Path(__file__).parent / "device.toml").read_text(encoding="utf-8"))
