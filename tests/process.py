"""What belongs to the whole process, and so to every test: none may leave it changed."""

from __future__ import annotations

import os
import sys
from contextvars import copy_context
from typing import Any

from ask_sdk_core.api_client import DefaultApiClient

PYTESTS = "PYTEST_CURRENT_TEST"
"""Changes with every test."""


def state() -> dict[str, Any]:
    """How it is now, by what it is."""
    environment = {f"os.environ[{name!r}]": value for name, value in os.environ.items() if name != PYTESTS}
    variables = {f"ContextVar {variable.name}": value for variable, value in copy_context().items()}
    return {
        "sys.meta_path": tuple(map(id, sys.meta_path)),
        "DefaultApiClient.invoke": DefaultApiClient.invoke,
        **environment,
        **variables,
    }


def changed(before: dict[str, Any]) -> list[str]:
    """What is no longer as it was."""
    now = state()
    return sorted(name for name in before.keys() | now.keys() if _differ(before.get(name, _GONE), now.get(name, _GONE)))


_GONE = object()


def _differ(before: Any, now: Any) -> bool:
    return before is not now and (before is _GONE or now is _GONE or before != now)
