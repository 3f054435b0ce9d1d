"""The order of every turn: listen for red flags first, then do what was asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from skill.dialogue import flow, global_commands, memory_moves, reports, steps, topics
from skill.dialogue.alarm import clarify, hold, sound
from skill.dialogue.alerts import consent, reminders, set_reminder, start_timer, timers
from skill.dialogue.intake import listen, take_in
from skill.dialogue.intents import topic_of
from skill.dialogue.turn import Turn
from skill.guidance import triage

Move = Callable[[Turn], None]

MOVES: dict[str, Move] = {
    "LaunchRequest": global_commands.launch,
    "ReportPainIntent": reports.report_pain,
    "ReportSymptomIntent": reports.tell,
    "DescribeIntent": reports.tell,
    "NotSureIntent": reports.not_sure,
    "OtherBodyPartIntent": reports.other_body_part,
    "StretchHowToIntent": topics.stretch_how_to,
    "GoToStepIntent": steps.go_to,
    "StepsLeftIntent": steps.left,
    "StepDetailIntent": steps.detail,
    "StepHurtsIntent": steps.hurts,
    "SpeakingStyleIntent": global_commands.speaking_style,
    "ThanksIntent": global_commands.thanks,
    "StartTimerIntent": start_timer.start,
    "TimerStatusIntent": timers.status,
    "PauseTimerIntent": timers.pause,
    "ResumeTimerIntent": timers.resume,
    "CancelTimerIntent": timers.cancel,
    "SetReminderIntent": set_reminder.propose,
    "ReminderStatusIntent": reminders.status,
    "CancelReminderIntent": reminders.cancel,
    "RememberMeIntent": memory_moves.remember_me,
    "MemoryStatusIntent": memory_moves.status,
    "ForgetMeIntent": memory_moves.forget_me,
    "Connections.Response": consent.answered,
    "AMAZON.YesIntent": reports.yes,
    "AMAZON.NoIntent": reports.no,
    "AMAZON.NextIntent": steps.next_one,
    "AMAZON.PreviousIntent": steps.previous,
    "AMAZON.RepeatIntent": global_commands.repeat,
    "AMAZON.StartOverIntent": steps.start_over,
    "AMAZON.PauseIntent": steps.pause,
    "AMAZON.ResumeIntent": steps.resume,
    "AMAZON.HelpIntent": global_commands.help_here,
    "AMAZON.StopIntent": global_commands.stop,
    "AMAZON.CancelIntent": global_commands.cancel,
    "AMAZON.NavigateHomeIntent": global_commands.stop,
    "AMAZON.FallbackIntent": reports.not_understood,
}

GOODBYES = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent", "ThanksIntent"})
ANSWERS = frozenset({"AMAZON.YesIntent", "AMAZON.NoIntent"})
ASKS_AGAIN = frozenset(
    {"SessionResumedRequest", "Dialog.InputRequest", "Dialog.API.Invoked", "Display.ElementSelected"}
)
"""Requests out of a conversation that come of nothing this skill does: it asks once more what was open."""


def does_what_it_says(turn: Turn) -> bool:
    """Whether a turn after an alarm does what it says: goodbye, and yes or no to what the alarm asked.

    Everything else hears the alarm again: the steps do not come back.
    """
    return turn.intent in GOODBYES or (turn.intent in ANSWERS and turn.case.asked_kind in ("again", "which"))


def answer(turn: Turn) -> None:
    """Makes the answer to one turn."""
    missed_before = turn.case.missed
    unclear = listen(turn)
    if turn.red_flags and triage.alarm(turn.case, turn.content):
        sound(turn)
    elif triage.alarm(turn.case, turn.content) and not does_what_it_says(turn):
        hold(turn)
        if turn.intent == "ForgetMeIntent":
            memory_moves.forget(turn)  # that is done whatever else there is to say
    elif unclear:
        clarify(turn, unclear)
    else:
        take_in(turn)
        move_for(turn)(turn)
    if turn.case.missed == missed_before:
        turn.case = turn.case.but(missed=0)  # this one was understood


def move_for(turn: Turn) -> Move:
    """What to do for the intent of this turn. An intent nobody knows is treated as not understood."""
    if topic := topic_of(turn.intent, turn.content.topics):
        return partial(topics.topic, id=topic)
    return flow.ask_again if turn.intent in ASKS_AGAIN else MOVES.get(turn.intent, reports.not_understood)
