"""Moves around the conversation: hello, say that again, shorter please, goodbye."""

from __future__ import annotations

from collections.abc import Callable

from skill.dialogue import alarm, memory_moves, reports, steps
from skill.dialogue.alerts import reminders, timers
from skill.dialogue.coaching import course, leading, progress, walking_week
from skill.dialogue.days import followed
from skill.dialogue.recall import kept_steps, recall
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.model import Urgency

RETOLD: dict[str, Callable[[Turn], Then]] = {
    "TimerStatusIntent": timers.status,
    "ReminderStatusIntent": reminders.status,
    "LeadMeIntent": leading.lead,
}
"""What tells an answer anew that would otherwise be repeated word for word."""

UNDONE: dict[str, Callable[[Turn], Then]] = {
    "TimerStatusIntent": timers.cancel,
    "ReminderStatusIntent": reminders.cancel,
}
"""What "cancel it" means right after an answer about timers or reminders."""


def launch(turn: Turn) -> Then:
    """Hello: who this is, the health disclaimer once and in one sentence, and the question what happened."""
    kept = recall(turn)
    if kept and walking_week.is_due(kept):
        return walking_week.welcome(turn)
    if kept and followed(turn):
        return course.welcome(turn, kept)
    if kept and kept_steps(turn):
        return memory_moves.welcome(turn, kept)
    if kept and kept.steps and not kept.is_under_way:
        turn.say("course.done_before")
        return turn.ask_phrase(reports.WHAT, "what.else")
    turn.say("launch.hello")
    turn.say("launch.disclaimer")
    return turn.ask_phrase(reports.WHAT, "what.ask")


def repeat(turn: Turn) -> Then:
    """The last answer once more, word for word; what is left on a timer, as it is now."""
    if retell := RETOLD.get(turn.last.get("retold_by", "")):
        return retell(turn)
    if not turn.last.get("sentences") and not turn.last.get("question"):
        return Then.ASK_AGAIN
    turn.sentences = list(turn.last["sentences"])
    turn.question, turn.reprompt = turn.last["question"], turn.last["reprompt"]
    decided = turn.last["decided"]
    turn.topic, turn.aspect, turn.red_flags = decided["topic"], decided.get("aspect"), tuple(decided["red_flags"])
    turn.urgency = Urgency(decided["urgency"]) if decided["urgency"] else None
    turn.step = turn.content.steps.get(decided["step"]["id"]) if decided["step"] else None
    return Then.LISTEN


def speaking_style(turn: Turn) -> Then:
    """Fewer words or all of them, slower or as usual; how loud is not ours to say."""
    recall(turn)
    said = turn.slot("Style")
    match said.id if said else None:
        case "slow":
            turn.case = turn.case.but(slower=True)
            turn.say("style.slow")
        case "brief" | "simple":
            turn.case = turn.case.but(brief=True)
            turn.say("style.brief")
        case "loud":  # only the device can change that
            turn.say("style.loud")
        case "quiet":
            turn.say("style.quiet")
        case _:
            turn.case = turn.case.but(brief=False, slower=False)
            turn.say("style.full")
    if turn.open.kind == progress.FELT:  # the set that was led may be led once more like that
        return turn.ask_phrase(steps.NEXT, "trend.again_or")
    return Then.ASK_AGAIN


def thanks(turn: Turn) -> Then:
    """No goodbye, unless there is nothing more to do than to get help: what was open is asked again."""
    if triage.alarm(turn.case, turn.content):
        return stop(turn)
    turn.say("thanks.welcome")
    return Then.ASK_AGAIN


def cancel(turn: Turn) -> Then:
    """Cancels the timer or reminder that was just spoken of. Where there was none, goodbye."""
    return UNDONE.get(turn.last.get("retold_by", ""), stop)(turn)


def stop(turn: Turn) -> Then:
    """Goodbye in one line: the way to help after an alarm, the safety net otherwise."""
    if triage.alarm(turn.case, turn.content):
        return alarm.goodbye(turn)
    turn.say("goodbye.plain")
    timers.keep_running(turn)
    turn.say("safety_net")
    return turn.end()
