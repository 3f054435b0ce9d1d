"""What this rests on, who says so, and a warm line for somebody who needs one."""

from __future__ import annotations

from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list

MOST_SOURCES = 2
"""More names than this nobody takes in by ear."""


def who_says(turn: Turn) -> Then:
    """Where the last answer comes from, who made this, and that no clinician has signed it."""
    sources = [turn.content.sources[id].name for id in turn.last.get("sources", ()) if id in turn.content.sources]
    if sources:
        names = tuple(dict.fromkeys(sources))[:MOST_SOURCES]
        turn.say("about.sources", names=spoken_list(names, turn.phrase("and")))
    else:
        turn.say("about.general")
    turn.say("about.review")
    return Then.ASK_AGAIN


def feeling(turn: Turn) -> Then:
    """One warm line, and then one choice."""
    said = turn.slot("Feeling")
    turn.say(f"feeling.{said.id if said and said.id else 'low'}")
    return Then.ASK_AGAIN
