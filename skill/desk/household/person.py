"""The person who owns the device: what Alexa's services tell a skill about them, and what they let it do."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from skill.desk.household.purchases import Product, product
from skill.json_reader import Flaw, Json, Reader, Refuse

USUAL = Path(__file__).parent / "person.toml"
DISTANCE, TEMPERATURE = ("METRIC", "IMPERIAL"), ("CELSIUS", "FAHRENHEIT")
STATES = ("ask", "granted", "denied")
ADDRESS = (
    "addressLine1", "addressLine2", "addressLine3", "districtOrCounty", "stateOrRegion", "city", "countryCode",
    "postalCode",
)  # fmt: skip
KEYS = (
    "name", "given_name", "email", "mobile", "address", "distance_units", "temperature_unit", "time_zone", "locale",
    "account_token", "voice_purchasing", "permissions", "products", "speaker",
)  # fmt: skip


@dataclass(frozen=True)
class Speaker:
    """Somebody of the household whose voice the device knows."""

    id: str
    name: str = ""
    given_name: str = ""
    mobile: Json | None = None


@dataclass(frozen=True)
class Person:
    """One account, as far as a skill can be told of it. What is empty is not set in the app."""

    name: str = ""
    given_name: str = ""
    email: str = ""
    mobile: Json | None = None
    """`countryCode` and `phoneNumber`."""
    address: Json | None = None
    distance_units: str = "IMPERIAL"
    temperature_unit: str = "FAHRENHEIT"
    time_zone: str = ""
    """Empty: that of the locale."""
    locale: str = ""
    """What the device speaks; empty: the language that the skill speaks by default."""
    account_token: str = ""
    """The access token of the account that is linked with the skill; empty where none is."""
    voice_purchasing: bool = True
    permissions: dict[str, str] = field(default_factory=dict)
    """Of the skill's, by their short names: ask, granted or denied."""
    products: tuple[Product, ...] = ()
    """What can be bought inside of the skill."""
    speaker: Speaker | None = None
    """Whose voice the device recognizes; none where it recognizes nobody."""


@cache
def usual() -> Person:
    """The one who is pretended where nobody names another."""
    return read(Reader(tomllib.loads(USUAL.read_text(encoding="utf-8")), lambda flaw: ValueError(str(flaw))), ())


def person(file: Path, refuse: Refuse, permissions: tuple[str, ...]) -> Person:
    """The person of a file. `permissions`: the names there are. `refuse` makes the error for one that is wrong."""
    whole = Reader(None, refuse, whole=f"--person {file}")
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise whole.wrong(f"cannot be read ({error})", "name a file in TOML, as docs/any-skill.md shows") from None
    placed = Reader(told, lambda flaw: refuse(Flaw(flaw.kind, f"{file}: {flaw.place}", flaw.found, flaw.remedy)))
    return read(placed, permissions)


def read(told: Reader, permissions: tuple[str, ...]) -> Person:
    """A person from their description."""
    told.only(*KEYS)
    allowed = told["permissions"].only(*permissions)
    return Person(
        name=told["name"].text("", least=0),
        given_name=told["given_name"].text("", least=0),
        email=told["email"].text("", least=0),
        mobile=_phone(told["mobile"]),
        address=_address(told["address"]),
        distance_units=told["distance_units"].choice(DISTANCE, "IMPERIAL"),
        temperature_unit=told["temperature_unit"].choice(TEMPERATURE, "FAHRENHEIT"),
        time_zone=told["time_zone"].text("", least=0),
        locale=told["locale"].text("", least=0),
        account_token=told["account_token"].text("", least=0),
        voice_purchasing=told["voice_purchasing"].flag(True),
        permissions={name: state.choice(STATES) for name, state in allowed.fields()},
        products=tuple(product(each) for each in told["products"].items()),
        speaker=_speaker(told["speaker"]),
    )


def _phone(told: Reader) -> Json | None:
    if not told.is_given:
        return None
    told.only("country_code", "number")
    return {"countryCode": told["country_code"].text(), "phoneNumber": told["number"].text()}


def _address(told: Reader) -> Json | None:
    if not told.is_given:
        return None
    told.only(*ADDRESS)
    return {key: told[key].text("", least=0) for key in ADDRESS}


def _speaker(told: Reader) -> Speaker | None:
    if not told.is_given:
        return None
    told.only("id", "name", "given_name", "mobile")
    return Speaker(
        told["id"].text("amzn1.ask.person.DESK"),
        told["name"].text("", least=0),
        told["given_name"].text("", least=0),
        _phone(told["mobile"]),
    )
