"""The end of the steps: the tip that keeps it from coming back, what to watch for, and whether to ask again."""

from __future__ import annotations

from skill.dialogue.coaching import checking_in, offers, walking
from skill.dialogue.turn import Then, Turn


def finish(turn: Turn) -> Then:
    """All steps are done, the last said what to watch for. One thing is offered, and only once."""
    activity = turn.content.activity(turn.case.activity)
    if turn.case.returning:
        turn.say("course.done")
    else:
        turn.say("steps.done")
        turn.say_words(activity.prevention)
    if activity.rhabdo and not turn.case.returning:
        turn.say("steps.rhabdo")
    elif activity.watch:
        turn.say_words(activity.watch)
    turn.title, turn.sources = turn.phrase("card.done"), activity.sources
    return _offer(turn) or turn.ask_phrase("what", "what.else")


def _offer(turn: Turn) -> Then | None:
    """For somebody on the way back what keeps it away, for others that somebody asks how it is."""
    if turn.case.onset == "back" and "walking" not in turn.case.offered and walking.may_start(turn):
        return offers.ask(turn, "walking")
    return checking_in.offer(turn)
