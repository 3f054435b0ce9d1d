"""Shared by the tests: the content, and conversations with a pretend Echo."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from skill.guidance.content import Content, default_content
from skill.simulator.desk import new_echo
from skill.simulator.echo import Echo

TESTS = Path(__file__).parent


def rows(name: str, table: str) -> list[dict[str, Any]]:
    """The rows of a data file beside the tests."""
    data = tomllib.loads((TESTS / name).read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = data[table]
    return found


@pytest.fixture(scope="session")
def content() -> Content:
    return default_content()


@pytest.fixture
def echo() -> Echo:
    return new_echo()
