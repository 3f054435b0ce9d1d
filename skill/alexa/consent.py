"""What came of asking for a permission: do what was wished without its being said again, or do without."""

from __future__ import annotations

import logging

from skill.alexa import path, permission, reminding, timing
from skill.alexa.alerts import OK, PERMISSIONS, Consent, Wish
from skill.alexa.turn import Turn

log = logging.getLogger(__name__)

NOT_IN_MANIFEST = "400"


def answered(turn: Turn) -> None:
    """The device asked the person for a permission, and this is the answer."""
    wish, consent = turn.alerts.wish, turn.consent
    turn.alerts.wish = None
    if wish is None or consent is None:
        return path.ask_again(turn)
    if consent.code != OK:
        return _could_not_ask(turn, wish, consent)
    if consent.status == "ACCEPTED":
        return permission.granted(turn, wish, timing.begin if wish.scope == "timers" else reminding.begin)
    if consent.status == "DENIED":
        turn.alerts.closed.append(wish.scope)
    permission.declined(turn, wish, consent.card_shown)


def _could_not_ask(turn: Turn, wish: Wish, consent: Consent) -> None:
    if consent.code == NOT_IN_MANIFEST:
        log.error("skill.json does not name the permission %s; add it to permissions", PERMISSIONS[wish.scope])
        turn.alerts.closed.append(wish.scope)
    permission.explain(turn, wish, "unsupported" if consent.code == NOT_IN_MANIFEST else "trouble")
    path.after_errand(turn)
