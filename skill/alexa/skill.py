"""The skill: Alexa's request in, Alexa's response out. One object, built once."""

from __future__ import annotations

import logging
from typing import Any

from ask_sdk_core.dispatch_components import (
    AbstractExceptionHandler,
    AbstractRequestHandler,
)
from ask_sdk_core.exceptions import AskSdkException
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response import Response
from ask_sdk_model.response_envelope import ResponseEnvelope
from ask_sdk_model.services import ApiClient
from ask_sdk_model.session_ended_request import SessionEndedRequest
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from skill.alexa.can_fulfill import CanFulfill
from skill.alexa.deadline import PunctualApiClient, TooLate, turn_deadline
from skill.alexa.logs import name_of
from skill.alexa.memory.store import Store
from skill.alexa.memory.user_record import StoredRecord
from skill.alexa.request import session_of, turn_of
from skill.alexa.response import remembered, response
from skill.alexa.serializer import PlannedSerializer, Ready
from skill.alexa.speech import ssml
from skill.dialogue import policy
from skill.dialogue.intake import listen
from skill.dialogue.ports import Away
from skill.dialogue.recall import keep
from skill.dialogue.session import Session, afresh, written
from skill.guidance.content import Content, default_content, fill

log = logging.getLogger(__name__)

SPOKEN_TO = frozenset({
    "LaunchRequest", "IntentRequest", "Connections.Response", "Alexa.Presentation.APL.UserEvent",
    *policy.ASKS_AGAIN,
})  # fmt: skip
"""The requests that are answered in speech: whoever made them waits for words."""

NOT_OF_USE = frozenset({"System.ExceptionEncountered", "Alexa.Presentation.APL.RuntimeError"})
"""How Alexa tells that it could make nothing of an answer."""

GOODBYES = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"})
"""What always ends a conversation, whatever else is wrong."""


class Apologizing(Response):  # type: ignore[misc]
    """The answer of a turn that failed. Alexa is not told why; whoever keeps the logs is."""

    def __init__(self, trouble: str, **told: Any) -> None:
        super().__init__(**told)
        self.trouble = trouble


def trouble_in(answer: ResponseEnvelope) -> str | None:
    """Why a turn was answered with an apology; None for a turn that went well."""
    return answer.response.trouble if isinstance(answer.response, Apologizing) else None


class Conversation(AbstractRequestHandler):  # type: ignore[misc]
    """Every launch and every intent: the case comes out of the session, the guidance decides, the answer is spoken."""

    def __init__(self, content: Content, store: Store | None = None) -> None:
        self.content = content
        self.store = store

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(handler_input.request_envelope.request.object_type) in SPOKEN_TO

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input, self.content, self.store)
        with turn_deadline():
            try:
                answer, kept = self._answered(handler_input, session)
            except Exception as error:
                answer, kept = self._recovered(handler_input, session, error)
        handler_input.attributes_manager.session_attributes = Ready(kept)  # plain data, which nobody need look through
        return answer

    def _answered(
        self, handler_input: HandlerInput, session: Session, before: str = ""
    ) -> tuple[Response, dict[str, Any]]:
        turn = turn_of(handler_input, session, self.content)
        policy.answer(turn)
        keep(turn)
        if before:
            turn.sentences.insert(0, turn.phrase(before))
        return response(turn), remembered(turn)

    def _recovered(
        self, handler_input: HandlerInput, session: Session, error: Exception
    ) -> tuple[Response, dict[str, Any]]:
        """A turn that broke. A sign that was told in it is heard all the same, and a goodbye is one all the same. Where
        it is the second in a row, the conversation begins afresh, with the safety check.

        Raises the error where an apology, and the hope that it goes better the next time, is all there is.
        """
        again = afresh(session)
        heard = turn_of(handler_input, again, self.content)
        listen(heard)
        if not (heard.intent in GOODBYES or heard.red_flags or session.apologies):
            handler_input.attributes_manager.session_attributes = {**written(session), "apologies": 1}
            raise error
        log.error("a turn failed", exc_info=error)
        is_afresh = heard.intent not in GOODBYES and not heard.red_flags
        answer, kept = self._answered(handler_input, again, "session.afresh" if is_afresh else "")
        told = {name: getattr(answer, name) for name in answer.deserialized_types}
        return Apologizing(type(error).__name__, **told), kept


