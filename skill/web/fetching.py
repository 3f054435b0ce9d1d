"""Getting the file of certificates: one address, no redirects, little time, few bytes."""

from __future__ import annotations

import requests

from skill.alexa.deadline import within
from skill.web.refusal import Reason, Refused, Unavailable

SECONDS = 2.0
"""From looking up the name to the last byte. Alexa waits eight seconds for a whole turn."""

MOST_BYTES = 64 * 1024
"""Amazon's files have about eight kilobytes."""


def fetch(address: str, seconds: float = SECONDS) -> bytes:
    """The file at this address. Raises Refused where there is none, Unavailable where its host does not answer well."""
    try:
        status, found = within(seconds, lambda: _get(address, seconds))
    except (OSError, requests.RequestException) as error:  # also TimeoutError
        raise Unavailable(f"no certificates: {type(error).__name__}") from error
    if status == 429 or status >= 500:
        raise Unavailable(f"no certificates: status {status}")
    if status != 200:
        raise Refused(Reason.NO_CERTIFICATE, f"status {status}")
    if len(found) > MOST_BYTES:
        raise Refused(Reason.NO_CERTIFICATE, "too large")
    return found


def _get(address: str, seconds: float) -> tuple[int, bytes]:
    with requests.get(address, timeout=seconds, allow_redirects=False, stream=True) as answer:
        found = b""
        for piece in answer.iter_content(8192):
            found += piece
            if len(found) > MOST_BYTES:
                break
        return answer.status_code, found
