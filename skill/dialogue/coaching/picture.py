"""Three short questions that tell what a pain is like. The answer says what it fits, never what somebody has."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.model import Picture

PICTURE = "picture"

SIGN_OF_NERVE = "sciatica"
"""The red flag that pain down a leg is. It can wait a few days, and changes the steps."""


def may_start(turn: Turn) -> bool:
    """Whether anything of it is left to ask, and nothing of the safety check is open."""
    return not turn.checking and SIGN_OF_NERVE not in turn.case.flags


def start(turn: Turn) -> Then:
    """The first question."""
    return _ask(turn, next(iter(turn.content.pictures.values())))


def _ask(turn: Turn, picture: Picture) -> Then:
    return turn.ask(f"{PICTURE}:{picture.id}", picture.ask)


def ask_again(turn: Turn, about: str) -> Then:
    """The same question after a detour."""
    return _ask(turn, turn.content.pictures[about])


def yes(turn: Turn) -> Then:
    """It fits that: said so, and the steps follow it."""
    picture = turn.content.pictures[turn.open.about]
    turn.say_words(picture.fits)
    turn.sources = picture.sources
    turn.case = turn.case.but(kind=picture.id)
    if picture.id == "nerve":
        turn.red_flags = (SIGN_OF_NERVE,)
        turn.urgency = turn.content.red_flags[SIGN_OF_NERVE].urgency
        turn.case = triage.told(turn.case, turn.red_flags, turn.content)
    return _on(turn)


def unsure(turn: Turn) -> Then:
    """Not sure: of the sign that matters that is a yes, of the others a no."""
    return yes(turn) if turn.open.about == "nerve" else no(turn)


def no(turn: Turn) -> Then:
    """It does not fit that: the next question, and after the last the careful way."""
    ids = list(turn.content.pictures)
    after = ids[ids.index(turn.open.about) + 1 :]
    if after:
        return _ask(turn, turn.content.pictures[after[0]])
    turn.say("picture.none")
    turn.case = turn.case.but(kind="strain")
    return _on(turn)


def _on(turn: Turn) -> Then:
    if turn.case.steps:
        return Then.MERGE if steps.current(turn) else Then.ASK_AGAIN
    turn.case = turn.case.but(told=True)
    return Then.GO_ON
