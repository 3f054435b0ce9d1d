"""How the skill reaches Alexa's services: over HTTPS, and never waiting longer than a turn can bear."""

from __future__ import annotations

import json

from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

SECONDS = 2.0
"""How long one call may wait for a connection, and for an answer. (What a whole turn may take: see deadline.py.)"""


class TimedApiClient(ApiClient):  # type: ignore[misc]
    """The SDK's own client waits for ever; this one does not (and passes the body on as the JSON it already is)."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """One call. Raises ApiClientException where no answer came in time, or none at all."""
        import requests  # loaded by the first call only: most turns call nobody, and a cold start should be short

        body = request.body if isinstance(request.body, str | None) else json.dumps(request.body)
        try:
            answer = requests.request(
                request.method,
                request.url,
                headers=dict(request.headers or []),
                data=body.encode("utf-8") if body else None,
                timeout=self._seconds,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise ApiClientException(f"no answer from Alexa's services: {type(error).__name__}") from error
        return ApiClientResponse(list(answer.headers.items()), _readable(answer.text, answer.ok), answer.status_code)


def _readable(body: str, ok: bool) -> str | None:
    """The body; none for a refusal that is not JSON, on which the SDK would break and lose the status."""
    if ok:
        return body
    try:
        json.loads(body)
    except ValueError:
        return None
    return body
