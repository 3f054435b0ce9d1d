"""What is asked of a request once Amazon is known to have signed it: is it of now, and is it meant for this skill?

These are verifiers in the way of Amazon's SDK, for between reading a request and answering it.
"""

from __future__ import annotations

from typing import Any

from ask_sdk_model.request_envelope import RequestEnvelope

from skill.web.refusal import Reason, Refused
from skill.web.webservice_support import AbstractVerifier, TimestampVerifier, VerificationException


class Recent(TimestampVerifier):  # type: ignore[misc]
    """The SDK's verifier: 150 seconds either way, an hour for skill events. Odd timestamps are refused, not errors."""

    def verify(
        self, headers: dict[str, Any], serialized_request_env: str, deserialized_request_env: RequestEnvelope
    ) -> None:
        """Raises Refused."""
        try:
            super().verify(headers, serialized_request_env, deserialized_request_env)
        except (VerificationException, TypeError, AttributeError, ValueError, OverflowError):
            raise Refused(Reason.TIMESTAMP, "missing, or too far from now") from None


class MeantForUs(AbstractVerifier):  # type: ignore[misc]
    """Amazon signs the requests of every skill there is; this one is for ours. Without an id any skill's will do."""

    def __init__(self, skill_id: str | None) -> None:
        self._skill_id = skill_id

    def verify(
        self, headers: dict[str, Any], serialized_request_env: str, deserialized_request_env: RequestEnvelope
    ) -> None:
        """Raises Refused."""
        try:
            found = [deserialized_request_env.context.system.application.application_id]
            if deserialized_request_env.session:
                found.append(deserialized_request_env.session.application.application_id)
        except AttributeError:
            raise Refused(Reason.SKILL_ID, "missing") from None
        if self._skill_id and any(each != self._skill_id for each in found):
            raise Refused(Reason.SKILL_ID, "another skill's")


class Closed(AbstractVerifier):  # type: ignore[misc]
    """Nothing gets in while it is not known for which skill the requests have to be."""

    def verify(self, **_: Any) -> None:
        """Raises Refused."""
        raise Refused(Reason.SKILL_ID, "none is set; set SKILL_ID to the id of your skill")
