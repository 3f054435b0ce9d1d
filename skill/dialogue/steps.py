"""Moves within the steps: next, previous, how many are left, how do I do that, it hurts."""

from __future__ import annotations

from skill.dialogue import memory_moves, safety
from skill.dialogue.recall import may_offer
from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list
from skill.guidance import triage
from skill.guidance.fitting import form_of, level_of
from skill.guidance.model import Step

NEXT, BACK, TIME = "next", "back", "time"
PAUSED = "paused"
"""What a question is about that is asked while somebody takes a pause: to go on then is to be at the same step."""


RETURNS = frozenset({"AMAZON.ResumeIntent", "StepsLeftIntent", "AMAZON.PreviousIntent", "PlanOverviewIntent"})
"""What is said by somebody who thinks there is a place to go back to."""


def current(turn: Turn) -> Step | None:
    """The step where this person is, or None outside the steps."""
    case = turn.case
    return turn.content.step(case.steps[case.at]) if case.at < len(case.steps) else None


def speak(turn: Turn, step: Step) -> Then:
    """Speaks the current step, in the form that fits this person, and asks to go on."""
    case = turn.case
    last = case.at + 1 == len(case.steps)
    if last and case.returning:  # "three short steps, and what to watch for"
        turn.say("course.watch")
    else:
        turn.say("steps.number", number=turn.content.number(case.at + 1))
    warn(turn, step)
    turn.sentences += words_of(turn, step)
    turn.step, turn.title, turn.sources = step, turn.phrase("card.step", name=step.name), step.sources
    turn.case = turn.case.but(topic=None, explained=None)
    if step.duration and turn.can_time and not turn.alerts.times(step.id, turn.now):
        return ask_time(turn, step.id)
    if case.at and not last and may_offer(turn):
        return memory_moves.offer(turn)
    return turn.ask_phrase(NEXT, "steps.ask_last" if last else "steps.ask_brief" if case.brief else "steps.ask")


def warn(turn: Turn, step: Step) -> None:
    """Before the first move of a plan: when to stop."""
    if step.is_move and not turn.case.warned:
        turn.say("steps.stop_rule")
        turn.case = turn.case.but(warned=True)


def words_of(turn: Turn, step: Step) -> list[str]:
    """What to do in it as this person does it, and who must not."""
    form, level = form_of(step, turn.case, turn.content), level_of(step, turn.case)
    main = form.say if form else step.brief if turn.case.brief else step.say
    activity = turn.content.activity(turn.case.activity)
    own = {"ease_off": activity.ease_off, "back_to_it": activity.back_to_it}
    return [turn.words(text, **own) for text in (main, level.say if level else "", step.unless) if text]


def ask_time(turn: Turn, step_id: str) -> Then:
    """Offers to time the step."""
    return turn.ask_phrase(f"{TIME}:{step_id}", "steps.time")


def is_of_step(turn: Turn) -> bool:
    """Whether the open question is about the step at hand: whether to go on, or to time it."""
    return turn.open.kind in (NEXT, BACK, TIME)


def offers_timer(turn: Turn) -> bool:
    """Whether the open question offers to time the step."""
    return turn.open.kind == TIME


def ask_next(turn: Turn, about: str = "") -> Then:
    """Asks to go on, without saying the step again."""
    turn.step = current(turn)
    return turn.ask_phrase(NEXT, "steps.ask_on")


def ask_back(turn: Turn, about: str = "") -> Then:
    """Offers the way back to the current step."""
    turn.step = current(turn)
    return turn.ask_phrase(BACK, "steps.back", number=turn.content.number(turn.case.at + 1))


def next_one(turn: Turn) -> Then:
    """The next step. Before the safety check is done there is none."""
    if not turn.case.steps:
        return not_started(turn)
    if turn.open.about == PAUSED:  # "go on" after a pause: with the step at hand
        return resume(turn)
    if current(turn) is None:  # they have heard that this was the last
        turn.answer_open()
        return Then.ASK_AGAIN
    turn.case = turn.case.but(at=turn.case.at + 1)
    return Then.SPEAK_STEP


def not_started(turn: Turn) -> Then:
    """Somebody wants a step before there are any: finish the check, or ask what hurts."""
    if not turn.case.told:
        then = memory_moves.go_on_if_kept(turn)
        if then is Then.ASK_AGAIN and turn.intent in RETURNS and not turn.comes_back:
            turn.say("memory.no_place")
        return then
    if not turn.checking:  # whoever wants to go on does not want to say when it began
        turn.case = turn.case.but(onset=turn.case.onset or "unknown")
    return Then.GO_ON


def previous(turn: Turn) -> Then:
    """The step before."""
    if not turn.case.steps:
        return not_started(turn)
    if turn.case.at == 0:
        turn.say("steps.first")
    turn.case = turn.case.but(at=max(turn.case.at - 1, 0))
    return Then.SPEAK_STEP


def go_to(turn: Turn) -> Then:
    """A step by its number."""
    if not turn.case.steps:
        return not_started(turn)
    total = len(turn.case.steps)
    said = turn.slot("StepNumber")
    number = int(said.value) if said and said.value.isdecimal() else 0
    if not 1 <= number <= total:
        turn.say("steps.no_such", total=turn.content.number(total))
        return ask_back(turn)
    turn.case = turn.case.but(at=number - 1)
    return Then.SPEAK_STEP


