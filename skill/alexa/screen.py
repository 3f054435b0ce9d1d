"""What a device with a screen shows beside the voice: one APL document, filled with the words of this turn.

The same words as are heard, in big type, with a drawing of the step, and buttons for what one would say next.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from functools import cache
from typing import Any

from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective, UserEvent

from skill.alexa.drawings import drawing
from skill.alexa.serializer import Ready
from skill.dialogue import steps
from skill.dialogue.questions import question_of
from skill.dialogue.turn import Turn
from skill.guidance.fitting import form_of
from skill.guidance.leading import seconds
from skill.guidance.model import Step, Urgency

DOCUMENT = os.path.join(os.path.dirname(__file__), "screens", "coach.json")
TOKEN = "back-coach"

TOUCHES = {
    "next": "AMAZON.NextIntent",
    "previous": "AMAZON.PreviousIntent",
    "time": "StartTimerIntent",
    "yes": "AMAZON.YesIntent",
    "no": "AMAZON.NoIntent",
    "not_sure": "NotSureIntent",
}
"""What a button does: the same as saying it."""

ALARMS = (Urgency.EMERGENCY, Urgency.TODAY)
LONG, LONG_BESIDE = 180, 110
"""Texts of more characters than this are set in smaller type: on a whole screen, and beside a drawing."""

Shown = dict[str, Any]


def touched(event: UserEvent) -> str:
    """The intent that a touch stands for; the type of the event for a touch of anything else."""
    does = event.arguments[0] if event.arguments else None
    return TOUCHES.get(does, event.object_type) if isinstance(does, str) else str(event.object_type)


def render(turn: Turn) -> RenderDocumentDirective:
    """The directive that shows this turn."""
    step = _step_of(turn)
    pictured = step or turn.pictured
    drawn = drawing(pictured.id) if pictured and turn.urgency not in ALARMS and _as_drawn(turn, pictured) else None
    led, shown = beats(turn), _shown(turn, step)
    more = {**({"graphics": {"drawing": drawn.graphic}} if drawn else {}), **({"onMount": [_cues(led)]} if led else {})}
    document = Ready(_document(), **more) if more else _document()
    is_long = len(shown["text"]) > (LONG_BESIDE if drawn else LONG)
    coach = {**shown, "long": is_long, "drawing": drawn.shows if drawn else "", "beats": led}
    return RenderDocumentDirective(
        token=TOKEN, document=document, datasources={"coach": {"type": "object", "properties": coach}}
    )


def beats(turn: Turn) -> list[dict[str, Any]]:
    """A set as it is seen: each cue, how many milliseconds after the one before it comes, and how far the set is then.

    The last is the question after it. Empty where nothing is led. What is seen and what is heard run side by side: an
    Echo ties neither to the other, so a screen may be a word ahead.
    """
    shown: list[dict[str, Any]] = []
    after, at, whole = 0.0, 0.0, seconds(turn.led)
    for beat in (*turn.led, turn.question or "") if turn.led else ():
        if isinstance(beat, str):
            shown.append({"text": beat, "wait": round(after * 1000), "done": round(at / whole, 3)})
            after = 0
        after += seconds([beat])
        at += seconds([beat])
    return shown


def _cues(led: list[dict[str, Any]]) -> dict[str, Any]:
    """The commands that show these beats, each written out: only the newest screens repeat commands over data."""
    commands = [
        command
        for beat in led
        for command in (
            _set("cue", "text", beat["text"], beat["wait"]),
            _set("progress", "width", f"{beat['done'] * 40:g}vw"),
        )
    ]
    return {"type": "Sequential", "screenLock": True, "commands": commands}


def _set(component: str, name: str, value: str, delay: int = 0) -> dict[str, Any]:
    waits = {"delay": delay} if delay else {}
    return {"type": "SetValue", "componentId": component, "property": name, "value": value, **waits}


def _as_drawn(turn: Turn, step: Step) -> bool:
    """Whether this person does it as the drawing shows it."""
    return form_of(step, turn.case, turn.content) is None


@cache
def _document() -> Ready:
    with open(DOCUMENT, encoding="utf-8") as file:
        return Ready(json.load(file))


def _step_of(turn: Turn) -> Step | None:
    """The step this turn is about: the one that was spoken, or where the person is and what is asked about it."""
    if turn.urgency in ALARMS or turn.topic:
        return None
    return turn.step or (steps.current(turn) if question_of(turn.case.asked).of_step else None)


def _shown(turn: Turn, step: Step | None) -> Shown:
    if turn.private:
        return _plain(turn, turn.phrase("screen.title"), turn.phrase("screen.quiet"), "")
    if turn.urgency in ALARMS:
        return _alarm(turn, turn.urgency)
    return _step(turn, step) if step else _words(turn)


def _alarm(turn: Turn, urgency: Urgency) -> Shown:
    number = turn.locale.words["emergency_number"] if urgency == Urgency.EMERGENCY else ""
    return {
        **_plain(turn, turn.phrase(f"screen.{urgency}"), " ".join(turn.sentences), ""),
        "kind": "alarm",
        "urgency": urgency.value,
        "call": turn.phrase("screen.call", number=number) if number else "",
    }


def _step(turn: Turn, step: Step) -> Shown:
    at, total = turn.case.at, len(turn.case.steps)
    first = next((beat for beat in turn.led if isinstance(beat, str)), "")
    does = ["previous"] * (at > 0) + ["next"]
    if step.duration and turn.can_time and not turn.alerts.times(step.id, turn.now):
        does.append("time")
    return {
        **_plain(turn, turn.words(step.name), first or _main(turn, step), "" if first else turn.question or ""),
        "kind": "step",
        "count": turn.phrase("screen.count", number=str(at + 1), total=str(total)),
        "buttons": _buttons(turn, does),
    }


def _main(turn: Turn, step: Step) -> str:
    """The sentence that says what to do, without the greeting before it; or all that was said."""
    own = steps.words_of(turn, step)
    return " ".join(own) if own[0] in turn.sentences else " ".join(turn.sentences)


def _words(turn: Turn) -> Shown:
    checks = question_of(turn.case.asked).is_check
    heading = turn.title or turn.phrase("screen.check" if checks else "screen.title")
    said, question = " ".join(turn.sentences), turn.question or ""
    main, below = (question, said) if checks or not said else (said, question)
    does = ["yes", "no", "not_sure"] if checks else []
    return {**_plain(turn, heading, main, below if below != main else ""), "buttons": _buttons(turn, does)}


def _plain(turn: Turn, heading: str, text: str, below: str) -> Shown:
    """What every screen has."""
    return {
        "kind": "words",
        "heading": heading[:1].upper() + heading[1:],
        "count": "",
        "text": text,
        "below": below,
        "buttons": [],
        "urgency": "",
        "call": "",
        "counts_to": _counts_to(turn),
    }


def _counts_to(turn: Turn) -> int:
    """When the newest running timer rings, in milliseconds since 1970, as screens count; 0 where none runs."""
    ends = [datetime.fromisoformat(note.ends) for note in turn.alerts.timers if note.ends and note.runs(turn.now)]
    return round(ends[-1].timestamp() * 1000) if ends else 0


def _buttons(turn: Turn, does: list[str]) -> list[dict[str, str]]:
    return [{"does": each, "label": turn.phrase(f"screen.button.{each}")} for each in does]
