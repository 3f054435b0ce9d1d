"""What came of asking for a permission: do what was wished without its being said again, or do without."""

from __future__ import annotations

import logging

from skill.dialogue.alert_state import OK, Consent, Wish
from skill.dialogue.alerts import permission, set_reminder, start_timer
from skill.dialogue.turn import Then, Turn

log = logging.getLogger(__name__)

NOT_IN_MANIFEST = "400"


def answered(turn: Turn) -> Then:
    """The device asked the person for a permission, and this is the answer."""
    wish, consent = turn.alerts.wish, turn.consent
    turn.alerts.wish = None
    if wish is None or consent is None:
        return Then.ASK_AGAIN
    if consent.code != OK:
        return _could_not_ask(turn, wish, consent)
    if consent.status == "ACCEPTED":
        return permission.granted(turn, wish, start_timer.begin if wish.scope == "timers" else set_reminder.begin)
    if consent.status == "DENIED":
        turn.alerts.closed.append(wish.scope)
    return permission.declined(turn, wish, consent.card_shown)


def _could_not_ask(turn: Turn, wish: Wish, consent: Consent) -> Then:
    if consent.code == NOT_IN_MANIFEST:
        log.error("skill.json does not name the permission for %s; add it to permissions", wish.scope)
        turn.alerts.closed.append(wish.scope)
    permission.explain(turn, wish, "unsupported" if consent.code == NOT_IN_MANIFEST else "trouble")
    return Then.STEPS
