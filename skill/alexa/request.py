"""Alexa's request as a turn of the conversation."""

from __future__ import annotations

from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.intent_request import IntentRequest
from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent
from ask_sdk_model.interfaces.connections import ConnectionsResponse
from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa import screen
from skill.alexa.memory.store import Store
from skill.alexa.memory.user_record import StoredRecord
from skill.alexa.reminder_calls import ReminderCalls
from skill.alexa.services import Calls
from skill.alexa.slots import heard_slots
from skill.alexa.timer_calls import TimerCalls
from skill.dialogue.alert_state import OK, Consent
from skill.dialogue.session import Session, read
from skill.dialogue.turn import Turn
from skill.guidance.content import Content

DEFAULT_LOCALE = "en-US"


def session_of(handler_input: HandlerInput, content: Content, store: Store | None) -> Session:
    """What the turns before left in the session."""
    record = StoredRecord(store, handler_input.request_envelope) if store else None
    return read(handler_input.attributes_manager.session_attributes, content, record)


def turn_of(handler_input: HandlerInput, session: Session, content: Content) -> Turn:
    """The turn that a request begins, with what its session knows."""
    request = handler_input.request_envelope.request
    intent = request.intent if isinstance(request, IntentRequest) else None
    return Turn(
        content=content,
        locale=content.locale(request.locale),
        case=session.case.but(turn=session.case.turn + 1),
        intent=intent.name if intent else event_of(request),
        slots=heard_slots(intent.slots) if intent else {},
        now=request.timestamp,
        before=session.before,
        alerts=session.alerts,
        memory=session.memory,
        services=services(handler_input),
        consent=consent_of(request) if isinstance(request, ConnectionsResponse) else None,
        has_screen=shows_apl(handler_input.request_envelope),
    )


def consent_of(request: ConnectionsResponse) -> Consent:
    """The answer to a question for a permission."""
    payload = request.payload or {}
    code = request.status.code if request.status else None
    return Consent(str(code or OK), str(payload.get("status")), bool(payload.get("isCardThrown")))


def event_of(request: Any) -> str:
    """The intent that a touch stands for, and the type of every other request without an intent."""
    return screen.touched(request) if isinstance(request, UserEvent) else str(request.object_type)


def shows_apl(envelope: RequestEnvelope) -> bool:
    """Whether the device says that it can show APL documents."""
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    return bool(interfaces and interfaces.alexa_presentation_apl)


class DeviceServices(Calls):
    """What `dialogue.ports.Services` asks for, over the calls of one request."""

    @property
    def timers(self) -> TimerCalls:
        """The timers of the device that asked."""
        return TimerCalls(self)

    @property
    def reminders(self) -> ReminderCalls:
        """The reminders of whoever owns it."""
        return ReminderCalls(self)


def services(handler_input: HandlerInput) -> DeviceServices | None:
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
    return DeviceServices(factory, request.locale or DEFAULT_LOCALE, device_id, request.timestamp)
