"""What the logs tell: one line of JSON a request, with nothing in it of what anybody said or who they are."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Protocol

from skill.alexa.logs import name_of
from skill.web.refusal import Reason

log = logging.getLogger("skill.web.requests")

LEVELS = {"answered": logging.INFO, "refused": logging.WARNING}
"""All other outcomes are errors."""


@dataclass
class Outcome:
    """What became of a request: answered, apologized, refused, unavailable or failed."""

    outcome: str
    status: int
    reason: Reason | None = None
    detail: str = ""
    error: Exception | None = None
    milliseconds: float = 0.0


class Counter(Protocol):
    """Whoever counts outcomes, such as the metrics."""

    def count(self, outcome: Outcome) -> None: ...


class RequestLog:
    """Tells the logs, and whoever counts, what became of each request."""

    def __init__(self, counter: Counter | None = None) -> None:
        self._counter = counter

    def note(self, outcome: Outcome, request: Any = None) -> None:
        """`request` is the model of Alexa's request, where it is known to be Alexa's."""
        self._count(outcome)
        level = LEVELS.get(outcome.outcome, logging.ERROR)
        if not log.isEnabledFor(level):
            return
        told = {
            "outcome": outcome.outcome,
            "status": outcome.status,
            "reason": outcome.reason and str(outcome.reason),
            "detail": outcome.detail or None,
            "milliseconds": outcome.milliseconds,
            "request_id": name_of(getattr(request, "request_id", None)),
            "request_type": name_of(getattr(request, "object_type", None)),
            "intent": name_of(getattr(getattr(request, "intent", None), "name", None)),
        }
        log.log(level, "request %s", outcome.outcome, extra=told, exc_info=outcome.error)

    def _count(self, outcome: Outcome) -> None:
        try:
            if self._counter:
                self._counter.count(outcome)
        except Exception as error:  # a full disk, say: no reason to leave anybody without an answer
            log.error("a request could not be counted", exc_info=error)


def logging_settings(level: str = "INFO") -> dict[str, Any]:
    """For `logging.config.dictConfig`: everything to standard error, a line of JSON each."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "skill.alexa.logs.JsonLines"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level, "handlers": ["stderr"]},
    }
