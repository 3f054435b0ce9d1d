"""Words made comparable: case, contractions, fillers, politeness, spelling."""

from __future__ import annotations

import pytest

from skill.understanding.spelling import Spelling
from skill.understanding.words import norms, openings, said, split, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What\u2019s THAT?", "what is that"),
        ("whats that", "what is that"),
        ("I can't, I cannot, I cant", "i can not i can not i can not"),
        ("um, I'm uh here", "i am here"),
        ("Mom's pizza", "moms pizza"),
        ("half-past six a.m.", "half past 6 am"),
        ("t. v. and e.t.", "tv and et"),
        ("½ hour", "1/2 hour"),
        ("8:30, 1.5", "8:30 1.5"),
        ("uh-huh, uh no", "uhhuh no"),
        ("10min", "10 minutes"),
        ("Über naïve", "über naïve"),
    ],
)
def test_norms(text: str, words: str) -> None:
    assert " ".join(norms(text)) == words


def test_what_was_said_keeps_its_words() -> None:
    words = split("Well, um, I CAN'T feel it!")
    assert said(words) == "well i can't feel it"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("could you please stop", "stop"),
        ("well okay stop now", "stop"),
        ("no thanks", "no"),
        ("can you", "can you"),
        ("ok thanks", "okay"),
        ("stop", "stop"),
    ],
)
def test_polite_words_are_set_aside(text: str, left: str) -> None:
    assert " ".join(word.norm for word in openings(split(text))) == left


@pytest.mark.parametrize(
    "words",
    [
        "stretch stretches stretching stretched",
        "squat squats squatting",
        "hike hikes hiking hiked",
        "carry carries carried",
        "zoë zoë's",
        "thomas thomas's",
    ],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(*norms(word)) for word in words.split()}) == 1


def test_words_that_only_look_alike_keep_apart() -> None:
    assert len({stem(word) for word in ["back", "bike", "bus", "knee", "this", "pass", "sing"]}) == 7


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("piza", "pizza"), ("pizzza", "pizza"), ("mushroms", "mushrooms"), ("pian", "pain"), ("kneel", "kneel"),
     ("pizzas", "pizzas"), ("xylophone", "xylophone")],
)  # fmt: skip
def test_spelling(typed: str, meant: str) -> None:
    spelling = Spelling(["pizza", "mushrooms", "pain", "knee", "order"])
    assert spelling.corrected(split(typed))[0].norm == meant
