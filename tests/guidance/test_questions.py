"""Which question of a topic is asked in free words: the right one, or none, and never a wrong one for want of it."""

from __future__ import annotations

from itertools import chain

import pytest

from skill.guidance.aspects import aspect_of, aspect_with_id, fits, plain
from skill.guidance.content import Content
from tests.conftest import table

ASKED = [
    (topic, said, aspect)
    for topic, said_as in table("questions/asked.toml").items()
    for said, aspect in said_as.items()
]

CUES = {
    ("sleep*", "i am sleeping on it"): True,
    ("sleep*", "i am asleep on it"): False,
    ("nod off", "can i nod off with it on"): True,
    ("nod off", "i nod and then off i go"): False,
    ("a|b & c", "b then c"): True,
    ("a|b & c", "only c"): False,
    ("how long & !before", "how long can it stay"): True,
    ("how long & !before", "how long before it works"): False,
    ("gun", "are massage guns okay"): True,
    ("gun", "it has begun"): False,
    ("stop", "i stopped"): True,
    ("stretch", "which stretches are good"): True,
    ("microwave", "a microwaved sock"): True,
    ("cause", "it's causing trouble"): True,
    ("as", "the ass"): False,
}


@pytest.mark.parametrize(("cue", "said"), CUES)
def test_a_cue_fits_as_it_is_written(cue: str, said: str) -> None:
    assert fits(cue, f" {said} ") == CUES[cue, said]


@pytest.mark.parametrize(("topic", "said", "aspect"), ASKED, ids=[f"{topic}: {said}" for topic, said, _ in ASKED])
def test_a_question_is_told_by_its_words(topic: str, said: str, aspect: str, content: Content) -> None:
    found = aspect_of(content.topic(topic), plain(said))
    assert (found.id if found else "") == aspect


def test_everyday_words_and_other_apostrophes_are_read_alike(content: Content) -> None:
    medication, sleep = content.topic("medication"), content.topic("sleep")
    assert aspect_of(medication, plain("can i take advil")) == aspect_of(medication, plain("can i take ibuprofen"))
    assert aspect_of(sleep, plain("I can\N{RIGHT SINGLE QUOTATION MARK}t sleep!")) == aspect_of(
        sleep, plain("i can't sleep")
    )


def test_there_is_an_answer_to_more_than_a_hundred_and_forty_questions(content: Content) -> None:
    topics = [content.topic(id) for id in content.topic_ids]
    answers = {aspect.answer for topic in topics for aspect in topic.aspects}
    assert len(answers) > 300
    assert min(len(topic.aspects) for topic in topics) >= 7
    asks = list(chain.from_iterable(aspect.asks for topic in topics for aspect in topic.aspects))
    assert len(asks) > 2_500


def test_an_aspect_is_found_by_its_id(content: Content) -> None:
    heat = content.topic("heat")
    found = aspect_with_id(heat, "asleep")
    assert found is not None and found.answer.startswith("Don't sleep with a heat pad")
    assert aspect_with_id(heat, "nowhere") is None
    assert aspect_with_id(heat, None) is None


def test_the_same_answer_may_stand_in_two_topics(content: Content) -> None:
    there, here = aspect_with_id(content.topic("alcohol"), "with_painkillers"), None
    here = aspect_with_id(content.topic("medication"), "alcohol")
    assert here is not None and there is not None
    assert (here.answer, here.sources, here.review) == (there.answer, there.sources, there.review)
    assert here.asks != there.asks
