"""Every state of the conversation, left by every answer: what must never happen does not, and nobody is stuck."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cache

import pytest

from skill.dialogue import alarm, flow
from skill.dialogue.memory import Memory
from skill.dialogue.questions import QUESTIONS, question_of
from skill.dialogue.record import Record
from skill.guidance import triage
from skill.guidance.case import Case
from skill.guidance.model import Urgency
from tests.dialogue.conversation import CONTENT, Conversation, Device, Shelf, heard
from tests.documents import is_shown
from tests.states.answers import ERRANDS, answers, bare, is_topic
from tests.states.graph import Edge, Graph, explore, fork, of_errands, of_signs

NUMBER = CONTENT.locale("en-US").words["emergency_number"]
STEPS = ("ease_off", "cold_pack", "knee_rolls", "watch_and_check")
MISSED = [words.partition(".")[0] for wordings in CONTENT.phrases["missed"].values() for words in
          ([wordings] if isinstance(wordings, str) else wordings)]  # fmt: skip


def alarm_of(case: Case) -> triage.Alarm | None:
    return triage.alarm(case, CONTENT)


def checks(case: Case) -> set[str]:
    """The questions of the safety check that are open or wait."""
    return {asked for asked in (case.asked, *case.waiting) if question_of(asked).is_check}


# --- What must hold on every edge ---


def no_step_and_no_advice_while_an_alarm_stands(edge: Edge) -> bool:
    """Topics are answered again only where a clinician has looked at something that can wait."""
    turn = edge.turn
    return edge.stop is None or (
        turn.step is turn.pictured is None and (turn.topic is None or triage.may_be_advised(edge.after, CONTENT))
    )


def no_timer_while_an_alarm_stands(edge: Edge) -> bool:
    return not edge.stop or edge.timers_started == 0


def an_emergency_answer_begins_with_the_number(edge: Edge) -> bool:
    is_emergency = Urgency.EMERGENCY in (edge.turn.urgency, edge.stop and edge.stop.urgency)
    return not is_emergency or NUMBER in heard(edge.turn).partition(".")[0]


def every_answer_says_how_urgent_the_alarm_is(edge: Edge) -> bool:
    return edge.stop is None or edge.turn.topic is not None or edge.turn.urgency == edge.stop.urgency


def a_flag_is_taken_back_only_by_a_no_that_names_its_sign(edge: Edge) -> bool:
    """To the question that names it, or in words that do, then side by side where it has several."""
    lost = set(edge.before.flags) - set(edge.after.flags)
    if not lost or not edge.answer.is_a_no:
        return not lost
    kind, _, about = edge.before.asked.partition(":")
    if kind == alarm.MINE:
        return edge.before.another
    in_words = lost - ({about} if kind in alarm.DENYING else set())
    told = {side for side in edge.before.sides if side.partition("/")[0] in in_words}
    return in_words <= set(edge.answer.denies) and told <= set(edge.after.denied)


def a_bundle_is_suspected_until_a_sign_is_named_or_all_are_denied(edge: Edge) -> bool:
    explained = (CONTENT.questions[id] for id in set(edge.before.suspected) - set(edge.after.suspected))
    return all(set(each.flags) & set(edge.after.flags) or not triage.parts_left(edge.after, each) for each in explained)


def an_alarm_ends_only_by_a_denial(edge: Edge) -> bool:
    return not edge.stood or bool(edge.stop) or edge.answer.is_a_no


def what_is_told_is_raised(edge: Edge) -> bool:
    return set(edge.answer.tells) <= set(edge.after.flags)


def a_wish_to_die_stands(edge: Edge) -> bool:
    stood = "self_harm" in edge.before.flags
    return "self_harm" not in edge.after.withdrawn and (not stood or "self_harm" in edge.after.flags)


def no_step_while_a_question_of_the_check_is_open(edge: Edge) -> bool:
    return not checks(edge.after) or edge.turn.step is edge.turn.pictured is None


def no_step_before_the_check_is_answered(edge: Edge) -> bool:
    left = [each for each in triage.opening_questions(CONTENT) if triage.unanswered(edge.after, each)]
    return edge.turn.step is None or not left


def no_question_of_the_check_is_forgotten(edge: Edge) -> bool:
    """Unless it is answered, or an alarm comes of it, or the whole conversation begins anew."""
    due = {whole(asked) for asked in checks(edge.before) - {edge.before.asked} if is_due(asked, edge)}
    gone = due - {whole(asked) for asked in checks(edge.after)}
    return not gone or edge.turn.ends or bool(edge.stop) or edge.answer.intent == "AMAZON.StartOverIntent"


def what_is_interrupted_is_open_again_or_waits(edge: Edge) -> bool:
    """Every question that comes back, open or waiting, whatever is said that is no answer to it; so nested, too.

    As deep as questions may wait: the errand that waits longest at the bottom of a full stack is given up.
    """
    if edge.turn.ends or edge.stop != edge.stood or not is_detour(edge):
        return True
    open_now = {edge.after.asked, *edge.after.waiting}
    known = {asked for asked in (edge.before.asked, *edge.before.waiting) if question_of(asked).comes_back}
    if edge.answer.intent == "SetReminderIntent":
        known -= set(ERRAND_OF_A_REMINDER)  # which goes on with the next question of its own
    if len(edge.before.waiting) >= flow.DEEPEST:
        known -= {next((asked for asked in edge.before.waiting if not question_of(asked).is_check), "")}
    return all(asked in open_now or not is_due(asked, edge) for asked in known)


ANSWERS = {"AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AcknowledgeIntent"}
LEAVES = {
    "AMAZON.StartOverIntent", "ReportPainIntent",
    "AMAZON.NextIntent", "AMAZON.PreviousIntent", "AMAZON.ResumeIntent", "GoToStepIntent", "StepsLeftIntent",
    "AlreadyDoneIntent", "LeadMeIntent", "OtherStepIntent", "PlanOverviewIntent", "HowIsItIntent",
    "StartTimerIntent", "CancelTimerIntent", "SetReminderIntent",
}  # fmt: skip
"""What begins anew, goes on in the steps, or has an errand of its own, and gives up what was asked for another one."""
GOES_BACK_TO_THE_ALARM = {"AMAZON.RepeatIntent", "CorrectionIntent", "CallForHelpIntent", "HowIsItIntent"}
ERRAND_OF_A_REMINDER = ("when", "delay", "remind")
"""The questions of one errand: a reminder may be asked for beside an alarm, too."""


def is_detour(edge: Edge) -> bool:
    """Whether it answers nothing and goes nowhere: any intent of the model that is not named above."""
    is_given_up = question_of(edge.before.asked).missed_twice and edge.before.missed
    named = ANSWERS | (GOES_BACK_TO_THE_ALARM if edge.stop else LEAVES)
    return not (edge.answer.slots or edge.answer.consent or edge.answer.intent in named or is_given_up)


def when_it_began_is_not_asked_of_who_has_told(edge: Edge) -> bool:
    return edge.after.onset is None or "onset" not in (edge.after.asked, *edge.after.waiting)


def whole(asked: str) -> str:
    """The bundle whose signs are asked one by one: which of them is next, what is said in between may decide."""
    return asked.partition("/")[0] if asked.startswith("part:") else asked


def is_due(asked: str, edge: Edge) -> bool:
    due = question_of(asked).due
    return due is None or due(edge.turn, asked.partition(":")[2])


def stop_ends(edge: Edge) -> bool:
    return edge.turn.ends or edge.answer.intent not in ("AMAZON.StopIntent", "AMAZON.NavigateHomeIntent")


def every_turn_asks_or_ends(edge: Edge) -> bool:
    turn = edge.turn
    return turn.ends or turn.permission_asked is not None or bool(turn.question and turn.reprompt)


def what_is_asked_has_a_row(edge: Edge) -> bool:
    return {asked.partition(":")[0] for asked in (edge.after.asked, *edge.after.waiting)} <= {"", *QUESTIONS}


def who_tells_a_sign_is_not_told_that_nobody_understood(edge: Edge) -> bool:
    new = edge.turn.red_flags or set(edge.after.flags) - set(edge.before.flags)
    return not new or not any(missed in heard(edge.turn) for missed in MISSED)


def a_private_sign_is_neither_shown_nor_repeated(edge: Edge) -> bool:
    turn, stop = edge.turn, edge.stop
    about = {edge.after.asked.partition(":")[2], *(stop.flags if stop and not stop.which else ())}
    if turn.permission_asked or not any(CONTENT.red_flags[id].private for id in about & set(CONTENT.red_flags)):
        return True
    shown = turn.title or turn.pictured or not turn.private
    return not shown and (turn.ends or turn.reprompt == CONTENT.phrase("alarm.quiet"))


def nothing_is_said_for_more_than_half_a_minute(edge: Edge) -> bool:
    return len(heard(edge.turn).split()) <= MOST_WORDS


MOST_SHOWN = 50
MOST_WORDS = 130
"""A voice says about 160 words a minute; answers to questions are held to fewer where the content is checked."""

RULES: list[Callable[[Edge], bool]] = [
    no_step_and_no_advice_while_an_alarm_stands,
    no_timer_while_an_alarm_stands,
    an_emergency_answer_begins_with_the_number,
    every_answer_says_how_urgent_the_alarm_is,
    a_flag_is_taken_back_only_by_a_no_that_names_its_sign,
    a_bundle_is_suspected_until_a_sign_is_named_or_all_are_denied,
    an_alarm_ends_only_by_a_denial,
    what_is_told_is_raised,
    a_wish_to_die_stands,
    no_step_while_a_question_of_the_check_is_open,
    no_step_before_the_check_is_answered,
    no_question_of_the_check_is_forgotten,
    what_is_interrupted_is_open_again_or_waits,
    when_it_began_is_not_asked_of_who_has_told,
    stop_ends,
    every_turn_asks_or_ends,
    what_is_asked_has_a_row,
    who_tells_a_sign_is_not_told_that_nobody_understood,
    a_private_sign_is_neither_shown_nor_repeated,
    nothing_is_said_for_more_than_half_a_minute,
]


@dataclass
class Explored:
    """All edges of one way to hold the conversation, held against every rule."""

    graph: Graph
    edges: int = 0
    broken: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By the name of a rule, the edges that break it."""


