"""Moves around the conversation: hello, help, say that again, shorter please, goodbye."""

from __future__ import annotations

from collections.abc import Callable

from skill.dialogue import flow, memory_moves
from skill.dialogue.alerts import reminders, timers
from skill.dialogue.recall import kept_steps, recall
from skill.dialogue.turn import Turn
from skill.guidance import triage
from skill.guidance.model import Urgency

RETOLD: dict[str, Callable[[Turn], None]] = {
    "TimerStatusIntent": timers.status,
    "ReminderStatusIntent": reminders.status,
}
"""What tells an answer anew that would otherwise be repeated word for word."""

UNDONE: dict[str, Callable[[Turn], None]] = {
    "TimerStatusIntent": timers.cancel,
    "ReminderStatusIntent": reminders.cancel,
}
"""What "cancel it" means right after an answer about timers or reminders."""


def launch(turn: Turn) -> None:
    """Hello: who this is, the health disclaimer once and in one sentence, and the question what happened."""
    if kept := kept_steps(turn):
        return memory_moves.welcome(turn, kept)
    turn.say("launch.hello")
    turn.say("launch.disclaimer")
    turn.ask_phrase("what", "what.ask")


def help_here(turn: Turn) -> None:
    """Help that knows where one is."""
    kind = turn.case.asked_kind
    if kind == "remember":
        return memory_moves.explain(turn)
    if kind == "safety":
        turn.say("help.safety")
    elif turn.case.steps:
        turn.say("help.steps")
    else:
        turn.say("help.start")
    flow.ask_again(turn)


def repeat(turn: Turn) -> None:
    """The last answer once more, word for word; what is left on a timer, as it is now."""
    if retell := RETOLD.get(turn.last.get("retold_by", "")):
        return retell(turn)
    if not turn.last.get("sentences") and not turn.last.get("question"):
        return flow.what_to_say(turn)
    turn.sentences = list(turn.last["sentences"])
    turn.question, turn.reprompt = turn.last["question"], turn.last["reprompt"]
    decided = turn.last["decided"]
    turn.topic, turn.red_flags = decided["topic"], tuple(decided["red_flags"])
    turn.urgency = Urgency(decided["urgency"]) if decided["urgency"] else None
    turn.step = turn.content.step(decided["step"]["id"]) if decided["step"] else None


def speaking_style(turn: Turn) -> None:
    """Fewer words, or all of them."""
    recall(turn)
    said = turn.told("Style")
    turn.case = turn.case.but(brief=bool(said and said.id == "brief"))
    turn.say("style.brief" if turn.case.brief else "style.full")
    flow.ask_again(turn)


def thanks(turn: Turn) -> None:
    """No goodbye, unless there is nothing more to do than to get help: what was open is asked again."""
    if triage.alarm(turn.case, turn.content):
        return stop(turn)
    turn.say("thanks.welcome")
    flow.ask_again(turn)


def cancel(turn: Turn) -> None:
    """Cancels the timer or reminder that was just spoken of. Where there was none, goodbye."""
    UNDONE.get(turn.last.get("retold_by", ""), stop)(turn)


def stop(turn: Turn) -> None:
    """Goodbye in one line: the way to help after an alarm, the safety net otherwise."""
    alarm = triage.alarm(turn.case, turn.content)
    if alarm and alarm.urgency == Urgency.EMERGENCY:
        turn.say("goodbye.emergency")
    elif alarm:
        turn.say("goodbye.seen")
    else:
        turn.say("goodbye.plain")
        timers.keep_running(turn)
        turn.say("safety_net")
    turn.end()
