"""Moves of somebody who asks: a topic, or how a stretch is done. Answered at once, then back to the place."""

from __future__ import annotations

from itertools import islice

from skill.dialogue import steps
from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list

MORE = "more"


def topic(turn: Turn, id: str) -> Then:
    """Answers a question, with what would mean getting help, and keeps the place in the conversation."""
    found = turn.content.topic(id)
    turn.say_words(found.answer)
    turn.say_words(found.safety_net)
    turn.topic, turn.title, turn.sources = id, turn.phrase("card.topic", name=found.name), found.sources
    turn.case = turn.case.but(topic=id)
    if turn.case.steps or turn.case.waiting or turn.comes_back:
        return Then.ASK_AGAIN
    return turn.ask_phrase(f"{MORE}:{id}", "topic.more")


def stretch_how_to(turn: Turn) -> Then:
    """Explains one stretch: how, how long, when to stop, who must not."""
    said = turn.slot("Stretch")
    stretch = turn.content.steps.get(said.id) if said and said.id else None
    if stretch is None or not stretch.stretch:
        some = tuple(step.name for step in islice(turn.content.stretches, 4))
        turn.say("stretch.unknown", some=spoken_list(some, turn.phrase("or")))
    elif set(stretch.avoid_with) & set(turn.case.flags):
        turn.say("stretch.not_now", name=stretch.name)
    else:
        steps.explain(turn, stretch)
        turn.case = turn.case.but(explained=stretch.id)
    turn.case = turn.case.but(topic=None)
    return Then.ASK_AGAIN
