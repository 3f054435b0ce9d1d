"""A pretend Echo: it hears text, asks the skill in Alexa's language, and says what the skill answers."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from skill.alexa.speech import heard
from skill.desk import alexa_request
from skill.desk.alerts import SCOPES, AlertsService
from skill.desk.alexa_request import Device, Json
from skill.desk.apl import seen
from skill.desk.consent import FALLBACK, NOT_ANSWERED, STATES, Asking, answer_in, asked_for
from skill.desk.device_words import device_words
from skill.desk.dialog import ASKS, COMPLETED, DELEGATE, IN_PROGRESS, STARTED, Ask, Dialog
from skill.desk.failure import SkillFailed
from skill.desk.invocation import spoken_to_skill
from skill.desk.served.models import LocaleModel
from skill.desk.served.response import checked
from skill.desk.yes_or_no import means
from skill.understanding import Understood

Skill = Callable[[Json], Json]
"""A request in Alexa's JSON in, the response in Alexa's JSON out."""


STOP, CANCEL = "AMAZON.StopIntent", "AMAZON.CancelIntent"
PLAYED = {f"{alexa_request.APL}.RenderDocument", "Connections.SendRequest", DELEGATE, *ASKS}
"""The directives that this device carries out."""
ASKING = ("AskForPermissionsConsent", "LinkAccount")
"""The cards that want something done in the Alexa app."""
NO_FALLBACK = "the skill was not asked: nothing fits, and the model has no AMAZON.FallbackIntent; add it"


class NothingToTouch(Exception):
    """The screen shows nothing of the skill's just now."""


