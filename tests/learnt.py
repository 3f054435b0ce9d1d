"""What is learnt from a model is learnt once for all tests: workers that need it meanwhile wait for it.

`python -m tests.learnt` learns what most of them need, before there are workers to wait for it.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from skill.understanding import model_cache
from skill.understanding.learning import Learning
from tests import LEARNT

MOST_KEPT = 60
"""The models of all tests, for a few states of the code."""

_learnt = Learning.learnt


def share() -> None:
    """Has every process of this test run share what it learns."""
    model_cache._MOST_KEPT = MOST_KEPT
    Learning.learnt = _one_at_a_time  # type: ignore[method-assign]


def _one_at_a_time(self: Learning) -> Any:
    if self._learnt:
        return self._learnt
    with _held(hashlib.sha256(repr(self._model).encode()).hexdigest()[:32]):
        return _learnt(self)


@contextmanager
def _held(name: str) -> Iterator[None]:
    LEARNT.mkdir(parents=True, exist_ok=True)
    with (LEARNT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Learns the model of every kind of English."""
    from skill.desk.desk import default_desk
    from skill.interaction_models import adapters

    share()
    for locale in ("en-US", *list(adapters())[:1]):
        default_desk().model(locale).understanding.prepare()


if __name__ == "__main__":
    main()
