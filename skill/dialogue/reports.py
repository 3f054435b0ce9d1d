"""Moves of somebody who tells: what hurts, what they meant, another part of the body, or when it began."""

from __future__ import annotations

from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.kinds import reports_pain

ONSET, WHAT = "onset", "what"

NOT_ASKED = "not_asked"
"""The correction that an answer was none to what was asked."""
SOMEONE_ELSE = "someone_else"
"""The correction that it is about somebody else."""
MOST_WORDS_OF_A_PART = 3
"""A part of the body is named again where it was named as such: in "my hip clicks when I twist" it was not."""

WHEN = frozenset({"Onset", "OnsetDay", "Day", "Time"})
MEANS_MORE = frozenset(
    f"{name}Intent" for name in ("OtherBodyPart", "Cannot", "HowIsIt", "OtherStep", "GetHelp", "Feeling", "AlreadyDone")
)
"""What says something of its own, be it in answer to the question when it began."""


def ask_onset(turn: Turn, about: str = "") -> Then:
    """Asks when it began."""
    return turn.ask_phrase(ONSET, "onset.ask")


def ask_what(turn: Turn, about: str = "") -> Then:
    """Asks what hurts, or what else there is."""
    begun = turn.case.told or turn.topic or turn.case.asked or turn.case.week
    return turn.ask_phrase(WHAT, "what.else" if begun else "what.ask")


def asks_onset(turn: Turn) -> bool:
    """Whether the open question is when it began."""
    return turn.open.kind == ONSET


def onset_is_due(turn: Turn, about: str) -> bool:
    """Whether nobody has said yet when it began, nor that they cannot."""
    return turn.case.onset is None


def onset_unknown(turn: Turn) -> Then:
    """They cannot say when it began."""
    turn.case = turn.case.but(onset=turn.case.onset or "unknown")
    return Then.GO_ON


def onset_told(turn: Turn) -> Then:
    """Words in answer to the question when it began: what was told of it has been taken in already."""
    told = turn.slots.keys()
    of_alert = turn.intent != "CorrectionIntent" and told & {"Day", "Time"}
    if of_alert or not (told & WHEN or (turn.text and turn.intent not in MEANS_MORE)):
        return Then.NOT_UNDERSTOOD
    return onset_unknown(turn)


def report_pain(turn: Turn) -> Then:
    """A back hurts. What is new is taken in; in the steps the place is kept, unless it is something worse."""
    if turn.checking:
        turn.case = turn.case.but(told=True)
        return Then.ASK_AGAIN
    if turn.case.steps and not _is_worse(turn):
        return Then.MERGE
    turn.memory.resuming = False  # this is another story
    if turn.case.steps:
        turn.case = triage.changed(turn.case).but(steps=(), at=0)
    turn.case = turn.case.but(told=True)
    return Then.GO_ON


def _is_worse(turn: Turn) -> bool:
    severity = turn.slot("Severity")
    told = (turn.content.red_flags[id] for id in turn.red_flags)
    return any(flag.check_again for flag in told) or bool(severity and severity.id == "severe")


def tell(turn: Turn) -> Then:
    """Free words. They may report pain, or be about something else."""
    if turn.red_flags or reports_pain(turn.text, turn.content):
        return report_pain(turn)
    return Then.NOT_UNDERSTOOD


def correct(turn: Turn) -> Then:
    """ "No, I meant my upper back", "actually it was two days ago": what was told is put right, the place stays."""
    if turn.slots.keys() - {"Correction", "Instead"} or turn.red_flags or reports_pain(turn.text, turn.content):
        return report_pain(turn)
    said = turn.slot("Correction")
    if said and said.id == NOT_ASKED and not turn.checking:
        return turn.ask_phrase(turn.case.asked, "correction.not_asked")
    turn.say("correction.someone_else" if is_of_someone_else(turn) else "correction.sorry")
    return Then.ASK_AGAIN


def is_of_someone_else(turn: Turn) -> bool:
    """Whether they say that it is another person's back. That answers nothing, and takes nothing back."""
    said = turn.slot("Correction")
    return said is not None and said.id == SOMEONE_ELSE


def of_an_animal(turn: Turn) -> Then:
    """An animal's back: whom to call, and what never to give it. Nothing that was asked for it goes on."""
    turn.say("other_part.animal")
    turn.case = turn.case.but(told=False, asked="", waiting=())
    return ask_what(turn)


def other_body_part(turn: Turn) -> Then:
    """Another part of the body, or another ailment: say kindly what is covered and where to turn."""
    if turn.red_flags:
        return report_pain(turn)
    part = turn.slot("BodyPart")
    short = part is not None and len(part.value.split()) <= MOST_WORDS_OF_A_PART
    turn.say(
        "other_part.named" if part and part.id and short else "other_part.unnamed",
        part=part.value.removesuffix("'s") if part else "",
    )
    return Then.ASK_AGAIN
