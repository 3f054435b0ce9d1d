"""One exchange between a person and the device: what was said or done, what came of it, and the trace of how."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from skill.desk.household.player import Event as PlayerEvent
from skill.desk.trace import AskedSkill, Asks, Decided, Event
from skill.json_reader import Json
from skill.understanding import FALLBACK, Understanding, Understood

Skill = Callable[[Json], Json]
"""A request in Alexa's JSON in, the response in Alexa's JSON out. Raises SkillFailed where it has none."""


PRINTED: ContextVar[Callable[[str], object] | None] = ContextVar("PRINTED", default=None)
"""Is told what a skill on this desk prints, while it is asked."""


SWALLOWED: ContextVar[Callable[[str], object] | None] = ContextVar("SWALLOWED", default=None)
"""Is told what a skill on this desk raised and then answered all the same, by a handler of its own for exceptions."""


class SkillFailed(Exception):
    """The skill has no answer that an Echo could use. The message is for its developer: what, where, how to mend it."""

    traceback: str = ""
    """Where its code was when it broke, as Python tells it."""


def tells_nothing(answer: Json) -> Decided:
    """What is told of a turn by a skill that knows nothing of this desk."""
    return {}


class DeskError(Exception):
    """Something asked of the desk makes no sense. The message says what and how to mend it."""


MOST_PRINTED = 20_000
"""Characters that are kept of what a skill prints in a turn: its last."""


@dataclass
class Exchange:
    """What somebody says or does, and all that comes of it until it is their turn again."""

    text: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    trace: list[Event] = field(default_factory=list)
    understood: Understood | None = None
    intent: Json | None = None
    """The intent as the skill was told of it, or as Alexa herself asks on about it."""
    request: Json = field(default_factory=dict)
    """The last that the skill was asked; empty while it was not."""
    response: Json = field(default_factory=dict)
    """What it answered to that."""
    decided: Decided = field(default_factory=Decided)
    ssml: str | None = None
    """What was said last, as it was given to be spoken."""
    consent: tuple[str, str] | None = None
    """The scope that the device asked a permission for, and "asked", or what was answered."""
    trouble: str | None = None
    """Why the skill's answer was of no use."""
    played: list[PlayerEvent] = field(default_factory=list)
    """What the audio player has to tell the skill, once this is over."""
    heard: list[Any] = field(default_factory=list)
    """What it had told the skill before this began: see `playback.Heard`."""

    def __post_init__(self) -> None:
        self._begun = time.perf_counter()
        if self.text:
            self.trace.append({"event": "heard", "ms": 0.0, "text": self.text})

    @property
    def _ms(self) -> float:
        return round((time.perf_counter() - self._begun) * 1000, 2)

    @property
    def speech(self) -> str:
        """All that is heard since the skill was asked last."""
        spoken: list[str] = []
        for event in self.trace:
            if event["event"] == "asked_skill":
                spoken.clear()
            elif event["event"] == "spoke":
                spoken.append(event["text"])
        return " ".join(spoken)

    def understand(
        self, understanding: Understanding, words: str, elicited: tuple[str, str] | None, nearest: bool = False
    ) -> Understood:
        """What the words mean. `elicited`: the intent and slot that were just asked for. `nearest`: what means nothing
        means what is least unlike."""
        found = understanding.understand(words, elicited)
        if nearest and found.intent == FALLBACK:
            found = understanding.nearest(words) or found
        self.understood = found
        self.trace.append({
            "event": "understood", "ms": self._ms, "intent": found.intent, "confidence": round(found.confidence, 3),
            "why": found.why,
            "candidates": [{"intent": name, "confidence": round(score, 3)} for name, score in found.candidates],
            "slots": {name: slot.heard or slot.value for name, slot in found.slots.items() if slot.value is not None},
        })  # fmt: skip
        return found

    def ask(self, skill: Skill, request: Json, decided: Callable[[Json], Decided]) -> Json:
        """The skill's answer to a whole request; `decided` reads off it what it tells. Raises what the skill raises."""
        self.request, self.response, self.decided, self.ssml = request, {}, {}, None
        asked: AskedSkill = {
            "event": "asked_skill", "ms": 0.0, "request": request, "response": None, "printed": "", "traceback": "",
        }  # fmt: skip
        self.trace.append(asked)
        printed, swallowed = list[str](), list[str]()
        listening, watching = PRINTED.set(printed.append), SWALLOWED.set(swallowed.append)
        try:
            asked["response"] = self.response = skill(request)
        except SkillFailed as error:
            asked["traceback"] = error.traceback
            if swallowed:  # the handler for exceptions has raised one of its own
                raise SkillFailed(f"{error}; it was to answer for {swallowed[0]}") from error
            raise
        finally:
            PRINTED.reset(listening)
            SWALLOWED.reset(watching)
            asked["ms"], asked["printed"] = self._ms, "".join(printed)[-MOST_PRINTED:]
        if swallowed:
            asked["traceback"] = "\n".join(swallowed)
            self.trouble = f"the skill raised {swallowed[0]}, and answered by its own handler for exceptions"
        if told := decided(self.response):
            self._decided(told)
        return self.response

    def told(self, request: Json, response: Json | None) -> None:
        """The skill was told of something after the turn, such as what is played."""
        self.trace.append({
            "event": "asked_skill", "ms": self._ms, "request": request, "response": response, "printed": "",
            "traceback": "",
        })  # fmt: skip

    def _decided(self, told: Decided) -> None:
        self.decided = told
        if scanned := told.get("scanned"):
            flags = told.get("red_flags", [])
            self.trace.append({"event": "scanned", "ms": self._ms, "text": scanned, "red_flags": flags})
        self.trace.append({
            "event": "decided", "ms": self._ms, "urgency": told.get("urgency"), "topic": told.get("topic"),
            "aspect": told.get("aspect"), "step": told.get("step"), "asked": told.get("asked", ""),
        })  # fmt: skip

    def ask_on(self, intent: Json, asks: Asks, slot: str) -> None:
        """The dialog about an intent goes on: something about it was asked."""
        self.intent = intent
        self.trace.append({"event": "asked_on", "ms": self._ms, "intent": intent, "asks": asks, "slot": slot})

    def speak(self, by: Literal["skill", "device"], text: str, ssml: str | None = None) -> None:
        """Something is heard. `ssml`: as it was given to be spoken, where that is more than the text."""
        self.ssml = ssml or self.ssml
        if text:
            self.trace.append({"event": "spoke", "ms": self._ms, "by": by, "text": text})
