"""What the services for address and profile tell of the device's owner, where they let the skill know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from skill.desk.alerts.errors import ApiError
from skill.desk.alerts.service import AlertsService
from skill.desk.household.person import Person
from skill.json_reader import Json


@dataclass(frozen=True)
class Asked:
    """One thing that can be asked about a person."""

    needs: str
    """The permission for it, by its short name."""
    tell: Callable[[Person], Any]


def _speaker(person: Person, key: str) -> Any:
    return getattr(person.speaker, key) if person.speaker else None


def _postal(person: Person) -> Json | None:
    return person.address and {key: person.address[key] for key in ("countryCode", "postalCode")}


ABOUT_PERSON = {
    "get_full_address": Asked("address", lambda person: person.address),
    "get_country_and_postal_code": Asked("postal_code", _postal),
    "get_profile_name": Asked("name", lambda person: person.name),
    "get_profile_given_name": Asked("given_name", lambda person: person.given_name),
    "get_profile_email": Asked("email", lambda person: person.email),
    "get_profile_mobile_number": Asked("mobile_number", lambda person: person.mobile),
    "get_persons_profile_name": Asked("name", lambda person: _speaker(person, "name")),
    "get_persons_profile_given_name": Asked("given_name", lambda person: _speaker(person, "given_name")),
    "get_persons_profile_mobile_number": Asked("mobile_number", lambda person: _speaker(person, "mobile")),
}


def about(service: AlertsService, operation: str) -> Any:
    """What is told; None where the person has set nothing. ApiError: they have not allowed it."""
    asked = ABOUT_PERSON[operation]
    if not _is_allowed(service, asked.needs):
        raise ApiError(403, "FORBIDDEN", "The authentication token does not have access to resource.")
    if "persons" in operation and service.person.speaker is None:
        raise ApiError(403, "FORBIDDEN", "Alexa does not recognize the voice of whoever speaks.")
    return asked.tell(service.person) or None


def _is_allowed(service: AlertsService, needs: str) -> bool:
    """Who may know the whole address may know the postal code in it."""
    also = {"postal_code": "address"}.get(needs, needs)
    return "granted" in (service.permissions[needs], service.permissions[also])
