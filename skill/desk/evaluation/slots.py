"""Whether the slots hold what was clearly said, where a label says what that was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import isodate

from skill.desk.answer import SlotTold
from skill.desk.under_test import LocaleModel
from skill.guidance.content import default_content
from skill.guidance.plan import onset_of
from skill.understanding.words import norms

Heard = Mapping[str, SlotTold]
"""The slots of a turn."""


Comparison = tuple[str, bool | None]
"""What it counts as, and whether it is right; None where the label's words mean nothing to our model."""
Compare = Callable[[Any, Heard, LocaleModel], Comparison]


def compared(expected: Mapping[str, Any], heard: Heard, model: LocaleModel) -> dict[str, bool]:
    """For each slot that can be compared, whether it was heard as it should be."""
    found: dict[str, bool] = {}
    for name, wanted in expected.items():
        if compare := EXPECTED.get(name):
            counted, right = compare(wanted, heard, model)
            if right is not None:
                found[counted] = right
        elif any(name in intent.slots for intent in model.model.intents):  # of another skill: as it was said, or the id
            slot = heard.get(name)
            said = {str(each).lower() for each in (slot["value"], slot["id"]) if each} if slot else set()
            found[name] = str(wanted).lower() in said
    return found


def _listed(slot: str, kind: str) -> Compare:
    """A value of one of our types, named by its id or by any of its words."""

    def compare(wanted: Any, heard: Heard, model: LocaleModel) -> Comparison:
        ids = _ids(kind, str(wanted), model)
        return slot, heard[slot]["id"] in ids if ids and slot in heard else False if ids else None

    return compare


def _plain(slot: str) -> Compare:
    return lambda wanted, heard, _: (slot, _value(heard, slot) == str(wanted))


def _lasting(slot: str) -> Compare:
    """A length of time, in seconds or as ISO 8601 has it."""
    return lambda wanted, heard, _: (slot, _seconds(_value(heard, slot)) == _seconds(wanted))


def _onset(hours: Any, heard: Heard, model: LocaleModel) -> Comparison:
    """When it began, as far as plans are chosen by it: early or late in a week are one."""
    lasted, day = _value(heard, "Onset"), heard["OnsetDay"]["id"] if "OnsetDay" in heard else None
    known = default_content().intake.onset_hours
    told = [seconds / 3600] if (seconds := _seconds(lasted)) is not None else [known[day]] if day in known else []
    return "onset bucket", bool(told) and _bucket(told[0]) == _bucket(float(hours))


def _bucket(hours: float) -> str:
    onset = onset_of(hours)
    return {"week": "days", "fortnight": "weeks"}.get(onset, onset)


def _value(heard: Heard, slot: str) -> str | None:
    return heard[slot]["value"] if slot in heard else None


EXPECTED: dict[str, Compare] = {
    "duration_seconds": _lasting("Duration"),
    "activity": _listed("Activity", "ACTIVITY"),
    "body_area": _listed("BodyArea", "BODY_AREA"),
    "severity": _listed("Severity", "SEVERITY"),
    "onset_hours": _onset,
    "Activity": _listed("Activity", "ACTIVITY"),
    "BodyArea": _listed("BodyArea", "BODY_AREA"),
    "Stretch": _listed("Stretch", "STRETCH"),
    "Duration": _lasting("Duration"),
    "Delay": _lasting("Delay"),
    "Onset": _lasting("Onset"),
    "StepNumber": _plain("StepNumber"),
    "Time": _plain("Time"),
}
"""What labels call it, and how it is compared."""


def _seconds(length: Any) -> float | None:
    if length is None or isinstance(length, int | float):
        return None if length is None else float(length)
    try:
        lasts = isodate.parse_duration(str(length))
    except isodate.ISO8601Error:
        return None
    # Months and years have no fixed length: any month will do, as long as it is always the same.
    fixed = lasts.totimedelta(start=isodate.parse_date("2026-01-01")) if isinstance(lasts, isodate.Duration) else lasts
    return float(fixed.total_seconds())


def _ids(kind: str, words: str, model: LocaleModel) -> frozenset[str]:
    ids = {value.id for type in model.model.types if type.name == kind for value in type.values}
    return frozenset({words} if words in ids else {id for id, _ in model.lexicon.reads(kind, norms(words)) if id})
