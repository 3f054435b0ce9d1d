"""How the logs are written where strangers talk to the skill: nothing in them of what anybody said or who they are."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

FIELDS = ("outcome", "status", "reason", "detail", "request_id", "request_type", "intent", "milliseconds")
"""What a record may tell besides its message."""

MOST_FRAMES = 12


NAME = r"[A-Za-z0-9_.:-]{1,120}"
"""Types of requests, intents and ids of Alexa's. Anything else in their place may be what somebody said."""


class JsonLines(logging.Formatter):
    """Every record as one line of JSON. Of an exception it tells the kind and the places, never the message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {field: value for field in FIELDS if (value := getattr(record, field, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-MOST_FRAMES:]
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def name_of(value: Any) -> str | None:
    """A name or an id out of a request, where it has the form of one."""
    return value if isinstance(value, str) and re.fullmatch(NAME, value) else None


def kind_of(error: Exception) -> str:
    """What an error is, without its message: its type, and the code that SQLite or AWS gave it."""
    response = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return " ".join(filter(None, (type(error).__name__, code or getattr(error, "sqlite_errorname", None))))
