"""How the Skill Management API says no: a status, a message, and for a bad request what violates what."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A request that is not granted. Codes are those of Amazon's list of them; the messages are ours."""

    def __init__(self, status: int, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code

    def body(self) -> Json:
        """What is answered."""
        return {"message": self.message, **({"code": self.code} if self.code else {})}


class BadRequest(Refused):
    """What was sent cannot be taken. Each violation names the field and the remedy."""

    def __init__(self, code: str, *violations: str) -> None:
        super().__init__(400, "Request is not valid.", code)
        self.violations = [{"code": code, "message": violation} for violation in violations]

    def body(self) -> Json:
        """The message, and every violation."""
        return {"message": self.message, "violations": self.violations}


class NotFound(Refused):
    """There is no such thing here."""

    def __init__(self, what: str) -> None:
        super().__init__(404, what, "RESOURCE_NOT_FOUND")
