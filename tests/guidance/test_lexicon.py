"""What a text speaks of: every notation of an entry, what is passed over, what covers what, and what numbers mean."""

from __future__ import annotations

import pytest

from skill.guidance import lexicon
from skill.guidance.lexicon import Mention
from skill.guidance.words import numbers
from tests.guidance import small


def spoken_of(text: str) -> set[str]:
    """The concepts in a text, without the cues."""
    return {one.concept for one in small.read(text).mentions} - small.lexicon().cues


ENTRIES: list[tuple[str, str, bool]] = [
    # words in a row, with small words passed over
    ("pins and needles", "numb", True), ("pins needles", "numb", False), ("pins and the needles", "numb", True),
    ("pins and the really very needles", "numb", True), ("pins and the really very is needles", "numb", True),
    ("pins and the really very is are needles", "numb", False), ("pins and old needles", "numb", False),
    ("pins. and needles", "numb", False), ("pins, and needles", "numb", True), ("needles and pins", "numb", False),
    # a choice of words
    ("weak", "weak", True), ("week", "weak", True), ("wee", "weak", False),
    ("get up", "up", True), ("get out of bed", "up", True), ("get of bed", "up", False), ("get bed", "up", False),
    # all forms
    ("kill", "killed", True), ("kills", "killed", True), ("killed", "killed", True), ("killing", "killed", True),
    ("killer", "killed", True), ("killy", "killed", False), ("skill", "killed", False),
    ("stopped", "stopped", True), ("stopping", "stopped", True), ("stoped", "stopped", True),
    ("stopps", "stopped", False), ("stoppiest", "stopped", True), ("stotped", "stopped", False),
    ("gave way", "gave", True), ("gives way", "gave", True), ("gaves way", "gave", False),
    # any ending, any word
    ("osteoporosis", "bones", True), ("osteopor", "bones", True), ("osteopo", "bones", False),
    ("between both legs", "saddle", True), ("between legs", "saddle", False), ("between the legs", "saddle", True),
    ("near red door", "near", True), ("near big red door", "near", True), ("near door", "near", False),
    ("near very red door", "near", True), ("near very big red door", "near", False),
    ("near old big red door", "near", False),
    # at once, and at the end
    ("leg day", "day", True), ("leg the day", "day", False), ("leg all day", "day", False),
    ("i am tired", "tired", True), ("tired and", "tired", True), ("tired, of", "tired", True),
    ("tired legs", "tired", False), ("tired. legs", "tired", True),
    ("sleepy", "sleepy", True), ("sleepy now", "sleepy", True), ("sleepy legs", "sleepy", False),
    # spellings
    ("i can't feel it", "not_feel", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "concept", "is_there"), ENTRIES, ids=[f"{text}: {name}" for text, name, _ in ENTRIES])
def test_how_an_entry_is_written(text: str, concept: str, is_there: bool) -> None:
    assert (concept in spoken_of(text)) == is_there


def test_so_many_small_words_are_passed_over() -> None:
    assert lexicon.MOST_SMALL_WORDS == 4
    small_words = ["the", "really", "very", "is", "are", "my", "a"]
    for count in range(8):
        said = f"both {' '.join(small_words[:count])} legs"
        found = Mention("legs", 0, count + 2) in small.read(said).mentions
        assert found == (count <= 4), said


COVERED: list[tuple[str, set[str]]] = [
    ("breast stroke", {"saying"}), ("stroke", {"stroke"}), ("a breast stroke on breast", {"saying", "breast"}),
    ("stroke and breast stroke", {"stroke", "saying"}), ("my back is killing me", {"back", "saying"}),
    ("killing", {"killed"}), ("leg day out", {"saying"}), ("leg day", {"day", "legs"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "concepts"), COVERED)
def test_what_a_saying_covers_counts_for_nothing_else(text: str, concepts: set[str]) -> None:
    assert spoken_of(text) == concepts


def test_mentions_come_in_the_order_of_the_text_with_their_places() -> None:
    found = [one for one in small.read("my weak legs are numb").mentions if one.concept not in small.lexicon().cues]
    assert found == [Mention("weak", 1, 2), Mention("legs", 2, 3), Mention("numb", 4, 5)]
    both = [one for one in small.read("both legs").mentions if one.concept not in small.lexicon().cues]
    assert both == [Mention("legs", 0, 2), Mention("legs", 1, 2)]


HOT: list[tuple[str, set[str]]] = [
    # by its size, both ends in
    ("temperature 37.9", set()), ("temperature 38", {"hot"}), ("temperature 42", {"hot"}), ("temperature 42.1", set()),
    ("temperature 99.9", set()), ("temperature 100", {"hot"}), ("fever of a hundred and eight", {"hot"}),
    ("temperature a hundred and nine", set()),
    # by the words before it, small ones passed over
    ("temperature is really 39", {"hot"}), ("temperature was 39", set()), ("39 temperature", set()),
    # alone, beside words that do not matter
    ("39", {"hot_alone"}), ("it says 39", {"hot_alone"}), ("39 it is", {"hot_alone"}), ("38.4", set()),
    ("41", {"hot_alone"}), ("41.1", set()), ("bus 39", set()), ("39 people", set()),
    # by what the words behind it make of it
    ("temperature 39 kilos", set()), ("temperature 39, kilos", {"hot"}), ("temperature 39 mg a day", set()),
    # by the words behind it
    ("12 years old", {"child_age"}), ("12 years old car", set()), ("18 years old", set()), ("12", set()),
    ("1 years old", {"child_age"}), ("17 years old", {"child_age"}), ("12, years old", set()), ("12 years", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "concepts"), HOT)
def test_a_number_means_something_by_its_size_and_the_words_around_it(text: str, concepts: set[str]) -> None:
    assert spoken_of(text) & {"hot", "hot_alone", "child_age"} == concepts


def test_where_a_number_ends() -> None:
    found = {one.concept: one for one in small.read("temperature 39, and 12 years old").mentions}
    assert found["hot"] == Mention("hot", 1, 2)
    assert found["child_age"] == Mention("child_age", 3, 6)


ROLES = [
    ("39", "count"), ("step 39", "named"), ("at 39", "clock"), ("39 years old", "age"), ("39 mg", "dose"),
    ("step 39 mg", "dose"), ("39, mg", "count"), ("39 kilos", "measure"), ("at, 39", "clock"), ("39 years", "count"),
    ("39 of", "count"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_what_a_number_is(text: str, role: str) -> None:
    words = small.lexicon().read(text)
    (number,) = numbers(words)
    assert small.lexicon().role(number, words) == role


def test_the_phrases_of_answers_are_found_apart() -> None:
    words = small.lexicon().read("no i do not, apart from the first one")
    found = [(one.concept.removeprefix("answer "), one.start, one.end) for one in small.lexicon().answers(words)]
    assert {("no", 0, 1), ("no_alone", 1, 4), ("yes_alone", 1, 3), ("excepting", 4, 6), ("ordinals", 7, 9)} <= {*found}
    assert spoken_of("maybe") == set()


def test_words_are_read_in_its_spellings() -> None:
    assert [word.read for word in small.lexicon().read("I can't. Colour")] == ["i", "can", "not", "color"]


def test_where_a_word_fits_is_found_once() -> None:
    assert lexicon.MOST_WORDS_KEPT >= 1000
    some = small.lexicon()
    assert some._fitting("legs") is some._fitting("legs")
    assert some._beginning("legs") is some._beginning("legs")
