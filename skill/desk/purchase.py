"""The device sells what a skill offers, or takes it back: it asks, and tells the skill what came of it.

Documented: the directives, the results, and that the skill's session ends. Ours: the words, and that a yes is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from skill.desk.alerts import AlertsService
from skill.desk.alerts.clock import iso_utc
from skill.desk.consent import ACCEPTED, ASK_FOR, Asks, asked_for
from skill.desk.device_words import device_words
from skill.json_reader import Json

KINDS = ("Buy", "Upsell", "Cancel")
RESULTS = (ACCEPTED, "ALREADY_PURCHASED", "NOT_ENTITLED", "ERROR")
"""All that can come of it besides that the person declines."""


@dataclass(frozen=True)
class Purchase:
    """What a skill has Alexa do about one of its products."""

    kind: str
    product: str
    token: str
    message: str = ""
    """What is said before an offer."""
    is_anew: bool = True

    @property
    def scope(self) -> str:
        """Such as "Buy premium"."""
        return f"{self.kind} {self.product}"

    def decided(self, alerts: AlertsService) -> str | None:
        """What is had already cannot be bought, what is not had cannot be given back."""
        found = alerts.purchases.get(self.product)
        if found is None or not alerts.purchases.voice_purchasing:
            return "ERROR"
        if self.kind == "Cancel":
            return None if found.entitled else "NOT_ENTITLED"
        return "ALREADY_PURCHASED" if found.entitled and found.type != "CONSUMABLE" else None

    def question(self, skill_name: str, alerts: AlertsService, language: str) -> str:
        """What it is, what it costs, and whether to buy it; or whether to give it back."""
        found = alerts.purchases.get(self.product)
        assert found
        words: str = device_words()["purchases"][self.kind.lower()]
        told = words.format(name=found.name, summary=found.summary, price=found.price, message=self.message)
        return " ".join(told.split())

    def settle(self, status: str, alerts: AlertsService) -> None:
        """Bought, or given back."""
        if status == ACCEPTED:
            change = alerts.purchases.cancel if self.kind == "Cancel" else alerts.purchases.buy
            change(self.product, iso_utc(alerts.clock.now()))

    def response(self, status: str) -> dict[str, Any]:
        """The result in Amazon's words; what is neither yes nor no is no."""
        result = status if status in RESULTS else "DECLINED"
        return {
            "name": self.kind,
            "status": {"code": "200", "message": "OK"},
            "payload": {"purchaseResult": result, "productId": self.product, "message": ""},
            "token": self.token,
        }


def asked_by(response: Json) -> Asks | None:
    """What a skill's response has the device ask: for a permission, or about a purchase."""
    for directive in response.get("directives") or []:
        if directive.get("type") == ASK_FOR and directive.get("name") in KINDS:
            return _purchase(directive)
    return asked_for(response)


def _purchase(directive: Json) -> Purchase:
    payload = directive.get("payload") or {}
    product, kind = str((payload.get("InSkillProduct") or {}).get("productId")), str(directive["name"])
    return Purchase(kind, product, str(directive.get("token") or ""), str(payload.get("upsellMessage") or ""))
