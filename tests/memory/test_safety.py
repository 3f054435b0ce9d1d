"""A remembered plan never gets past the red flags, whatever is said on the way to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa.memory.in_memory import InMemoryStore
from skill.alexa.memory.store import key_of_user
from skill.desk.alexa_request import USER_ID
from skill.dialogue.intents import intent_of
from skill.dialogue.policy import MOVES
from skill.guidance.content import default_content
from skill.guidance.triage import NO_PLAN
from tests import tries
from tests.memory.requests import Talk, item, later, request

CONTENT = default_content()
INTENTS = sorted({intent_of(id) for id in CONTENT.topic_ids} | MOVES.keys())
NO = "AMAZON.NoIntent"
STOPPING = [id for id, flag in CONTENT.red_flags.items() if flag.urgency in ("emergency", "today") or id in NO_PLAN]


def remembered() -> InMemoryStore:
    """A memory of somebody at the third of their steps."""
    store = InMemoryStore()
    steps = list(CONTENT.plans["unknown", "strain"].steps[:6])
    store.save_attributes(request(USER_ID), item(at=2, steps=steps))
    return store


days = st.sampled_from([0, 1, 4, 20])
"""On how many days later they come back: on the same for the steps they were at, on another for those of that day."""


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(st.sampled_from([intent for intent in INTENTS if intent != NO]), max_size=12), days)
def test_no_step_without_two_plain_noes(intents: list[str], day: int) -> None:
    talk = Talk(remembered(), later(days=day))
    for intent in ("LaunchRequest", *intents):
        talk.hear(intent)
        assert talk.step is None, intent


@settings(max_examples=tries(60), deadline=None)
@given(st.lists(st.sampled_from(INTENTS), max_size=12), st.data(), days)
def test_after_one_no_there_is_no_step_either(intents: list[str], data: st.DataObject, day: int) -> None:
    at = data.draw(st.integers(0, len(intents)))
    talk = Talk(remembered(), later(days=day))
    for intent in ("LaunchRequest", *(each for each in intents[:at] if each != NO), NO):
        talk.hear(intent)
        assert talk.step is None, intent


@pytest.mark.parametrize("flag", STOPPING)
@pytest.mark.parametrize("before", [(), ("LaunchRequest",), ("LaunchRequest", "AMAZON.YesIntent"),
                                    ("LaunchRequest", "AMAZON.YesIntent", NO)])  # fmt: skip
def test_an_alarm_ends_it_for_good(flag: str, before: tuple[str, ...]) -> None:
    store = remembered()
    talk = Talk(store)
    for intent in before:
        talk.hear(intent)
    talk.hear("ReportSymptomIntent", Symptom=CONTENT.red_flags[flag].phrases[0])
    for intent in ("AMAZON.NextIntent", NO, NO, "AMAZON.YesIntent", "AMAZON.ResumeIntent", "RememberMeIntent"):
        talk.hear(intent)
        assert talk.step is None, intent
    kept = store.read(key_of_user(USER_ID))
    assert kept and not kept["steps"] and not kept["began"]
    assert "Welcome back" not in Talk(store, later(days=1)).hear("LaunchRequest")


def test_two_plain_noes_lead_to_the_step() -> None:
    talk = Talk(remembered())
    for intent in ("LaunchRequest", "AMAZON.YesIntent", NO, NO):
        talk.hear(intent)
    assert talk.step == CONTENT.plans["unknown", "strain"].steps[2]
