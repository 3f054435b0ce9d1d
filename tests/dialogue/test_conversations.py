"""Conversations with the policy alone: after every turn holds what is written of it, and nothing else.

`pytest tests/dialogue --rewrite` writes them down as they are now; look at what has changed, line by line.
"""

from __future__ import annotations

import pytest

from tests.dialogue import transcript

CONVERSATIONS = [(path, row) for path in transcript.FILES for row in transcript.conversations(path)]


@pytest.fixture(scope="module", autouse=True)
def as_it_is(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite"):
        for path in transcript.FILES:
            transcript.write(path)
        pytest.skip("written anew")


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{path.stem}: {row['about']}") for path, row in CONVERSATIONS])
def test_every_turn(row: transcript.Row) -> None:
    for number, (expected, came) in enumerate(zip(row["turns"], transcript.held(row), strict=True), start=1):
        assert came == expected, f"turn {number}, {expected['said']!r}"
