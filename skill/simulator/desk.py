"""Everything on the desk, put together once: the skill, the understanding of its model, the pretend services."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from skill.alexa import build_skill, invoke
from skill.alexa.api_client import SECONDS, TimedApiClient
from skill.guidance.content import default_content
from skill.simulator.alerts import AlertsService, Clock, InProcessApiClient, Permissions
from skill.simulator.alexa_request import Device, Json
from skill.simulator.echo import Echo
from skill.simulator.learning_bar import LearningBar
from skill.simulator.understanding import EncoderError, InteractionModel, Understanding

MODELS = Path(__file__).parents[2] / "interaction_model"
MOST_SESSIONS = 1000
"""The oldest conversation is forgotten when there are more."""

TIME_ZONES = {"en-US": "America/New_York"}
"""Where the pretend device of a locale stands."""


class DeskError(Exception):
    """Something asked of the desk makes no sense. The message says what and how to mend it."""


@cache
def understanding(locale: str) -> Understanding:
    """The understanding of one locale's interaction model, trained once."""
    path = MODELS / f"{locale}.json"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in MODELS.glob("*-*.json")))
        raise DeskError(f"there is no interaction model for locale {locale!r}; use one of: {known}")
    try:
        return Understanding(InteractionModel.load(path), now=lambda: datetime.now(UTC), progress=LearningBar())
    except EncoderError as error:
        raise DeskError(str(error)) from None


class Desk:
    """The skill and the devices that talk to it. With an endpoint, the skill reaches the services over HTTP."""

    def __init__(self, api_endpoint: str | None = None) -> None:
        self._services: WeakValueDictionary[str, AlertsService] = WeakValueDictionary()
        client = TimedApiClient() if api_endpoint else InProcessApiClient(self.service, timeout=SECONDS)
        self._endpoint = api_endpoint or "https://api.amazonalexa.com"
        self.built = build_skill(default_content(), api_client=client)

    def service(self, token: str) -> AlertsService | None:
        """The alerts of the device whose requests carry this token."""
        return self._services.get(token)

    def skill(self, event: Json) -> Json:
        """One request to the skill."""
        return invoke(self.built, event)

    def echo(self, locale: str = "en-US", device: Device | None = None, clock: Clock | None = None) -> Echo:
        """A device nobody has spoken to yet."""
        device = device or Device()
        permissions: dict[str, Any] = {"timers": "ask", "reminders": "ask", **device.permissions}
        zone = TIME_ZONES.get(locale, "America/New_York")
        alerts = AlertsService(clock, zone, Permissions(permissions), locale=locale, skill_name="Back Coach")
        self._services[alerts.token] = alerts
        return Echo(self.skill, understanding(locale), alerts, locale, device, self._endpoint)


@cache
def default_desk() -> Desk:
    """The desk of this process, without a network."""
    return Desk()


def new_echo(locale: str = "en-US", device: Device | None = None, clock: Clock | None = None) -> Echo:
    """A device on the desk of this process."""
    return default_desk().echo(locale, device, clock)


class Sessions:
    """The conversations under way, by their id. Safe to use from many threads; one turn of a session at a time."""

    def __init__(self, desk: Desk, most: int = MOST_SESSIONS, watch: Callable[[Json], None] | None = None) -> None:
        """`watch` gets to see every turn."""
        self._desk = desk
        self._watch = watch
        self._most = most
        self._echoes: OrderedDict[str, tuple[Echo, threading.Lock]] = OrderedDict()
        self._lock = threading.Lock()

    def say(self, text: str, session: str | None, locale: str, device: Device) -> Json:
        """One turn. A session that is missing or has ended starts a new one."""
        echo, lock = self._echo(session, locale, device)
        with lock:
            return self.keep(echo.say(text))

    def keep(self, turn: Json) -> Json:
        """A turn that took place, shown to whoever watches."""
        if self._watch:
            self._watch(turn)
        return turn

    def begin(self, locale: str, device: Device) -> str:
        """A new conversation; returns its id."""
        return self._echo(None, locale, device)[0].session

    def _echo(self, session: str | None, locale: str, device: Device) -> tuple[Echo, threading.Lock]:
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
