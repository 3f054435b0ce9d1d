"""What came of asking for a permission: do what was wished without its being said again, or do without."""

from __future__ import annotations

from skill.alexa import path, permission, reminding, timing
from skill.alexa.turn import Turn

ACCEPTED = "ACCEPTED"


def answered(turn: Turn) -> None:
    """The device asked the person for a permission, and this is the answer."""
    wish, payload = turn.alerts.wish, turn.consent or {}
    if wish is None:
        path.ask_again(turn)
    elif payload.get("status") == ACCEPTED:
        deed = timing.begin if wish.scope == "timers" else reminding.begin
        permission.attempt(turn, wish, deed, asked_already=True)
    else:
        permission.decline(turn, wish, card_shown=bool(payload.get("isCardThrown")))
