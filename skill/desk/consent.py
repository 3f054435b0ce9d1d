"""The device itself asks, for a permission or about a purchase, and the next thing said answers it: not the skill's
doing, but Alexa's.

Documented: the answer is told to the skill as ACCEPTED, DENIED or NOT_ANSWERED. Assumed: what is neither yes nor no
leaves the question unanswered and then reaches the skill as anything else that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from skill.desk.alerts import SCOPES, AlertsService
from skill.desk.device_words import device_words, says, yes_or_no
from skill.desk.exchange import SkillFailed
from skill.json_reader import Reader

ACCEPTED, DENIED, NOT_ANSWERED = "ACCEPTED", "DENIED", "NOT_ANSWERED"
ASK_FOR = "Connections.SendRequest"
STATES = {"granted": ACCEPTED, "denied": DENIED}
"""What the device answers by itself where its owner has decided before."""


class Asks(Protocol):
    """Something that the device itself asks the person."""

    @property
    def scope(self) -> str:
        """What it is about, as a turn tells it."""

    @property
    def is_anew(self) -> bool:
        """Whether the session of the skill is over with it, so that the answer begins another."""

    def decided(self, alerts: AlertsService) -> str | None:
        """The answer that needs no question, because of what the person decided before."""

    def question(self, skill_name: str, alerts: AlertsService, language: str) -> str:
        """How the device asks."""

    def settle(self, status: str, alerts: AlertsService) -> None:
        """What the answer changes."""

    def response(self, status: str) -> dict[str, Any]:
        """What the skill is told."""


@dataclass(frozen=True)
class Asking:
    """A permission that a skill wants, and the token it wants back with the answer."""

    scope: str
    token: str
    is_anew: bool = False

    @property
    def name(self) -> str | None:
        """The scope in short, such as "timers"; None for one that Amazon does not have."""
        return next((short for short, long in SCOPES.items() if long == self.scope), None)

    def decided(self, alerts: AlertsService) -> str | None:
        """What its owner has set."""
        return STATES.get(alerts.permissions[self.name]) if self.name else NOT_ANSWERED

    def question(self, skill_name: str, alerts: AlertsService, language: str) -> str:
        """How the device asks; in English where its language has no words for it."""
        words: str = says(language)["asks"].get(self.name) or device_words()["asks"][self.name]
        return words.format(skill=skill_name)

    def settle(self, status: str, alerts: AlertsService) -> None:
        """What is answered holds from now on."""
        for state, said in STATES.items():
            if said == status and self.name:
                alerts.permissions.set(self.name, state)

    def response(self, status: str) -> dict[str, Any]:
        """ACCEPTED, DENIED or NOT_ANSWERED; a scope that there is not is a wrong request."""
        told = {"code": "200", "message": "OK"} if self.name else {"code": "400", "message": "Unknown permission scope"}
        return {
            "name": "AskFor",
            "status": told,
            "payload": {"permissionScope": self.scope, "status": status, "isCardThrown": False},
            "token": self.token,
        }


def answer_in(text: str, intent: str, language: str) -> str:
    """What was answered, by the words that Alexa asks for ("I approve"), or by the intent they were understood as."""
    said = " ".join(re.findall(r"[^\W\d_']+(?:'[^\W\d_]+)*|[\u0900-\u097f]+", text.lower()))
    for status, key in ((ACCEPTED, "accepts"), (DENIED, "denies")):
        if said in says(language)[key] or text.strip().lower() in says(language)[key]:
            return status
    agrees = yes_or_no(text, intent, language)
    return NOT_ANSWERED if agrees is None else ACCEPTED if agrees else DENIED


def asked_for(response: dict[str, Any]) -> Asking | None:
    """The permission a skill's response asks for, if any. Raises SkillFailed: it is none that can be asked for so."""
    for directive in response.get("directives") or []:
        if directive.get("type") == ASK_FOR and directive.get("name") == "AskFor":
            told = Reader(directive, lambda flaw: SkillFailed(f"{ASK_FOR}: {flaw}"))
            listed = told["payload"]["permissionScopes"]  # version 2 of the payload has a list
            scope = (listed.items(least=1)[0] if listed.is_given else told["payload"])["permissionScope"]
            return Asking(scope.choice(SCOPES.values()), str(directive.get("token") or ""))
    return None
