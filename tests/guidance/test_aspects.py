"""Which question of a topic is asked, by its cues."""

from __future__ import annotations

import pytest

from skill.guidance.aspects import BEGINNING, aspect_of, aspect_with_id, beginnings, groups, plain
from skill.guidance.content import Content
from skill.guidance.model import Aspect, Topic


def topic(**cues: tuple[str, ...]) -> Topic:
    """A topic with a question for each of these."""
    aspects = tuple(Aspect(id, (), some, "", (), "") for id, some in cues.items())
    return Topic("ice", "ice", "", "", "", (), "", aspects=aspects)


FITS = [
    ("sleep", "can i sleep with it", True), ("sleep", "SLEEP!", True), ("sleep", "asleep on it", False),
    ("sleep", "sleeping on it", True), ("sleep", "sleepy", False), ("stop", "stopped", True),
    ("stretch", "stretches", True), ("cause", "it's causing it", True), ("cause", "caus", False),
    ("cause", "caused", True), ("cause", "causes", True),
    ("sleep*", "sleeping on it", True), ("sleep*", "sleep", True),
    ("sleep*", "asleep", False),
    ("gun", "a massage gun", True), ("gun", "massage guns", True), ("gun", "gun's", True), ("gun", "gunner", False),
    ("cat", "cats", True), ("as", "ass", False), ("as", "as", True),  # words of two letters have no plural
    ("nod off", "can i nod off", True), ("nod off", "nod me off", False), ("nod off", "off nod", False),
    ("nod offs", "nod off", False),
    ("how long & ice", "ice it how long", True), ("how long & ice", "how long", False),
    ("doze|nod", "can i nod", True), ("doze|nod", "can i doze", True), ("doze|nod", "can i sleep", False),
    ("doze | nod off & it", "nod off with it", True), ("doze | nod off & it", "doze", False),
    ("how long & !before", "how long", True), ("how long & !before", "how long before", False),
    ("how long & !before|until", "how long until", False), ("!before", "", True),
    ("don't", "i don\N{RIGHT SINGLE QUOTATION MARK}t", True), ("c.t", "cat", False), ("a+", "aa", False),
]  # fmt: skip


@pytest.mark.parametrize(("cue", "said", "fits"), FITS)
def test_a_cue_fits_or_not(cue: str, said: str, fits: bool) -> None:
    assert (aspect_of(topic(it=(cue,)), plain(said)) is not None) == fits


@pytest.mark.parametrize(("cue", "said", "fits"), FITS)
def test_a_cue_that_fits_begins_as_it_says(cue: str, said: str, fits: bool) -> None:
    begins = beginnings(cue)
    assert begins is None or not fits or begins & {word[:BEGINNING] for word in plain(said).split()}


def test_where_a_cue_says_how_words_begin() -> None:
    assert beginnings("sleep*|nod off & it") == {"sle", "nod"}
    assert beginnings("me*|it & cause") == {"cau"}
    assert beginnings("!before") is None


def test_one_cue_is_enough_and_the_first_question_wins() -> None:
    asked = topic(first=("never", "sleep"), second=("sleep", "doze"))
    assert [getattr(aspect_of(asked, plain(said)), "id", None) for said in ("sleep", "doze", "walk")] == [
        "first",
        "second",
        None,
    ]
    assert aspect_of(topic(), plain("sleep")) is None


def test_a_question_is_found_by_its_id() -> None:
    asked = topic(first=(), second=())
    assert [getattr(aspect_with_id(asked, id), "id", None) for id in ("second", "third", None)] == [
        "second",
        None,
        None,
    ]


def test_a_cue_is_read_once() -> None:
    assert groups("sleep & doze") is groups("sleep & doze")
    assert [wanted for wanted, _ in groups("sleep & !doze")] == [True, False]


def test_the_cues_of_the_content_are_kept_in_mind_all_together(content: Content) -> None:
    cues = {cue for each in content.topics.values() for aspect in each.aspects for cue in aspect.cues}
    assert len(cues) <= groups.cache_info().maxsize