@dataclass
class Echo:
    """One device and, while it lasts, one session with the skill."""

    skill: Skill
    model: LocaleModel
    alerts: AlertsService
    locale: str = "en-US"
    device: Device = field(default_factory=Device)
    api_endpoint: str = "https://api.amazonalexa.com"
    decided: Callable[[Json], Json] = lambda answer: {}
    """What the skill's answer tells of what it decided: see `Served.decided`."""
    name: str = "The skill"
    """What the device calls the skill."""

    def __post_init__(self) -> None:
        self.session = f"amzn1.echo-api.session.{uuid.uuid4()}"
        self.ended = False
        self.understanding = self.model.understanding
        self._new = True
        self._attributes: Json = {}
        self._reprompt: str | None = None
        self._reprompted = False
        self._dialog: Dialog | None = None
        self._said: dict[str, str] = {}
        self._asking: Asking | None = None
        self._screen: Json | None = None
        self._understanding_ms = 0.0
        self._trouble: str | None = None

    def again(self) -> Echo:
        """The same device, with its alerts and permissions, in a new session."""
        another = replace(self)
        another.understanding = self.understanding
        return another

    def learn(self, model: LocaleModel) -> None:
        """From now on people are understood by this model, if it is another."""
        if model is not self.model:
            self.model, self.understanding = model, model.understanding

    def say(self, text: str) -> Json:
        """Somebody says something. Returns the turn, as `POST /say` answers it."""
        if self._asking:
            return self._consent(text, self._asking)
        words = spoken_to_skill(text, self.model.model.invocation_name)
        if words == "":
            return self._turn(text, None, alexa_request.launch(self.locale, self._now))
        begun = time.perf_counter()
        understood = self._understand(words, self._dialog.elicited if self._dialog else None)
        self._understanding_ms = (time.perf_counter() - begun) * 1000
        if self._is_for_device(words, understood):
            return self._leave(text) if means(words, STOP, CANCEL) else self._not_understood(text, understood)
        return self._intend(text, understood, words)

    def _understand(self, words: str, elicited: tuple[str, str] | None = None) -> Understood:
        """What the words mean on the device's own day: "tomorrow" is the day after that."""
        return self.understanding.at(self._now.astimezone(self.alerts.zone)).understand(words, elicited)

    @property
    def _now(self) -> datetime:
        return self.alerts.clock.now()

    def _is_for_device(self, words: str, understood: Understood) -> bool:
        """Whether the skill never hears of it: it declares no intent for it, or the device's own question goes on."""
        if self._dialog and self._dialog.agreed(words, understood.intent) is not None:
            return False
        if self.model.model.intent(understood.intent) is None:
            return True
        return understood.intent == FALLBACK and bool(self._dialog and self._dialog.ask.prompt)

    def speak_in(self, locale: str) -> None:
        """The owner changes the language of the device, as one can in the middle of a conversation."""
        self.locale = self.alerts.locale = locale

    def launch(self) -> Json:
        """Somebody opens the skill without saying what they want."""
        return self._turn("", None, alexa_request.launch(self.locale, self._now))

    def touch(self, arguments: list[Any]) -> Json:
        """Somebody touches a button on the screen: the skill gets the event a real device would send.

        Raises NothingToTouch where the screen shows nothing, or the device itself is asking.
        """
        if self.ended or self._screen is None or self._asking:
            raise NothingToTouch
        token = self._screen["token"]
        return self._turn("", None, alexa_request.touch(arguments, token, self.locale, self._now))

    def disable(self) -> None:
        """Somebody disables the skill in the app."""
        now = self.alerts.clock.now()
        self.skill(alexa_request.skill_disabled(self.locale, now, {"apiEndpoint": self.api_endpoint}))

    def silence(self) -> Json:
        """Nobody says anything: the device says the reprompt once, then closes the session."""
        if self._asking:
            return self._answer_consent("", self._asking, NOT_ANSWERED)
        if self._reprompt and not self._reprompted:
            self._reprompted = True
            return self._told("", None, {}, {"response": {"outputSpeech": {"ssml": self._reprompt}}})
        return self._close("", "EXCEEDED_MAX_REPROMPTS")

    def _leave(self, text: str) -> Json:
        """Somebody has enough of a skill that declares no intent for that."""
        return self._close(text, "USER_INITIATED")

    def _close(self, text: str, reason: str) -> Json:
        self.ended = True
        return self._turn(text, None, alexa_request.session_ended(reason, self.locale, self._now))

    def _not_understood(self, text: str, understood: Understood) -> Json:
        """What was said means nothing to the skill, and it has no intent for that: the device asks again."""
        words = self._reprompt or device_words()["not_understood"]
        self._trouble = None if self._dialog else NO_FALLBACK
        return self._told(text, understood, {}, {"response": {"outputSpeech": {"ssml": words}}})

    def _intend(self, text: str, understood: Understood, words: str) -> Json:
        """What was said, as an answer in the dialog under way or as something new."""
        new, dialog, self._dialog = alexa_request.heard(understood), self._dialog, None
        answered = dialog.answered(new, dialog.agreed(words, understood.intent)) if dialog else None
        self._said.update({name: slot.heard for name, slot in understood.slots.items() if slot.heard})
        intent = answered or new
        rules = self.model.rules
        state = COMPLETED
        if rules.knows(intent["name"]):
            state = IN_PROGRESS if answered else STARTED
        if rules.is_automatic(intent["name"]):
            try:
                ask = rules.next(intent, self._said)
            except SkillFailed as error:
                return self._failed(text, understood, {}, str(error))
            if ask:
                return self._elicit(self._told(text, understood, {}, {}, intent), intent, ask)
            state = COMPLETED
        return self._turn(text, understood, alexa_request.intent_request(intent, state, self.locale, self._now))

    def _elicit(self, turn: Json, intent: Json, ask: Ask) -> Json:
        """The device asks what the model has it ask. With that the skill says nothing itself."""
        self._dialog, self._reprompt, self._reprompted, self.ended = Dialog(intent, ask), ask.prompt, False, False
        words = heard(ask.prompt)
        return {**turn, "speech": words, "ssml": ask.prompt, "reprompt": words, "ended": False}

    def _consent(self, text: str, asking: Asking) -> Json:
        """Somebody answers the device, or talks on: then its question is closed, and the words are for the skill."""
        intent = self._understand(text).intent
        status = answer_in(text, intent)
        turn = self._answer_consent(text, asking, status)
        if status != NOT_ANSWERED or intent == FALLBACK or self.ended:
            return turn
        after = self.say(text)
        return {**after, "consent": after["consent"] or turn["consent"]}

    def _answer_consent(self, text: str, asking: Asking, status: str) -> Json:
        self._asking = None
        if status in STATES.values():
            state = next(state for state, said in STATES.items() if said == status)
            self.alerts.permissions.set(asking.scope, state)
        request = alexa_request.connections_response(asking.response(status), self.locale, self._now)
        return {**self._turn(text, None, request), "consent": {"scope": asking.scope, "status": status}}

    def _turn(self, text: str, understood: Understood | None, request: Json) -> Json:
        api = {"apiEndpoint": self.api_endpoint, "apiAccessToken": self.alerts.token}
        permissions = granted(self.alerts)
        event = alexa_request.envelope(
            request, self.session, self._new, self._attributes, self.device, api, permissions
        )
        self.alerts.request_id = request["requestId"]
        self._new = False
        self._trouble = None
        try:
            answer = self.skill(event)
            if _is_end(event):  # Alexa does not look at what comes back
                return self._told(text, understood, event, answer)
            checked(answer)
            response = answer.get("response") or {}
            directed = self.model.rules.directed(response, request.get("intent"))
            if directed and directed[0] == DELEGATE:
                return self._delegated(text, understood, event, answer, directed[1])
        except SkillFailed as error:
            return self._failed(text, understood, event, str(error))
        self._attributes = answer.get("sessionAttributes") or {}
        asking = asked_for(response)
        self._screen = _rendered(response) or self._screen
        self.ended = self.ended or ends(response, bool(directed or asking))
        self._reprompt, self._reprompted = _ssml(response.get("reprompt") or {}), False
        self._dialog = Dialog(directed[1], directed[2]) if directed and directed[2] else None
        turn = self._told(text, understood, event, answer)
        return self._ask(turn, asking) if asking else turn

    def _delegated(self, text: str, understood: Understood | None, event: Json, answer: Json, intent: Json) -> Json:
        """The skill leaves the dialog to Alexa: she asks what is missing, or tells the skill that nothing is."""
        if event["request"].get("dialogState") == COMPLETED and event["request"]["intent"]["name"] == intent["name"]:
            raise SkillFailed(f"{DELEGATE}: the dialog about {intent['name']} is COMPLETED; answer instead")
        self._attributes = answer.get("sessionAttributes") or {}
        ask = self.model.rules.next(intent, self._said)
        if ask:
            self._reprompt = None
            return self._elicit(self._told(text, understood, event, answer), intent, ask)
        return self._turn(text, understood, alexa_request.intent_request(intent, COMPLETED, self.locale, self._now))

    def _failed(self, text: str, understood: Understood | None, event: Json, why: str) -> Json:
        """The skill has no answer: the device apologizes and closes the session. Its developer is told why."""
        self.ended, self._trouble, self._reprompt = True, why, None
        is_end = _is_end(event)  # after which nobody hears anything
        spoken = {} if is_end else {"outputSpeech": {"type": "PlainText", "text": device_words()["skill_failed"]}}
        return self._told(text, understood, event, {"response": spoken})

    def _ask(self, turn: Json, asking: Asking) -> Json:
        """The device asks for a permission, or answers at once where its owner has decided before."""
        state = self.alerts.permissions[asking.name]
        if state in STATES:
            return {**self._answer_consent(turn["text"], asking, STATES[state]), **_heard(turn)}
        self._asking = asking
        speech = f"{turn['speech']} {asking.question(self.name)}".strip()
        return {**turn, "speech": speech, "consent": {"scope": asking.scope, "status": "asked"}}

    def _told(
        self, text: str, understood: Understood | None, event: Json, answer: Json, intent: Json | None = None
    ) -> Json:
        response = answer.get("response") or {}
        decided = self.decided(answer)
        ssml = _ssml(response)
        spoken = [*map(heard, self.alerts.progressive_speech()), _words(response)]
        return {
            "session": self.session,
            "text": text,
            **_understood(understood, event, intent),
            "speech": " ".join(filter(None, spoken)),
            "ssml": ssml,
            "reprompt": heard(self._reprompt) if self._reprompt else None,
            "ended": self.ended,
            "topic": decided.get("topic"),
            "urgency": decided.get("urgency"),
            "red_flags": decided.get("red_flags", []),
            "step": decided.get("step"),
            "alerts": self.alerts.alerts(),
            "consent": None,
            "card": response.get("card"),
            "screen": self._screen,
            "not_played": not_played(response),
            "trouble": self._trouble,
            "request": event,
            "response": answer,
            "understanding_ms": round(self._understanding_ms, 1) if understood else None,
        }


