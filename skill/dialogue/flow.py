"""Where a turn goes from here: the next move of the case, the current step, or back to what was open."""

from __future__ import annotations

from skill.dialogue.alarm import ask_safety, sound
from skill.dialogue.alerts import asking
from skill.dialogue.recall import may_offer, other_steps, take_up
from skill.dialogue.turn import Turn
from skill.guidance import triage
from skill.guidance.model import Step, Urgency
from skill.guidance.plan import choose_steps, plan_for


def go_on(turn: Turn) -> None:
    """Speaks the next move of the case: an alarm, a safety question, when it began, or the steps."""
    move = triage.next_move(turn.case, turn.content)
    match move:
        case triage.Alarm():
            sound(turn)
        case triage.AskSafety(question):
            again = turn.case.asked == f"safety:{question.id}"
            _introduce_check(turn, again)
            ask_safety(turn, question, again)
        case triage.AskOnset():
            _acknowledge_answer(turn)
            turn.ask_phrase("onset", "onset.ask")
        case triage.Walk():
            _acknowledge_answer(turn)
            walk(turn)


def _introduce_check(turn: Turn, again: bool) -> None:
    """A word before a safety question, and a promise to come back to a sign that can wait a few days."""
    if turn.red_flags:
        turn.say("safety.noticed")
    elif again:
        turn.acknowledge("safety.back")
    elif turn.case.asked_kind == "safety":
        turn.acknowledge("safety.second")
    elif turn.memory.resuming:
        turn.acknowledge("memory.check")
    else:
        turn.acknowledge("safety.first")


def _acknowledge_answer(turn: Turn) -> None:
    if turn.case.asked_kind in ("safety", "clarify", "onset"):
        turn.acknowledge("safety.cleared")


def walk(turn: Turn) -> None:
    """Begins the steps, or goes back to the current one."""
    if turn.case.steps:
        return speak(turn)
    _advise_soon(turn)
    if take_up(turn):
        turn.urgency = turn.urgency or Urgency.SELF_CARE
        return speak(turn)
    other_steps(turn)
    turn.case = turn.case.but(steps=choose_steps(turn.case, turn.content), at=0)
    if not turn.case.brief:
        plan = plan_for(turn.case, turn.content)
        turn.say_words(plan.intro, count=turn.content.number(len(turn.case.steps)))
    turn.urgency = turn.urgency or Urgency.SELF_CARE
    speak(turn)


def _advise_soon(turn: Turn) -> None:
    """Says once what should be seen in the next days, before anything is done about it here."""
    for flag in triage.worst_first(turn.case.flags, turn.content):
        if flag.id not in turn.case.noted:
            turn.say_words(flag.say)
            turn.case = turn.case.adding(noted=(flag.id,))
            turn.urgency = Urgency.SOON


def current(turn: Turn) -> Step | None:
    """The step where this person is, or None outside the steps."""
    case = turn.case
    return turn.content.step(case.steps[case.at]) if case.at < len(case.steps) else None


def speak(turn: Turn) -> None:
    """Speaks the current step and asks to go on."""
    step = current(turn)
    if step is None:
        return finish(turn)
    case, activity = turn.case, turn.content.activity(turn.case.activity)
    turn.say("steps.number", number=turn.content.number(case.at + 1))
    turn.say_words(step.brief if case.brief else step.say, ease_off=activity.ease_off, back_to_it=activity.back_to_it)
    turn.step, turn.title, turn.sources = step, turn.phrase("card.step", name=step.name), step.sources
    turn.case = case.but(topic=None, explained=None)
    if step.duration and turn.can_time and not turn.alerts.times(step.id, turn.now):
        return turn.ask_phrase(f"time:{step.id}", "steps.time")
    last = case.at + 1 == len(case.steps)
    if case.at and not last and may_offer(turn):
        return offer(turn)
    turn.ask_phrase("next", "steps.ask_last" if last else "steps.ask_brief" if case.brief else "steps.ask")


def offer(turn: Turn) -> None:
    """Asks for the consent to remember where somebody is, in place of the question whether to go on."""
    turn.memory.asked = True
    turn.ask_phrase("remember", "memory.offer")


def finish(turn: Turn) -> None:
    """All steps are done, the last said what to watch for: the tip that keeps it from coming back."""
    turn.say("steps.done")
    activity = turn.content.activity(turn.case.activity)
    turn.say_words(activity.prevention)
    if activity.rhabdo:
        turn.say("steps.rhabdo")
    turn.title, turn.sources = turn.phrase("card.done"), activity.sources
    turn.ask_phrase("what", "what.else")


def ask_back(turn: Turn) -> None:
    """Offers the way back to the current step."""
    step = current(turn)
    if step is None:
        return what_else(turn)
    turn.step = step
    turn.ask_phrase("back", "steps.back", number=turn.content.number(turn.case.at + 1))


def ask_again(turn: Turn) -> None:
    """Asks once more what was open, so that a detour loses nothing."""
    kind, id = turn.case.asked_kind, turn.case.asked_id
    if kind in asking.QUESTIONS:
        asking.ask(turn, kind)
    elif kind == "safety":
        turn.say("safety.back")
        ask_safety(turn, turn.content.questions[id], again=True)
    elif kind == "clarify":
        turn.ask(turn.case.asked, turn.content.red_flags[id].ask)
    elif kind == "onset":
        turn.ask_phrase("onset", "onset.ask")
    elif kind == "welcome":
        turn.ask_phrase("welcome", "memory.go_on")
    else:
        what_else(turn)


def after_errand(turn: Turn) -> None:
    """A timer or reminder is dealt with: on with the current step, or back to what was open."""
    step = current(turn)
    if step is None or turn.case.asked_kind in ("safety", "clarify", "onset", *asking.QUESTIONS):
        return ask_again(turn)
    turn.step = step
    if turn.alerts.times(step.id, turn.now) and may_offer(turn):
        return offer(turn)  # the conversation will be over before the timer is
    turn.ask_phrase("next", "steps.ask")


def what_else(turn: Turn) -> None:
    """Asks what else there is, or offers the way back to the steps."""
    if current(turn):
        return ask_back(turn)
    begun = turn.case.told or turn.topic or turn.case.asked
    turn.ask_phrase("what", "what.else" if begun else "what.ask")


def what_to_say(turn: Turn) -> None:
    """Nothing is known yet that this could be about: say what one can say."""
    if turn.case.steps:
        return ask_back(turn)
    turn.ask_phrase("what", "what.ask")


def explain(turn: Turn, step: Step) -> None:
    """How a step is done, when to stop, and who must not."""
    turn.say_words(step.how)
    turn.say_words(step.stop_rule)
    if step.not_if:
        turn.say("steps.not_if", who=spoken_list(step.not_if, turn.phrase("or")))
    turn.title, turn.sources, turn.pictured = turn.phrase("card.step", name=step.name), step.sources, step


def spoken_list(items: tuple[str, ...], conjunction: str) -> str:
    """ "a, b or c"."""
    return f" {conjunction} ".join(filter(None, (", ".join(items[:-1]), items[-1])))
