"""The skill: Alexa's request in, Alexa's response out. One object, built once."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any

from ask_sdk_core.dispatch_components import (
    AbstractExceptionHandler,
    AbstractRequestHandler,
)
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import CustomSkillBuilder
from ask_sdk_model.dialog import ElicitSlotDirective
from ask_sdk_model.intent import Intent
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent
from ask_sdk_model.interfaces.connections import ConnectionsResponse
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.response import Response
from ask_sdk_model.services import ApiClient
from ask_sdk_model.session_ended_request import SessionEndedRequest
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from skill.alexa import conversation, screen
from skill.alexa.alerts import Alerts, Consent
from skill.alexa.can_fulfill import CanFulfill
from skill.alexa.deadline import PunctualApiClient, TooLate, turn_deadline
from skill.alexa.memory.recall import Away, Memory, Shelf, keep
from skill.alexa.memory.store import Store
from skill.alexa.serializer import PlannedSerializer
from skill.alexa.services import Services
from skill.alexa.slots import heard_slots
from skill.alexa.speech import ssml
from skill.alexa.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import Content, default_content, fill
from skill.guidance.model import Urgency

log = logging.getLogger(__name__)

DEFAULT_LOCALE = "en-US"

SPOKEN_TO = frozenset({
    "LaunchRequest", "IntentRequest", "Connections.Response", "Alexa.Presentation.APL.UserEvent",
    *conversation.ASKS_AGAIN,
})  # fmt: skip
"""The requests that are answered in speech: whoever made them waits for words."""

NOT_OF_USE = frozenset({"System.ExceptionEncountered", "Alexa.Presentation.APL.RuntimeError"})
"""How Alexa tells that it could make nothing of an answer."""

TROUBLE: ContextVar[str | None] = ContextVar("trouble", default=None)
"""Why the turn was answered with an apology; None for a turn that went well. For whoever keeps the logs."""


class Conversation(AbstractRequestHandler):  # type: ignore[misc]
    """Every launch and every intent: the case comes out of the session, the guidance decides, the answer is spoken."""

    def __init__(self, content: Content, store: Store | None = None) -> None:
        self.content = content
        self.store = store

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(handler_input.request_envelope.request.object_type) in SPOKEN_TO

    def handle(self, handler_input: HandlerInput) -> Response:
        attributes = handler_input.attributes_manager.session_attributes
        turn = self._turn(handler_input, attributes)
        with turn_deadline():
            conversation.answer(turn)
            keep(turn)
        attributes.clear()
        attributes.update(remembered(turn))
        return response(turn)

    def _turn(self, handler_input: HandlerInput, attributes: dict[str, Any]) -> Turn:
        request = handler_input.request_envelope.request
        case = Case.from_session(attributes.get("case"))
        intent = request.intent if isinstance(request, IntentRequest) else None
        return Turn(
            content=self.content,
            locale=self.content.locale(request.locale),
            case=case.but(turn=case.turn + 1),
            intent=intent.name if intent else event_of(request),
            slots=heard_slots(intent.slots) if intent else {},
            now=request.timestamp,
            last=attributes.get("last") or {},
            alerts=Alerts.from_session(attributes.get("alerts")),
            memory=Memory.from_session(
                attributes.get("memory"), Shelf(self.store, handler_input.request_envelope) if self.store else None
            ),
            services=services(handler_input),
            consent=Consent.of(request) if isinstance(request, ConnectionsResponse) else None,
            has_screen=shows_apl(handler_input.request_envelope),
        )


def event_of(request: Any) -> str:
    """The intent that a touch stands for, and the type of every other request without an intent."""
    return screen.touched(request) if isinstance(request, UserEvent) else str(request.object_type)


def shows_apl(envelope: RequestEnvelope) -> bool:
    """Whether the device says that it can show APL documents."""
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return bool(interfaces and interfaces.alexa_presentation_apl)


def services(handler_input: HandlerInput) -> Services | None:
    """Alexa's services for this request; None where the skill has no way to them or the request gave no token."""
    try:
        factory = handler_input.service_client_factory
    except ValueError:  # how the SDK says that the skill was built without an API client
        return None
    system = handler_input.request_envelope.context.system if handler_input.request_envelope.context else None
    if system is None or not system.api_access_token or not system.api_endpoint:
        return None
    request = handler_input.request_envelope.request
    device_id = system.device.device_id if system.device else ""
    return Services(factory, request.locale or DEFAULT_LOCALE, device_id, request.timestamp)


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
                Shelf(self.store, handler_input.request_envelope).delete()
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
        log.log(logging.WARNING if kind in NOT_OF_USE else logging.INFO, "%s: nothing to say to it", kind)
        return handler_input.response_builder.response


