"""What must hold for every flag, topic, plan and activity, whatever the conversation was."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import build_skill, invoke
from skill.alexa.speech import MOST_CHARACTERS, heard
from skill.desk import alexa_request
from skill.desk.alexa_request import Device
from skill.dialogue.intents import intent_of
from skill.dialogue.policy import MOVES
from skill.guidance.case import Case
from skill.guidance.content import Content, default_content, placeholders
from skill.guidance.model import Urgency
from skill.understanding import Slot, Understood
from tests import tries

CONTENT = default_content()
SKILL = build_skill(CONTENT)
INTENTS = sorted({intent_of(id) for id in CONTENT.topic_ids} | MOVES.keys() - {"LaunchRequest"})
EMERGENCIES = [id for id, flag in CONTENT.red_flags.items() if flag.urgency == Urgency.EMERGENCY]
STOPPING = EMERGENCIES + [id for id, flag in CONTENT.red_flags.items() if flag.urgency == Urgency.TODAY]
MOST_WORDS_A_TURN = 150
"""About a minute of speech: the longest is a stretch explained from end to end."""


def ask(intent: str, case: Case, **slots: str) -> dict[str, Any]:
    """One intent to the skill, in the middle of a conversation about this case."""
    told = {
        name: Slot(name=name, type="AMAZON.SearchQuery", value=value, matches=(), heard=value)
        for name, value in slots.items()
    }
    understood = Understood(intent=intent, confidence=1.0, slots=told, why="exact", candidates=())
    request = alexa_request.intent(understood, "en-US", datetime(2026, 11, 22, tzinfo=UTC))
    attributes = {"case": case.to_session()}
    answer = invoke(SKILL, alexa_request.envelope(request, "session", False, attributes, Device(), {}))
    return {
        "decided": answer["sessionAttributes"]["turn"],
        "case": answer["sessionAttributes"]["case"],
        **answer["response"],
    }


def walking(**more: Any) -> Case:
    """Somebody in the middle of the steps."""
    steps = CONTENT.plans["unknown", "strain"].steps[:6]
    return Case(told=True, cleared=("emergency_signs", "today_signs"), steps=steps, at=2, asked="next", **more)


def spoken(answer: dict[str, Any]) -> str:
    return heard(answer["outputSpeech"]["ssml"])


def assert_sound(answer: dict[str, Any]) -> None:
    """Every answer is inside Alexa's limits, ends with a question exactly when the session is open, leaks nothing."""
    words = spoken(answer)
    assert words
    assert not placeholders(words)
    assert len(answer["outputSpeech"]["ssml"]) < MOST_CHARACTERS
    assert len(words.split()) <= MOST_WORDS_A_TURN, words
    assert answer["shouldEndSession"] is ("reprompt" not in answer)
    if card := answer.get("card"):
        assert len(card["title"]) + len(card["content"]) < MOST_CHARACTERS


def assert_emergency(answer: dict[str, Any]) -> None:
    """The number in the first sentence, and no coaching after it."""
    words = spoken(answer)
    assert "911" in words.partition(".")[0], words
    assert answer["decided"]["step"] is None
    assert answer["decided"]["topic"] is None
    assert "Step" not in words
    assert {directive["type"] for directive in answer.get("directives", [])} <= {
        "Alexa.Presentation.APL.RenderDocument"
    }


@pytest.mark.parametrize("flag", EMERGENCIES)
def test_after_an_emergency_nothing_but_the_alarm_is_heard(flag: str) -> None:
    for intent, case in product(INTENTS, (walking(flags=(flag,)), Case(told=True, flags=(flag,)))):
        answer = ask(intent, case)
        assert_sound(answer)
        if intent in ("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"):
            assert "911" in spoken(answer) and answer["shouldEndSession"]
            assert len(spoken(answer).split()) < 15  # under six seconds
        elif intent not in ("AMAZON.RepeatIntent", "AMAZON.YesIntent", "AMAZON.NoIntent"):
            assert_emergency(answer)


@pytest.mark.parametrize("flag", STOPPING)
def test_no_steps_and_no_topics_after_a_flag_that_stops(flag: str) -> None:
    for intent in INTENTS:
        answer = ask(intent, walking(flags=(flag,)))
        assert answer["decided"]["step"] is None
        assert answer["decided"]["topic"] is None


