"""A handler in this process and the SDK it was made with: what it calls, and what it keeps to itself.

The SDK's own client calls nobody over plain HTTP, where the desk's services are. So its calls are handed over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from ask_sdk_core.api_client import DefaultApiClient
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse
from ask_sdk_runtime.dispatch_components.exception_components import GenericExceptionMapper

_ONE_AT_A_TIME = threading.RLock()
"""The SDK's class belongs to the whole process. A handler on Lambda, too, is asked one thing at a time."""


@contextmanager
def reached_through(client: ApiClient | None) -> Iterator[None]:
    """While this lasts, a handler in this process reaches the desk's services: through `client`, without a network.

    Only calls over plain HTTP, all of which the SDK refuses, are handed over; everything else goes its usual way.
    """
    with _ONE_AT_A_TIME:
        really = DefaultApiClient.invoke

        @wraps(really)
        def invoke(self: DefaultApiClient, request: ApiClientRequest) -> ApiClientResponse:
            if client and urlsplit(request.url).scheme == "http":
                return client.invoke(request)
            return really(self, request)

        DefaultApiClient.invoke = invoke
        try:
            yield
        finally:
            DefaultApiClient.invoke = really


@contextmanager
def watched(told: Callable[[BaseException], object]) -> Iterator[None]:
    """While this lasts, every exception that a skill of the SDK's answers by a handler of its own is told."""
    with _ONE_AT_A_TIME:
        really = GenericExceptionMapper.get_handler

        @wraps(really)
        def get_handler(self: GenericExceptionMapper, handler_input: Any, exception: BaseException) -> Any:
            told(exception)
            return really(self, handler_input, exception)

        GenericExceptionMapper.get_handler = get_handler
        try:
            yield
        finally:
            GenericExceptionMapper.get_handler = really
