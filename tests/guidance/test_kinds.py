"""What a pain sounds like, and whether one is told of at all."""

from __future__ import annotations

import pytest

from skill.guidance.content import Content
from skill.guidance.kinds import kind_of, reports_pain, tells_of_pain, words_of


def test_every_word_of_a_kind_is_of_that_kind_or_of_a_worse_one(content: Content) -> None:
    order = ["nerve", "strain", "soreness"]
    for kind in order:
        for word in content.kinds[kind].words:
            found = kind_of(f"It's {word.upper()}, really", content)
            assert found is not None
            assert order.index(found) <= order.index(kind)


def test_nerve_comes_before_strain_and_strain_before_soreness(content: Content) -> None:
    nerve, strain, sore = (content.kinds[kind].words[0] for kind in ("nerve", "strain", "soreness"))
    assert kind_of(f"{sore} and {strain} and {nerve}", content) == "nerve"
    assert kind_of(f"{sore} and {strain}", content) == "strain"
    assert kind_of(sore, content) == "soreness"


@pytest.mark.parametrize("text", ["", "the weather is fine", "hello"])
def test_what_sounds_like_no_pain_is_none(text: str, content: Content) -> None:
    assert kind_of(text, content) is None
    assert not reports_pain(text, content)


@pytest.mark.parametrize(
    "text", ["my lower back is stiff after football", "ow, my back hurts", "a stabbing in my spine"]
)
def test_who_says_where_it_hurts_tells_of_pain(text: str, content: Content) -> None:
    assert tells_of_pain(text, content)


@pytest.mark.parametrize("text", ["exercises for my back", "it hurts", "a stiff drink", "back in a minute", ""])
def test_a_place_or_a_pain_alone_is_none(text: str, content: Content) -> None:
    assert not tells_of_pain(text, content)


def test_a_pain_is_told_of_by_its_kind_or_by_its_name(content: Content) -> None:
    assert all(reports_pain(word, content) for word in content.intake.pain.words)
    assert all(reports_pain(word, content) for word in content.intake.pain.places)
    assert all(reports_pain(word, content) for kind in content.kinds.values() for word in kind.words)
    assert not reports_pain("painless", content)


def test_words_stand_between_single_blanks() -> None:
    assert words_of("My back,  it's SORE!") == " my back it's sore "
