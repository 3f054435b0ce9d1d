"""Another move, an easier or a harder one, or on to the stretches. The place in the steps stays."""

from __future__ import annotations

from skill.dialogue import steps
from skill.dialogue.turn import Then, Turn
from skill.guidance.model import LEVELS, Step
from skill.guidance.plan import another


def other_step(turn: Turn) -> Then:
    """Something easier, harder or other."""
    here = steps.current(turn)
    if here is None:
        return steps.not_started(turn)
    said = turn.slot("Level")
    wanted = said.id if said and said.id else "other"
    if wanted == "stretches":
        return to_stretches(turn)
    return set_level(turn, here, wanted) if wanted in LEVELS else _other(turn, here)


def _other(turn: Turn, here: Step) -> Then:
    if not swap(turn, here):
        turn.say("other_step.none")
        return Then.ASK_AGAIN
    turn.say("other_step.instead")
    return Then.SPEAK_STEP


def swap(turn: Turn, here: Step) -> bool:
    """Puts another move in the place of the current one; False where nothing fits."""
    case = turn.case
    step = another(here, case, turn.content)
    if step is None:
        return False
    others = (*case.steps[: case.at], step.id, *case.steps[case.at + 1 :])
    turn.case = case.but(steps=others).adding(left_out=(here.id,))
    return True


def set_level(turn: Turn, here: Step, level: str) -> Then:
    """The current step easier or harder, from now on; what was the other way round is as usual again."""
    turn.answer_open()
    other = next(f"{here.id}:{each}" for each in LEVELS if each != level)
    levels = tuple(each for each in turn.case.levels if each != other)
    if level not in here.forms:
        turn.say(f"other_step.no.{level}")
        return steps.ask_next(turn)
    if len(levels) == len(turn.case.levels):
        levels = tuple(dict.fromkeys((*levels, f"{here.id}:{level}")))
        turn.acknowledge("other_step.sure")
        turn.say_words(here.forms[level].say)
    else:
        turn.say("other_step.as_usual")
    turn.case = turn.case.but(levels=levels)
    return steps.ask_next(turn)


def to_stretches(turn: Turn) -> Then:
    """On to the next stretch, or back to the first where none is ahead."""
    case = turn.case
    places = [at for at, id in enumerate(case.steps) if turn.content.step(id).stretch]
    ahead = [at for at in places if at > case.at]
    if not places:
        turn.say("other_step.no_stretches")
        return Then.ASK_AGAIN
    turn.case = case.but(at=(ahead or places)[0])
    return Then.SPEAK_STEP
