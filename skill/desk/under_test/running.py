"""How somebody's code is run on this desk: by which Python, how long it may take, and what of AWS it reaches."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from skill.desk.under_test.remote import SECONDS

_ONE_AT_A_TIME = RLock()
"""Folder and environment belong to the whole process."""


@dataclass(frozen=True)
class Running:
    """What whoever runs a skill may choose."""

    python: str | None = None
    """The Python of the skill's own environment; None runs it inside the desk."""
    seconds: float | None = SECONDS
    """None waits as long as it takes: somebody stands at a breakpoint."""
    environment: Mapping[str, str | None] = field(default_factory=dict)
    """Variables that the skill sees besides those of the desk; None for what it does not see."""

    def variables(self) -> dict[str, str]:
        """All that a program of the skill's is to see."""
        seen = {**os.environ, **self.environment}
        return {name: value for name, value in seen.items() if value is not None}

    @contextmanager
    def there(self, folder: Path) -> Iterator[None]:
        """While this lasts, the process stands where Lambda puts a function's code, with the skill's environment."""
        with _ONE_AT_A_TIME:
            before, kept = Path.cwd(), {name: os.environ.get(name) for name in self.environment}
            os.chdir(folder)
            _set(self.environment)
            try:
                yield
            finally:
                os.chdir(before)
                _set(kept)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
