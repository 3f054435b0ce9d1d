"""Every state of the conversation, left by every answer: what must never happen does not."""

from __future__ import annotations

from skill.dialogue import alarm
from skill.dialogue.questions import QUESTIONS, question_of
from skill.guidance import triage
from skill.guidance.case import Case
from skill.guidance.model import Urgency
from tests.dialogue.conversation import CONTENT
from tests.dialogue.graph import Edge

NUMBER = CONTENT.locale("en-US").words["emergency_number"]


def stop(case: Case) -> triage.Alarm | None:
    return triage.alarm(case, CONTENT)


def is_checking(case: Case) -> bool:
    """Whether a safety question is open, or waits."""
    return any(question_of(asked).is_check for asked in (case.asked, *case.waiting))


def spoken(edge):
    return edge.turn.spoken()


STEP_WORDS = {step.id: (step.say, step.brief, step.how) for step in CONTENT.steps.values()}


def no_steps_in_an_alarm(edge: Edge) -> bool:
    standing = (stop(edge.before) and stop(edge.after)) or stop(edge.after)
    return not standing or (edge.turn.step is None and (edge.turn.topic is None or edge.after.seen))


def number_first(edge):
    if edge.turn.urgency == Urgency.EMERGENCY or (stop(edge.after) and stop(edge.after).urgency == Urgency.EMERGENCY):
        return not spoken(edge) or NUMBER in spoken(edge)[0].partition(".")[0]
    return True


def urgency_is_told(edge):
    """while an alarm stands each answer says how urgent"""
    s = stop(edge.after)
    if edge.turn.topic and triage.may_be_advised(edge.after, CONTENT):
        return True
    return not s or edge.turn.ends or edge.turn.urgency == s.urgency


def withdrawn_by_denial(edge):
    lost = set(edge.before.flags) - set(edge.after.flags)
    kind, _, about = edge.before.asked.partition(":")
    return not lost or (kind == alarm.WITHDRAW and lost == {about} and about in edge.after.withdrawn)


def suspicion_is_explained(edge):
    """A bundle answered yes is suspected until a sign of it is told, or all of them are denied."""
    lost = set(edge.before.suspected) - set(edge.after.suspected)
    for id in lost:
        q = CONTENT.questions[id]
        if set(q.flags) & set(edge.after.flags):
            continue
        if not triage.parts_left(edge.after, q):
            continue
        return False
    return True


def what_is_told_is_raised(edge):
    t = set(edge.answer.tells)
    if (
        set(edge.turn.red_flags)
        - set(edge.after.flags)
        - {f for id in edge.after.suspected for f in CONTENT.questions[id].flags}
    ):
        return False
    return t <= set(edge.after.flags)


def self_harm_stands(edge):
    return "self_harm" not in edge.after.withdrawn and (
        "self_harm" in edge.after.flags or "self_harm" not in edge.before.flags
    )


def no_steps_while_a_check_is_open(edge):
    return not is_checking(edge.after) or edge.turn.ends or edge.turn.step is None


def first_the_check(edge):
    return edge.turn.step is None or not any(
        triage.unanswered(edge.after, q) for q in triage.opening_questions(CONTENT)
    )


def stop_ends(edge):
    return edge.answer.intent not in ("AMAZON.StopIntent", "AMAZON.NavigateHomeIntent") or edge.turn.ends


def asks_or_ends(edge):
    return (
        edge.turn.ends
        or edge.turn.permission_asked
        or (edge.turn.question and edge.turn.reprompt and (edge.after.asked or not edge.before.asked))
    )


def asks_what_is_known(edge):
    return not edge.after.asked or edge.after.asked.partition(":")[0] in QUESTIONS


MISSED = {
    words for key in ("missed.start", "missed.steps") for words in CONTENT.phrases["missed"][key.split(".")[1]]
} | {CONTENT.phrases["missed"]["safety"]}
MISSED = {w.split(".")[0] for w in MISSED}


def is_heard(edge):
    new = set(edge.after.flags) - set(edge.before.flags)
    said = " ".join(spoken(edge))
    return not (new or edge.turn.red_flags) or not any(m in said for m in MISSED)


def private_stays_private(edge):
    s = stop(edge.after)
    if not s or s.which or not any(CONTENT.red_flags[f].private for f in s.flags):
        return True
    t = edge.turn
    return t.title is None and t.private and not t.pictured and (t.ends or t.reprompt == CONTENT.phrase("alarm.quiet"))


def a_few_sentences(edge):
    return len(" ".join(spoken(edge)).split()) <= 120


RULES = [
    v
    for v in list(globals().values())
    if callable(v)
    and getattr(v, "__module__", "") == __name__
    and v.__code__.co_varnames[:1] == ("edge",)
    and v.__name__ != "spoken"
]
