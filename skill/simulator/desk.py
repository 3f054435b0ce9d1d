"""Everything on the desk, put together once: the skill, the understanding of the interaction model, the sessions."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from skill.alexa import build_skill, invoke
from skill.guidance.content import default_content
from skill.simulator.alexa_request import Device, Json
from skill.simulator.echo import Echo
from skill.simulator.understanding import InteractionModel, Understanding

MODELS = Path(__file__).parents[2] / "interaction_model"
MOST_SESSIONS = 1000
"""The oldest conversation is forgotten when there are more."""


class DeskError(Exception):
    """Something asked of the desk makes no sense. The message says what and how to mend it."""


@cache
def understanding(locale: str) -> Understanding:
    """The understanding of one locale's interaction model, trained once."""
    path = MODELS / f"{locale}.json"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in MODELS.glob("*-*.json")))
        raise DeskError(f"there is no interaction model for locale {locale!r}; use one of: {known}")
    return Understanding(InteractionModel.load(path), now=lambda: datetime.now(UTC))


@cache
def _skill() -> object:
    return build_skill(default_content())


def desk_skill(event: Json) -> Json:
    """The skill, in this process."""
    return invoke(_skill(), event)


def new_echo(locale: str = "en-US", device: Device | None = None) -> Echo:
    """A device nobody has spoken to yet."""
    return Echo(desk_skill, understanding(locale), locale=locale, device=device or Device())


class Sessions:
    """The conversations under way, by their id. Safe to use from many threads; one turn of a session at a time."""

    def __init__(self, most: int = MOST_SESSIONS) -> None:
        self._most = most
        self._echoes: OrderedDict[str, tuple[Echo, threading.Lock]] = OrderedDict()
        self._lock = threading.Lock()

    def say(self, text: str, session: str | None, locale: str, device: Device) -> Json:
        """One turn. A session that is missing or has ended starts a new one."""
        echo, lock = self._echo(session, locale, device)
        with lock:
            return echo.say(text)

    def _echo(self, session: str | None, locale: str, device: Device) -> tuple[Echo, threading.Lock]:
        with self._lock:
            found = self._echoes.get(session or "")
            if found is None or found[0].ended:
                echo = new_echo(locale, device)
                found = (echo, threading.Lock())
                self._echoes[echo.session] = found
            self._echoes.move_to_end(found[0].session)
            while len(self._echoes) > self._most:
                self._echoes.popitem(last=False)
            return found

    def forget(self, session: str) -> bool:
        """Ends a conversation and forgets it. False where there was none."""
        with self._lock:
            return self._echoes.pop(session, None) is not None
