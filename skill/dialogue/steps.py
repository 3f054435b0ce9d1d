"""Moves within the steps: next, previous, how many are left, how do I do that, it hurts."""

from __future__ import annotations

from skill.dialogue import flow, memory_moves
from skill.dialogue.alarm import ask_safety
from skill.dialogue.recall import may_offer
from skill.dialogue.turn import Turn
from skill.guidance import triage
from skill.guidance.model import Step


def next_one(turn: Turn) -> None:
    """The next step. Before the safety check is done there is none."""
    if not turn.case.steps:
        return not_started(turn)
    turn.case = turn.case.but(at=min(turn.case.at + 1, len(turn.case.steps)))
    flow.speak(turn)


def not_started(turn: Turn) -> None:
    """Somebody wants a step before there are any: finish the check, or ask what hurts."""
    if turn.case.asked_kind == "onset":
        turn.case = turn.case.but(onset="unknown")
    if turn.case.told:
        flow.go_on(turn)
    elif not memory_moves.go_on_if_kept(turn):
        flow.what_to_say(turn)


def previous(turn: Turn) -> None:
    """The step before."""
    if not turn.case.steps:
        return not_started(turn)
    if turn.case.at == 0:
        turn.say("steps.first")
    turn.case = turn.case.but(at=max(turn.case.at - 1, 0))
    flow.speak(turn)


def go_to(turn: Turn) -> None:
    """A step by its number."""
    if not turn.case.steps:
        return not_started(turn)
    total = len(turn.case.steps)
    said = turn.told("StepNumber")
    number = int(said.value) if said and said.value.isdecimal() else 0
    if not 1 <= number <= total:
        turn.say("steps.no_such", total=turn.content.number(total))
        return flow.ask_back(turn)
    turn.case = turn.case.but(at=number - 1)
    flow.speak(turn)


def left(turn: Turn) -> None:
    """How many steps are left after this one."""
    if not turn.case.steps:
        return not_started(turn)
    remaining = max(len(turn.case.steps) - turn.case.at - 1, 0)
    key = {0: "steps.left_none", 1: "steps.left_one"}.get(remaining, "steps.left")
    turn.say(key, left=turn.content.number(remaining).capitalize())
    turn.step = flow.current(turn)
    turn.ask_phrase("next", "steps.ask")


def start_over(turn: Turn) -> None:
    """From the first step, or from the first question where there are no steps yet. Raised flags stay raised."""
    if turn.case.steps:
        turn.acknowledge("steps.over")
        turn.case = turn.case.but(at=0)
        return flow.speak(turn)
    turn.memory.resuming = False
    turn.case = turn.case.but(cleared=(), told=False, topic=None)
    turn.say("start_over")
    turn.ask_phrase("what", "what.ask")


def detail(turn: Turn) -> None:
    """More about what was last spoken of: a topic, a step or stretch, or why a question is asked."""
    if turn.case.topic:
        topic = turn.content.topic(turn.case.topic)
        turn.say_words(topic.more)
        turn.title, turn.sources, turn.topic = turn.phrase("card.topic", name=topic.name), topic.sources, topic.id
        turn.case = turn.case.but(topic=None)
        flow.what_else(turn)
    elif turn.case.asked_kind == "remember":
        memory_moves.explain(turn)
    elif turn.case.asked_kind == "safety":
        question = turn.content.questions[turn.case.asked_id]
        turn.say_words(question.why)
        ask_safety(turn, question, again=True)
    elif step := _spoken_of(turn):
        _explain_more(turn, step)
    else:
        flow.what_to_say(turn)


def _spoken_of(turn: Turn) -> Step | None:
    """What was explained last, be it no step of theirs; otherwise where they are."""
    return turn.content.step(turn.case.explained) if turn.case.explained else flow.current(turn)


def _explain_more(turn: Turn, step: Step) -> None:
    """What they want to know of it. Nothing particular: first how it is done, then why and how often."""
    said = turn.told("Detail")
    again = turn.case.explained == step.id
    wanted = {said.id} if said and said.id else {"why", "dose"} if again else {"how"}
    if "how" in wanted:
        flow.explain(turn, step)
    if "why" in wanted:
        turn.say_words(step.why)
    if "dose" in wanted:
        turn.say("steps.dose", dose=step.dose[:1].upper() + step.dose[1:])
    turn.case = turn.case.but(explained=step.id)
    flow.ask_back(turn)


def hurts(turn: Turn) -> None:
    """It hurts when they do that: stop, and ask for the signs again."""
    step = flow.current(turn)
    if step is None:
        turn.case = triage.changed(turn.case).but(told=True)
        return flow.go_on(turn)
    turn.say("hurts.stop")
    ask_safety(turn, turn.content.questions["leg_signs"])


def after_hurt(turn: Turn) -> None:
    """No new signs: leave that step out and offer the next."""
    turn.say("hurts.leave_out")
    turn.ask_phrase("next", "steps.ask")
    turn.step = flow.current(turn)


def pause(turn: Turn) -> None:
    """Waits. Where the person was stays where it is."""
    if may_offer(turn):
        turn.say("memory.pause")
        return flow.offer(turn)
    turn.ask_phrase(turn.case.asked, "pause")


def resume(turn: Turn) -> None:
    """Goes on where the person was."""
    if turn.case.steps:
        turn.acknowledge("resume")
        flow.speak(turn)
    else:
        not_started(turn)


def wait(turn: Turn) -> None:
    """Not yet: no hurry."""
    turn.ask_phrase("next", "wait")
    turn.step = flow.current(turn)
