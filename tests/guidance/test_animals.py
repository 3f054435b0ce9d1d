"""Whose back it is, where an animal is spoken of. On the words that are shipped."""

from __future__ import annotations

import pytest

from skill.guidance.matching import Scanned
from skill.guidance.red_flags import is_of_an_animal, scan


@pytest.mark.parametrize(
    "said",
    [
        "my dog hurt his back playing fetch", "it's for the cat", "lol no for the dog, what do i give him",
        "it's my dog, a labrador", "our horse has a sore back", "the dog's back hurts",
    ],
)  # fmt: skip
def test_it_is_the_animals(said: str) -> None:
    assert is_of_an_animal(Scanned(said).reading)


@pytest.mark.parametrize(
    "said",
    [
        "i hurt my back lifting the dog", "my back hurts, it's my dog, she's heavy",
        "my back is sore from walking the dog",
        "my dog pulled me over and i hurt my back", "is walking the dog okay", "the dog is barking",
    ],
)  # fmt: skip
def test_it_is_a_persons(said: str) -> None:
    assert not is_of_an_animal(Scanned(said).reading)


@pytest.mark.parametrize(
    "said",
    [
        "my dog hurt his back and i can't feel my legs",
        "it's for my dog, and my chest hurts",
        "the dog bit me, i fainted",
    ],
)
def test_a_persons_own_sign_is_heard_beside_it(said: str) -> None:
    assert scan(said)