class SessionEnded(AbstractRequestHandler):  # type: ignore[misc]
    """The device closed the session. Alexa allows no answer."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return isinstance(handler_input.request_envelope.request, SessionEndedRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        request = handler_input.request_envelope.request
        log.info("session ended: %s %s", request.reason, request.error.object_type if request.error else "")
        return handler_input.response_builder.response


class SkillDisabled(AbstractRequestHandler):  # type: ignore[misc]
    """Somebody disabled the skill: what was remembered of them is deleted. Alexa allows no answer."""

    def __init__(self, store: Store | None) -> None:
        self.store = store

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(handler_input.request_envelope.request.object_type) == "AlexaSkillEvent.SkillDisabled"

    def handle(self, handler_input: HandlerInput) -> Response:
        if self.store:
            try:
                StoredRecord(self.store, handler_input.request_envelope).delete()
                log.info("the skill was disabled: what was remembered of that person is deleted")
            except Away:
                log.error("the skill was disabled, and what was remembered of that person could not be deleted")
        return handler_input.response_builder.response


class Event(AbstractRequestHandler):  # type: ignore[misc]
    """Whatever else Alexa may tell, such as that somebody enabled the skill: heard, with nothing to say to it.

    Alexa allows no speech for most of these, and nobody waits for any.
    """

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        kind = str(handler_input.request_envelope.request.object_type)
        log.log(logging.WARNING if kind in NOT_OF_USE else logging.INFO, "%s: nothing to say to it", name_of(kind))
        return handler_input.response_builder.response


class Apology(AbstractExceptionHandler):  # type: ignore[misc]
    """Something broke or took too long: say so, keep the session and everything in it."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        trouble = type(exception).__name__
        log.error("a turn failed", exc_info=exception)
        request = handler_input.request_envelope.request
        if str(request.object_type) not in SPOKEN_TO:
            return Apologizing(trouble)
        locale = self.content.locale(request.locale)
        phrase = self.content.phrase("too_late") if isinstance(exception, TooLate) else self.content.phrase("trouble")
        speech = ssml([locale.own(fill(phrase, locale.words))])
        is_goodbye = getattr(getattr(request, "intent", None), "name", None) in GOODBYES
        return Apologizing(
            trouble,
            output_speech=SsmlOutputSpeech(ssml=speech),
            reprompt=None if is_goodbye else Reprompt(SsmlOutputSpeech(ssml=speech)),
            should_end_session=is_goodbye,
        )


def invoke(skill: CustomSkill, event: dict[str, Any], context: Any = None) -> dict[str, Any]:
    """One request in Alexa's JSON through the skill, and the response in Alexa's JSON.

    Raises SerializationException for a request that is not one of Alexa's, AskSdkException for another skill's.
    """
    envelope = skill.serializer.build(event, RequestEnvelope)
    application = envelope.session.application if envelope.session else None
    if (
        skill.skill_id and application and application.application_id != skill.skill_id
    ):  # the SDK asks the context alone
        raise AskSdkException("the session is another skill's")
    answer: dict[str, Any] = skill.serializer.serialize(skill.invoke(envelope, context))
    return answer


def build_skill(
    content: Content | None = None,
    skill_id: str | None = None,
    api_client: ApiClient | None = None,
    memory: Store | None = None,
) -> CustomSkill:
    """The skill, ready to invoke. With a skill id, requests meant for other skills are refused.

    `api_client` reaches Alexa's timers and reminders; without one the skill says how to set them oneself.
    `memory` keeps where people are who agree to it; without one nothing is kept and nobody is asked.
    """
    content = content or default_content()
    builder = CustomSkillBuilder()
    builder.skill_id = skill_id
    builder.api_client = PunctualApiClient(api_client) if api_client else None
    builder.add_request_handler(Conversation(content, memory))
    builder.add_request_handler(SessionEnded())
    builder.add_request_handler(SkillDisabled(memory))
    builder.add_request_handler(CanFulfill(content))
    builder.add_request_handler(Event())
    builder.add_exception_handler(Apology(content))
    skill = builder.create()
    skill.serializer = PlannedSerializer()
    return skill