def _is_end(event: Json) -> bool:
    kind: str = event.get("request", {}).get("type", "")
    return kind == "SessionEndedRequest"


def ends(response: Json, goes_on: bool) -> bool:
    """Whether the session is over. Where the skill does not say, it goes on for a dialog, a question of the device's
    own, and while the screen shows something (documented); else it ends."""
    should = response.get("shouldEndSession")
    return bool(should) if should is not None else not (goes_on or _rendered(response))


def granted(alerts: AlertsService) -> Json | None:
    """What the person let the skill do, as a request tells it."""
    given = [scope for short, scope in SCOPES.items() if alerts.permissions[short] == "granted"]
    if not given:
        return None
    return {"consentToken": alerts.token, "scopes": {scope: {"status": "GRANTED"} for scope in given}}


def not_played(response: Json) -> list[str]:
    """What a real device would do and this one only names."""
    directives = [each for each in response.get("directives") or [] if each["type"] not in PLAYED]
    card = response.get("card") or {}
    asks = (
        [f"card {card['type']} {' '.join(card.get('permissions') or [])}".strip()] if card.get("type") in ASKING else []
    )
    return [f"{each['type']} {_url(each)}".strip() for each in directives] + asks


def _url(directive: Json) -> str:
    """What is to be played, where a directive says so."""
    stream = (directive.get("audioItem") or {}).get("stream") or directive.get("videoItem") or {}
    return str(stream.get("url") or stream.get("source") or "")


