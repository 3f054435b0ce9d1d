"""The format of interaction models before 2018: an IntentSchema, and its SampleUtterances in a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

REFUSAL = (
    "the format of before 2018, which Amazon takes no longer; write interactionModel.languageModel instead: what was "
    '"intent" is "name", the lines of SampleUtterances are the samples of their intents, the lists of values are types'
)
_NAME = "[Ii]ntent[Ss]chema.json"


def is_old(raw: Any) -> bool:
    """Whether a file holds such a schema."""
    intents = raw.get("intents") if isinstance(raw, dict) else None
    return isinstance(intents, list) and any(isinstance(each, dict) and "intent" in each for each in intents)


def schema_in(folder: Path) -> Path | None:
    """Such a schema in a project's folder."""
    return next((file for place in ("", "*/", "*/*/") for file in sorted(folder.glob(f"{place}{_NAME}"))), None)
