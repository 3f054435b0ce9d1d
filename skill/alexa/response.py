"""A turn of the conversation as Alexa's response, and what its session remembers."""

from __future__ import annotations

from typing import Any

from ask_sdk_model.dialog import ElicitSlotDirective
from ask_sdk_model.intent import Intent
from ask_sdk_model.interfaces.connections import SendRequestDirective
from ask_sdk_model.response import Response
from ask_sdk_model.ui import AskForPermissionsConsentCard, Reprompt, SimpleCard, SsmlOutputSpeech

from skill.alexa import screen
from skill.alexa.speech import ssml
from skill.dialogue.alert_state import Scope
from skill.dialogue.session import VERSION
from skill.dialogue.turn import Turn
from skill.guidance.content import Content
from skill.guidance.model import Source, Urgency

PERMISSIONS: dict[Scope, str] = {
    "timers": "alexa::alerts:timers:skill:readwrite",
    "reminders": "alexa::alerts:reminders:skill:readwrite",
}


def remembered(turn: Turn) -> dict[str, Any]:
    """What the session keeps until the next turn; "turn" is what was decided in this one."""
    step = None
    if turn.step:
        step = {"id": turn.step.id, "number": turn.case.at + 1, "total": len(turn.case.steps)}
    decided = {
        "topic": turn.topic,
        "aspect": turn.aspect,
        "urgency": turn.urgency.value if turn.urgency else None,
        "red_flags": list(turn.red_flags),
        "step": step,
    }
    last = {"sentences": turn.sentences, "question": turn.question, "reprompt": turn.reprompt, "decided": decided}
    last |= {"sources": list(turn.sources)} if turn.sources else {}
    last |= {"retold_by": turn.retold_by} if turn.retold_by else {}
    if turn.case.missed and turn.last:
        last = turn.last  # "repeat" is for what was said before "I didn't get that"
    told = {**decided, "scanned": turn.text, "asked": turn.case.asked}
    kept = {"version": VERSION, "case": turn.case.to_session(), "alerts": turn.alerts.to_session()}
    kept |= {"turn": told, "last": last}
    return kept | ({"memory": memory} if (memory := turn.memory.to_session()) else {})


def response(turn: Turn) -> Response:
    """The answer in Alexa's form. The session stays open exactly when something was asked.

    Where the device is to ask for a permission it speaks itself, and whether the session goes on is left to it.
    """
    spoken = turn.heard()
    directives: list[Any] = [ask_for(turn.permission_asked)] if turn.permission_asked else []
    if turn.elicit:
        directives.append(
            ElicitSlotDirective(updated_intent=Intent(name=turn.elicit[0]), slot_to_elicit=turn.elicit[1])
        )
    if turn.has_screen and not turn.permission_asked:  # what hands over to the device leaves it the screen as well
        directives.append(screen.render(turn))
    return Response(
        output_speech=SsmlOutputSpeech(ssml=ssml(spoken, turn.case.slower)) if spoken else None,
        reprompt=Reprompt(SsmlOutputSpeech(ssml=ssml([turn.reprompt], turn.case.slower))) if turn.reprompt else None,
        card=_consent_card(turn.consent_card) if turn.consent_card else card(turn) if turn.title else None,
        directives=directives or None,
        should_end_session=None if turn.permission_asked else turn.question is None,
    )


def card(turn: Turn) -> SimpleCard:
    """The same words to read, and where they come from."""
    sources = [turn.content.sources[id] for id in turn.sources]
    lines = [" ".join(turn.spoken()), "", turn.content.phrase("card.review")]
    lines += [_cited(source, turn.content) for source in sources]
    if turn.urgency == Urgency.EMERGENCY and turn.locale.country:
        lines.insert(1, turn.phrase("card.elsewhere", country=turn.locale.country))
    return SimpleCard(title=turn.title, content="\n".join(lines))


def _cited(source: Source, content: Content) -> str:
    """Its name and where it was read; a copy is no page of the one whose name it bears, so it is called one."""
    named = content.phrase("card.copy") if source.copy else ""
    return f"{source.name}{named}: {source.url}"


def ask_for(scope: Scope) -> SendRequestDirective:
    """Has the device ask for a permission, in its own words."""
    return SendRequestDirective(
        name="AskFor",
        payload={
            "@type": "AskForPermissionsConsentRequest",
            "@version": "1",
            "permissionScope": PERMISSIONS[scope],
        },
        token=scope,
    )


def _consent_card(scope: Scope) -> AskForPermissionsConsentCard:
    return AskForPermissionsConsentCard(permissions=[PERMISSIONS[scope]])
