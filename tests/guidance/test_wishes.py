"""What is wished for at the end of something else."""

from __future__ import annotations

import pytest

from skill.guidance.content import Content
from skill.guidance.wishes import wish_at_end


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("no ice here, next", "AMAZON.NextIntent"),
        ("i'm done with that one. next please", "AMAZON.NextIntent"),
        ("no i wanna stop, bye", "AMAZON.StopIntent"),
        ("hang on the dog's barking, say that again", "AMAZON.RepeatIntent"),
        ("no wait go back one", "AMAZON.PreviousIntent"),
        ("my lower back is stiff, lead me through it", "LeadMeIntent"),
        ("next to my spine it hurts", None),
        ("it hurts when i get the next one down", None),
        ("my back hurts the whole day, more by the end of the text", None),
        ("he said goodbye to his trainer", None),
        ("", None),
    ],
)
def test_it_is_heard_at_the_end_only(said: str, intent: str | None, content: Content) -> None:
    assert wish_at_end(said, content) == intent


def test_each_is_wished_for_in_some_words(content: Content) -> None:
    assert all(content.intake.wishes.values())
    assert all(
        wish_at_end(f"well {each}", content) == to for to, said in content.intake.wishes.items() for each in said
    )
