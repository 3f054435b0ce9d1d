"""Everything on the desk, put together once: the skill, the understanding of its model, the pretend services."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import cache
from typing import TypedDict
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from ask_sdk_core.skill import CustomSkill

from skill.alexa.api_client import SECONDS, TimedApiClient
from skill.alexa.memory.store import Store
from skill.desk.alerts import AlertsService, Clock, InProcessApiClient, Permissions
from skill.desk.alexa_request import Device
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.desk.household.home import Home
from skill.desk.household.person import Person
from skill.desk.loopback import is_loopback
from skill.desk.turn_record import Did, TurnRecord, take
from skill.desk.under_test import LocaleModel, SkillUnderTest, back_coach
from skill.understanding import EncoderError, ModelError, Slots, Tier

TIME_ZONES = {
    "en-US": "America/New_York",
    "en-GB": "Europe/London",
    "en-AU": "Australia/Sydney",
    "en-CA": "America/Toronto",
    "en-IN": "Asia/Kolkata",
    "de-DE": "Europe/Berlin",
    "es-ES": "Europe/Madrid",
    "es-MX": "America/Mexico_City",
    "fr-CA": "America/Toronto",
    "fr-FR": "Europe/Paris",
    "hi-IN": "Asia/Kolkata",
    "it-IT": "Europe/Rome",
    "ja-JP": "Asia/Tokyo",
    "pt-BR": "America/Sao_Paulo",
}
"""Where the pretend device of a locale stands."""


class Learning(TypedDict):
    """How far the learning of a model is."""

    done: float
    """From 0 to 1. Until then sentences are understood by their words alone, and at first by some of the samples."""
    tier: Tier
    """What they will be understood by then."""


class Desk:
    """A skill and the devices that talk to it. With an endpoint, the skill reaches the services over HTTP."""

    def __init__(
        self,
        api_endpoint: str | None = None,
        skill: SkillUnderTest | None = None,
        slots: Slots = "generous",
        home: Home | None = None,
    ) -> None:
        """`skill`: what is on the desk, by default Back Coach. `slots`: what its devices put into them.

        `home`: which device, and whose, where nothing else is said.
        """
        self.slots: Slots = slots
        self.home = home or Home()
        self.skill = skill or back_coach()
        self._services: WeakValueDictionary[str, AlertsService] = WeakValueDictionary()
        in_process = InProcessApiClient(self.service, timeout=SECONDS)
        here = api_endpoint and is_loopback(
            urlsplit(api_endpoint).hostname or ""
        )  # a token goes over no network in clear
        client = TimedApiClient(desk=api_endpoint) if here else in_process
        self.learns_ahead = False
        """Whether a model is learnt as soon as a device has it, and not when somebody first says what is no sample."""
        self._endpoint = api_endpoint or "https://api.amazonalexa.com"
        self.built: CustomSkill | None = self.skill.build(client) if self.skill.build else None
        self.invoke = self.skill.connect(client)

    def service(self, token: str) -> AlertsService | None:
        """The alerts of the device whose requests carry this token."""
        return self._services.get(token)

    def model(self, locale: str) -> LocaleModel:
        """What people may say in a locale, as it is now. Raises DeskError."""
        try:
            return self.skill.models.of(locale)
        except ModelError as error:
            raise DeskError(str(error)) from None

    def echo(
        self,
        locale: str | None = None,
        device: Device | None = None,
        clock: Clock | None = None,
        model: LocaleModel | None = None,
        person: Person | None = None,
    ) -> Echo:
        """A device nobody has spoken to yet. `model`: another than the skill's own. Raises DeskError."""
        locale, person = locale or self.locale, person or self.home.person
        device = device or Device(self.home.screen, {}, self.home.model)
        permissions = Permissions({**person.permissions, **device.permissions})
        model, name = model or self.model(locale), self.skill.name(locale)
        person = person if person.products else replace(person, products=self.skill.products(locale))
        alerts = AlertsService(clock, self.zone(locale), permissions, locale=locale, skill_name=name, person=person)
        self._services[alerts.token] = alerts
        try:
            decided = self.skill.decided
            if self.learns_ahead:
                model.understanding.begin()
            echo = Echo(self.invoke, model, alerts, locale, device, self._endpoint, decided, self.slots, name)
            echo.skill_id = self.skill.id
            echo.player.seconds = device.model.stream_seconds
            return echo
        except EncoderError as error:
            raise DeskError(str(error)) from None

    def throwing_away(self, memory: Store | None) -> Desk:
        """A desk with the same skill, which remembers nobody but in this memory; this one where the skill has its own.

        Its devices reach the pretend services in this process.
        """
        if self.skill.remembering is None:
            return self
        is_so = memory is None and self.skill.memory is None
        return self if is_so else Desk(None, self.skill.remembering(memory), self.slots, self.home)

    @property
    def locale(self) -> str:
        """What a device speaks that nobody sets to another language: its owner's, or that of the skill."""
        wanted, spoken = self.home.person.locale, self.skill.models
        if wanted and wanted not in spoken.locales:
            raise DeskError(f"the person's locale is {wanted!r}; use one of: {', '.join(spoken.locales)}")
        return wanted or spoken.default_locale

    def zone(self, locale: str) -> str:
        """Where the device of a locale stands."""
        return self.home.person.time_zone or TIME_ZONES.get(locale, "America/New_York")

    def take(self, echo: Echo, did: Did) -> TurnRecord:
        """What somebody does with a device, by the model as it is now. Raises DeskError."""
        if "locale" in did:
            echo.speak_in(did["locale"])
        self.refresh(echo)
        return take(echo, did)

    def branch(self, record: TurnRecord) -> Echo:
        """Another device, as this one was before a turn: what is said to it is another way things could have gone."""
        echo = record.before.branched(record.begun)
        echo.conversation = str(uuid.uuid4())
        self._services[echo.alerts.token] = echo.alerts
        return echo

    def refresh(self, echo: Echo) -> None:
        """Has a device understand people by the model as it is now. Raises DeskError."""
        echo.learn(self.model(echo.locale))
        if self.learns_ahead:
            echo.understanding.begin()

    def learning(self, locale: str) -> Learning:
        """How far the learning of a locale's model is. Raises DeskError."""
        understanding = self.model(locale).understanding
        return {"done": round(understanding.done, 3) if self.learns_ahead else 1.0, "tier": understanding.tier}


@cache
def default_desk() -> Desk:
    """The desk of this process, without a network."""
    return Desk()


def new_echo(locale: str = "en-US", device: Device | None = None, clock: Clock | None = None) -> Echo:
    """A device on the desk of this process."""
    return default_desk().echo(locale, device, clock)
