"""Shared by the tests: the content, and conversations with a pretend Echo."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.alexa.memory import user_record
from skill.desk.desk import new_echo
from skill.desk.echo import Echo
from skill.guidance.content import Content, default_content
from tests import learnt, process

TESTS = Path(__file__).parent

user_record.STORE_SECONDS = 30.0  # what a busy machine takes is not what is looked at
learnt.share()
# no test, nor a process it starts, finds or leaves anything in the data of whoever runs it, or phones anybody
os.environ |= {"BACK_COACH_MEMORY": "none", "BACK_COACH_CERTIFICATES": "none", "ORT_DISABLE_TELEMETRY": "1"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--list-failures", action="store_true", help="write tests/known_failures anew")


def table(name: str) -> dict[str, Any]:
    """A data file beside the tests."""
    return tomllib.loads((TESTS / name).read_text(encoding="utf-8"))


def rows(name: str, key: str) -> list[dict[str, Any]]:
    """The rows of a data file beside the tests."""
    found: list[dict[str, Any]] = table(name)[key]
    return found


@pytest.fixture(autouse=True)
def the_process_is_left_as_it_was() -> Iterator[None]:
    """Fails where a test leaves changed what belongs to every other as well: see process.py."""
    process.remember()
    yield
    assert process.changed() == []


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
    if fixturedef.scope == "function":
        return (yield)
    with process.lasting():
        return (yield)


@pytest.fixture(scope="session")
def content() -> Content:
    return default_content()


@pytest.fixture
def echo() -> Echo:
    return new_echo()