class Apology(AbstractExceptionHandler):  # type: ignore[misc]
    """Something broke or took too long: say so, keep the session and everything in it."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        TROUBLE.set(type(exception).__name__)
        log.error("a turn failed", exc_info=exception)
        if str(handler_input.request_envelope.request.object_type) not in SPOKEN_TO:
            return handler_input.response_builder.response
        locale = self.content.locale(handler_input.request_envelope.request.locale)
        phrase = self.content.phrase("too_late") if isinstance(exception, TooLate) else self.content.phrase("trouble")
        speech = ssml([locale.own(fill(phrase, locale.words))])
        return Response(
            output_speech=SsmlOutputSpeech(ssml=speech),
            reprompt=Reprompt(SsmlOutputSpeech(ssml=speech)),
            should_end_session=False,
        )


def remembered(turn: Turn) -> dict[str, Any]:
    """What the session keeps until the next turn; "turn" is what was decided in this one."""
    step = None
    if turn.step:
        step = {"id": turn.step.id, "number": turn.case.at + 1, "total": len(turn.case.steps)}
    decided = {
        "topic": turn.topic,
        "urgency": turn.urgency.value if turn.urgency else None,
        "red_flags": list(turn.red_flags),
        "step": step,
    }
    last = {"sentences": turn.sentences, "question": turn.question, "reprompt": turn.reprompt, "decided": decided}
    last |= {"retold_by": turn.retold_by} if turn.retold_by else {}
    kept = {"case": turn.case.to_session(), "alerts": turn.alerts.to_session(), "turn": decided, "last": last}
    return kept | ({"memory": memory} if (memory := turn.memory.to_session()) else {})


def response(turn: Turn) -> Response:
    """The answer in Alexa's form. The session stays open exactly when something was asked.

    Where the device is to ask for a permission it speaks itself, and whether the session goes on is left to it.
    """
    spoken = turn.spoken()
    directives = list(turn.directives)
    if turn.elicit:
        directives.append(
            ElicitSlotDirective(updated_intent=Intent(name=turn.elicit[0]), slot_to_elicit=turn.elicit[1])
        )
    if turn.has_screen and not turn.directives:  # what hands over to the device leaves it the screen as well
        directives.append(screen.render(turn))
    return Response(
        output_speech=SsmlOutputSpeech(ssml=ssml(spoken)) if spoken else None,
        reprompt=Reprompt(SsmlOutputSpeech(ssml=ssml([turn.reprompt]))) if turn.reprompt else None,
        card=turn.consent_card or (card(turn) if turn.title else None),
        directives=directives or None,
        should_end_session=None if turn.directives else turn.question is None,
    )


def card(turn: Turn) -> SimpleCard:
    """The same words to read, and where they come from."""
    sources = [turn.content.sources[id] for id in turn.sources]
    lines = [" ".join(turn.spoken()), "", turn.content.phrase("card.review")]
    lines += [f"{source.name}: {source.url}" for source in sources]
    if turn.urgency == Urgency.EMERGENCY and turn.locale.country:
        lines.insert(1, turn.phrase("card.elsewhere", country=turn.locale.country))
    return SimpleCard(title=turn.title, content="\n".join(lines))


def invoke(skill: CustomSkill, event: dict[str, Any], context: Any = None) -> dict[str, Any]:
    """One request in Alexa's JSON through the skill, and the response in Alexa's JSON.

    Raises SerializationException for a request that is not one of Alexa's.
    """
    envelope = skill.serializer.build(event, RequestEnvelope)
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
