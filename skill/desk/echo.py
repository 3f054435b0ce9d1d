"""A pretend Echo: it hears text, asks the skill in Alexa's language, and says what the skill answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from skill.alexa.speech import heard
from skill.desk import alexa_request
from skill.desk.answer import SayAnswer, answer
from skill.desk.consent import NOT_ANSWERED
from skill.desk.exchange import DeskError, Exchange, SkillFailed, tells_nothing
from skill.desk.hearing import Hearing
from skill.desk.playback import BUTTONS, Heard, audio_told, only_audio
from skill.desk.refusals import refusals
from skill.json_reader import Json

MOST_CHARACTERS = 10_000
"""More than this is not listened to at once: it is minutes of talk."""


class NothingToTouch(DeskError):
    """The screen shows nothing of the skill's just now."""

    def __init__(self) -> None:
        super().__init__("the screen shows nothing to touch just now; say something first")


@dataclass
class Echo(Hearing):
    """What people can do with the device. Each returns the turn, as `POST /say` answers it."""

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
        self.skill(
            alexa_request.skill_disabled(self.locale, self._now, {"apiEndpoint": self.api_endpoint}, self.skill_id)
        )

    def _exchange(self, text: str = "") -> Exchange:
        exchange = Exchange(text)
        exchange.heard = self.play_on()
        self.trace = exchange.trace
        return exchange

    def _answer(self, exchange: Exchange) -> SayAnswer:
        return self._played(exchange, self._playback.tell(exchange.played, self._now))

    def _played(self, exchange: Exchange, heard: list[Heard]) -> SayAnswer:
        """The turn, and after it what the player told the skill."""
        audio = audio_told(self.player, self._now)
        turn = answer(exchange, self.conversation, self.session, self.alerts.alerts(), self.device, audio)
        for told in [*exchange.heard, *heard]:
            exchange.told(told["request"], told["response"])
            turn["trouble"] = turn["trouble"] or told["trouble"]
        return turn
