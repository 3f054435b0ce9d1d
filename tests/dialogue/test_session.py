"""A session may hold anything: the turn is a turn all the same, signs are heard, and a goodbye is one."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import Any

import pytest
from ask_sdk_core.skill import CustomSkill
from ask_sdk_model.request_envelope import RequestEnvelope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.alexa import build_skill, invoke
from skill.alexa.skill import GOODBYES, trouble_in
from skill.dialogue import policy
from skill.dialogue.alert_state import Alerts
from skill.dialogue.memory import Memory
from skill.dialogue.session import UPGRADES, VERSION, afresh, read, written
from skill.guidance.case import Case
from skill.guidance.content import Content, default_content
from tests import tries
from tests.conftest import rows
from tests.dialogue.conversation import Shelf
from tests.web.authority import envelope, intent
from tests.web.fuzzing import JSON, KEYS, SCALARS

often = settings(max_examples=tries(60), deadline=None, suppress_health_check=list(HealthCheck))

NUMB = intent("ReportSymptomIntent", Symptom="my legs are numb and i can't pee")
INTENTS = [
    *map(
        intent,
        (
            "AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.NextIntent", "AMAZON.PreviousIntent",
            "AMAZON.RepeatIntent", "AMAZON.StartOverIntent", "AMAZON.PauseIntent", "AMAZON.ResumeIntent",
            "AMAZON.HelpIntent", "AMAZON.FallbackIntent", "StepDetailIntent", "StepsLeftIntent", "StepHurtsIntent",
            "TimerStatusIntent", "CancelTimerIntent", "CancelReminderIntent", "ReminderStatusIntent", "ForgetMeIntent",
            "MemoryStatusIntent", "RememberMeIntent", "IceOrHeatIntent", "PlanOverviewIntent", "LeadMeIntent",
            "ThanksIntent", "StartTimerIntent", "SetReminderIntent", "WhoSaysIntent", "AlreadyDoneIntent",
            *sorted(GOODBYES),
        ),
    ),
    intent("DescribeIntent", Description="no apart from a bit of tingling"),
    intent("AnswerIntent", Denied="fever"),
    intent("StartTimerIntent", Duration="PT5M"),
    intent("SetReminderIntent", Delay="PT2H"),
    NUMB,
    {"type": "LaunchRequest"},
]  # fmt: skip

YES, NO, UNSURE, NEXT = map(intent, ("AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.NextIntent"))
HURTS = intent("ReportPainIntent", Activity="lifting")
SAID = (
    [HURTS, UNSURE, NO, NO, UNSURE, NO, NO, NO, NO, NEXT, NEXT],
    [HURTS, NO, NO, intent("StartTimerIntent", Duration="PT5M"), YES, intent("IceOrHeatIntent"), NEXT],
    [HURTS, intent("ReportSymptomIntent", Symptom="my right foot feels weak"), intent("CorrectionIntent"), NO],
    [intent("ReportPainIntent"), NO, NO, UNSURE, intent("SetReminderIntent", Day="2030-01-01", Time="08:00"), YES],
    [HURTS, YES, UNSURE, intent("ForgetMeIntent")],
)


@cache
def skill() -> CustomSkill:
    return build_skill()


@cache
def sessions() -> tuple[dict[str, Any], ...]:
    """Sessions as they really are, one after each turn of some conversations."""
    found = []
    for said in SAID:
        attributes: dict[str, Any] = {}
        for request in said:
            attributes = json.loads(json.dumps(turn(request, attributes).get("sessionAttributes") or {}))
            found.append(attributes)
    return tuple(found)


def turn(request: dict[str, Any], attributes: Any) -> dict[str, Any]:
    event = envelope(request)
    event["session"]["attributes"] = attributes
    return invoke(skill(), event)


def trouble(request: dict[str, Any], attributes: Any) -> str | None:
    """Why such a turn breaks; None where it does not."""
    event = envelope(request)
    event["session"]["attributes"] = attributes
    return trouble_in(skill().invoke(skill().serializer.build(event, RequestEnvelope), None))


def speech(answer: dict[str, Any]) -> str:
    text: str = answer["response"]["outputSpeech"]["ssml"]
    return text


CONTENT = default_content()
IDS = st.sampled_from(
    [*CONTENT.red_flags, *CONTENT.questions, *CONTENT.step_ids[:5], "safety", "part:emergency_signs/numb", "clarify:x",
     "which:today_signs", "withdraw:rash", "again", "time:walk", "next", "back", "when", "remind", "duration",
     "welcome", "forget", "more:ice", "renamed", "2026-11-22T14:00:00Z", "2026-11-22", "Nowhere/City",
     [], {}, 10**400, -1]
)  # fmt: skip
"""Of this version and of others, in places where they may not belong."""


@st.composite
def mangled(draw: Any) -> Any:
    """A real session in which some places hold something else, or are gone."""
    session = copy.deepcopy(draw(st.sampled_from(sessions())))
    for _ in range(draw(st.integers(1, 4))):
        if not (places := list(_places(session))):
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if draw(st.integers(0, 4)):
            holder[key] = draw(IDS | JSON)
        else:
            del holder[key]
    return session


def _places(data: Any) -> Any:
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


CASES = st.dictionaries(st.sampled_from(list(vars(Case()))) | KEYS, IDS | SCALARS | st.lists(IDS | SCALARS))
PARTS = st.sampled_from(["case", "alerts", "memory", "last", "turn", "version", "apologies"])
ATTRIBUTES = JSON | mangled() | st.dictionaries(PARTS, JSON | CASES)


@often
@given(attributes=ATTRIBUTES, request=st.sampled_from(INTENTS))
def test_whatever_a_session_holds_the_turn_is_one(attributes: Any, request: dict[str, Any]) -> None:
    answer = turn(request, attributes)
    assert trouble(request, attributes) is None
    json.dumps(answer, allow_nan=False)
    if request.get("intent", {}).get("name") in GOODBYES - {"AMAZON.CancelIntent"}:  # that may cancel a timer
        assert answer["response"]["shouldEndSession"] is True


@often
@given(attributes=ATTRIBUTES)
def test_whatever_a_session_holds_an_emergency_is_heard(attributes: Any) -> None:
    answer = turn(NUMB, attributes)
    assert "911" in speech(answer)
    assert {"both_legs", "cauda_equina"} & set(answer["sessionAttributes"]["case"]["flags"])


@often
@given(attributes=ATTRIBUTES)
def test_what_was_read_is_read_again_as_it_was(attributes: Any) -> None:
    session = read(attributes, CONTENT)
    again = read(json.loads(json.dumps(written(session))), CONTENT)
    assert (again.case, again.alerts, again.last) == (session.case, session.alerts, session.last)


@pytest.mark.parametrize("at", range(sum(map(len, SAID))))
def test_a_session_of_this_version_loses_nothing(at: int) -> None:
    session = sessions()[at]
    kept = json.loads(json.dumps(written(read(session, CONTENT))))
    assert {name: kept[name] for name in ("version", "case", "alerts")} == {
        name: session.get(name, kept[name]) for name in ("version", "case", "alerts")
    }
    assert kept["last"]["sentences"] == session.get("last", {}).get("sentences", [])


def as_read(holds: dict[str, Any]) -> dict[str, Any]:
    """What is known of a session that holds this, without what is not so."""
    session = read(holds, CONTENT)
    known = {**written(session), "apologies": session.apologies}
    plain: dict[str, Any] = json.loads(json.dumps(known))
    return filled(plain)


def filled(value: Any) -> Any:
    """Without what is empty, for which TOML has no word."""
    if isinstance(value, list):
        return [filled(each) for each in value]
    if isinstance(value, dict):
        full = {name: filled(each) for name, each in value.items()}
        return {
            name: each for name, each in full.items() if each is not None and each is not False and each not in EMPTY
        }
    return value


EMPTY = ("", [], {})


@pytest.mark.parametrize("row", rows("dialogue/sessions.toml", "session"), ids=lambda row: row["about"])
def test_what_is_read_of_a_session(row: dict[str, Any]) -> None:
    assert as_read(row["holds"]) == row["is_read"]


@pytest.mark.parametrize("session", [None, [], "session", 7])
def test_no_session_is_a_session_of_nothing(session: Any) -> None:
    assert written(read(session, CONTENT)) == written(read({}, CONTENT))


def test_the_way_to_the_store_is_no_part_of_a_session() -> None:
    shelf = Shelf()
    assert read({"memory": {"looked": True}}, CONTENT, shelf).memory.record is shelf
    assert afresh(read({"memory": {"asked": True}}, CONTENT, shelf)).memory == Memory(shelf, asked=True)


GONE = [
    {"flags": ["renamed_flag"], "asked": "again", "turn": 3},
    {"suspected": ["renamed_question"], "asked": "which:renamed_question"},
    {"flags": ["rash", "renamed_flag"], "told": True, "cleared": ["emergency_signs", "today_signs"], "steps": ["walk"]},
]


@pytest.mark.parametrize("case", GONE)
def test_where_a_sign_of_another_version_was_the_check_starts_afresh(case: dict[str, Any]) -> None:
    answer = turn(intent("AMAZON.NextIntent"), {"case": case})
    assert answer["sessionAttributes"]["case"]["asked"] == "safety:emergency_signs"
    assert "steps" not in answer["sessionAttributes"]["case"]
    assert read({"case": case}, CONTENT).case.flags == tuple(id for id in case.get("flags", ()) if id == "rash")


def test_a_flag_that_was_renamed_stands() -> None:
    before = {"case": {"flags": ["self_harm_or_violence", 7], "asked": "again"}}
    assert read(before, CONTENT).case.flags == ("other_emergency",)
    assert set(UPGRADES) == set(range(1, VERSION))


@pytest.fixture
def walking(monkeypatch: pytest.MonkeyPatch, content: Content) -> dict[str, Any]:
    """Somebody in the steps, where every turn breaks."""
    really = policy.answer

    def breaks(turn: Any) -> None:
        if turn.case.steps:
            raise KeyError("my back is killing me")
        really(turn)

    monkeypatch.setattr(policy, "answer", breaks)
    cleared = ["emergency_signs", "today_signs"]
    case = {"told": True, "cleared": cleared, "steps": list(content.step_ids[:2]), "asked": "next", "flags": ["rash"]}
    return {"case": case}


def test_a_turn_that_breaks_is_an_apology_and_the_second_in_a_row_begins_afresh(walking: dict[str, Any]) -> None:
    first = turn(intent("AMAZON.NextIntent"), walking)
    assert "went wrong" in speech(first) and not first["response"]["shouldEndSession"]
    second = turn(intent("AMAZON.NextIntent"), first["sessionAttributes"])
    assert "begin again" in speech(second)
    case = json.loads(json.dumps(second["sessionAttributes"]["case"]))
    assert (case["asked"], case["flags"]) == ("safety:emergency_signs", ["rash"])
    assert "cleared" not in case and "steps" not in case
    assert "apologies" not in second["sessionAttributes"]


@pytest.mark.parametrize("name", sorted(GOODBYES))
def test_a_turn_that_breaks_ends_where_somebody_says_goodbye(walking: dict[str, Any], name: str) -> None:
    assert turn(intent(name), walking)["response"]["shouldEndSession"] is True


def test_a_turn_that_breaks_hears_an_emergency_all_the_same(walking: dict[str, Any]) -> None:
    answer = turn(NUMB, walking)
    assert "911" in speech(answer) and "went wrong" not in speech(answer)


def test_where_everything_breaks_a_goodbye_still_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any) -> None:
        raise KeyError

    monkeypatch.setattr(policy, "answer", breaks)
    assert turn(intent("AMAZON.StopIntent"), {})["response"]["shouldEndSession"] is True
    assert turn(intent("AMAZON.NextIntent"), {})["response"]["shouldEndSession"] is False


def test_an_answer_about_a_step_that_is_gone_is_repeated_without_it() -> None:
    last = {"sentences": ["a"], "question": "b", "decided": {"step": {"id": "renamed", "number": 1, "total": 2}}}
    answer = turn(intent("AMAZON.RepeatIntent"), {"last": last})
    assert "a" in speech(answer)
    assert answer["sessionAttributes"]["turn"]["step"] is None


def test_afresh_keeps_the_signs_and_nothing_that_was_cleared(walking: dict[str, Any]) -> None:
    case = afresh(read({"case": {**walking["case"], "suspected": ["today_signs"]}}, CONTENT)).case
    assert (case.flags, case.suspected, case.cleared, case.steps) == (("rash",), ("today_signs",), (), ())


def test_afresh_keeps_what_was_told_how_to_speak_and_which_turn_it_is() -> None:
    session = afresh(
        read({"case": {"told": True, "turn": 4, "brief": True, "missed": 1}, "last": {"question": "a"}}, CONTENT)
    )
    assert session.case == Case(told=True, turn=4, brief=True)
    assert (session.alerts, session.last, session.apologies) == (Alerts(), read({}, CONTENT).last, 0)