def _words(output: Json) -> str:
    """What is heard. Plain text is spoken as it is; only SSML has tags."""
    speech = output.get("outputSpeech") or {}
    text: str | None = speech.get("text")
    return heard(speech["ssml"]) if speech.get("ssml") else " ".join((text or "").split())


def _ssml(output: Json) -> str | None:
    speech = output.get("outputSpeech") or {}
    return speech.get("ssml") or speech.get("text")


def _rendered(response: Json) -> Json | None:
    """What the screen is to show: the data of the APL document, its vector drawings by name, its words and buttons."""
    for directive in response.get("directives") or []:
        if directive.get("type") == f"{alexa_request.APL}.RenderDocument":
            document, sources = directive.get("document") or {}, directive.get("datasources") or {}
            data = next((source.get("properties") or {} for source in sources.values()), {})
            found = seen(document, sources)
            return {
                "token": str(directive.get("token") or ""),
                "data": data,
                "graphics": document.get("graphics") or {},
                "texts": found.texts,
                "touches": found.touches,
            }
    return None


def _heard(turn: Json) -> Json:
    """What was understood in a turn that another request followed at once."""
    return {key: turn[key] for key in ("intent", "confidence", "slots", "why", "candidates")}


def _understood(understood: Understood | None, event: Json, intent: Json | None) -> dict[str, Any]:
    """What was understood, in the words of `POST /say`; for requests without an utterance, the request's type."""
    request = event.get("request", {})
    if understood is None:
        return {"intent": request.get("type"), "confidence": None, "slots": {}, "why": None, "candidates": []}
    meant = intent or request.get("intent") or alexa_request.heard(understood)
    slots = {
        name: {"value": slot["value"], "id": _id(slot)} for name, slot in meant["slots"].items() if "value" in slot
    }
    return {
        "intent": meant["name"],
        "confidence": round(understood.confidence, 3),
        "slots": slots,
        "why": understood.why,
        "candidates": [{"intent": name, "confidence": round(score, 3)} for name, score in understood.candidates],
    }


def _id(slot: Json) -> str | None:
    """The listed value that the skill takes a slot for."""
    for authority in (slot.get("resolutions") or {}).get("resolutionsPerAuthority") or []:
        for each in authority.get("values") or []:
            id: str | None = each["value"].get("id")
            return id
    return None
