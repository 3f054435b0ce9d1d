"""The way to Alexa's own services from one request: one kind of error for all that can go wrong, and never too long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from ask_sdk_model.services.service_exception import ServiceException

from skill.alexa.deadline import CALL_SECONDS, TURN_SECONDS
from skill.alexa.logs import kind_of
from skill.dialogue.ports import NOT_ALLOWED, AlertsError, Problem

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PROBLEMS: dict[int, Problem] = {
    400: "refused",
    401: "permission",
    403: "forbidden",
    404: "gone",
    429: "busy",
    503: "busy",
    504: "offline",
}
"""What a status means. Any other, no answer and nonsense are trouble that nobody can do much about."""

PATIENCE = TURN_SECONDS - CALL_SECONDS
"""Seconds into a turn from which no further call is begun, so that whatever comes of the last can still be told."""


class Calls:
    """The calls of one request, made with that request's own token (which the SDK's factory holds)."""

    def __init__(
        self, factory: Any, locale: str, device_id: str, now: datetime, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """`now`: when the request was made. `seconds`: a clock that only measures how long the turn takes."""
        self.factory = factory
        self.locale = locale
        self.now = now
        self._device_id = device_id
        self._seconds = seconds
        self._latest = seconds() + PATIENCE

    def ask(self, call: Callable[[], Answer]) -> Answer:
        """The answer to one call of the SDK. Raises AlertsError for everything that can go wrong with it."""
        if self._seconds() >= self._latest:
            raise AlertsError("trouble")
        try:
            return call()
        except ServiceException as error:
            problem = PROBLEMS.get(error.status_code, "trouble")
            level = logging.INFO if problem in NOT_ALLOWED else logging.WARNING  # not being allowed is no fault
            log.log(level, "a call to Alexa's services failed: %s, %s", error.status_code, problem)
            raise AlertsError(problem) from error
        except Exception as error:  # an answer that is not one of Alexa's breaks the SDK in many ways
            log.warning("an answer of Alexa's services made no sense: %s", kind_of(error))
            raise AlertsError("trouble") from error

    def time_zone(self) -> str | None:
        """The device's time zone, such as America/New_York; None where Alexa does not tell."""
        try:
            zone = self.ask(lambda: self.factory.get_ups_service().get_system_time_zone(self._device_id))
        except AlertsError:
            return None
        return zone if isinstance(zone, str) and zone else None
