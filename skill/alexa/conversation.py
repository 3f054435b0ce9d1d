"""The order of every turn: listen for red flags first, then do what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import partial

from skill.alexa import (
    asking,
    consent,
    path,
    remembering,
    reminders,
    reminding,
    session,
    steps,
    telling,
    timers,
    timing,
)
from skill.alexa.listening import listen, take_in
from skill.alexa.safety import clarify, hold, sound
from skill.alexa.turn import Turn
from skill.guidance import triage

Move = Callable[[Turn], None]

MOVES: dict[str, Move] = {
    "LaunchRequest": session.launch,
    "ReportPainIntent": telling.report_pain,
    "ReportSymptomIntent": telling.tell,
    "DescribeIntent": telling.tell,
    "NotSureIntent": telling.not_sure,
    "OtherBodyPartIntent": telling.other_body_part,
    "StretchHowToIntent": asking.stretch_how_to,
    "GoToStepIntent": steps.go_to,
    "StepsLeftIntent": steps.left,
    "StepDetailIntent": steps.detail,
    "StepHurtsIntent": steps.hurts,
    "SpeakingStyleIntent": session.speaking_style,
    "ThanksIntent": session.thanks,
    "StartTimerIntent": timing.start,
    "TimerStatusIntent": timers.status,
    "PauseTimerIntent": timers.pause,
    "ResumeTimerIntent": timers.resume,
    "CancelTimerIntent": timers.cancel,
    "SetReminderIntent": reminding.propose,
    "ReminderStatusIntent": reminders.status,
    "CancelReminderIntent": reminders.cancel,
    "RememberMeIntent": remembering.remember_me,
    "MemoryStatusIntent": remembering.status,
    "ForgetMeIntent": remembering.forget_me,
    "Connections.Response": consent.answered,
    "AMAZON.YesIntent": telling.yes,
    "AMAZON.NoIntent": telling.no,
    "AMAZON.NextIntent": steps.next_one,
    "AMAZON.PreviousIntent": steps.previous,
    "AMAZON.RepeatIntent": session.repeat,
    "AMAZON.StartOverIntent": steps.start_over,
    "AMAZON.PauseIntent": steps.pause,
    "AMAZON.ResumeIntent": steps.resume,
    "AMAZON.HelpIntent": session.help_here,
    "AMAZON.StopIntent": session.stop,
    "AMAZON.CancelIntent": session.cancel,
    "AMAZON.NavigateHomeIntent": session.stop,
    "AMAZON.FallbackIntent": telling.not_understood,
}

WORDS = re.compile("[A-Z][a-z]*")

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
            remembering.forget(turn)  # that is done whatever else there is to say
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
        return partial(asking.topic, id=topic)
    return path.ask_again if turn.intent in ASKS_AGAIN else MOVES.get(turn.intent, telling.not_understood)


def topic_of(intent: str, topic_ids: Container[str]) -> str | None:
    """The topic an intent asks for: IceOrHeatIntent is about ice_or_heat."""
    id = "_".join(WORDS.findall(intent.removesuffix("Intent"))).lower()
    return id if id in topic_ids and intent == intent_of(id) else None


def intent_of(topic_id: str) -> str:
    """The name of the intent that asks for a topic."""
    return "".join(word.capitalize() for word in topic_id.split("_")) + "Intent"
