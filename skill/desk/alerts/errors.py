"""How the pretend service says no."""

from collections.abc import Callable

from skill.json_reader import Flaw


class ApiError(Exception):
    """A refusal that the caller gets to see: HTTP status, a code for programs, a message for people.

    The statuses are those that Amazon's SDK knows per operation. Most codes and all messages are ours:
    Amazon's tables of them could not be read. INVALID_ALERT_INFO and TRIGGER_SCHEDULED_TIME_IN_PAST are
    reported by people who met them.
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message


class BadRequest(ApiError):
    """What was sent cannot be taken. The message names the field and the remedy."""

    def __init__(self, message: str, code: str = "INVALID_REQUEST") -> None:
        super().__init__(400, code, message)


def coded(code: str) -> Callable[[Flaw], BadRequest]:
    """Refuses what is wrong in a request body, with this code."""
    return lambda flaw: BadRequest(f"{flaw}.", code)


class NotFound(ApiError):
    """There is no alert of this id: never was, was deleted, or was forgotten some time after it fired."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(404, "ALERT_NOT_FOUND", f"There is no {kind} {id!r}.")


class Unauthorized(ApiError):
    """No token, a wrong one, or the person has not granted the permission. Amazon tells these apart by
    nothing but words, so a caller cannot either."""

    def __init__(self) -> None:
        super().__init__(401, "UNAUTHORIZED", "Request Unauthorized.")


class Unsupported(ApiError):
    """This device cannot do such alerts at all, whatever the person grants."""

    def __init__(self, kind: str) -> None:
        super().__init__(403, "DEVICE_NOT_SUPPORTED", f"This device does not support {kind}.")
