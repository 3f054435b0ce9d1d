"""What a question is about, where no topic was heard or another one than is meant."""

from __future__ import annotations

import pytest

from skill.guidance.aspects import plain
from skill.guidance.content import Content
from skill.guidance.likeness import Index, words_in
from skill.guidance.likeness_files import compiled
from skill.guidance.matters import asked, is_question, question_in
from skill.guidance.rows import InMemory

ASKED = {
    "is it ok to go to a wedding and dance": "daily_life.going_out",
    "is swimming any good for this": "move_or_bed_rest.swim_bike",
    "does my mattress matter": "sleep.mattress",
    "is it normal that it's good one day and bad the next": "recovery_time.ups_and_downs",
    "am i going to end up in a wheelchair": "reassurance.paralysed",
    "should i see a chiropractor": "hands_on_care.chiropractor",
    "how many tablets can i have in a day": "medication.dose",
    "my neighbour gave me some tramadol": "medication.other_peoples",
    "i drive a van for a living": "daily_life.drive_for_work",
    "can i take naproxen and paracetamol at the same time": "medication.together",
    "i'm on a long haul flight on friday": "daily_life.fly",
    "do slipped discs ever heal": "reassurance.slipped_disc",
    "crunches hurt what's the alternative": "core_strength.sit_ups",
    "what if the ice made my skin go white": "ice.skin",
    "i'm booked in with an osteopath is it too soon": "hands_on_care.how_soon",
    "can i order a pizza": "",
    "my neighbour gave me some tomatoes": "",
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
    found = question_in(plain(text), content)
    assert (f"{found[0].id}.{found[1].id}" if found else "") == ASKED[text]


@pytest.mark.parametrize(("topic", "text"), HEARD)
def test_the_words_weigh_against_the_topic_that_was_heard(topic: str, text: str, content: Content) -> None:
    found = question_in(plain(text), content, content.topic(topic))
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
    assert is_question(plain(text)) == asks


def index(*asks: tuple[tuple[str, str], str]) -> Index:
    return Index(InMemory(compiled(asks)))


def test_seldom_words_tell_more_than_usual_ones() -> None:
    words = ("daily", "hourly", "asleep", "wet", "bare", "often")
    some = index(*((("ice", f"n{at}"), f"can i use it {word}") for at, word in enumerate(words)))
    assert list(some.like(plain("is it fine asleep"))) == [("ice", "n2")]
    assert some.like(plain("")) == {}


def test_endings_make_no_other_word() -> None:
    assert {"sneez", "hurt"} <= set(words_in(plain("sneezing hurts")))
    assert "it hurt" in words_in(plain("it hurts"))


@pytest.mark.parametrize("text", [*ASKED, *(text for _, text in HEARD), "can i sleep with ice on it all night"])
def test_nothing_is_left_out_that_is_like_enough(text: str) -> None:
    every = asked().like(plain(text))
    for least in (0.25, 0.5):
        found = asked().like(plain(text), least, also=[("ice", "asleep")])
        assert {answer: how for answer, how in found.items() if how >= least} == {
            answer: how for answer, how in every.items() if how >= least
        }
        assert found.get(("ice", "asleep")) == every.get(("ice", "asleep"))
