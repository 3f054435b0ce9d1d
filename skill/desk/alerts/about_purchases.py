"""What the service for in-skill purchases tells: products, what of them the person has, whether they may buy."""

from __future__ import annotations

from typing import Any

from skill.desk.alerts.errors import ApiError
from skill.desk.alerts.service import AlertsService

ABOUT_PURCHASES = (
    "get_in_skill_products",
    "get_in_skill_product",
    "get_in_skill_products_transactions",
    "get_voice_purchase_setting",
)


def purchased(service: AlertsService, operation: str, id: str) -> Any:
    """What is told. ApiError: there is no such product."""
    purchases = service.purchases
    if operation == "get_in_skill_products":
        products = [each.as_api() for each in purchases.all()]
        return {"inSkillProducts": products, "isTruncated": False, "nextToken": None}
    if operation == "get_in_skill_products_transactions":
        return purchases.transactions()
    if operation == "get_voice_purchase_setting":
        return purchases.voice_purchasing
    found = purchases.get(id)
    if found is None:
        known = ", ".join(each.id for each in purchases.all()) or "none at all"
        raise ApiError(404, "NOT_FOUND", f"There is no product {id!r}; there are: {known}.")
    return found.as_api()
