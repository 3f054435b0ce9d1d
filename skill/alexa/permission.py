"""Doing what is wished of Alexa's alerts: try, ask for the permission where it is missing, fall back kindly."""

from __future__ import annotations

from collections.abc import Callable

from ask_sdk_model.interfaces.connections import SendRequestDirective
from ask_sdk_model.ui import AskForPermissionsConsentCard

from skill.alexa import path
from skill.alexa.alerts import PERMISSIONS, Wish
from skill.alexa.services import AlertsError
from skill.alexa.turn import Turn

Deed = Callable[[Turn, Wish], None]
"""Sets the timer or reminder and says so. Raises AlertsError."""


def attempt(turn: Turn, wish: Wish, deed: Deed, asked_already: bool = False) -> None:
    """Does what was wished, or says in one sentence why not; then goes on where the person was."""
    turn.alerts.wish = None
    try:
        deed(turn, wish)
    except AlertsError as error:
        if error.problem == "permission" and not asked_already and wish.scope not in turn.alerts.refused:
            return ask(turn, wish)
        turn.say(f"alerts.{wish.scope}.{error.problem}", name=wish.name, when=wish.when)
    path.ask_again(turn)


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


def decline(turn: Turn, wish: Wish, card_shown: bool) -> None:
    """The person said no, or nothing: how to do without, a card where the device sent none, and never asked again."""
    turn.alerts.wish = None
    turn.alerts.refused.append(wish.scope)
    if not card_shown:
        turn.consent_card = AskForPermissionsConsentCard(permissions=[PERMISSIONS[wish.scope]])
    turn.say(f"alerts.{wish.scope}.permission", name=wish.name, when=wish.when)
    path.ask_again(turn)
