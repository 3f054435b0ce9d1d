"""How the skill reaches Alexa's services: over HTTPS, only Amazon's hosts, and never longer than a turn bears."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

if TYPE_CHECKING:
    import requests

SECONDS = 2.0
"""How long one call may wait for a connection, and for an answer. (What a whole turn may take: see deadline.py.)"""

ENDPOINTS = ("https://api.amazonalexa.com", "https://api.eu.amazonalexa.com", "https://api.fe.amazonalexa.com")
"""Where Amazon's services are, one for each part of the world. A request names one, and brings a token for it."""

LOOPBACK = ("http://127.0.0.1:", "http://[::1]:", "http://localhost:")
MOST_BYTES = 256 * 1024
"""Of an answer, once it is unpacked. Amazon's have a few kilobytes."""


class TimedApiClient(ApiClient):  # type: ignore[misc]
    """The SDK's own client waits for ever; this one does not (and passes the body on as the JSON it already is).

    A token goes to Amazon alone. `desk` is the address of pretend services on this machine, which may have it too.
    """

    def __init__(self, seconds: float = SECONDS, desk: str | None = None) -> None:
        self._seconds = seconds
        self._endpoints = (*ENDPOINTS, *([desk] if desk and desk.startswith(LOOPBACK) else []))

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        """One call. Raises ApiClientException where no answer came in time, none at all, or nobody may be asked."""
        if not any(is_at(request.url, endpoint) for endpoint in self._endpoints):
            raise ApiClientException("not asked: the request names an apiEndpoint that is not Amazon's")
        import requests  # loaded by the first call only: most turns call nobody, and a cold start should be short

        body = request.body if isinstance(request.body, str | None) else json.dumps(request.body)
        try:
            with requests.request(
                request.method,
                request.url,
                headers=dict(request.headers or []),
                data=body.encode("utf-8") if body else None,
                timeout=self._seconds,
                allow_redirects=False,
                stream=True,
            ) as answer:
                text = _text(answer)
        except requests.RequestException as error:
            raise ApiClientException(f"no answer from Alexa's services: {type(error).__name__}") from error
        return ApiClientResponse(list(answer.headers.items()), _readable(text, answer.ok), answer.status_code)


def is_at(url: str, endpoint: str) -> bool:
    """Whether a URL is that of a service at this endpoint: the very endpoint, then a version, and no way out of it."""
    path = url.removeprefix(endpoint)
    return path != url and path.startswith(("/v1/", "/v2/")) and ".." not in path


def _text(answer: requests.Response) -> str:
    """The body. Raises ApiClientException where it is too long to be read."""
    found = b""
    for piece in answer.iter_content(4096):
        found += piece
        if len(found) > MOST_BYTES:
            raise ApiClientException(f"an answer of more than {MOST_BYTES} bytes is none of Alexa's services")
    return found.decode("utf-8", errors="replace")


def _readable(body: str, ok: bool) -> str | None:
    """The body; none for a refusal that is not JSON, on which the SDK would break and lose the status."""
    if ok:
        return body
    try:
        json.loads(body)
    except ValueError:
        return None
    return body
