"""Small interaction models and a fixed day, so that tests know what "tomorrow" is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from skill.understanding import InteractionModel, Understanding
from skill.understanding.model_cache import USUAL_FOLDER

HERE = Path(__file__).parent
MONDAY = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@cache
def understanding_of(name: str) -> Understanding:
    """The understanding of a small model, learnt once."""
    return Understanding(InteractionModel.load(HERE / "models" / f"{name}.json"), lambda: MONDAY, folder=USUAL_FOLDER)


@pytest.fixture
def understood() -> Callable[[str], Understanding]:
    return understanding_of


@pytest.fixture
def pizza() -> Understanding:
    return understanding_of("pizza")
