"""What is tried with a skill and kept: annotation sets, evaluations, and dialogs that are followed turn by turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from skill.desk.dialog import Dialog, DialogManager
from skill.desk.evaluation.annotations import Annotation
from skill.desk.smapi.protocol import NONE
from skill.json_reader import Json
from skill.understanding import EncoderError, Understanding, Understood

PASSED, FAILED, UNDER_WAY, ERROR = "PASSED", "FAILED", "IN_PROGRESS", "ERROR"


def now() -> str:
    """This moment, as Amazon writes moments."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class AnnotationSet:
    """One set."""

    locale: str
    name: str
    annotations: tuple[Annotation, ...] = ()
    updated: str = field(default_factory=now)

    def properties(self) -> Json:
        """Everything but the annotations."""
        told = {"locale": self.locale, "name": self.name, "updatedTimestamp": self.updated}
        return {**told, "numberOfEntries": len(self.annotations)}


@dataclass
class Evaluation:
    """One run, which takes place in the background."""

    locale: str
    annotation_id: str
    rows: tuple[Annotation, ...]
    status: str = UNDER_WAY
    begun: str = field(default_factory=now)
    ended: str | None = None
    error: str | None = None
    cases: list[Json] = field(default_factory=list)

    def run(self, understanding: Understanding) -> None:
        """Says everything, and keeps what was understood."""
        try:
            self.cases = [_case(row, understanding.at(row.said_at).understand(row.utterance)) for row in self.rows]
            self.status = PASSED if all(case["status"] == PASSED for case in self.cases) else FAILED
        except EncoderError as error:
            self.status, self.error = ERROR, str(error)
        self.ended = now()

    def told(self) -> Json:
        """How it stands."""
        inputs = {"locale": self.locale, "stage": "development", "source": {"annotationId": self.annotation_id}}
        more = {"endTimestamp": self.ended, "errorMessage": self.error}
        more = {name: each for name, each in more.items() if each}
        return {"status": self.status, "startTimestamp": self.begun, "inputs": inputs, **more}


def _case(row: Annotation, understood: Understood) -> Json:
    slots = {
        name: {"name": name, "value": slot.value, "confirmationStatus": NONE}
        for name, slot in understood.slots.items()
        if slot.value is not None
    }
    expected = [
        {"intent": {"name": each.intent, "slots": {name: {"value": values[0]} for name, values in each.slots}}}
        for each in row.expected
    ]
    return {
        "status": PASSED if row.fits(understood) else FAILED,
        "inputs": {key: each for key, each in row.raw["inputs"].items() if key in ("utterance", "referenceTimestamp")},
        "actual": {"intent": {"name": understood.intent, "confirmationStatus": NONE, "slots": slots}},
        "expected": expected,
    }


@dataclass(frozen=True)
class Profiled:
    """What was understood so far, and what Alexa would ask next by the model's dialog."""

    intent: Json
    candidates: tuple[str, ...]
    manager: DialogManager

    @property
    def dialog(self) -> Dialog | None:
        """What is asked, if anything."""
        return self.manager.dialog
