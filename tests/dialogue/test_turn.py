"""One turn: what was said as one text, the words of the answer, where somebody is, and the question."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from skill.dialogue.alert_state import Scope
from skill.dialogue.ports import Heard
from skill.dialogue.turn import Then, Turn
from skill.guidance.case import Case
from tests.dialogue.by_name import by_name
from tests.dialogue.conversation import CONTENT, SUNDAY_AT_NINE, Device


def turn(slots: dict[str, str] | None = None, locale: str = "en-US", **known: Any) -> Turn:
    """A turn in which these slots were heard."""
    return Turn(
        content=CONTENT,
        locale=CONTENT.locale(locale),
        case=Case(**known),
        intent="DescribeIntent",
        now=SUNDAY_AT_NINE,
        slots={name: Heard(said) for name, said in (slots or {}).items()},
    )


def test_a_turn_begins_with_nothing() -> None:
    one = turn()
    assert (one.alerts.reminders, one.alerts.timers, one.memory.kept, one.can_time) == ([], [], None, False)
    assert (one.urgency, one.topic, one.step, one.ends, one.private, one.asked, one.spoken()) == (
        *(None, None, None, False, False, ""),
        [],
    )


def test_no_turn_shares_its_alerts_or_its_memory_with_another() -> None:
    one, another = turn(), turn()
    assert one.alerts is not another.alerts and one.memory is not another.memory


def test_what_calls_for_no_care_has_no_urgency() -> None:
    assert by_name().hear("hello").urgency is None


# --- what was said ---


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({}, ""),
        ({"Description": "it hurts"}, "it hurts"),
        ({"Symptom": "my foot is numb"}, "my foot is numb"),
        ({"BodyArea": "lower back", "Symptom": "it's numb"}, "lower back, it's numb"),
        ({"Symptom": "it's numb", "AlsoSymptom": "it tingles"}, "it's numb. it tingles"),
        ({"Description": "it hurts", "Symptom": "it's numb"}, "it's numb. it hurts"),
        ({"Symptom": "it hurts", "OnsetDay": "since last night"}, "it hurts. since last night"),
        ({"Symptom": "it hurts", "Day": "on monday", "Time": "at eight"}, "it hurts. on monday. at eight"),
        ({"Onset": "P2D", "BodyArea": "back"}, "back. P2D"),
        ({"Denied": "fever"}, "no fever"),
        ({"Denied": "no fever"}, "no fever"),
        ({"Denied": "No fever"}, "No fever"),
        ({"Denied": "nobody has a fever"}, "no nobody has a fever"),
        ({"Affirmed": "numb", "Denied": "fever"}, "no fever. yes numb"),
        ({"EverythingIs": "fine"}, "everything is fine"),
        ({"Symptom": "my leg is numb", "BodyArea": "leg"}, "my leg is numb"),
        ({"Symptom": "numb", "AlsoSymptom": "numb"}, "numb"),
        ({"Symptom": "legless", "BodyArea": "leg"}, "leg, legless"),
    ],
)
def test_what_was_said_is_one_text(slots: dict[str, str], text: str) -> None:
    assert turn(slots).text == text


def test_of_words_that_were_heard_twice_the_longer_are_kept() -> None:
    one = turn({"BodyArea": "leg", "Symptom": "my leg is numb", "AlsoSymptom": "my leg is numb"})
    assert list(one.own_words) == ["Symptom"]


@pytest.mark.parametrize(
    ("words", "is_asked", "is_named"),
    [
        ("can i go to the gym tomorrow", True, True),
        ("my sister has some codeine left", False, True),
        ("green elephants", False, False),
        ("are there green elephants", False, False),
        ("", False, False),
    ],
)
def test_a_question_and_what_only_names_something(words: str, is_asked: bool, is_named: bool) -> None:
    one = turn({"Description": words} if words else {})
    assert (one.also_asks is not None, one.names is not None) == (is_asked, is_named)


def test_a_sign_comes_before_the_question_beside_it() -> None:
    one = turn({"Description": "can i go to the gym tomorrow"})
    one.red_flags = ("rash",)
    assert one.names is None


@pytest.mark.parametrize(("id", "asks"), [(None, True), ("scared", False)])
def test_a_feeling_about_something_asks(id: str | None, asks: bool) -> None:
    one = turn()
    one.slots = {"Feeling": Heard("scared to bend", id)}
    assert (one.also_asks is not None) == asks


# --- the words of the answer ---


def test_a_phrase_is_filled_and_varies_from_turn_to_turn() -> None:
    assert turn(turn=0).phrase("course.day", number="two") == "Welcome back. Day two."
    assert turn(turn=1).phrase("course.day", number="two") == "Hello again. Day two."


@pytest.mark.parametrize(("locale", "number"), [("en-US", "911"), ("en-GB", "999"), ("en-AU", "000")])
def test_words_are_those_of_the_locale(locale: str, number: str) -> None:
    assert number in turn(locale=locale).words("Call {emergency_number}.")


def test_what_is_said_stands_in_order_with_the_question_last() -> None:
    one = turn()
    one.say("walking.stop_rule")
    one.say_words("Walk {length}.", length="a mile")
    one.ask("walk", "Shall {who} walk?", who="we")
    assert one.spoken() == [CONTENT.phrases["walking"]["stop_rule"], "Walk a mile.", "Shall we walk?"]
    one.led = ("And up.",)
    assert one.heard() == [*one.spoken()[:-1], "And up.", "Shall we walk?"]


@pytest.mark.parametrize(("brief", "said"), [(False, 1), (True, 0)])
def test_who_wants_few_words_hears_no_acknowledgement(brief: bool, said: int) -> None:
    one = turn(brief=brief)
    one.acknowledge("steps.already")
    assert len(one.sentences) == said


# --- the question it ends in ---


def test_a_question_waits_for_an_answer() -> None:
    one = turn()
    assert one.ask("walk", "Shall {who} walk?", who="we") is Then.LISTEN
    assert (one.asked, one.question, one.reprompt) == ("walk", "Shall we walk?", "Shall we walk?")
    one.ask("walk", "Shall {who} walk?", "Walk, {who}?", who="we")
    assert one.reprompt == "Walk, we?"


def test_an_end_asks_nothing() -> None:
    one = turn()
    one.ask("walk", "Shall we walk?")
    assert one.end() is Then.LISTEN
    assert (one.question, one.reprompt, one.ends) == (None, None, True)


@pytest.mark.parametrize(("open", "asked"), [(("next", ""), "next"), (("felt", "cat_cow"), "felt:cat_cow")])
def test_a_question_that_was_not_answered_is_still_open(open: tuple[str, str], asked: str) -> None:
    one = turn(asked="else")
    one.open = type(one.open)(*open)
    assert one.still_open() is Then.ASK_AGAIN
    assert one.case.asked == asked


def test_a_question_that_was_answered_is_open_no_more() -> None:
    one = turn(asked="next")
    assert not one.answered
    one.answer_open()
    assert one.answered and one.case.asked == ""


# --- where somebody is ---


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Los_Angeles", 21),
        ("Australia/Sydney", 22),
        ("UTC", 22),
        (None, 22),
        ("", 22),
        ("Nowhere/City", 22),
        ("../../etc", 22),
    ],
)
def test_the_day_is_that_of_the_place(zone: str | None, day: int) -> None:
    one = turn()
    one.now = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    one.services = Device(zone=zone)
    assert one.today.day == day


@pytest.mark.parametrize(("closed", "can"), [([], True), (["timers"], False), (["reminders"], True)])
def test_a_timer_is_offered_where_nobody_said_no(closed: list[Scope], can: bool) -> None:
    one = turn()
    assert not one.can_time
    one.services = Device()
    one.alerts.closed = closed
    assert one.can_time == can
