"""The rule when to stop is heard before anybody moves, in every plan."""

from __future__ import annotations

import pytest

from skill.guidance.content import Content
from tests.devices import device

PLANS = ["my back is sore since this morning", "my back is sore since three days", "i pulled my back a week ago",
         "my back hurts after running", "my back has been sore for five weeks"]  # fmt: skip


@pytest.mark.parametrize("told", PLANS)
def test_the_rule_when_to_stop_comes_before_the_first_move(told: str, content: Content) -> None:
    echo = device()
    heard = [echo.say(said)["speech"] for said in (told, "no", "no", *["next"] * 5)]
    begins = [step.say.split(".")[0] for step in content.steps.values() if step.is_move]
    moves = [at for at, words in enumerate(heard) if any(begin in words for begin in begins)]
    rule = next(at for at, words in enumerate(heard) if content.phrase("steps.stop_rule") in words)
    assert moves and rule <= moves[0]
