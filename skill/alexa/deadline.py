"""A turn has to end in time: Alexa gives up on a skill after eight seconds, and the person hears nothing of use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

TURN_SECONDS = 7.0
"""How long a turn may take, one second before Alexa gives up."""

CALL_SECONDS = 2.5
"""How long one call to the outside may take, from looking up the name to the last byte of the answer."""

Result = TypeVar("Result")


class TooLate(Exception):
    """The turn ran out of time while it waited for somebody else."""


class Deadline:
    """The time by which the turn under way has to be over."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self.missed = False
        """Whether a call was cut short because the turn had no time left for it."""

    @property
    def left(self) -> float:
        """Seconds."""
        return self._ends - time.monotonic()


_turn: ContextVar[Deadline | None] = ContextVar("turn", default=None)


class turn_deadline:  # one made of a generator takes longer than what is done in it
    """A turn under way; one inside another ends with it. Raises TooLate at its end where it ran out of time."""

    def __init__(self, seconds: float = TURN_SECONDS) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        outer = _turn.get()
        self._deadline = Deadline(min(self._seconds, outer.left) if outer else self._seconds)
        self._before = _turn.set(self._deadline)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        _turn.reset(self._before)
        if self._deadline.missed and kind is None:
            raise TooLate


def time_left(seconds: float) -> float:
    """What is left of the turn under way, at most `seconds`. Without one, these seconds."""
    turn = _turn.get()
    return max(min(turn.left, seconds), 0) if turn else seconds


def within(seconds: float | None, work: Callable[[], Result]) -> Result:
    """What `work` returns. Raises TimeoutError when it takes longer; then it is left to end by itself. None waits.

    The time limits of sockets are not enough: they start again with every byte, and looking up a name has none.
    """
    from concurrent.futures import Future  # only what calls the outside needs it

    outcome: Future[Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome.result(timeout=seconds)


class PunctualApiClient(ApiClient):  # type: ignore[misc]
    """Any API client, held to the time one call may take and to what is left of the turn."""

    def __init__(self, client: ApiClient, call_seconds: float = CALL_SECONDS) -> None:
        self._client = client
        self._call_seconds = call_seconds

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """One call. Raises ApiClientException where no answer came in time, or what the client raises."""
        turn = _turn.get()
        left = turn.left if turn else self._call_seconds
        if left > 0:
            try:
                return within(min(left, self._call_seconds), lambda: self._client.invoke(request))
            except TimeoutError:
                pass
        if turn and turn.left <= 0:
            turn.missed = True
        raise ApiClientException("no answer in time")
