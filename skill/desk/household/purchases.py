"""What can be bought inside of a skill, and what of it the person has: entitlements, as Amazon's service tells them."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from skill.json_reader import Json, Reader

TYPES = ("ENTITLEMENT", "SUBSCRIPTION", "CONSUMABLE")
FOLDERS = ("skill-package/isps", "isps")
"""Where Amazon's command line keeps the products of a skill."""
KEYS = ("id", "reference_name", "name", "type", "summary", "price", "entitled", "purchasable")


@dataclass(frozen=True)
class Product:
    """Something that is for sale in a skill."""

    id: str
    reference_name: str
    name: str
    type: str = "ENTITLEMENT"
    summary: str = ""
    price: str = "$0.99"
    entitled: bool = False
    purchasable: bool = True
    bought: int = 0
    """How often it is had now."""

    def as_api(self) -> Json:
        """As the service tells it."""
        can_be_bought = self.purchasable and (self.type == "CONSUMABLE" or not self.entitled)
        return {
            "productId": self.id,
            "referenceName": self.reference_name,
            "type": self.type,
            "name": self.name,
            "summary": self.summary,
            "entitled": "ENTITLED" if self.entitled else "NOT_ENTITLED",
            "entitlementReason": "PURCHASED" if self.entitled else "NOT_PURCHASED",
            "purchasable": "PURCHASABLE" if can_be_bought else "NOT_PURCHASABLE",
            "activeEntitlementCount": self.bought,
            "purchaseMode": "TEST",
        }


def product(told: Reader) -> Product:
    """A product as a person's file describes it."""
    told.only(*KEYS)
    name, entitled = told["name"].text(), told["entitled"].flag(False)
    reference = told["reference_name"].text(name.lower().replace(" ", "_"))
    return Product(
        told["id"].text(f"amzn1.adg.product.{reference}"),
        reference,
        name,
        told["type"].choice(TYPES, "ENTITLEMENT"),
        told["summary"].text("", least=0),
        told["price"].text("$0.99"),
        entitled,
        told["purchasable"].flag(True),
        int(entitled),
    )


def of_skill(folder: Path, locale: str) -> tuple[Product, ...]:
    """The products that a skill's own folder describes, as Amazon's command line keeps them; nobody has any of them."""
    files = [file for place in FOLDERS for file in sorted((folder / place).rglob("*.json"))]
    return tuple(found for file in files if (found := _described(file, locale)))


def _described(file: Path, locale: str) -> Product | None:
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
        words = told["publishingInformation"]["locales"]
        spoken = words.get(locale) or next(iter(words.values()))
        price = next(iter(told["publishingInformation"]["pricing"].values()))["defaultPriceListing"]
        reference, kind = str(told["referenceName"]), str(told["type"])
        return Product(
            f"amzn1.adg.product.{reference}",
            reference,
            str(spoken["name"]),
            kind if kind in TYPES else "ENTITLEMENT",
            str(spoken.get("summary", "")),
            f"{price['price']} {price['currency']}",
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, StopIteration):
        return None  # another file of the project


class Purchases:
    """What one person has of a skill's products, and what they did about them."""

    def __init__(self, products: tuple[Product, ...] = (), voice_purchasing: bool = True) -> None:
        self._products = {each.id: each for each in products}
        self.voice_purchasing = voice_purchasing
        self._transactions: list[Json] = []

    def branched(self) -> Purchases:
        """The same, to go its own way from here."""
        return deepcopy(self)

    def all(self) -> list[Product]:
        """The products."""
        return list(self._products.values())

    def get(self, id: str) -> Product | None:
        """The product of this id, or of this reference name."""
        return self._products.get(id) or next((each for each in self.all() if each.reference_name == id), None)

    def buy(self, id: str, when: str) -> None:
        """The person buys it."""
        self._becomes(id, 1, "APPROVED_BY_PARENT", when)

    def cancel(self, id: str, when: str) -> None:
        """The person gives it back, or ends the subscription: they get their money."""
        self._becomes(id, -1, "DENIED_BY_PARENT", when)

    def _becomes(self, id: str, more: int, status: str, when: str) -> None:
        found = self.get(id)
        if found:
            count = max(0, found.bought + more)
            self._products[found.id] = replace(found, bought=count, entitled=count > 0)
            told = {"status": status, "productId": found.id, "createdTime": when, "lastModifiedTime": when}
            self._transactions.append(told)

    def transactions(self) -> Json:
        """What was bought and given back, as the service tells it."""
        metadata = {"resultSet": {"nextToken": None}}
        return {"results": list(reversed(self._transactions)), "metadata": metadata}
