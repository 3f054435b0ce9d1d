"""What was said to a device, and what Alexa makes of it before the skill hears anything."""

from __future__ import annotations

from dataclasses import dataclass

from skill.alexa.speech import heard
from skill.desk import alexa_request
from skill.desk.asking import Asking
from skill.desk.consent import NOT_ANSWERED, Asks, answer_in
from skill.desk.device_words import means, says, spoken_to_skill
from skill.desk.exchange import Exchange, SkillFailed
from skill.understanding import FALLBACK

STOP, CANCEL = "AMAZON.StopIntent", "AMAZON.CancelIntent"
NO_FALLBACK = "the skill was not asked: nothing fits, and the model has no AMAZON.FallbackIntent; add it"


@dataclass
class Hearing(Asking):
    """A device that hears people."""

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

    def _hear_consent(self, exchange: Exchange, asking: Asks) -> None:
        """Somebody answers the device, or talks on: then its question is closed, and the words are for the skill."""
        intent = self._listening.understand(exchange.text).intent
        status = answer_in(exchange.text, intent, self.language)
        self._answer_consent(exchange, asking, status)
        if status == NOT_ANSWERED and intent != FALLBACK and not self.ended:
            self._hear(exchange)
