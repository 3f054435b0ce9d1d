"""What the coach offers once, after an answer that leads there: a walking plan, or three questions about the pain."""

from __future__ import annotations

from collections.abc import Callable

from skill.dialogue.coaching import picture, walking
from skill.dialogue.turn import Then, Turn

OFFER = "offer"

TAKEN: dict[str, Callable[[Turn], Then]] = {"walking": walking.start, "picture": picture.start}
FITS: dict[str, Callable[[Turn], bool]] = {"walking": walking.may_start, "picture": picture.may_start}


def after_answer(turn: Turn) -> str | None:
    """What to offer after the answer of this turn, if anything."""
    answer = ".".join(filter(None, (turn.topic, turn.aspect)))
    return next((id for id, offer in turn.content.offers.items() if answer in offer.after and _may(turn, id)), None)


def offer(turn: Turn, id: str) -> Then:
    """Offers it, unless that was done before or is not for them."""
    return ask(turn, id) if _may(turn, id) else Then.ASK_AGAIN


def _may(turn: Turn, id: str) -> bool:
    return id not in turn.case.offered and FITS[id](turn)


def ask(turn: Turn, about: str) -> Then:
    """Asks whether they want it."""
    turn.case = turn.case.adding(offered=(about,))
    return turn.ask(f"{OFFER}:{about}", turn.content.offers[about].ask)


def take(turn: Turn) -> Then:
    """Yes."""
    return TAKEN[turn.open.about](turn)


def walking_instead(turn: Turn) -> Then:
    """Not the way back to sport: what else keeps it away."""
    return offer(turn, "walking")
