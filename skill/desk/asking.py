"""The skill is asked, and what it answers is done: said, shown, played, or asked on by the device itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from skill.alexa.speech import heard
from skill.desk import alexa_request
from skill.desk.apl import said_by
from skill.desk.consent import Asks
from skill.desk.device_words import says
from skill.desk.dialog_rules import COMPLETED, DELEGATE
from skill.desk.entities import updated
from skill.desk.exchange import Exchange, SkillFailed, tells_nothing
from skill.desk.known import known
from skill.desk.playback import video_of
from skill.desk.purchase import asked_by
from skill.desk.refusals import refusals
from skill.desk.session import raw, spoken
from skill.desk.standing import Standing
from skill.desk.under_test.response import bounded, checked
from skill.json_reader import Json

UNREADABLE = "the skill's answer: cannot be read, although nothing is known to be wrong with it"
SAID_BESIDE = "what the skill says beside it is not spoken here, where Alexa goes on in the dialog herself"


def _both(trouble: str | None, refused: str | None) -> str | None:
    """What went wrong, and what of Alexa's services may have led to it."""
    return f"{trouble}. Before that: {refused}" if trouble and refused else trouble or refused


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
class Asking(Standing):
    """A device that asks the skill."""

    def _tell(self, exchange: Exchange, intent: Json, state: str) -> None:
        exchange.intent = intent
        self._ask(exchange, alexa_request.intent_request(intent, state, self.locale, self._now))

    def _close(self, exchange: Exchange, reason: str) -> None:
        self.session.ended = True
        self._ask(exchange, alexa_request.session_ended(reason, self.locale, self._now))

    def _ask(self, exchange: Exchange, request: Json) -> None:
        session = self.session
        told_besides = known(self.device, self.alerts, self.player, session.screen, self.skill_id)
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
                    session.take(response, bool(is_directed or asking), self.device.model.screen)
        except SkillFailed as error:
            return self._fail(exchange, error)
        exchange.trouble = _both(exchange.trouble, refusals(self.alerts, response))
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
        exchange.trouble = _both(str(error), refused)
        self.session.ended, self.session.reprompt = True, None
        if not is_over:
            words = says(self.language)["skill_failed"]
            exchange.speak("device", words, words)

    def _elicits(self, exchange: Exchange, intent: Json) -> bool:
        """Whether the device asks on, as the model has it. With that the skill says nothing itself."""
        ask = self.dialog.next(intent, self.now)
        if ask:
            exchange.ask_on(intent, ask.kind, ask.slot)
            self.session.expects(ask.prompt)
            self.session.ended = False
            exchange.speak("skill", heard(ask.prompt), ask.prompt)
        return ask is not None

    # The device itself asks: for a permission, or about a purchase.

    def _ask_consent(self, exchange: Exchange, asking: Asks) -> None:
        """It asks, or answers at once where nothing is left to be asked."""
        decided = asking.decided(self.alerts)
        if decided:
            return self._answer_consent(exchange, asking, decided)
        self.session.asking, exchange.consent, self.session.ended = asking, (asking.scope, "asked"), False
        exchange.speak("device", asking.question(self.name, self.alerts, self.language))

    def _answer_consent(self, exchange: Exchange, asking: Asks, status: str) -> None:
        self.session.asking, exchange.consent = None, (asking.scope, status)
        asking.settle(status, self.alerts)
        if asking.is_anew:
            self.session.anew()
        self._ask(exchange, alexa_request.connections_response(asking.response(status), self.locale, self._now))
