"""Moves of somebody who tells: what hurts, yes, no, not sure, or something nobody understood."""

from __future__ import annotations

from collections.abc import Callable

from skill.dialogue import flow, global_commands, memory_moves, steps
from skill.dialogue.alarm import answer_safety, ask_safety, sound
from skill.dialogue.alerts import asking, set_reminder, start_timer
from skill.dialogue.turn import Turn
from skill.guidance import triage
from skill.guidance.answers import read_answer, reports_pain
from skill.guidance.model import Answer


def report_pain(turn: Turn) -> None:
    """A back hurts. What is new is taken in; the safety check comes first."""
    if turn.case.asked_kind in ("safety", "clarify") and _answers(turn):
        return
    if turn.case.asked_kind == "onset":
        turn.case = turn.case.but(onset=turn.case.onset or "unknown")
    elif turn.case.steps:
        known = turn.case if _is_only_when(turn) else triage.changed(turn.case)
        turn.case = known.but(steps=(), at=0)
    turn.memory.resuming = False  # this is another story
    turn.case = turn.case.but(told=True)
    flow.go_on(turn)


def _is_only_when(turn: Turn) -> bool:
    """Whether it was only told when it began, so that nothing is new but the plan that fits."""
    return {"Onset", "OnsetDay"}.issuperset(name for name in turn.slots if turn.told(name))


def tell(turn: Turn) -> None:
    """Free words. They may answer the question that was asked, report pain, or be about something else."""
    if turn.case.asked_kind in ("safety", "clarify"):
        if not _answers(turn):
            not_understood(turn)
    elif turn.red_flags or turn.case.asked_kind == "onset" or reports_pain(turn.text, turn.content):
        report_pain(turn)
    else:
        not_understood(turn)


def _answers(turn: Turn) -> bool:
    """Takes free words as the answer to a safety question, where they are one."""
    answer = _in_words(turn)
    if answer is None:
        return False
    turn.case = turn.case.but(told=True)
    take_answer(turn, answer)
    return True


def _in_words(turn: Turn) -> Answer | None:
    """What free words answer: a plain no clears, whatever else is an answer does not."""
    kind, id = turn.case.asked_kind, turn.case.asked_id
    flags = turn.content.questions[id].flags if kind == "safety" else (id,)
    read = read_answer([heard.value for heard in turn.slots.values()], flags, turn.content)
    if read.clears:
        return "no"
    if read.asks or (read.word is None and not read.affirmed and not read.unsure):
        return None
    return "yes" if read.affirmed or read.word == "yes" else "unsure"


def take_answer(turn: Turn, answer: Answer) -> None:
    """Goes on after an answer to a safety or clarifying question."""
    asked = turn.case.asked
    if answer_safety(turn, answer):
        return
    if asked == "safety:leg_signs":
        steps.after_hurt(turn)
    elif asked.startswith("clarify") and not turn.case.told:
        turn.acknowledge("safety.cleared")
        turn.ask_phrase("what", "what.else")
    else:
        flow.go_on(turn)


def yes(turn: Turn) -> None:
    """Yes, to whatever was asked."""
    ON_YES.get(turn.case.asked_kind, flow.what_to_say)(turn)


def no(turn: Turn) -> None:
    """No, to whatever was asked."""
    ON_NO.get(turn.case.asked_kind, flow.what_to_say)(turn)


def not_sure(turn: Turn) -> None:
    """Not sure. To a safety question that is as good as a yes."""
    if turn.case.asked_kind in ("safety", "clarify"):
        take_answer(turn, "unsure")
    elif turn.case.asked_kind in ("which", "again"):
        sound(turn)
    elif turn.case.asked_kind == "onset":
        _onset_unknown(turn)
    elif turn.case.asked_kind in (*asking.QUESTIONS, "welcome"):
        flow.ask_again(turn)
    elif turn.case.asked_kind == "remember":
        memory_moves.decline(turn)
    elif turn.case.steps:
        flow.speak(turn)
    else:
        flow.what_to_say(turn)


def _onset_unknown(turn: Turn) -> None:
    turn.case = turn.case.but(onset="unknown")
    flow.go_on(turn)


def other_body_part(turn: Turn) -> None:
    """Another part of the body hurts: say kindly what is covered, and keep what was asked."""
    part = turn.told("BodyPart")
    turn.say("other_part.named" if part else "other_part.unnamed", part=part.value if part else "")
    flow.ask_again(turn)


def not_understood(turn: Turn) -> None:
    """Not understood. A safety question is asked once more; a second time that counts as a yes."""
    missed = turn.case.missed + 1
    turn.case = turn.case.but(missed=missed)
    kind = turn.case.asked_kind
    if kind == "safety" and missed == 1:
        turn.say("missed.safety")
        ask_safety(turn, turn.content.questions[turn.case.asked_id], again=True)
    elif kind in ("safety", "clarify") and missed > 1:
        take_answer(turn, "unsure")
    elif kind == "onset" and missed > 1:
        not_sure(turn)
    else:
        where = "steps" if turn.case.steps else "start"
        turn.sentences.append(turn.words(turn.content.phrase(f"missed.{where}", missed - 1)))
        flow.ask_again(turn)


def _ask_onset_again(turn: Turn) -> None:
    turn.ask_phrase("onset", "onset.ask")


def _yes_safety(turn: Turn) -> None:
    take_answer(turn, "yes")


def _no_safety(turn: Turn) -> None:
    take_answer(turn, "no")


ON_YES: dict[str, Callable[[Turn], None]] = {
    "safety": _yes_safety,
    "clarify": _yes_safety,
    "which": sound,
    "again": sound,
    "onset": _ask_onset_again,
    "more": steps.detail,
    "time": start_timer.time_step,
    "remind": set_reminder.confirm,
    "when": flow.ask_again,
    "delay": flow.ask_again,
    "duration": flow.ask_again,
    "next": steps.next_one,
    "back": flow.speak,
    "remember": memory_moves.agree,
    "welcome": memory_moves.welcomed,
}

ON_NO: dict[str, Callable[[Turn], None]] = {
    "safety": _no_safety,
    "clarify": _no_safety,
    "which": sound,
    "again": global_commands.stop,
    "onset": _onset_unknown,
    "more": flow.what_else,
    "time": steps.wait,
    "remind": set_reminder.drop,
    "when": set_reminder.drop,
    "delay": set_reminder.drop,
    "duration": start_timer.drop,
    "next": steps.wait,
    "back": steps.wait,
    "what": global_commands.stop,
    "remember": memory_moves.decline,
    "welcome": memory_moves.afresh,
}
