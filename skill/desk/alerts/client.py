"""The skill's way to the pretend service when both run in one process."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.desk.alerts.rest import FindService, handle


class InProcessApiClient(ApiClient):  # type: ignore[misc]
    """Give it to ``CustomSkillBuilder(api_client=...)``: the skill then needs no network.

    One client serves all devices: the token in the call says which. It never waits. An answer that would take
    `timeout` seconds or more is an exception at once, made by `timed_out` from a message; by default the one
    that the SDK's own client raises for every failed call. The SDK's service clients turn any exception
    into a ServiceException of status 500.
    """

    def __init__(
        self,
        find: FindService,
        timeout: float = 5.0,
        timed_out: Callable[[str], Exception] = ApiClientException,
    ) -> None:
        self._find = find
        self._timeout = timeout
        self._timed_out = timed_out

    def invoke(self, request: ApiClientRequest) -> ApiClientResponse:
        url = urlsplit(request.url)
        body = request.body or ""
        if not isinstance(body, str | bytes):
            body = json.dumps(body)
        answer = handle(self._find, request.method, url.path, dict(request.headers or []), body)
        if answer.delay >= self._timeout:
            raise self._timed_out(f"{request.method} {url.path} timed out after {self._timeout} seconds")
        return ApiClientResponse(list(answer.headers.items()), answer.body, answer.status)
