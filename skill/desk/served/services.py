"""The SDK's own client calls nobody over plain HTTP, where the desk's services are. So its calls are handed over."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from ask_sdk_core.api_client import DefaultApiClient
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

Call = Callable[[DefaultApiClient, ApiClientRequest], ApiClientResponse]

_really: Call = DefaultApiClient.invoke


def let_through(client: ApiClient) -> None:
    """From now on a handler in this process reaches the desk's services: through `client`, without a network.

    Only calls over plain HTTP, all of which the SDK refuses, are handed over; everything else goes its usual way.
    """

    @wraps(_really)
    def invoke(self: DefaultApiClient, request: ApiClientRequest) -> ApiClientResponse:
        if urlsplit(request.url).scheme == "http":
            return client.invoke(request)
        return _really(self, request)

    DefaultApiClient.invoke = invoke
