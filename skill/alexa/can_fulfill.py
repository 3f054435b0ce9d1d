"""Answers Alexa's question whether this skill could help with something, before anybody has opened it.

Alexa asks this of many skills at once and may ask nobody in the end, so nothing is said, kept, read from memory or set.
"""

from __future__ import annotations

from typing import Any

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model.response import Response

from skill.alexa.slots import heard_slots
from skill.dialogue.intents import topic_of
from skill.guidance.content import Content
from skill.guidance.red_flags import scan

ASKED = "CanFulfillIntentRequest"
YES, MAYBE, NO = "YES", "MAYBE", "NO"

FROM_OUTSIDE = {
    "ReportPainIntent": YES,
    "ReportSymptomIntent": YES,
    "StretchHowToIntent": YES,
    "DescribeIntent": MAYBE,
    "StartTimerIntent": MAYBE,
    "SetReminderIntent": MAYBE,
}
"""What makes sense to begin with, besides questions: the rest belongs to a conversation. Timers need a permission."""

NEEDED = {"StretchHowToIntent": "Stretch"}
"""The slot without which there is nothing to tell."""

SCANNED = frozenset({"Symptom", "AlsoSymptom"})
"""Slots whose words are read, whatever Alexa resolved them to."""


class CanFulfill(AbstractRequestHandler):  # type: ignore[misc]
    """Could the skill do this, and does it understand these slots?"""

    def __init__(self, content: Content) -> None:
        self.content = content

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(handler_input.request_envelope.request.object_type) == ASKED

    def handle(self, handler_input: HandlerInput) -> Response:
        # A skill is seldom asked: what it takes to answer is loaded then.
        from ask_sdk_model.canfulfill import (
            CanFulfillIntent,
            CanFulfillIntentValues,
            CanFulfillSlot,
            CanFulfillSlotValues,
            CanUnderstandSlotValues,
        )

        verdict, slots = judge(handler_input.request_envelope.request.intent, self.content)
        told = {
            name: CanFulfillSlot(
                can_understand=CanUnderstandSlotValues(understood),
                can_fulfill=CanFulfillSlotValues(YES if understood == YES else NO),
            )
            for name, understood in slots.items()
        }
        return Response(can_fulfill_intent=CanFulfillIntent(CanFulfillIntentValues(verdict), told or None))


def judge(intent: Any, content: Content) -> tuple[str, dict[str, str]]:
    """Whether an intent (Alexa's, or None) can be fulfilled, and whether each of its filled slots is understood."""
    name = str(intent.name) if intent else ""
    verdict = YES if topic_of(name, content.topic_ids) else FROM_OUTSIDE.get(name, NO)
    if verdict == NO:
        return NO, {}
    slots = {slot: _understood(slot, intent.slots[slot]) for slot in heard_slots(intent.slots)}
    if name in NEEDED and slots.get(NEEDED[name]) != YES:
        return NO, slots
    return (MAYBE if set(slots.values()) - {YES} else verdict), slots


def _understood(name: str, slot: Any) -> str:
    """Amazon's own types hold what they should; of ours the value has to be a listed one, or words that are read."""
    if not slot.resolutions or heard_slots({name: slot})[name].id:
        return YES
    return (YES if scan(slot.value) else MAYBE) if name in SCANNED else NO
