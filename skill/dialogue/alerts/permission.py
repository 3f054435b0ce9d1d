"""Doing what is wished of Alexa's alerts: try, ask for the permission where it is missing, fall back kindly."""

from __future__ import annotations

from collections.abc import Callable

from skill.dialogue.alert_state import Wish
from skill.dialogue.alerts import asking
from skill.dialogue.alerts.schedule import spoken
from skill.dialogue.ports import NOT_ALLOWED, AlertsError
from skill.dialogue.times import spoken_duration
from skill.dialogue.turn import Then, Turn

Deed = Callable[[Turn, Wish], None]
"""Sets the timer or reminder and says so. Raises AlertsError."""


def attempt(turn: Turn, wish: Wish, deed: Deed) -> Then:
    """Does what was wished, or asks for the permission, or says in one sentence why not; then goes on."""
    asking.take_over(turn)
    turn.alerts.wish = None
    try:
        deed(turn, wish)
    except AlertsError as error:
        if error.problem in NOT_ALLOWED and wish.scope not in turn.alerts.closed:
            return ask(turn, wish)
        explain(turn, wish, "permission" if error.problem in NOT_ALLOWED else error.problem)
    return Then.STEPS


def ask(turn: Turn, wish: Wish) -> Then:
    """Has the device ask for the permission. The wish waits in the session until it answers."""
    turn.alerts.wish = wish
    turn.permission_asked = wish.scope
    return Then.LISTEN


def granted(turn: Turn, wish: Wish, deed: Deed) -> Then:
    """The person said yes: does what was wished. Where that yes does not help, another would not either."""
    try:
        deed(turn, wish)
    except AlertsError as error:
        if error.problem in NOT_ALLOWED:
            turn.alerts.closed.append(wish.scope)
        explain(turn, wish, {"permission": "in_vain", "forbidden": "unsupported"}.get(error.problem, error.problem))
    return Then.STEPS


def declined(turn: Turn, wish: Wish, card_shown: bool) -> Then:
    """The person said no, or nothing: how to do without, and a card where the device sent none."""
    if not card_shown:
        turn.consent_card = wish.scope
    explain(turn, wish, "declined")
    return Then.STEPS


def explain(turn: Turn, wish: Wish, problem: str) -> None:
    """Says in a sentence or two why not, and what one can do instead."""
    when = spoken(turn, wish.when) if wish.when else turn.phrase("reminder.for_example")
    length = spoken_duration(turn, wish.seconds)
    turn.say(f"alerts.{wish.scope}.{problem}", name=wish.name, when=when, length=length)
