"""How topics and intents are named after each other: IceOrHeatIntent is about ice_or_heat."""

from __future__ import annotations

import re
from collections.abc import Container

WORDS = re.compile("[A-Z][a-z]*")


def topic_of(intent: str, topic_ids: Container[str]) -> str | None:
    """The topic an intent asks for: IceOrHeatIntent is about ice_or_heat."""
    id = "_".join(WORDS.findall(intent.removesuffix("Intent"))).lower()
    return id if id in topic_ids and intent == intent_of(id) else None


def intent_of(topic_id: str) -> str:
    """The name of the intent that asks for a topic."""
    return "".join(word.capitalize() for word in topic_id.split("_")) + "Intent"
