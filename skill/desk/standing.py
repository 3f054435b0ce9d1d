"""How a pretend Echo stands: what it is, whom it talks to, the session under way, and the way to the skill."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from skill.desk import alexa_request
from skill.desk.alerts import AlertsService
from skill.desk.alexa_request import Device
from skill.desk.dialog import DialogManager
from skill.desk.exchange import Skill, tells_nothing
from skill.desk.household.player import Player
from skill.desk.known import known
from skill.desk.playback import Playback
from skill.desk.session import Session
from skill.desk.trace import Decided, Event
from skill.desk.under_test.locale_model import LocaleModel
from skill.json_reader import Json
from skill.understanding import Slots, SlotType, Understanding


@dataclass
class Standing:
    """One device and, while it lasts, one session with the skill."""

    skill: Skill
    model: LocaleModel
    alerts: AlertsService
    locale: str = "en-US"
    device: Device = field(default_factory=Device)
    api_endpoint: str = "https://api.amazonalexa.com"
    decided: Callable[[Json], Decided] = tells_nothing
    """What the skill's answer tells of what it decided: see `SkillUnderTest.decided`."""
    slots: Slots = "generous"
    """What fills a slot of a sentence that no sample has."""
    name: str = "The skill"
    """What the device calls the skill."""
    skill_id: str = alexa_request.SKILL_ID
    conversation: str = field(default_factory=lambda: str(uuid.uuid4()))
    """The id of all that is said to this device, session after session."""
    player: Player = field(default_factory=Player)
    """What it plays, for the skill that had it play something last."""
    entities: tuple[SlotType, ...] = ()
    """Values that the skill gave its slots for a while."""
    trace: list[Event] = field(default_factory=list)
    """What happened in the last turn, also where the skill broke in the middle of it."""

    def __post_init__(self) -> None:
        self.understanding: Understanding = self.model.understanding
        self._begin()

    def _begin(self) -> None:
        self.session, self.dialog = Session(), DialogManager(self.model.rules)

    def again(self) -> Self:
        """The same device, with its alerts and permissions, in a new session."""
        another = copy(self)
        another._begin()
        return another

    def branched(self, moment: datetime | None = None) -> Self:
        """Another device in the same state, which goes its own way from here. `moment`: the time on it."""
        another = copy(self)
        another.session, another.dialog = self.session.branched(), copy(self.dialog)
        another.alerts, another.player = self.alerts.branched(moment), self.player.branched()
        return another

    def learn(self, model: LocaleModel) -> None:
        """From now on people are understood by this model, if it is another."""
        if model is not self.model:
            self.model, self.understanding, self.dialog.rules = model, model.understanding, model.rules
            if self.entities:
                self.understanding = model.understanding.knowing(self.entities)

    def speak_in(self, locale: str) -> None:
        """The owner changes the language of the device, as one can in the middle of a conversation."""
        self.locale = self.alerts.locale = locale

    @property
    def language(self) -> str:
        """What is spoken to the device, and what it says itself."""
        return self.model.model.language

    @property
    def ended(self) -> bool:
        """Whether the session is over."""
        return self.session.ended

    @property
    def now(self) -> datetime:
        """The time on the device, where it stands."""
        return self._now.astimezone(self.alerts.zone)

    @property
    def _now(self) -> datetime:
        return self.alerts.clock.now()

    @property
    def _listening(self) -> Understanding:
        """What understands people on the device's own day: "tomorrow" is the day after that."""
        return self.understanding.at(self.now).hearing(self.slots)

    def _know(self, entities: tuple[SlotType, ...]) -> None:
        """The skill gave values for a while, or took them back."""
        if entities != self.entities:
            self.entities = entities
            self.understanding = self.model.understanding.knowing(entities) if entities else self.model.understanding

    @property
    def _playback(self) -> Playback:
        return Playback(self.player, self._outside, self.skill, self.locale)

    def _outside(self, request: Json) -> Json:
        """A request that belongs to no session, whole."""
        told = known(self.device, self.alerts, self.player, None, self.skill_id)
        return alexa_request.outside_session(request, self.device, self._services_for(request), told)

    def _services_for(self, request: Json) -> Json:
        """The way to Alexa's services; from now on they answer for this request."""
        self.alerts.request_id = request["requestId"]
        return {"apiEndpoint": self.api_endpoint, "apiAccessToken": self.alerts.token}
