"""The guard that every test runs under sees what is left changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from ask_sdk_core.api_client import DefaultApiClient

from skill.desk.under_test.services import reached_through
from tests import process

SOMETHING: ContextVar[int] = ContextVar("something")
ORDER = "BACK_COACH_MEMORY"


def environment() -> Callable[[], None]:
    before = os.environ.pop(ORDER)
    return lambda: os.environ.update({ORDER: before})


class Finder:
    """A way to find modules that knows none."""

    def find_spec(self, *_: Any) -> None: ...


def finder() -> Callable[[], None]:
    sys.meta_path.append(Finder())  # type: ignore[arg-type]
    return lambda: sys.meta_path.pop() and None


def client() -> Callable[[], None]:
    really = DefaultApiClient.invoke
    DefaultApiClient.invoke = lambda self, request: None
    return lambda: setattr(DefaultApiClient, "invoke", really)


def variable() -> Callable[[], None]:
    token = SOMETHING.set(1)
    return lambda: SOMETHING.reset(token)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (environment, f"os.environ[{ORDER!r}]"),
        (finder, "sys.meta_path"),
        (client, "DefaultApiClient.invoke"),
        (variable, "ContextVar something"),
    ],
)
def test_what_is_left_changed_is_named(change: Callable[[], Callable[[], Any]], named: str) -> None:
    mend = change()
    try:
        assert process.changed() == [named]
    finally:
        mend()
    assert process.changed() == []


def test_what_is_made_for_a_whole_module_may_last() -> None:
    with process.lasting():
        mend = environment()
    assert process.changed() == []
    with process.lasting():
        mend()
    assert process.changed() == []


def test_the_sdks_client_is_handed_over_only_while_a_handler_runs() -> None:
    with reached_through(None):
        assert process.changed() == ["DefaultApiClient.invoke"]
    assert process.changed() == []
