"""Makes docs/hazards.md of docs/hazards.toml. `script/hazards` writes it; a test holds that it is up to date."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from tests.test_rooms import ROOT

DATA, PAGE = ROOT / "docs" / "hazards.toml", ROOT / "docs" / "hazards.md"
INTRODUCTION = """\
# Hazards

What could harm somebody who talks to Back Coach, and what holds it off. `docs/hazards.toml` is the source of this page,
and `script/hazards` writes it; tests are named as files below `tests/`. No clinician has judged it yet: severity and
likelihood are theirs to add, and so is whether what is left can be accepted.
"""


def hazards() -> list[dict[str, Any]]:
    """The rows of the data file."""
    found: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["hazard"]
    return found


def page() -> str:
    """The page of all hazards."""
    return "\n".join((INTRODUCTION, *(line for at, row in enumerate(hazards(), 1) for line in _lines(at, row))))


def _lines(number: int, row: dict[str, Any]) -> Iterator[str]:
    yield f"## {number}. {row['title'].capitalize()}\n"
    for key, name in (("harm", "Harm"), ("cause", "Cause"), ("control", "Control"), ("left", "What is left")):
        yield f"- **{name}:** {row[key]}."
    yield "- **Proved by:** " + ", ".join(f"`{test}`" for test in row["tests"])
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
