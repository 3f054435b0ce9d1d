"""What belongs to the whole process, and so to every test: none may leave it changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any

from ask_sdk_core.api_client import DefaultApiClient

OURS = ("skill", "tests")
"""Where finders of modules are looked at: a library may bring one of its own when it is first imported."""
PYTESTS = "PYTEST_CURRENT_TEST"
"""Changes with every test."""

_GONE = object()
_before: dict[str, Any] = {}


def state() -> dict[str, Any]:
    """How it is now, by what it is."""
    finders = [each for each in sys.meta_path if _type(each).__module__.startswith(OURS)]
    environment = {f"os.environ[{name!r}]": value for name, value in os.environ.items() if name != PYTESTS}
    variables = {f"ContextVar {variable.name}": value for variable, value in copy_context().items()}
    return {"sys.meta_path": finders, "DefaultApiClient.invoke": DefaultApiClient.invoke} | environment | variables


def _type(finder: Any) -> type:
    """A finder may be a class or one of its objects."""
    return finder if isinstance(finder, type) else type(finder)


def remember() -> None:
    """A test begins."""
    _before.clear()
    _before.update(state())


@contextmanager
def lasting() -> Iterator[None]:
    """What changes while this lasts is meant to last longer than a test, as what is made for a whole module is."""
    was = state()
    yield
    now = state()
    for name in _differing(was, now):
        _before.pop(name, None)
        _before.update({name: now[name]} if name in now else {})


def changed() -> list[str]:
    """What is no longer as it was when the test began."""
    return sorted(_differing(_before, state()))


def _differing(before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for name in before.keys() | now.keys():
        was, found = before.get(name, _GONE), now.get(name, _GONE)
        if was is not found and (was is _GONE or found is _GONE or was != found):
            yield name
