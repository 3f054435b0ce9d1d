"""What a skill asks for when it creates a timer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from skill.desk.alerts.durations import parse_duration
from skill.desk.alerts.errors import BadRequest
from skill.desk.alerts.fields import Fields
from skill.desk.alerts.fired import Words

LONGEST_TIMER = timedelta(hours=2)
"""Documented."""
LONGEST_LABEL = 256
"""Documented; in characters."""

_TEXTS = {"ANNOUNCE": "textToAnnounce", "LAUNCH_TASK": "textToConfirm"}


@dataclass(frozen=True)
class TimerRequest:
    """A checked request body.

    Documented: the fields, their names and values, the limits, and that textToConfirm must hold "%s".
    Assumed: what may be left out (label, creationBehavior, notificationConfig, which then chimes), that
    unknown fields are passed over, and that a timer must last at least a second.
    """

    duration: str
    """As it was written; `length` is what it means."""
    length: timedelta
    label: str | None
    words: Words | None
    """None: NOTIFY_ONLY."""
    launches_task: bool
    audible: bool

    @classmethod
    def read(cls, body: Fields) -> Self:
        """BadRequest: names the field that is wrong."""
        length = _length(body)
        if body.has("creationBehavior"):
            display = body.inner("creationBehavior").inner("displayExperience")
            display.choice("visibility", ("VISIBLE", "HIDDEN"))
        behavior = body.inner("triggeringBehavior")
        operation = behavior.inner("operation")
        kind = operation.choice("type", ("NOTIFY_ONLY", "ANNOUNCE", "LAUNCH_TASK"))
        return cls(
            duration=body.text("duration"),
            length=length,
            label=_label(body),
            words=_words(operation, kind),
            launches_task=kind == "LAUNCH_TASK",
            audible=_audible(behavior),
        )

    def announcement(self, locale: str, skill_name: str) -> str | None:
        """The words when it runs out. In the place of "%s" Alexa says "continue with" and the skill's
        name."""
        if self.words is None:
            return None
        text = self.words.spoken_in(locale)
        return text.replace("%s", f"continue with {skill_name}") if self.launches_task else text


def _length(body: Fields) -> timedelta:
    try:
        length = parse_duration(body.text("duration"))
    except ValueError as error:
        raise BadRequest(f"duration: {error}.") from None
    if not timedelta(seconds=1) <= length <= LONGEST_TIMER:
        raise body.wrong("duration", "must be at least a second and at most two hours")
    return length


def _label(body: Fields) -> str | None:
    if not body.has("timerLabel"):
        return None
    label = body.text("timerLabel")
    if len(label) > LONGEST_LABEL:
        raise body.wrong("timerLabel", f"must have at most {LONGEST_LABEL} characters")
    return label


def _words(operation: Fields, kind: str) -> Words | None:
    if kind == "NOTIFY_ONLY":
        return None
    words = Words(operation.items(_TEXTS[kind]))
    if kind == "LAUNCH_TASK":
        operation.inner("task").text("name")
        if not all("%s" in text for text in words.all()):
            raise operation.wrong("textToConfirm", "must hold %s in every text")
    return words


def _audible(behavior: Fields) -> bool:
    if not behavior.has("notificationConfig"):
        return True
    return behavior.inner("notificationConfig").flag("playAudible", default=True)
