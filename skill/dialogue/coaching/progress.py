"""How it goes: better, the same, worse or gone, a number, and the one before. Compared here, and kept no longer."""

from __future__ import annotations

from skill.dialogue import reports, safety, steps
from skill.dialogue.coaching import another_step
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.model import Step
from skill.guidance.red_flags import Finding

FELT, WAY_BACK = "felt", "way_back"

MOST = 10
SEVERE = 8
"""From this number on one question makes sure that it can be borne (the scale from 0 to 10 is a physiotherapist's)."""


def ask_felt(turn: Turn, about: str) -> Then:
    """After a set: easier, the same, or worse?"""
    turn.step = steps.current(turn)
    return turn.ask_phrase(f"{FELT}:{about}", "felt.ask")


def felt(turn: Turn) -> Then:
    """The answer to that. Only what is no answer is left to its own intent."""
    if turn.intent != "HowIsItIntent":
        return Then.NOT_UNDERSTOOD
    turn.answer_open()
    then = how_is_it(turn)
    kept = turn.case.trend in ("better", "gone") and then is Then.ASK_AGAIN
    return steps.next_one(turn) if kept else then


def how_is_it(turn: Turn) -> Then:
    """Better keeps what helps, the same after a fair try swaps it, worse stops it and checks for signs."""
    if turn.checking and not turn.slot("Trend") and turn.open.kind != safety.SAFETY:
        return Then.NOT_UNDERSTOOD  # a bare number is no answer about a single sign
    if turn.red_flags and not turn.checking:  # "a bit worse, it went down my leg"
        return reports.report_pain(turn)
    if level := _level(turn):
        return another_step.set_level(turn, *level)
    turned = turn.case.trend
    trend = take_in(turn)
    if is_severe(turn):
        return make_sure(turn)
    return worse(turn, again=turned == "worse") if trend == "worse" else REACT[trend](turn)


def _level(turn: Turn) -> tuple[Step, str] | None:
    """The step at hand, and how it is wanted: "harder", said to a step that nobody has just been led through."""
    said, here = turn.slot("Trend"), steps.current(turn)
    level = turn.content.intake.levels.get(said.value.lower()) if said and len(turn.slots) == 1 else None
    if level is None or here is None or turn.checking or turn.comes_back or turn.open.kind == FELT:
        return None
    return here, level


def take_in(turn: Turn) -> str:
    """How it goes now, out of words and numbers; points that it is down are said. Empty where nothing tells."""
    before = _number(turn, "WasScore")
    before = turn.case.score if before is None else before
    now = _number(turn, "Score")
    trend = _trend(turn, before, now)
    turn.case = turn.case.but(score=turn.case.score if now is None else now, trend=trend or turn.case.trend)
    if trend != "worse" and now is not None and before is not None and now < before:
        turn.say("trend.down", points=turn.content.number(before - now).capitalize())
    return trend


def is_severe(turn: Turn) -> bool:
    """Whether the number that was told now may be more than a sore back."""
    now = _number(turn, "Score")
    compared = turn.checking and turn.slot("Trend")  # "a nine, but better": that can be borne
    return now is not None and now >= SEVERE and not compared and "severe_pain" not in turn.case.withdrawn


def _number(turn: Turn, slot: str) -> int | None:
    said = turn.slot(slot)
    return int(said.value) if said and said.value.isdecimal() and int(said.value) <= MOST else None


def _trend(turn: Turn, before: int | None, now: int | None) -> str:
    said = turn.slot("Trend")
    if said and said.id and not (turn.slot("Score") and turn.slot("WasScore")):  # "it's gone from six to eight"
        return said.id
    if said and (alone := turn.content.intake.trends.get(said.value.lower())):
        return alone
    if now == 0:
        return "gone"
    if before is None or now is None:
        return ""
    return "better" if now < before else "worse" if now > before else "same"


def make_sure(turn: Turn, id: str = "severe_pain") -> Then:
    """One question makes sure that it is not this red flag: that the pain can be borne."""
    flag = turn.content.red_flags[id]
    return safety.clarify(turn, Finding(flag.id, flag.urgency, (), "ambiguous", flag.ask))


def _noted(turn: Turn) -> Then:
    turn.say("trend.noted")
    return Then.ASK_AGAIN


def _better(turn: Turn) -> Then:
    """What helps is kept."""
    turn.say("trend.keep" if steps.current(turn) else "trend.better")
    return Then.ASK_AGAIN


def _same(turn: Turn) -> Then:
    """Once is no fair try: then again, or something else. After that another takes its place."""
    step = steps.current(turn)
    if step is None or turn.checking:
        turn.say("trend.same")
        return Then.ASK_AGAIN
    if step.id in turn.case.tried and another_step.swap(turn, step):
        turn.say("trend.swap")
        return Then.SPEAK_STEP
    turn.case = turn.case.adding(tried=(step.id,))
    turn.say("trend.same_step")
    return turn.ask_phrase(steps.NEXT, "trend.again_or")


def _gone(turn: Turn) -> Then:
    """Nothing left to ease: the way back to what they were doing, if they want."""
    turn.say("trend.gone")
    if not turn.case.steps or turn.case.onset == "back":
        return Then.ASK_AGAIN
    return ask_way_back(turn)


REACT = {"": _noted, "better": _better, "same": _same, "gone": _gone}


def ask_way_back(turn: Turn, about: str = "") -> Then:
    """Offers the steps of the way back."""
    return turn.ask_phrase(WAY_BACK, "trend.way_back", name=turn.content.activity(turn.case.activity).name)


def take_way_back(turn: Turn) -> Then:
    """Yes: other steps from the first on."""
    turn.case = turn.case.but(onset="back", steps=(), at=0)
    return Then.GO_ON


def worse(turn: Turn, again: bool = False) -> Then:
    """Stops what was being done, and asks for signs before anything else. Worse a second time should be seen."""
    if turn.checking:
        return Then.ASK_AGAIN
    if again:
        turn.case = turn.case.adding(flags=("not_improving",))
    if steps.current(turn):
        return steps.hurts(turn)
    turn.case = triage.changed(turn.case).but(told=True)
    return Then.GO_ON
