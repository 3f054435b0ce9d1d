"""What people tell of themselves that is no sign of danger, and changes what is right for them."""

from __future__ import annotations

import pytest

from skill.guidance.conditions import conditions_in
from skill.guidance.content import Content
from skill.guidance.reading import read
from tests.conftest import table

TOLD = table("questions/conditions.toml")["told"]


@pytest.mark.parametrize("said", TOLD)
def test_what_changes_advice_is_heard(said: str) -> None:
    assert conditions_in(read(said)) == tuple(TOLD[said])


def test_every_condition_is_heard_in_some_words(content: Content) -> None:
    heard = {id for ids in TOLD.values() for id in ids}
    assert heard == {id for id, condition in content.conditions.items() if condition.concepts}
