"""Where a turn goes from here: the next move of the case, the current step, or back to what was open."""

from __future__ import annotations

from collections.abc import Callable

from skill.dialogue import alarm, memory_moves, reports, safety, steps
from skill.dialogue.coaching import course, finishing, return_to_sport, walking
from skill.dialogue.questions import question_of
from skill.dialogue.recall import may_offer, other_steps, take_up
from skill.dialogue.turn import Open, Then, Turn
from skill.dialogue.words import spoken_list
from skill.guidance import triage
from skill.guidance.model import Plan, SafetyQuestion, Urgency
from skill.guidance.plan import choose_steps, plan_for

DEEPEST = 4
"""How many interrupted questions are kept in mind; nobody remembers more."""


def follow(turn: Turn, then: Then) -> None:
    """Goes where a move says, as often as that leads on."""
    while then is not Then.LISTEN:
        stop = triage.alarm(turn.case, turn.content)
        if stop and then not in (Then.ASK_PART, Then.GO_ON):
            then = _hold(turn)
        elif not stop and then in LEADS_ON and is_checking(turn):
            then = _back_to_check(turn)
        else:
            then = FOLLOWS[then](turn)


def _hold(turn: Turn) -> Then:
    """No step comes while an alarm stands: back to what it asks, where that is still open, or the alarm goes on."""
    _take_up_waiting(turn)
    question = question_of(turn.case.asked)
    if question.in_alarm and question.comes_back:
        return question.ask(turn, turn.open.about)
    return alarm.after_detour(turn)


def settle(turn: Turn, before: str) -> None:
    """At the end of a turn: what was asked is open now, and what it interrupted waits."""
    case = turn.case
    if turn.asked:
        interrupted = case.asked == before and case.asked != turn.asked and question_of(before).comes_back
        waiting = (*case.waiting, before) if interrupted else case.waiting
        case = case.but(asked=turn.asked, waiting=_kept(turn, waiting))
    turn.case = case


def _kept(turn: Turn, waiting: tuple[str, ...]) -> tuple[str, ...]:
    """What is kept in mind: the latest, and every question of the safety check."""
    waiting = tuple(asked for asked in waiting if asked != turn.asked and _is_due(turn, asked))
    errands = [asked for asked in waiting if not question_of(asked).is_check]
    forgotten = errands[: max(len(waiting) - DEEPEST, 0)]
    return tuple(asked for asked in waiting if asked not in forgotten)


def go_on(turn: Turn) -> Then:
    """Speaks the next move of the case: an alarm, a safety question, when it began, or the steps."""
    move = triage.next_move(turn.case, turn.content)
    match move:
        case triage.Alarm():
            return alarm.sound(turn)
        case triage.AskSafety(question):
            again = turn.open.about == question.id
            _introduce_check(turn, question, again)
            return safety.ask_bundle(turn, question, again)
        case triage.AskPart(question, part):
            return safety.ask_part(turn, question, part)
        case triage.AskOnset():
            _acknowledge_answer(turn)
            return reports.ask_onset(turn)
        case triage.Walk():
            _acknowledge_answer(turn)
            return walk(turn)


def _introduce_check(turn: Turn, question: SafetyQuestion, again: bool) -> None:
    """A word before a safety question, and a promise to come back to a sign that can wait a few days."""
    if turn.red_flags:
        turn.say("safety.noticed")
    elif again:
        turn.acknowledge("safety.back")
    elif turn.checking:
        last = question == triage.opening_questions(turn.content)[-1]
        turn.acknowledge("safety.second" if last else "safety.then")
    elif turn.memory.resuming:
        turn.acknowledge("memory.check")
    elif turn.case.returning or turn.case.aim:
        turn.acknowledge("course.check")
    else:
        turn.acknowledge("safety.first")


def _acknowledge_answer(turn: Turn) -> None:
    if turn.checking or reports.asks_onset(turn):
        turn.acknowledge("safety.cleared")


def ask_part(turn: Turn) -> Then:
    """The next sign of a bundle that is asked part by part; all of them denied, on with the case."""
    for id in turn.case.unfolded:
        check = triage.unanswered(turn.case, turn.content.questions[id])
        if isinstance(check, triage.AskPart):
            return safety.ask_part(turn, check.question, check.part)
    return Then.GO_ON


def walk(turn: Turn) -> Then:
    """Begins the steps, or goes back to the current one; for somebody who came to walk, the walking program."""
    if turn.case.aim == "walking":
        return walking.ask_from(turn)
    if turn.case.steps:
        return Then.SPEAK_STEP
    referred = _advise_soon(turn)
    turn.urgency = turn.urgency or Urgency.SELF_CARE
    if take_up(turn):
        return Then.SPEAK_STEP
    other_steps(turn)
    turn.case = turn.case.but(steps=choose_steps(turn.case, turn.content), at=0, warned=False, passed=())
    plan = plan_for(turn.case, turn.content)
    if plan.refer and not referred:
        turn.say_words(plan.refer)
        turn.urgency = Urgency.SOON
    if not turn.case.brief:
        _introduce_steps(turn, plan)
    return Then.SPEAK_STEP


def _introduce_steps(turn: Turn, plan: Plan) -> None:
    """How many steps there are; on a later day what that day is for, too."""
    count = len(turn.case.steps)
    if turn.case.returning:
        turn.say_words(turn.content.course[turn.case.onset or "unknown"].today)
        turn.say("course.steps", count=turn.content.number(count - 1).capitalize())
    else:
        turn.say_words(plan.intro, count=turn.content.number(count))


