"""The end of the steps: the tip that keeps it from coming back, and what to watch for after this activity."""

from __future__ import annotations

from skill.dialogue.turn import Then, Turn


def finish(turn: Turn) -> Then:
    """All steps are done, the last said what to watch for."""
    turn.say("steps.done")
    activity = turn.content.activity(turn.case.activity)
    turn.say_words(activity.prevention)
    if activity.rhabdo:
        turn.say("steps.rhabdo")
    elif activity.watch:
        turn.say_words(activity.watch)
    turn.title, turn.sources = turn.phrase("card.done"), activity.sources
    return turn.ask_phrase("what", "what.else")
