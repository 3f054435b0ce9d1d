"""Annotation sets: utterances and what they should mean, in the JSON that Amazon's NLU evaluation tool takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from skill.understanding import Slot, Understood

Json = dict[str, Any]


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
    rows = content.get("data") if isinstance(content, dict) else None
    if not isinstance(rows, list):
        raise AnnotationError('data is not a list; write {"data": [{"inputs": …, "expected": […]}]}')
    return [_annotation(row, f"data[{at}]") for at, row in enumerate(rows)]


def _annotation(row: Any, place: str) -> Annotation:
    inputs = _object(_object(row, place).get("inputs"), f"{place}.inputs")
    expected = row.get("expected")
    if not isinstance(expected, list) or not expected:
        raise AnnotationError(f"{place}.expected is no list of readings; name at least one intent")
    readings = tuple(_expected(each, f"{place}.expected[{at}]") for at, each in enumerate(expected))
    return Annotation(
        _text(inputs.get("utterance"), f"{place}.inputs.utterance"), readings, _moment(inputs, place), row
    )


def _expected(reading: Any, place: str) -> Expected:
    intent = _object(_object(reading, place).get("intent"), f"{place}.intent")
    slots = _object(intent.get("slots") or {}, f"{place}.intent.slots")
    wanted = ((name, tuple(_values(each, f"{place}.intent.slots.{name}"))) for name, each in slots.items())
    return Expected(_text(intent.get("name"), f"{place}.intent.name"), tuple(wanted))


def _values(slot: Any, place: str) -> list[str]:
    """A value, or as Amazon writes it since slots may hold several: `slotValue` with a value or a list of them."""
    held = _object(slot, place)
    held = _object(held.get("slotValue", held), f"{place}.slotValue")
    if held.get("type") == "List":
        values = held.get("values")
        if not isinstance(values, list) or not values:
            raise AnnotationError(f"{place}.slotValue.values is no list of values")
        return [_text(_object(each, place).get("value"), f"{place}.slotValue.values") for each in values]
    return [_text(held.get("value"), f"{place}.value")]


def _moment(inputs: Mapping[str, Any], place: str) -> datetime | None:
    if (told := inputs.get("referenceTimestamp")) is None:
        return None
    try:
        found = datetime.fromisoformat(told)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        name = f"{place}.inputs.referenceTimestamp"
        raise AnnotationError(f"{name} is {told!r}; write it like 2026-11-22T08:00:00.000Z") from None


def _object(found: Any, place: str) -> Json:
    if not isinstance(found, dict):
        raise AnnotationError(f"{place} is not an object")
    return found


def _text(found: Any, place: str) -> str:
    if not isinstance(found, str) or not found.strip():
        raise AnnotationError(f"{place} is missing or no text")
    return found