def _advise_soon(turn: Turn) -> bool:
    """Says once what should be seen in the next days, before anything is done about it here: one action for all."""
    flags = triage.worst_first(turn.case.flags, turn.content)
    due = [flag for flag in flags if flag.id not in turn.case.noted and flag.urgency == Urgency.SOON]
    if not due:
        return False
    first, *others = due
    turn.say_words(first.say)
    if others:
        turn.say("referral.also", signs=spoken_list(tuple(flag.heard for flag in others), turn.phrase("and")))
    turn.case = turn.case.adding(noted=tuple(flag.id for flag in due))
    turn.urgency = Urgency.SOON
    return True


def speak(turn: Turn) -> Then:
    """The current step, or what comes before it; after the last the end."""
    step = steps.current(turn)
    if step is None:
        return finishing.finish(turn)
    if gate := return_to_sport.left(turn, step):
        return return_to_sport.ask(turn, gate)
    return steps.speak(turn, step)


def after_hurt(turn: Turn) -> Then:
    """Past the question for signs after something that hurt; what got worse again should be seen."""
    _advise_soon(turn)
    return steps.after_hurt(turn)


def merge(turn: Turn) -> Then:
    """On in the steps with what was just told. The step they are at stays; those to come may be others now."""
    before = turn.case.steps
    _advise_soon(turn)
    ahead = turn.case.but(at=min(turn.case.at + 1, len(before)))
    turn.case = turn.case.but(steps=choose_steps(ahead, turn.content))
    turn.say("merge.changed" if turn.case.steps != before else "merge.noted")
    return Then.ASK_AGAIN


def ask_again(turn: Turn) -> Then:
    """Asks what is open once more, or what was interrupted, so that a detour loses nothing."""
    _take_up_waiting(turn)
    question = question_of(turn.case.asked)
    if question.comes_back:
        return question.ask(turn, turn.open.about)
    return what_else(turn)


def _take_up_waiting(turn: Turn) -> None:
    """What was interrupted last is open again, where nothing else is that comes back."""
    if not question_of(turn.case.asked).comes_back and (waiting := _due(turn)):
        _take_up(turn, waiting[-1])


def is_checking(turn: Turn) -> bool:
    """Whether a question of the safety check is open or waits, or is due anew in the middle of the steps."""
    asked = any(question_of(asked).is_check for asked in (turn.case.asked, *_due(turn)))
    return asked or bool(turn.case.steps and not triage.is_checked(turn.case, turn.content))


def _back_to_check(turn: Turn) -> Then:
    """A question of the safety check comes before whatever else is open."""
    if question_of(turn.case.asked).is_check:
        return ask_again(turn)
    waiting = [asked for asked in _due(turn) if question_of(asked).is_check]
    if not waiting:
        return go_on(turn)
    _take_up(turn, waiting[-1])
    return ask_again(turn)


def _due(turn: Turn) -> tuple[str, ...]:
    """What was interrupted and still has to be asked, the latest last."""
    return tuple(asked for asked in turn.case.waiting if _is_due(turn, asked))


def _is_due(turn: Turn, asked: str) -> bool:
    due, (_, about) = question_of(asked).due, open_of(asked)
    return due is None or due(turn, about)


def _take_up(turn: Turn, asked: str) -> None:
    open_too = (turn.case.asked,) if question_of(turn.case.asked).comes_back else ()
    turn.case = turn.case.but(asked=asked, waiting=tuple(each for each in (*_due(turn), *open_too) if each != asked))
    turn.open = open_of(asked)


def open_of(asked: str) -> Open:
    """A question as `Case.asked` holds it: its kind, and what it is about."""
    kind, _, about = asked.partition(":")
    return Open(kind, about)


def on_in_steps(turn: Turn) -> Then:
    """A timer, a reminder or a word about the memory is dealt with: on in the steps, or back to what was open."""
    _take_up_waiting(turn)
    step = steps.current(turn)
    begun = turn.case.steps or turn.case.week is not None
    if turn.case.told and not begun and not question_of(turn.case.asked).comes_back:
        return Then.GO_ON  # the answer before it was taken, and the next question is still to come
    if step is None or question_of(turn.case.asked).comes_back:
        return Then.ASK_AGAIN
    turn.step = step
    if turn.alerts.times(step.id, turn.now) and may_offer(turn):
        return memory_moves.offer(turn)  # the conversation will be over before the timer is
    return steps.ask_next(turn)


def what_else(turn: Turn) -> Then:
    """Offers the way back to the steps, or asks what else there is."""
    return steps.ask_back(turn) if steps.current(turn) else reports.ask_what(turn)


LEADS_ON = frozenset({Then.GO_ON, Then.SPEAK_STEP, Then.STEPS, Then.MERGE, Then.HURT_CHECKED})
"""Where nobody comes who has not answered a safety question."""

FOLLOWS: dict[Then, Callable[[Turn], Then]] = {
    Then.GO_ON: go_on,
    Then.ASK_AGAIN: ask_again,
    Then.SPEAK_STEP: speak,
    Then.STEPS: on_in_steps,
    Then.MERGE: merge,
    Then.ASK_PART: ask_part,
    Then.FOLLOW: course.skip,
    Then.HURT_CHECKED: after_hurt,
}
