"""Questions: the answer to just that, more of it, help with an alarm where none stands, and a stretch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogue.by_name import by_name
from tests.dialogue.conversation import CONTENT, Conversation, after, heard

ICE_OR_HEAT = CONTENT.topic("ice_or_heat")
CALM = {id: help.calm for id, help in CONTENT.alarm_help.items() if help.calm}
LOUD = [id for id, help in CONTENT.alarm_help.items() if not help.calm]


# --- the answer ---


def test_a_topic_alone_has_the_general_answer_and_more() -> None:
    talk = by_name()
    turn = talk.say("IceOrHeatIntent")
    assert turn.spoken() == ["topics/ice_or_heat/answer", "topics/ice_or_heat/safety_net", "topic/more"]
    assert (turn.topic, turn.aspect, turn.title) == ("ice_or_heat", None, "About ice or heat")
    assert turn.sources == ICE_OR_HEAT.sources
    assert (talk.case.topic, talk.case.asked, talk.case.netted) == ("ice_or_heat", "more:ice_or_heat", True)


def test_a_net_is_heard_once() -> None:
    talk = by_name(netted=True)
    assert talk.say("IceOrHeatIntent").spoken() == ["topics/ice_or_heat/answer", "topic/more"]
    assert talk.case.netted


def test_a_question_has_an_answer_of_its_size() -> None:
    talk = by_name()
    turn = talk.say("IceOrHeatIntent", Aspect=("overnight", "asleep"))
    assert turn.spoken() == ["topics/ice_or_heat/asleep/answer", "what/else"]
    assert (turn.topic, turn.aspect, talk.case.topic, talk.case.aspect) == (*("ice_or_heat", "asleep") * 2,)


def test_what_alexa_made_of_a_word_tells_the_question_where_the_words_do_not() -> None:
    turn = by_name().say("IceOrHeatIntent", Aspect=("elephants", "asleep"))
    assert turn.aspect == "asleep"


@pytest.mark.parametrize(
    ("slots", "is_general"),
    [
        ({"Description": "green elephants"}, True),
        ({"Aspect": "elephants"}, True),
        ({"Aspect": "please", "Description": "elephants now"}, True),
        ({"Description": "Please"}, False),
        ({"Aspect": "please"}, False),
        ({"Aspect": "please", "Description": "please"}, False),
        ({"Aspect": "please", "Description": "again"}, False),
        ({}, False),
    ],
)
def test_what_nobody_can_answer_is_said_to_have_only_a_general_answer(slots: dict[str, str], is_general: bool) -> None:
    said = by_name().say("IceOrHeatIntent", **slots).spoken()
    assert (said[0] == "topic/general_only") == is_general
    assert "topics/ice_or_heat/answer" in said


def test_the_words_for_that_vary_from_turn_to_turn() -> None:
    talk = Conversation()
    said = [talk.say("IceOrHeatIntent", Aspect="elephants").sentences[0] for _ in range(3)]
    assert sorted(said) == sorted(CONTENT.phrases["topic"]["general_only"])


def test_what_was_told_speaks_against_it() -> None:
    turn = by_name(conditions=("diabetes",)).say("IceOrHeatIntent")
    assert turn.spoken()[0] == f"topics/ice_or_heat/instead (told={CONTENT.conditions['diabetes'].said})"


def test_a_sign_that_was_told_speaks_against_it() -> None:
    talk = by_name(flags=("rash",), seen=True)
    turn = talk.say("IceOrHeatIntent")
    assert turn.spoken()[0].startswith("topics/ice_or_heat/instead")


def test_in_the_steps_nobody_is_asked_for_more() -> None:
    talk = by_name(steps=("ease_off", "watch_and_check"), cleared=("emergency_signs", "today_signs"), told=True)
    turn = talk.say("IceOrHeatIntent")
    assert turn.spoken()[-1] == "steps/back (number=one)"


def test_an_answer_in_the_check_leads_back_to_it() -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    turn = talk.say("IceOrHeatIntent")
    assert turn.spoken()[-2:] == ["safety/back", "safety_questions/emergency_signs/again"]


@pytest.mark.parametrize(("asked", "offers"), [("", True), ("safety:emergency_signs", False), ("onset", False)])
def test_an_answer_that_leads_there_offers_the_walking_plan_where_nothing_waits(asked: str, offers: bool) -> None:
    talk = by_name(asked=asked, onset="back")
    talk.say("PreventionIntent")
    assert (talk.case.asked == "offer:walking") == offers


# --- more ---


@pytest.mark.parametrize(
    ("netted", "said"),
    [(True, ["topics/ice_or_heat/more"]), (False, ["topics/ice_or_heat/more", "topics/ice_or_heat/safety_net"])],
)
def test_more_is_what_there_is_beyond_the_answer(netted: bool, said: list[str]) -> None:
    talk = by_name(topic="ice_or_heat", asked="more:ice_or_heat", netted=netted)
    turn = talk.hear("yes")
    assert turn.spoken()[:-1] == said
    assert (turn.topic, talk.case.topic, talk.case.aspect, talk.case.netted) == ("ice_or_heat", None, None, True)


def test_more_is_asked_for_by_itself() -> None:
    turn = by_name(topic="ice", netted=True).hear("why")
    assert turn.spoken()[0] == "topics/ice/more"


def test_more_of_a_question_is_of_that() -> None:
    topic, aspect = next(
        (topic, aspect) for topic in CONTENT.topics.values() for aspect in topic.aspects if aspect.more
    )
    turn = by_name(topic=topic.id, aspect=aspect.id, netted=True).hear("why")
    assert turn.spoken()[0] == f"topics/{topic.id}/{aspect.id}/more"


# --- what is told, and asks ---


@pytest.mark.parametrize(
    ("intent", "slots", "answer"),
    [
        ("DescribeIntent", {"Description": "can i go to the gym tonight"}, "return_to_exercise.today"),
        ("DescribeIntent", {"Description": "my sister has some codeine left"}, "medication.opioids"),
        ("FeelingIntent", {"Feeling": "scared to bend"}, "reassurance.bend"),
    ],
)
def test_what_is_told_is_answered_where_it_asks(intent: str, slots: dict[str, str], answer: str) -> None:
    turn = by_name().say(intent, **slots)
    assert f"{turn.topic}.{turn.aspect}" == answer
    assert turn.spoken()[0].startswith(f"topics/{answer.replace('.', '/')}/answer")


def test_a_feeling_alone_is_no_question() -> None:
    turn = by_name().say("FeelingIntent", Feeling=("scared", "scared"))
    assert (turn.spoken()[0], turn.topic) == ("feeling/scared", None)


def test_in_the_check_what_is_told_is_left_to_be_an_answer() -> None:
    talk = by_name(told=True, asked="safety:emergency_signs")
    turn = talk.say("DescribeIntent", Description="my sister has some codeine left")
    assert turn.topic is None
    assert talk.case.asked == "safety:emergency_signs"


# --- help with an alarm, where none stands ---


@pytest.mark.parametrize("id", CALM)
def test_help_with_an_alarm_where_none_stands_is_a_question(id: str) -> None:
    turn = by_name().say("GetHelpIntent", Matter=("elephants", id))
    assert f"{turn.topic}.{turn.aspect}" == CALM[id]


@pytest.mark.parametrize("matter", [*((id, id) for id in LOUD), "elephants", ("elephants", "renamed"), None])
def test_help_with_nothing_is_not_understood(matter: Any) -> None:
    turn = by_name().say("GetHelpIntent", **({"Matter": matter} if matter else {}))
    assert turn.spoken()[0] == "missed/start 1"


def test_help_that_asks_something_else_is_answered() -> None:
    turn = by_name().say("GetHelpIntent", Matter="can i go to the gym tonight")
    assert (turn.topic, turn.aspect) == ("return_to_exercise", "today")


# --- a stretch ---


def test_a_stretch_is_explained() -> None:
    talk = by_name(topic="ice")
    turn = talk.say("StretchHowToIntent", Stretch=("cat cow", "cat_cow"))
    assert turn.spoken()[:2] == ["steps/cat_cow/how", "steps/cat_cow/stop_rule"]
    assert turn.pictured and turn.pictured.id == "cat_cow"
    assert (talk.case.explained, talk.case.topic) == ("cat_cow", None)


@pytest.mark.parametrize("said", ["a wobble", ("a walk", "keep_walking"), ("that", "renamed"), None])
def test_what_is_no_stretch_is_answered_with_four_that_are(said: Any) -> None:
    talk = by_name(topic="ice")
    turn = talk.say("StretchHowToIntent", **({"Stretch": said} if said else {}))
    assert turn.spoken()[0] == "stretch/unknown (some=bird dog, cat cow, child's pose or dead bug)"
    assert (talk.case.explained, talk.case.topic) == (None, None)


def test_a_stretch_that_what_was_told_speaks_against_is_left_out() -> None:
    talk = by_name(flags=("sciatica",), noted=("sciatica",))
    turn = talk.say("StretchHowToIntent", Stretch=("knee rolls", "knee_rolls"))
    assert turn.spoken()[0] == "stretch/not_now (name=knee rolls)"
    assert talk.case.explained is None


def test_detail_is_of_what_was_last_spoken_of() -> None:
    talk = after("pain", "no", "no", "not sure")
    talk.say("IceOrHeatIntent")
    assert talk.content.topic("ice_or_heat").more.split(".")[0] in heard(talk.hear("why"))
    assert talk.content.step("ease_off").stop_rule in heard(talk.hear("why"))
