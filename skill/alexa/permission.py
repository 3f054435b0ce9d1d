"""Doing what is wished of Alexa's alerts: try, ask for the permission where it is missing, fall back kindly."""

from __future__ import annotations

from collections.abc import Callable

from ask_sdk_model.interfaces.connections import SendRequestDirective
from ask_sdk_model.ui import AskForPermissionsConsentCard

from skill.alexa import errands, path
from skill.alexa.alerts import PERMISSIONS, Wish
from skill.alexa.schedule import spoken
from skill.alexa.services import NOT_ALLOWED, AlertsError
from skill.alexa.times import spoken_duration
from skill.alexa.turn import Turn

Deed = Callable[[Turn, Wish], None]
"""Sets the timer or reminder and says so. Raises AlertsError."""


def attempt(turn: Turn, wish: Wish, deed: Deed) -> None:
    """Does what was wished, or asks for the permission, or says in one sentence why not; then goes on."""
    errands.over(turn)
    turn.alerts.wish = None
    try:
        deed(turn, wish)
    except AlertsError as error:
        if error.problem in NOT_ALLOWED and wish.scope not in turn.alerts.closed:
            return ask(turn, wish)
        explain(turn, wish, "permission" if error.problem in NOT_ALLOWED else error.problem)
    path.after_errand(turn)


def ask(turn: Turn, wish: Wish) -> None:
    """Has the device ask for the permission. The wish waits in the session until it answers."""
    turn.alerts.wish = wish
    turn.directives.append(
        SendRequestDirective(
            name="AskFor",
            payload={
                "@type": "AskForPermissionsConsentRequest",
                "@version": "1",
                "permissionScope": PERMISSIONS[wish.scope],
            },
            token=wish.scope,
        )
    )


def granted(turn: Turn, wish: Wish, deed: Deed) -> None:
    """The person said yes: does what was wished. Where that yes does not help, another would not either."""
    try:
        deed(turn, wish)
    except AlertsError as error:
        if error.problem in NOT_ALLOWED:
            turn.alerts.closed.append(wish.scope)
        explain(turn, wish, {"permission": "in_vain", "forbidden": "unsupported"}.get(error.problem, error.problem))
    path.after_errand(turn)


def declined(turn: Turn, wish: Wish, card_shown: bool) -> None:
    """The person said no, or nothing: how to do without, and a card where the device sent none."""
    if not card_shown:
        turn.consent_card = AskForPermissionsConsentCard(permissions=[PERMISSIONS[wish.scope]])
    explain(turn, wish, "declined")
    path.after_errand(turn)


def explain(turn: Turn, wish: Wish, problem: str) -> None:
    """Says in a sentence or two why not, and what one can do instead."""
    when = spoken(turn, wish.when) if wish.when else ""
    length = spoken_duration(turn, wish.seconds)
    turn.say(f"alerts.{wish.scope}.{problem}", name=wish.name, when=when, length=length)