@pytest.mark.parametrize("flag", sorted(CONTENT.red_flags))
def test_every_flag_is_reached_by_words_in_every_intent_that_carries_text(flag: str) -> None:
    phrase = CONTENT.red_flags[flag].phrases[0]
    slots = {"DescribeIntent": "Description", "ReportSymptomIntent": "Symptom", "ReportPainIntent": "Symptom",
             "StretchHowToIntent": "Stretch", "OtherBodyPartIntent": "BodyPart"}  # fmt: skip
    for (intent, slot), case in product(slots.items(), (Case(), walking(), walking().but(asked=""))):
        answer = ask(intent, case, **{slot: phrase})
        assert flag in answer["decided"]["red_flags"], f"{phrase!r} in {intent}"
        assert_sound(answer)
        if flag in EMERGENCIES:
            assert_emergency(answer)


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_answers_soundly_everywhere(intent: str) -> None:
    asked = [
        *(
            "",
            "what",
            "onset",
            "next",
            "back",
            "time:cold_pack",
            "remind",
            "duration",
            "more:ice",
            "clarify:rhabdo",
            "remember",
            "welcome",
        ),
        *(f"safety:{question}" for question in CONTENT.questions),
    ]
    for open_question in asked:
        for case in (
            Case(asked=open_question),
            Case(asked=open_question, told=True),
            walking().but(asked=open_question),
        ):
            for brief in (False, True):
                assert_sound(ask(intent, case.but(brief=brief)))


@pytest.mark.parametrize("question", sorted(CONTENT.questions))
def test_a_plain_yes_to_a_bundle_acts_first(question: str) -> None:
    answer = ask("AMAZON.YesIntent", walking().but(asked=f"safety:{question}"))
    assert answer["decided"]["urgency"] in ("emergency", "today")


@pytest.mark.parametrize("question", sorted(CONTENT.questions))
def test_doubt_about_a_bundle_unfolds_it_and_doubt_about_a_sign_counts_as_yes(question: str) -> None:
    answer = ask("NotSureIntent", walking().but(asked=f"safety:{question}"))
    assert answer["decided"]["urgency"] is None
    for part in CONTENT.questions[question].parts:
        asked = f"part:{question}/{part.id}"
        doubted = ask("NotSureIntent", walking(unfolded=(question,)).but(asked=asked))
        assert doubted["decided"]["urgency"] in ("emergency", "today")
        assert part.flag in doubted["decided"]["red_flags"]


@pytest.mark.parametrize("activity", sorted(CONTENT.activities))
def test_every_activity_walks_through_every_plan(activity: str) -> None:
    for onset, kind in CONTENT.plans:
        case = Case(told=True, cleared=("emergency_signs", "today_signs"), activity=activity, onset=onset, kind=kind)
        answer = ask("AMAZON.NextIntent", case)
        for number in range(1, 9):
            assert_sound(answer)
            if answer["decided"]["step"] is None:
                break
            assert answer["decided"]["step"]["number"] == number
            answer = ask("AMAZON.NextIntent", Case.from_session(answer["case"]))
        assert 5 <= number - 1 <= 7
        assert CONTENT.activity(activity).prevention.partition(".")[0] in spoken(answer)


@settings(max_examples=tries(300), deadline=None)
@given(
    turns=st.lists(
        st.tuples(
            st.sampled_from(INTENTS), st.sampled_from(["", *(flag.phrases[0] for flag in CONTENT.red_flags.values())])
        ),
        max_size=12,
    )
)
def test_whatever_is_said_an_emergency_is_never_forgotten(turns: list[tuple[str, str]]) -> None:
    case, emergency = Case(), False
    for intent, text in turns:
        answer = ask(intent, case, Description=text) if text else ask(intent, case)
        assert_sound(answer)
        case = Case.from_session(answer["case"])
        emergency = emergency or any(flag in EMERGENCIES for flag in case.flags)
        if emergency:
            assert answer["decided"]["step"] is None
            assert answer["decided"]["topic"] is None
            assert "911" in spoken(answer)


def test_the_session_keeps_ids_and_no_words(content: Content) -> None:
    answer = ask("ReportPainIntent", Case(), Symptom="my secret words about my back")
    assert "secret" not in str(answer["case"])