@cache
def explored(way: str) -> Explored:
    """Explores once, for all tests."""
    start, alphabet, key = WAYS[way]
    found = Explored(Graph())

    def look(edge: Edge) -> None:
        found.edges += 1
        for rule in RULES:
            if not rule(edge) and len(found.broken[rule.__name__]) < MOST_SHOWN:
                found.broken[rule.__name__].append(str(edge))

    found.graph = explore(start(), alphabet(), key, look)
    return found


def with_all() -> Conversation:
    """On a device that can set timers, of somebody who is remembered with steps to go on with."""
    kept = Record(STEPS, 1, "2026-11-21")
    return Conversation(device=Device(), memory=Memory(record=Shelf(kept)))


WAYS = {
    "the check and its alarms": (Conversation, answers, of_signs),
    "steps, timers, reminders and what is remembered": (with_all, lambda: answers(ERRANDS), of_errands),
}
EACH_WAY = [pytest.param(way, marks=[pytest.mark.xdist_group(way), pytest.mark.timeout(600)]) for way in WAYS]
"""What is explored stays in one process, and the other way is explored in another."""


@pytest.mark.parametrize("way", EACH_WAY)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_on_every_edge(rule: Callable[[Edge], bool], way: str) -> None:
    broken = explored(way).broken[rule.__name__]
    assert not broken, f"{len(broken)} of {explored(way).edges}; the shortest: {min(broken, key=len)}"


