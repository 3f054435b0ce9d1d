"""Why a request is turned away. The outside sees a status and nothing else; the log sees the reason."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Every way a request can fail to be one of Alexa's, in the order in which it is looked for."""

    METHOD = "method"
    SIZE = "size"
    HEADERS = "headers"
    CERTIFICATE_URL = "certificate url"
    SIGNATURE_FORM = "signature form"
    CROWD = "crowd"
    NO_CERTIFICATE = "no certificate"
    CHAIN = "chain"
    SIGNATURE = "signature"
    BODY = "body"
    TIMESTAMP = "timestamp"
    SKILL_ID = "skill id"


class Refused(Exception):
    """This is not a request of Alexa's for this skill: 400. `detail` never holds anything out of the body."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


class Unavailable(Exception):
    """Whether it is Alexa's cannot be told now, because their host does not give us the certificates: 503."""
