"""Everything on the desk, put together once: the skill, the understanding of its model, the pretend services."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from weakref import WeakValueDictionary

from ask_sdk_core.skill import CustomSkill

from skill.alexa.api_client import SECONDS, TimedApiClient
from skill.desk.alerts import AlertsService, Clock, InProcessApiClient, Permissions
from skill.desk.alexa_request import Device, Json
from skill.desk.echo import Echo
from skill.desk.served import LocaleModel, Models, Served, back_coach
from skill.desk.served.back_coach import MODELS
from skill.understanding import EncoderError, ModelError, Understanding

__all__ = ["MODELS", "Desk", "DeskError", "Sessions", "default_desk", "new_echo", "understanding"]

MOST_SESSIONS = 1000
"""The oldest conversation is forgotten when there are more."""

TIME_ZONES = {
    "en-US": "America/New_York",
    "en-GB": "Europe/London",
    "en-AU": "Australia/Sydney",
    "en-CA": "America/Toronto",
    "en-IN": "Asia/Kolkata",
}
"""Where the pretend device of a locale stands."""


class DeskError(Exception):
    """Something asked of the desk makes no sense. The message says what and how to mend it."""


class Desk:
    """A skill and the devices that talk to it. With an endpoint, the skill reaches the services over HTTP."""

    def __init__(self, api_endpoint: str | None = None, served: Served | None = None) -> None:
        """`served`: the skill on the desk, by default Back Coach."""
        self.served = served or back_coach()
        self._services: WeakValueDictionary[str, AlertsService] = WeakValueDictionary()
        client = (
            TimedApiClient(desk=api_endpoint) if api_endpoint else InProcessApiClient(self.service, timeout=SECONDS)
        )
        self._endpoint = api_endpoint or "https://api.amazonalexa.com"
        self.built: CustomSkill | None = self.served.build(client) if self.served.build else None
        self.skill = self.served.connect(client)

    def service(self, token: str) -> AlertsService | None:
        """The alerts of the device whose requests carry this token."""
        return self._services.get(token)

    def model(self, locale: str) -> LocaleModel:
        """What people may say in a locale, as it is now. Raises DeskError."""
        try:
            return self.served.models.of(locale)
        except ModelError as error:
            raise DeskError(str(error)) from None

    def echo(self, locale: str | None = None, device: Device | None = None, clock: Clock | None = None) -> Echo:
        """A device nobody has spoken to yet. Raises DeskError."""
        locale = locale or self.served.models.default_locale
        device = device or Device()
        permissions: dict[str, Any] = {"timers": "ask", "reminders": "ask", **device.permissions}
        zone = TIME_ZONES.get(locale, "America/New_York")
        model, name = self.model(locale), self.served.name(locale)
        alerts = AlertsService(clock, zone, Permissions(permissions), locale=locale, skill_name=name)
        self._services[alerts.token] = alerts
        try:
            return Echo(self.skill, model, alerts, locale, device, self._endpoint, self.served.decided, name)
        except EncoderError as error:
            raise DeskError(str(error)) from None

    def refresh(self, echo: Echo) -> None:
        """Has a device understand people by the model as it is now. Raises DeskError."""
        echo.learn(self.model(echo.locale))


@cache
def default_desk() -> Desk:
    """The desk of this process, without a network."""
    return Desk()


def new_echo(locale: str = "en-US", device: Device | None = None, clock: Clock | None = None) -> Echo:
    """A device on the desk of this process."""
    return default_desk().echo(locale, device, clock)


def understanding(locale: str) -> Understanding:
    """The understanding of one locale's interaction model of the skill on the desk of this process."""
    return default_desk().model(locale).understanding


class Sessions:
    """The conversations under way, by their id. Safe to use from many threads; one turn of a session at a time."""

    def __init__(self, desk: Desk, most: int = MOST_SESSIONS, watch: Callable[[Json], None] | None = None) -> None:
        """`watch` gets to see every turn."""
        self._desk = desk
        self._watch = watch
        self._most = most
        self._echoes: OrderedDict[str, tuple[Echo, threading.Lock]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def models(self) -> Models:
        """What people may say to the skill on this desk."""
        return self._desk.served.models

    def say(self, text: str, session: str | None, locale: str | None, device: Device) -> Json:
        """One turn. A session that is missing or has ended starts a new one; a locale holds from this turn on."""
        echo, lock = self._echo(session, locale, device)
        with lock:
            echo.speak_in(locale or echo.locale)
            self._desk.refresh(echo)
            return self.keep(echo.say(text))

    def keep(self, turn: Json) -> Json:
        """A turn that took place, shown to whoever watches."""
        if self._watch:
            self._watch(turn)
        return turn

    def begin(self, locale: str, device: Device) -> str:
        """A new conversation; returns its id."""
        return self._echo(None, locale, device)[0].session

    def _echo(self, session: str | None, locale: str | None, device: Device) -> tuple[Echo, threading.Lock]:
        with self._lock:
            found = self._echoes.get(session or "")
            if found is None or found[0].ended:
                echo = self._desk.echo(locale, device)
                found = (echo, threading.Lock())
                self._echoes[echo.session] = found
            self._echoes.move_to_end(found[0].session)
            while len(self._echoes) > self._most:
                self._echoes.popitem(last=False)
            return found

    @contextmanager
    def held(self, session: str) -> Iterator[Echo]:
        """A conversation, for as long as nobody else may speak in it. Raises KeyError where there is none."""
        with self._lock:
            echo, lock = self._echoes[session]
        with lock:
            yield echo

    def alerts(self, session: str) -> AlertsService:
        """The timers and reminders of a conversation, also after its end. Raises KeyError where there is none."""
        with self._lock:
            return self._echoes[session][0].alerts

    def forget(self, session: str) -> bool:
        """Ends a conversation and forgets it. False where there was none."""
        with self._lock:
            return self._echoes.pop(session, None) is not None