def test_the_document_shows_the_rules(request: pytest.FixtureRequest) -> None:
    shown = "\n".join(f"- {rule.__name__.replace('_', ' ')}" for rule in RULES)
    is_shown("conversation.md", "rules", shown, request.config.getoption("--rewrite"))


@pytest.mark.thorough
@pytest.mark.parametrize("way", EACH_WAY)
def test_the_document_says_how_much_was_looked_at(way: str, request: pytest.FixtureRequest) -> None:
    found = explored(way)
    shown = f"{len(found.graph.states):,} states, {found.edges:,} edges"
    is_shown("conversation.md", way, shown, request.config.getoption("--rewrite"))


# --- What must hold of every state ---


@pytest.mark.parametrize("way", EACH_WAY)
def test_every_state_has_a_way_out(way: str) -> None:
    """To where one is coached or asked what else there is; from a wish to die to the way to help, and to goodbye."""
    graph = explored(way).graph
    free = {state for state, talk in graph.states.items() if is_free(talk.case)}
    assert not [graph.states[state].case for state in graph.states.keys() - leading_to(free, graph)]


def is_free(case: Case) -> bool:
    stop = alarm_of(case)
    return bool(stop and set(stop.flags) & triage.STANDS) or not (stop or checks(case))


def leading_to(goals: set[Hashable], graph: Graph) -> set[Hashable]:
    """The states from which some answers lead to one of these."""
    before: dict[Hashable, set[Hashable]] = defaultdict(set)
    for source, leads in graph.leads.items():
        for target in leads.values():
            before[target].add(source)
    found, waiting = set(goals), deque(goals)
    while waiting:
        new = before[waiting.popleft()] - found
        found |= new
        waiting.extend(new)
    return found


TOPICS = [answer for answer in bare() if is_topic(answer)]


@pytest.mark.parametrize("way", EACH_WAY)
def test_every_topic_leads_back_to_every_question_and_so_does_another_on_the_way(way: str) -> None:
    """The states are left by one topic of every kind; here every question that comes back is left by all of them."""
    asked = {talk.case.asked.partition(":")[0]: talk for talk in explored(way).graph.states.values()
             if question_of(talk.case.asked).comes_back and not alarm_of(talk.case)}  # fmt: skip
    assert len(asked) >= FEWEST_QUESTIONS
    for talk in asked.values():
        for topic, other in zip(TOPICS, TOPICS[1:] + TOPICS[:1], strict=True):
            there = fork(talk)
            for detour in (topic, other):
                detour.to(there)
                assert talk.case.asked in (there.case.asked, *there.case.waiting), f"{detour} in {talk.case}"


FEWEST_QUESTIONS = 5


@pytest.mark.parametrize("way", EACH_WAY)
def test_plain_noes_lead_out_of_every_check(way: str) -> None:
    """Whoever says no to all that is asked is through the check soon, be it asked sign by sign."""
    graph = explored(way).graph
    for state, talk in graph.states.items():
        if not alarm_of(talk.case):
            noes = 0
            while state is not None and checks(graph.states[state].case):
                state, noes = graph.leads[state]["AMAZON.NoIntent"], noes + 1
                assert noes <= MOST_NOES, talk.case


MOST_NOES = 14
"""All three bundles sign by sign, two unclear signs, and the question when it began."""


@pytest.mark.parametrize("way", EACH_WAY)
def test_every_session_survives_being_stored(way: str) -> None:
    import json

    for talk in explored(way).graph.states.values():
        assert Case.from_session(json.loads(json.dumps(talk.case.to_session()))) == talk.case
