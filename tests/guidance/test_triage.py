"""What comes next: red flags before questions, questions before steps, and the worst wins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from skill.guidance import triage
from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import SafetyQuestion
from skill.guidance.triage import Alarm, AskOnset, AskPart, AskSafety, Walk, alarm, next_move, part_named, parts_denied

BOTH = ("emergency_signs", "today_signs")


def move(content: Content, **known: Any) -> object:
    return next_move(Case(told=True, **known), content)


def test_first_the_emergency_signs_then_the_others_then_when_it_began_then_the_steps(content: Content) -> None:
    first, second = (content.questions[id] for id in BOTH)
    assert triage.OPENING == BOTH
    assert triage.QUESTIONS == (*BOTH, "leg_signs") == tuple(content.questions)
    assert triage.opening_questions(content) == (first, second)
    assert move(content) == AskSafety(first, first.parts)
    assert move(content, cleared=("emergency_signs",)) == AskSafety(second, second.parts)
    assert move(content, cleared=("today_signs",)) == AskSafety(first, first.parts)
    assert move(content, cleared=BOTH) == AskOnset()
    assert move(content, cleared=BOTH, onset="unknown") == Walk()
    assert move(content, cleared=BOTH, activity="squats") == Walk()
    assert move(content, cleared=BOTH, onset="fresh", activity="squats") == Walk()


STOPS = [
    ("rash", False), ("sciatica", False), ("not_improving", False), ("child", True), ("pregnancy", True),
    ("kidney", True), ("fragile_bones", True), ("cauda_equina", True), ("self_harm", True),
]  # fmt: skip


@pytest.mark.parametrize(("flag", "stops"), STOPS)
def test_a_flag_that_is_soon_goes_on_and_any_other_stops(flag: str, stops: bool, content: Content) -> None:
    found = alarm(Case(flags=(flag,)), content)
    assert (found is not None) == stops
    if found:
        raised = content.red_flags[flag]
        assert found == Alarm(raised.say, (flag,), raised.urgency, raised.sources)
        assert move(content, flags=(flag,), cleared=BOTH, onset="fresh") == found


@pytest.mark.parametrize(
    ("flags", "worst"),
    [
        (("rash", "kidney", "cauda_equina"), "cauda_equina"),
        (("kidney", "rash"), "kidney"),
        (("cauda_equina", "chest_or_breathing"), "cauda_equina"),
        (("chest_or_breathing", "cauda_equina"), "chest_or_breathing"),
    ],
)
def test_the_worst_wins_and_of_two_alike_the_first(flags: tuple[str, ...], worst: str, content: Content) -> None:
    found = alarm(Case(flags=flags), content)
    assert found and found.flags == (worst,)
    ranks = [flag.urgency.rank for flag in triage.worst_first(flags, content)]
    assert ranks == sorted(ranks) and len(ranks) == len(flags)


def test_a_plain_yes_to_a_bundle_is_an_alarm_though_nobody_knows_which(content: Content) -> None:
    question = content.questions["today_signs"]
    case = triage.suspected(Case(), question)
    found = alarm(case, content)
    assert found and found.which == question and found.say == question.say
    worst = triage.worst_first(question.flags, content)
    assert found.flags == tuple(flag.id for flag in worst)
    assert (found.urgency, found.sources) == (worst[0].urgency, worst[0].sources)
    told = alarm(case.but(flags=("cauda_equina",)), content)
    assert told and told.flags == ("cauda_equina",)
    suspected = alarm(triage.suspected(Case(flags=("kidney",)), content.questions["emergency_signs"]), content)
    assert suspected and suspected.which == content.questions["emergency_signs"]


def test_of_a_bundle_the_worst_part_decides(content: Content) -> None:
    question = content.questions["leg_signs"]
    assert {content.red_flags[id].urgency for id in question.flags} == {"emergency", "today"}
    found = alarm(triage.suspected(Case(), replace(question, flags=question.flags[::-1])), content)
    assert found and found.urgency == "emergency"
    assert found.sources == content.red_flags[found.flags[0]].sources
    of_flag = alarm(Case(flags=("kidney",)), content)
    assert of_flag and of_flag.which is None


ADVISED: list[tuple[dict[str, Any], bool]] = [
    ({"flags": ("kidney",), "seen": True}, True),
    ({"flags": ("kidney",)}, False),
    ({"flags": ("cauda_equina",), "seen": True}, False),
    ({"flags": ("pregnancy",), "seen": True}, False),
    ({"flags": ("child",), "seen": True}, False),
    ({"flags": ("kidney", "child"), "seen": True}, False),
    ({"suspected": ("today_signs",), "seen": True}, False),  # a pregnancy may be behind it
    ({"suspected": ("emergency_signs",), "seen": True}, False),
    ({"flags": ("rash",), "seen": True}, False),  # there is no alarm to ask beside
    ({"seen": True}, False),
]


@pytest.mark.parametrize(("known", "advised"), ADVISED)
def test_who_has_been_seen_may_ask_on_where_it_can_wait(known: dict[str, Any], advised: bool, content: Content) -> None:
    assert triage.may_be_advised(Case(**known), content) == advised
    assert {"child", "pregnancy"} == triage.NO_PLAN and {"self_harm"} == triage.STANDS


def test_what_is_new_has_been_seen_by_nobody(content: Content) -> None:
    seen = Case(seen=True, flags=("kidney",))
    assert triage.suspected(seen, content.questions["today_signs"]).seen is False
    assert triage.told(seen, ("fragile_bones",), content).seen is False
    assert triage.told(seen, ("rash",), content).seen is True
    assert triage.told(seen, ("kidney",), content).seen is True
    assert triage.told(seen, ("rash", "cauda_equina"), content).seen is False
    assert triage.told(Case(flags=("kidney",)), ("rash",), content).seen is False


def test_doubt_unfolds_a_bundle_into_its_parts_one_by_one(content: Content) -> None:
    question = content.questions["emergency_signs"]
    case = triage.unfolded(Case(), question)
    assert next_move(case, content) == AskPart(question, question.parts[0])
    case = triage.denied(case, question.parts[:1], content)
    assert next_move(case, content) == AskPart(question, question.parts[1])
    assert triage.parts_left(case, question) == question.parts[1:]
    case = triage.denied(case, question.parts[1:], content)
    assert question.id in case.cleared
    assert next_move(case, content) == AskSafety(
        content.questions["today_signs"], content.questions["today_signs"].parts
    )


def test_what_is_left_of_a_bundle_is_asked_for_without_what_was_denied(content: Content) -> None:
    question = content.questions["emergency_signs"]
    case = triage.denied(Case(), question.parts[1:2], content)
    left = (question.parts[0], *question.parts[2:])
    assert triage.unanswered(case, question) == AskSafety(question, left)
    assert case.cleared == ()
    assert triage.unanswered(triage.cleared(Case(), question), question) is None
    assert triage.unanswered(triage.denied(Case(), question.parts, content), question) is None


def test_denying_every_part_of_a_suspected_bundle_takes_the_suspicion_back(content: Content) -> None:
    question = content.questions["today_signs"]
    case = triage.suspected(Case(), question)
    assert triage.denied(case, question.parts[:-1], content).suspected == (question.id,)
    after = triage.denied(case, question.parts, content)
    assert (after.suspected, question.id in after.cleared) == ((), True)


def test_a_told_flag_says_which_part_it_was(content: Content) -> None:
    question = content.questions["today_signs"]
    case = triage.suspected(triage.suspected(Case(), question), content.questions["emergency_signs"])
    after = triage.told(case, (question.flags[0],), content)
    assert after.suspected == ("emergency_signs",)
    assert after.flags == (question.flags[0],)
    assert triage.told(case, ("rash",), content).suspected == case.suspected


@pytest.mark.parametrize(("flag", "goes"), [("fever_or_infection", True), ("cauda_equina", True), ("self_harm", False)])
def test_a_flag_is_taken_back_by_name_alone_and_self_harm_never(flag: str, goes: bool) -> None:
    before = Case(flags=("kidney", flag))
    after = triage.withdrawn(before, flag)
    assert after == (Case(flags=("kidney",), withdrawn=(flag,)) if goes else before)


def test_something_new_or_worse_opens_the_check_again() -> None:
    before = Case(cleared=BOTH, denied=("fever",), unfolded=BOTH, flags=("rash",), withdrawn=("clot",))
    assert triage.changed(before) == Case(flags=("rash",), withdrawn=("clot",))


def ids(question: SafetyQuestion, flag: str) -> set[str]:
    return {part.id for part in question.parts if part.flag == flag}


def test_a_denial_is_about_the_part_it_names_and_else_about_all_of_the_flag(content: Content) -> None:
    parts = {part.id: part for question in content.questions.values() for part in question.parts}
    for part in parts.values():
        for word in part.words:
            named = parts_denied((part.flag,), f"No, {word.upper()}.", content)
            assert part in named
            assert {each.flag for each in named} == {part.flag}
            assert all(word in each.words for each in named)
    of_flag = {part.id for part in parts.values() if part.flag == "cauda_equina"}
    assert len(of_flag) > 1
    assert {part.id for part in parts_denied(("cauda_equina",), "none of it", content)} == of_flag
    assert parts_denied((), "no fever", content) == ()
    several = parts_denied(("fever_or_infection", "cauda_equina"), "no,fever.none", content)
    assert {part.flag for part in several} == {"fever_or_infection", "cauda_equina"}
    assert parts_denied(("fever_or_infection",), "no,fever", content) == parts_denied(
        ("fever_or_infection",), "fever", content
    )
    assert parts_denied(("rash",), "no rash", content) == ()  # no question asks about it


NAMED = [
    ("today_signs", "the fall", "fragile_bones"), ("today_signs", "fever", "fever_or_infection"),
    ("today_signs", "FEVER", "fever_or_infection"), ("today_signs", "", None), ("today_signs", "the", None),
    ("today_signs", "and or of", None), ("emergency_signs", "the fall", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "flag"), NAMED)
def test_which_part_is_named(question: str, text: str, flag: str | None, content: Content) -> None:
    assert part_named(content.questions[question], text, content) == flag
