"""Annotation sets: utterances and what they should mean, in the JSON that Amazon's NLU evaluation tool takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from skill.json_reader import Json, Reader
from skill.understanding import Slot, Understood


class AnnotationError(ValueError):
    """The annotations cannot be used. Says which of them, and what to mend."""


@dataclass(frozen=True)
class Expected:
    """One right reading."""

    intent: str
    slots: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Slots by name, each with the values of which one has to be there. Slots that are not named may hold anything."""

    def fits(self, understood: Understood) -> bool:
        """Whether this is what was understood."""
        return understood.intent == self.intent and all(
            _holds(understood.slots.get(name), values) for name, values in self.slots
        )


@dataclass(frozen=True)
class Annotation:
    """One utterance and its right readings."""

    utterance: str
    expected: tuple[Expected, ...]
    said_at: datetime | None = None
    """What "tomorrow" starts from, where that matters."""
    raw: Json = field(default_factory=dict)
    """As it was written."""

    def fits(self, understood: Understood) -> bool:
        """Whether one of the right readings was understood."""
        return any(each.fits(understood) for each in self.expected)


def _holds(slot: Slot | None, values: tuple[str, ...]) -> bool:
    """By what was heard, or by the name or the id of the listed value it stands for."""
    if slot is None or slot.value is None:
        return False
    heard = [slot.value, slot.heard, *(word for match in slot.matches for word in match)]
    return bool({_plain(each) for each in heard if each} & {_plain(each) for each in values})


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def annotated(content: Any) -> list[Annotation]:
    """The annotations in a set. Raises AnnotationError."""
    rows = Reader(content, AnnotationError, whole="the set")["data"]
    if not isinstance(rows.value, list):
        raise rows.wrong("is not a list", 'write {"data": [{"inputs": …, "expected": […]}]}', "type")
    return [_annotation(row) for row in rows.items()]


def _annotation(row: Reader) -> Annotation:
    inputs = row["inputs"]
    readings = replace(row["expected"], remedy="name at least one intent").items(least=1)
    expected = tuple(map(_expected, readings))
    return Annotation(inputs["utterance"].text(), expected, _moment(inputs["referenceTimestamp"]), row.object())


def _expected(reading: Reader) -> Expected:
    intent = reading["intent"]
    wanted = ((name, tuple(_values(slot))) for name, slot in intent["slots"].fields())
    return Expected(intent["name"].text(), tuple(wanted))


def _values(slot: Reader) -> list[str]:
    """A value, or as Amazon writes it since slots may hold several: `slotValue` with a value or a list of them."""
    held = slot["slotValue"] if slot["slotValue"].is_given else slot
    if held["type"].value == "List":
        return [each["value"].text() for each in held["values"].items(least=1)]
    return [held["value"].text()]


def _moment(told: Reader) -> datetime | None:
    if not told.is_given:
        return None
    try:
        found = datetime.fromisoformat(told.value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        raise told.wrong(f"is {told.value!r}", "write it like 2026-11-22T08:00:00.000Z") from None
