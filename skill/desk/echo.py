"""A pretend Echo: it hears text, asks the skill in Alexa's language, and says what the skill answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from skill.alexa.speech import heard
from skill.desk import alexa_request
from skill.desk.alerts import AlertsService
from skill.desk.alexa_request import Device
from skill.desk.answer import SayAnswer, answer
from skill.desk.apl import said_by
from skill.desk.consent import NOT_ANSWERED, Asks, answer_in
from skill.desk.device_words import means, says, spoken_to_skill
from skill.desk.dialog import DialogManager
from skill.desk.dialog_rules import COMPLETED, DELEGATE
from skill.desk.entities import updated
from skill.desk.exchange import DeskError, Exchange, Skill, SkillFailed, tells_nothing
from skill.desk.household.player import Player
from skill.desk.known import known
from skill.desk.playback import BUTTONS, Heard, Playback, audio_told, only_audio, video_of
from skill.desk.purchase import asked_by
from skill.desk.refusals import refusals
from skill.desk.session import Session, raw, spoken
from skill.desk.trace import Decided, Event
from skill.desk.under_test.locale_model import LocaleModel
from skill.desk.under_test.response import bounded, checked
from skill.json_reader import Json
from skill.understanding import FALLBACK, Slots, SlotType, Understanding

STOP, CANCEL = "AMAZON.StopIntent", "AMAZON.CancelIntent"
NO_FALLBACK = "the skill was not asked: nothing fits, and the model has no AMAZON.FallbackIntent; add it"


UNREADABLE = "the skill's answer: cannot be read, although nothing is known to be wrong with it"
SAID_BESIDE = "what the skill says beside it is not spoken here, where Alexa goes on in the dialog herself"
MOST_CHARACTERS = 10_000
"""More than this is not listened to at once: it is minutes of talk."""


class NothingToTouch(DeskError):
    """The screen shows nothing of the skill's just now."""

    def __init__(self) -> None:
        super().__init__("the screen shows nothing to touch just now; say something first")


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever a skill answers, its developer is told, and the desk goes on. Raises SkillFailed."""
    try:
        yield
    except SkillFailed:
        raise
    except Exception as error:
        raise SkillFailed(f"{UNREADABLE} ({type(error).__name__}: {error})") from error


@dataclass
class Echo:
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

    def again(self) -> Echo:
        """The same device, with its alerts and permissions, in a new session."""
        another = copy(self)
        another._begin()
        return another

    def branched(self, moment: datetime | None = None) -> Echo:
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

    # What people do with the device. Each returns the turn, as `POST /say` answers it.

    def say(self, text: str) -> SayAnswer:
        """Somebody says something. Raises DeskError: it is too long to be heard whole."""
        if len(text) > MOST_CHARACTERS:
            raise DeskError(f"text has {len(text)} characters; say it in parts of at most {MOST_CHARACTERS}")
        exchange = self._exchange(text)
        if self.session.asking:
            self._hear_consent(exchange, self.session.asking)
        else:
            self._hear(exchange)
        return self._answer(exchange)

    def launch(self) -> SayAnswer:
        """Somebody opens the skill without saying what they want."""
        return self.send(alexa_request.launch(self.locale, self._now))

    def touch(self, arguments: list[Any], event: Json | None = None) -> SayAnswer:
        """Somebody touches a button on the screen: the skill gets the event a real device would send.

        `event`: what else is known of it: its source and components. Raises NothingToTouch where the screen shows
        nothing, or the device itself is asking.
        """
        screen = self.session.screen
        if self.ended or screen is None or self.session.asking:
            raise NothingToTouch
        return self.send(alexa_request.touch(arguments, screen["token"], self.locale, self._now, event))

    def press(self, button: str) -> SayAnswer:
        """Somebody presses a button for what is played, such as "next". Raises DeskError where nothing is."""
        if self.player.stream is None:
            raise DeskError("the device plays nothing; have the skill play something first")
        exchange = self._exchange()
        request = alexa_request.stamped(BUTTONS[button], self.locale, self._now)
        try:
            told = exchange.ask(self.skill, self._outside(request), tells_nothing)
            response = told.get("response") or {}
            only_audio(response, request["type"])
            events = self._playback.follow(response, self._now)
        except SkillFailed as error:
            exchange.trouble, events = str(error), []
        exchange.trouble = exchange.trouble or refusals(self.alerts, {})
        return self._played(exchange, self._playback.tell(events, self._now))

    def play_on(self) -> list[Heard]:
        """What the player has told the skill by now, without anybody having done anything."""
        return self._playback.tell([], self._now)

    def fail_stream(self) -> list[Heard]:
        """What is played breaks off. Returns what the skill is told."""
        return self._playback.tell(self.player.fail(self._now), self._now)

    def silence(self) -> SayAnswer:
        """Nobody says anything: the device says the reprompt once, then closes the session."""
        exchange, session = self._exchange(), self.session
        if session.asking:
            self._answer_consent(exchange, session.asking, NOT_ANSWERED)
        elif session.reprompt and not session.reprompted:
            session.reprompted = True
            exchange.speak("skill", heard(session.reprompt), session.reprompt)
        else:
            self._close(exchange, "EXCEEDED_MAX_REPROMPTS")
        return self._answer(exchange)

    def send(self, request: Json) -> SayAnswer:
        """The skill gets a request in this session that nobody said."""
        exchange = self._exchange()
        exchange.intent = request.get("intent")
        self._ask(exchange, request)
        return self._answer(exchange)

    def disable(self) -> None:
        """Somebody disables the skill in the app."""
        self.skill(alexa_request.skill_disabled(self.locale, self._now, {"apiEndpoint": self.api_endpoint}))

    def _exchange(self, text: str = "") -> Exchange:
        exchange = Exchange(text)
        exchange.heard = self.play_on()
        self.trace = exchange.trace
        return exchange

    def _answer(self, exchange: Exchange) -> SayAnswer:
        return self._played(exchange, self._playback.tell(exchange.played, self._now))

    def _played(self, exchange: Exchange, heard: list[Heard]) -> SayAnswer:
        """The turn, and after it what the player told the skill."""
        turn = answer(exchange, self.session, self.alerts.alerts(), self.device, audio_told(self.player, self._now))
        for told in [*exchange.heard, *heard]:
            exchange.told(told["request"], told["response"])
            turn["trouble"] = turn["trouble"] or told["trouble"]
        return turn

    @property
    def _playback(self) -> Playback:
        return Playback(self.player, self._outside, self.skill, self.locale)

    def _outside(self, request: Json) -> Json:
        """A request that belongs to no session, whole."""
        told = known(self.device, self.alerts, self.player, None)
        return alexa_request.outside_session(request, self.device, self._services_for(request), told)

    def _services_for(self, request: Json) -> Json:
        """The way to Alexa's services; from now on they answer for this request."""
        self.alerts.request_id = request["requestId"]
        return {"apiEndpoint": self.api_endpoint, "apiAccessToken": self.alerts.token}

    # What was said, and what Alexa makes of it before the skill hears anything.

    def _hear(self, exchange: Exchange) -> None:
        words = spoken_to_skill(exchange.text, self.model.model.invocation_name, self.language)
        if words == "":
            return self._ask(exchange, alexa_request.launch(self.locale, self._now))
        intent = exchange.understand(self._listening, words, self.dialog.elicited, self._takes_nearest(words)).intent
        if not self._is_for_device(words, intent):
            return self._intend(exchange, words)
        if means(words, STOP, CANCEL, language=self.language):
            return self._close(exchange, "USER_INITIATED")
        return self._not_understood(exchange)

    def _takes_nearest(self, words: str) -> bool:
        """Whether what means nothing means what is nearest: a model without a FallbackIntent has no place for it."""
        is_asked, has_place = self.dialog.dialog is not None, self.model.model.intent(FALLBACK) is not None
        return not (is_asked or has_place or means(words, STOP, CANCEL, language=self.language))

    def _is_for_device(self, words: str, intent: str) -> bool:
        """Whether the skill never hears of it: it declares no intent for it, or the device's own question goes on."""
        if self.dialog.is_answered(words, intent):
            return False
        if self.model.model.intent(intent) is None:
            return True
        return intent == FALLBACK and bool(self.dialog.dialog and self.dialog.dialog.ask.prompt)

    def _not_understood(self, exchange: Exchange) -> None:
        """It means nothing to the skill, which has no intent for that either: the device asks again."""
        assert exchange.understood
        exchange.intent = alexa_request.heard(exchange.understood)
        exchange.trouble = None if self.dialog.dialog else NO_FALLBACK
        words = self.session.reprompt or says(self.language)["not_understood"]
        exchange.speak("skill" if self.session.reprompt else "device", heard(words), words)

    def _intend(self, exchange: Exchange, words: str) -> None:
        """What was said, as an answer in the dialog under way or as something new."""
        assert exchange.understood
        exchange.intent, answers = self.dialog.take(exchange.understood, words)
        name = exchange.intent["name"]
        try:
            if self.model.rules.is_automatic(name) and self._elicits(exchange, exchange.intent):
                return
        except SkillFailed as error:
            return self._fail(exchange, error)
        self._tell(exchange, exchange.intent, self.model.rules.state(name, answers))

    def _elicits(self, exchange: Exchange, intent: Json) -> bool:
        """Whether the device asks on, as the model has it. With that the skill says nothing itself."""
        ask = self.dialog.next(intent, self.now)
        if ask:
            exchange.ask_on(intent, ask.kind, ask.slot)
            self.session.expects(ask.prompt)
            self.session.ended = False
            exchange.speak("skill", heard(ask.prompt), ask.prompt)
        return ask is not None

    # The skill is asked.

    def _tell(self, exchange: Exchange, intent: Json, state: str) -> None:
        exchange.intent = intent
        self._ask(exchange, alexa_request.intent_request(intent, state, self.locale, self._now))

    def _close(self, exchange: Exchange, reason: str) -> None:
        self.session.ended = True
        self._ask(exchange, alexa_request.session_ended(reason, self.locale, self._now))

    def _ask(self, exchange: Exchange, request: Json) -> None:
        session = self.session
        told_besides = known(self.device, self.alerts, self.player, session.screen)
        event = session.begin(request, self.device, self._services_for(request), told_besides)
        is_over = request["type"] == "SessionEndedRequest"  # Alexa does not look at what comes back
        try:
            told = exchange.ask(
                lambda event: bounded(self.skill(event)), event, tells_nothing if is_over else self.decided
            )
            self._progress(exchange)
            if is_over:
                return
            with _explained():
                response = checked(told)
                session.video = video_of(response) if self.device.plays_video else None
                events = self._playback.follow(response, self._now) if self.device.model.audio else []
                is_directed, left = self.dialog.follow(response, request)
                asking = asked_by(response)
                session.attributes = told.get("sessionAttributes") or {}
                self._know(updated(response, self.entities))
                exchange.played += events
                if left and spoken(response):
                    exchange.trouble = f"{DELEGATE}: {SAID_BESIDE}"
                if left and self._elicits(exchange, left):
                    return
                if not left:
                    session.take(response, goes_on=bool(is_directed or asking))
        except SkillFailed as error:
            return self._fail(exchange, error)
        exchange.trouble = exchange.trouble or refusals(self.alerts, response)
        if left:
            return self._tell(exchange, left, COMPLETED)
        if is_directed and self.dialog.dialog:
            exchange.ask_on(self.dialog.dialog.intent, self.dialog.dialog.ask.kind, self.dialog.dialog.ask.slot)
        exchange.speak("skill", spoken(response), raw(response))
        for words in said_by(response, session.screen) if self.device.shows else ():
            exchange.speak("skill", words)
        if asking:
            self._ask_consent(exchange, asking)

    def _progress(self, exchange: Exchange) -> None:
        """What the skill had said before its answer."""
        for words in self.alerts.progressive_speech():
            exchange.speak("skill", heard(words))

    def _fail(self, exchange: Exchange, error: SkillFailed) -> None:
        """The skill has no answer: the device apologizes and closes the session. Its developer is told why."""
        self._progress(exchange)
        is_over = exchange.request.get("request", {}).get("type") == "SessionEndedRequest"  # nobody hears anything
        refused = refusals(self.alerts, {})
        exchange.response, exchange.decided = {}, {}
        exchange.trouble = f"{error}. Before that: {refused}" if refused else str(error)
        self.session.ended, self.session.reprompt = True, None
        if not is_over:
            words = says(self.language)["skill_failed"]
            exchange.speak("device", words, words)

    # The device itself asks: for a permission, or about a purchase.

    def _ask_consent(self, exchange: Exchange, asking: Asks) -> None:
        """It asks, or answers at once where nothing is left to be asked."""
        decided = asking.decided(self.alerts)
        if decided:
            return self._answer_consent(exchange, asking, decided)
        self.session.asking, exchange.consent, self.session.ended = asking, (asking.scope, "asked"), False
        exchange.speak("device", asking.question(self.name, self.alerts, self.language))

    def _hear_consent(self, exchange: Exchange, asking: Asks) -> None:
        """Somebody answers the device, or talks on: then its question is closed, and the words are for the skill."""
        intent = self._listening.understand(exchange.text).intent
        status = answer_in(exchange.text, intent, self.language)
        self._answer_consent(exchange, asking, status)
        if status == NOT_ANSWERED and intent != FALLBACK and not self.ended:
            self._hear(exchange)

    def _answer_consent(self, exchange: Exchange, asking: Asks, status: str) -> None:
        self.session.asking, exchange.consent = None, (asking.scope, status)
        asking.settle(status, self.alerts)
        if asking.is_anew:
            self.session.anew()
        self._ask(exchange, alexa_request.connections_response(asking.response(status), self.locale, self._now))
