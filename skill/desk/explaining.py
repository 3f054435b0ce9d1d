"""What utterances mean to one interaction model, anybody's: `back-coach understand`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from skill.desk.under_test.models import model_in
from skill.understanding import EncoderError, ModelError, Tier, Understood


def explain(
    model: Path,
    said: Sequence[str],
    tier: Tier = "auto",
    as_json: bool = False,
    now: datetime | None = None,
    locale: str | None = None,
) -> int:
    """Prints of each utterance the intent, how sure it is and why, the slots, and the three likeliest intents.

    `now` is what "tomorrow" starts from, `locale` that of a file whose name does not say it. As JSON it is one object a
    line. Returns the exit code.
    """
    try:
        understanding = model_in(model, tier, locale).understanding.at(now or datetime.now().astimezone())
    except (ModelError, EncoderError) as error:
        print(f"back-coach understand: {error}", file=sys.stderr)
        return 2
    for at, text in enumerate(said):
        found = understanding.understand(text)
        if as_json:
            print(json.dumps({"text": text, **data(found)}, ensure_ascii=False))
        else:
            heading = [*([""] if at else []), f"text        {text}"] if len(said) > 1 else []
            print("\n".join([*heading, *lines(found)]))
    return 0


def keep(model: Path, tier: Tier, locale: str | None = None) -> None:
    """Loads what such a command needs, where it was learnt before. Raises ModelError and EncoderError."""
    model_in(model, tier, locale).understanding.recall()


def data(found: Understood) -> dict[str, Any]:
    """The reading as JSON: every slot that was said, with all listed values it stands for."""
    return {
        "intent": found.intent,
        "confidence": round(found.confidence, 3),
        "why": found.why,
        "slots": {
            name: {
                "type": slot.type,
                "value": slot.value,
                "heard": slot.heard,
                "matches": [{"id": id, "name": value} for id, value in slot.matches],
            }
            for name, slot in found.slots.items()
            if slot.value is not None
        },
        "candidates": [{"intent": name, "confidence": round(score, 3)} for name, score in found.candidates],
    }


def lines(found: Understood) -> list[str]:
    """The reading for people."""
    said = [slot for slot in found.slots.values() if slot.value is not None]
    best = ", ".join(f"{name} {score:.2f}" for name, score in found.candidates)
    return [
        f"intent      {found.intent}",
        f"confidence  {found.confidence:.2f}",
        f"why         {found.why}",
        *(f"slot        {slot.name} = {_value(slot.value, slot.heard, slot.matches)}" for slot in said),
        f"likeliest   {best or '-'}",
    ]


def _value(value: str | None, heard: str | None, matches: tuple[tuple[str | None, str], ...]) -> str:
    meant = ", ".join(name if id is None else f"{name} ({id})" for id, name in matches)
    words = f"{value}" if heard in (None, value) else f"{value}, heard as '{heard}'"
    return f"{words}; listed as {meant}" if meant else words
