"""What a skill asks for when it creates a timer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from skill.desk.alerts.clock import parse_duration
from skill.desk.alerts.fired import Words
from skill.json_reader import Reader

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
    def read(cls, body: Reader) -> Self:
        """BadRequest: names the field that is wrong."""
        length = _length(body["duration"])
        if body["creationBehavior"].is_given:
            body["creationBehavior"]["displayExperience"]["visibility"].choice(("VISIBLE", "HIDDEN"))
        behavior = body["triggeringBehavior"]
        operation, sound = behavior["operation"], behavior["notificationConfig"]
        kind = operation["type"].choice(("NOTIFY_ONLY", "ANNOUNCE", "LAUNCH_TASK"))
        return cls(
            duration=body["duration"].text(),
            length=length,
            label=body["timerLabel"].text(most=LONGEST_LABEL) if body["timerLabel"].is_given else None,
            words=_words(operation, kind),
            launches_task=kind == "LAUNCH_TASK",
            audible=sound["playAudible"].flag(True),
        )

    def announcement(self, locale: str, skill_name: str) -> str | None:
        """The words when it runs out. In the place of "%s" Alexa says "continue with" and the skill's
        name."""
        if self.words is None:
            return None
        text = self.words.spoken_in(locale)
        return text.replace("%s", f"continue with {skill_name}") if self.launches_task else text


def _length(duration: Reader) -> timedelta:
    try:
        length = parse_duration(duration.text())
    except ValueError:
        found = f"is {duration.text()!r}, which is not a length of time"
        raise duration.wrong(found, "write it like PT15M or PT1H30M") from None
    if not timedelta(seconds=1) <= length <= LONGEST_TIMER:
        raise duration.wrong(f"is {duration.text()}", "give at least a second and at most two hours")
    return length


def _words(operation: Reader, kind: str) -> Words | None:
    if kind == "NOTIFY_ONLY":
        return None
    words = Words(operation[_TEXTS[kind]].items(least=1))
    if kind == "LAUNCH_TASK":
        operation["task"]["name"].text()
        if not all("%s" in text for text in words.all()):
            raise operation["textToConfirm"].wrong("lacks %s", "put %s into every text")
    return words
