"""What a question is about, where no topic was heard or another one than is meant."""

from __future__ import annotations

import pytest

from skill.guidance.content import Content
from skill.guidance.likeness import Index, words_in
from skill.guidance.matters import is_question, question_in

ASKED = {
    "is it ok to go to a wedding and dance": "daily_life.going_out",
    "is swimming any good for this": "move_or_bed_rest.swim_bike",
    "does my mattress matter": "sleep.mattress",
    "is it normal that it's good one day and bad the next": "recovery_time.ups_and_downs",
    "am i going to end up in a wheelchair": "reassurance.paralysed",
    "should i see a chiropractor": "hands_on_care.chiropractor",
    "how many tablets can i have in a day": "medication.dose",
    "can i order a pizza": "",
    "what do you mean by numbness": "",
    "should i buy shares in a railway": "",
}
HEARD = {
    ("progression", "should i go back to square one"): "flare_up.from_scratch",
    ("medication", "is turmeric any good"): "medication.herbal",
    ("ice", "can the cold weather do it"): "causes.weather",
    ("sleep", "can i doze off on it"): "heat.asleep",
    ("heat", "can i doze off on it"): "heat.asleep",
}


@pytest.mark.parametrize("text", ASKED)
def test_a_question_without_a_topic_finds_its_answer_or_none(text: str, content: Content) -> None:
    found = question_in(text, content)
    assert (f"{found[0].id}.{found[1].id}" if found else "") == ASKED[text]


@pytest.mark.parametrize(("topic", "text"), HEARD)
def test_the_words_weigh_against_the_topic_that_was_heard(topic: str, text: str, content: Content) -> None:
    found = question_in(text, content, content.topic(topic))
    assert (f"{found[0].id}.{found[1].id}" if found else "").startswith(HEARD[topic, text])


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("can i dance", True), ("it went again just bending is that possible", True), ("Is it bad?", True),
        ("my back hurts", False), ("i had three pints last night is that why it's worse", True), ("", False),
        ("canned soup", False),
    ],
)  # fmt: skip
def test_a_question_is_told_from_what_is_told(text: str, asks: bool) -> None:
    assert is_question(text) == asks


def test_seldom_words_tell_more_than_usual_ones() -> None:
    words = ("daily", "hourly", "asleep", "wet", "bare", "often")
    asks = [(("ice", f"n{at}"), f"can i use it {word}") for at, word in enumerate(words)]
    assert list(Index(asks).like("is it fine asleep")) == [("ice", "n2")]
    assert Index(asks).like("") == {}


def test_endings_make_no_other_word() -> None:
    assert {"sneez", "hurt"} <= set(words_in("sneezing hurts"))
    assert "it hurt" in words_in("it hurts")
