"""Shared by the tests: the content, and conversations with a pretend Echo."""

from __future__ import annotations

import gc
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from skill.__main__ import GARBAGE
from skill.guidance.content import Content, default_content
from tests import process

if TYPE_CHECKING:
    from skill.desk.echo import Echo

TESTS = Path(__file__).parent

gc.set_threshold(*GARBAGE)
os.environ["BACK_COACH_VIEWHOST"] = ""  # pages draw screens by themselves, whatever is installed here


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--list-failures", action="store_true", help="write tests/known_failures anew")
    parser.addoption("--rewrite", action="store_true", help="write tests/dialogue/conversations as they are now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What may take long begins first, so that at the end no worker waits for another."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_collection_finish() -> None:
    """Tests of the guidance alone need no desk, and start without one."""
    if "skill.desk" in sys.modules or "skill.understanding" in sys.modules:
        from skill.alexa.memory import user_record
        from tests import learnt

        user_record.STORE_SECONDS = 30.0  # what a busy machine takes is not what is looked at
        learnt.share()


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
    from skill.desk.desk import new_echo

    return new_echo()
