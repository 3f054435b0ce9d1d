"""Speaks the safety part: alarms, safety questions, clarifying questions."""

from __future__ import annotations

from skill.dialogue.turn import Turn
from skill.guidance import triage
from skill.guidance.model import Answer, SafetyQuestion
from skill.guidance.red_flags import Finding


def sound(turn: Turn) -> None:
    """Speaks the alarm of the case: where to go and why, and nothing else."""
    stop = triage.alarm(turn.case, turn.content)
    if stop is None:
        raise ValueError("there is no alarm in this case; ask triage.alarm first")
    turn.say_words(stop.say)
    turn.urgency, turn.red_flags = stop.urgency, turn.red_flags or stop.flags
    turn.title, turn.sources = turn.phrase("card.alarm"), stop.sources
    turn.case, turn.alerts.wish = turn.case.but(topic=None), None  # nothing is started after an alarm
    if stop.which and turn.case.asked_kind != "which":
        turn.ask(f"which:{stop.which.id}", stop.which.which, reprompt=stop.say)
    else:
        turn.ask("again", turn.content.phrase("alarm.again", turn.case.turn), reprompt=stop.say)


def hold(turn: Turn) -> None:
    """Somebody wants to go on after an alarm: the same advice once more, kindly, and no coaching."""
    sound(turn)
    turn.red_flags = ()  # nothing new was decided in this turn


def clarify(turn: Turn, finding: Finding) -> None:
    """Asks the one question that tells harm from a figure of speech, or whether it is happening now."""
    flag = turn.content.red_flags[finding.flag]
    turn.say("clarify.hypothetical" if finding.certainty == "hypothetical" else "clarify.ambiguous")
    if finding.certainty == "hypothetical":
        turn.ask_phrase(f"clarify:{flag.id}", "clarify.now")
    else:
        turn.ask(f"clarify:{flag.id}", finding.ask or flag.ask)


def ask_safety(turn: Turn, question: SafetyQuestion, again: bool = False) -> None:
    """Asks a safety question, shorter the second time."""
    turn.ask(f"safety:{question.id}", question.again if again else question.ask, reprompt=question.silence)


def answer_safety(turn: Turn, answer: Answer) -> bool:
    """Records the answer to the safety or clarifying question that was asked. True where an alarm was sounded."""
    kind, id = turn.case.asked_kind, turn.case.asked_id
    if kind == "safety":
        turn.case = triage.answered(turn.case, turn.content.questions[id], answer)
    elif kind == "clarify" and answer != "no":
        turn.case = triage.told(turn.case, (id,), turn.content)
    if triage.alarm(turn.case, turn.content):
        sound(turn)
        return True
    return False
