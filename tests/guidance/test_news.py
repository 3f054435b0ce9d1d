"""How it goes, told behind something else."""

from __future__ import annotations

import pytest

from skill.guidance.content import default_content
from skill.guidance.news import news_in


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("yes it's a bit better", "better"),
        ("yes but it's worse", "worse"),
        ("yes it was better and now it's worse", "worse"),
        ("yes it's no better", "same"),
        ("yes it's not so bad", "better"),
        ("yes the pain is gone", "gone"),
        ("yes do that", None),
    ],
)
def test_the_worst_that_is_told_counts(said: str, how: str | None) -> None:
    assert news_in(said, default_content()) == how
