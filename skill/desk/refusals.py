"""The calls to Alexa's services that a skill got nothing for, as its developer is told of them."""

from __future__ import annotations

from skill.desk.alerts import SCOPES, AlertsService, ServiceCall
from skill.desk.consent import asked_for
from skill.json_reader import Json

CARD = "AskForPermissionsConsent"


def refusals(services: AlertsService, response: Json) -> str | None:
    """Those since this was last asked, each with its reason and a remedy; None where there is nothing to tell.

    Not told: what somebody at the desk switched so, what the person has denied, and a permission that the skill's
    response asks for, by voice or by card.
    """
    asks = _asked(response)
    told = [call.trouble for call in services.calls() if _is_told(call, services, asks)]
    return " ".join(dict.fromkeys(told)) or None


def _is_told(call: ServiceCall, services: AlertsService, asked: set[str]) -> bool:
    if not call.is_refused or call.is_switched:
        return False
    return not (call.needs and (services.permissions[call.needs] == "denied" or SCOPES[call.needs] in asked))


def _asked(response: Json) -> set[str]:
    """The scopes that a response asks for."""
    card, voice = response.get("card") or {}, asked_for(response)
    by_card = card.get("permissions") or [] if card.get("type") == CARD else []
    return {*map(str, by_card), *([voice.scope] if voice else [])}