def left(turn: Turn) -> Then:
    """How many steps are left after this one."""
    if not turn.case.steps:
        return not_started(turn)
    if step := current(turn):
        turn.say("steps.at", number=turn.content.number(turn.case.at + 1), name=step.name)
    remaining = max(len(turn.case.steps) - turn.case.at - 1, 0)
    key = {0: "steps.left_none", 1: "steps.left_one"}.get(remaining, "steps.left")
    turn.say(key, left=turn.content.number(remaining).capitalize())
    return ask_next(turn)


def start_over(turn: Turn) -> Then:
    """From the first step, or from the first question where there are no steps yet. Raised flags stay raised."""
    if turn.case.steps:
        turn.acknowledge("steps.over")
        turn.case = turn.case.but(at=0)
        return Then.SPEAK_STEP
    turn.memory.resuming = False
    waiting = safety.unclear(turn)  # a sign that may be one is not forgotten
    turn.answer_open()
    turn.case = triage.changed(turn.case).but(told=False, topic=None, waiting=waiting)
    turn.say("start_over")
    return turn.ask_phrase("what", "what.ask")


def detail(turn: Turn) -> Then:
    """More about the step or stretch that was last spoken of."""
    if step := spoken_of(turn):
        return _explain_more(turn, step)
    return Then.ASK_AGAIN


def spoken_of(turn: Turn) -> Step | None:
    """What was explained last, be it no step of theirs; otherwise where they are."""
    return turn.content.step(turn.case.explained) if turn.case.explained else current(turn)


def _explain_more(turn: Turn, step: Step) -> Then:
    """What they want to know of it. Nothing particular: first how it is done, then why and how often."""
    again = turn.case.explained == step.id
    return tell(turn, step, {"why", "dose"} if again else {"how"})


def tell(turn: Turn, step: Step, usual: set[str]) -> Then:
    """What they want to know of a step: how, why or how often; where they name none of these, the usual."""
    said = turn.slot("Detail")
    wanted = {said.id} if said and said.id else usual
    if "how" in wanted:
        explain(turn, step)
    if "why" in wanted:
        turn.say_words(step.why)
    if "dose" in wanted:
        turn.say("steps.dose", dose=step.dose[:1].upper() + step.dose[1:])
    turn.case = turn.case.but(explained=step.id)
    return Then.ASK_AGAIN


def explain(turn: Turn, step: Step) -> None:
    """How a step is done as this person does it, when to stop, and who must not."""
    form = form_of(step, turn.case, turn.content)
    turn.say_words(form.say if form else step.how, ease_off=turn.content.activity(turn.case.activity).ease_off)
    turn.say_words(step.stop_rule)
    if step.not_if:
        turn.say("steps.not_if", who=spoken_list(step.not_if, turn.phrase("or")))
    turn.title, turn.sources = turn.phrase("card.step", name=step.name), step.sources
    turn.pictured = step


def hurts(turn: Turn) -> Then:
    """It hurts when they do that: stop, and ask for the signs again."""
    if not turn.case.steps:  # of the pain they came with: what was answered stays answered
        turn.case = turn.case.but(told=True)
        return Then.ASK_AGAIN if turn.comes_back or turn.case.waiting else Then.GO_ON
    if current(turn) is None:
        turn.case = triage.changed(turn.case).but(told=True)
        return Then.GO_ON
    turn.say("hurts.stop")
    turn.case = turn.case.adding(left_out=(turn.case.steps[turn.case.at],))
    return check_legs(turn)


def check_legs(turn: Turn) -> Then:
    """Asks for new signs in the legs, whatever was answered before."""
    question = turn.content.questions["leg_signs"]
    parts = {part.id for part in question.parts}
    turn.case = turn.case.but(
        cleared=tuple(id for id in turn.case.cleared if id != question.id),
        unfolded=tuple(id for id in turn.case.unfolded if id != question.id),
        denied=tuple(id for id in turn.case.denied if id not in parts),
    )
    return safety.ask_bundle(turn, question)


def after_hurt(turn: Turn) -> Then:
    """No new signs: leave that step out and offer the next."""
    turn.say("hurts.leave_out")
    return ask_next(turn)


def pause(turn: Turn) -> Then:
    """Waits. Where the person was stays where it is."""
    if may_offer(turn):
        turn.say("memory.pause")
        return memory_moves.offer(turn)
    of_step = current(turn) is not None and is_of_step(turn)
    return turn.ask_phrase(f"{NEXT}:{PAUSED}" if of_step else turn.case.asked, "pause")


def resume(turn: Turn) -> Then:
    """Goes on where the person was."""
    if turn.checking:
        return Then.ASK_AGAIN
    if not turn.case.steps:
        return not_started(turn)
    turn.acknowledge("resume")
    return Then.SPEAK_STEP


def wait(turn: Turn) -> Then:
    """Not yet: no hurry."""
    turn.step = current(turn)
    return turn.ask_phrase(NEXT, "wait")
