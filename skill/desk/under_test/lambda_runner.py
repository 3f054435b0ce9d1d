"""Runs a skill's handler in a Python of its own: a program, started by the desk with the interpreter that is named.

It knows nothing of the desk's libraries, and speaks to it by two pipes: a request a line in, an answer a line out.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback
import urllib.error
import urllib.request
import uuid
from decimal import Decimal
from typing import Any

SWALLOWED: list[str] = []
"""What was raised in this turn and then answered by a handler for exceptions."""


class Context:
    """What Lambda tells a handler about the call."""

    function_version = "$LATEST"
    memory_limit_in_mb = 128

    def __init__(self, name: str, seconds: float | None) -> None:
        self.function_name = name
        self.aws_request_id = str(uuid.uuid4())
        self.invoked_function_arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
        self.log_group_name = f"/aws/lambda/{name}"
        self.log_stream_name = f"desk/[$LATEST]{self.aws_request_id}"
        self._ends = time.monotonic() + (3600 if seconds is None else seconds)

    def get_remaining_time_in_millis(self) -> int:
        """How long the call may still take."""
        return max(0, int((self._ends - time.monotonic()) * 1000))


def main(module: str, name: str, folder: str, seconds: str, requests: str, answers: str) -> None:
    """Loads the handler, tells so, and then answers request after request until there are no more."""
    sys.path[:1] = [folder]
    with os.fdopen(int(requests)) as given, os.fdopen(int(answers), "w") as told:
        limit = None if seconds == "none" else float(seconds)

        def tell(answer: dict[str, Any]) -> None:
            sys.stdout.flush()
            sys.stderr.flush()
            told.write(json.dumps(answer) + "\n")
            told.flush()

        try:
            handler = _handler(importlib.import_module(module), module, name)
            _watch()
        except BaseException as error:
            return tell({"failed": _told(error, folder), "traceback": traceback.format_exc()})
        tell({"ready": True})
        for line in given:
            tell(_answer(handler, json.loads(line), Context(module, limit), folder))


def _handler(module: Any, path: str, name: str) -> Any:
    found: Any = getattr(module, name, None)
    if hasattr(found, "lambda_handler"):
        found = found.lambda_handler()  # a skill builder of the SDK's
    if not callable(found):
        usable = [each for each, value in vars(module).items() if callable(value) and value.__module__ == path]
        raise LookupError(f"{path}:{name} is no function; it has: {', '.join(usable) or 'none'}")
    return found


def _answer(handler: Any, event: Any, context: Context, folder: str) -> dict[str, Any]:
    SWALLOWED.clear()
    try:
        answer = handler(event, context)
        return {"answer": json.loads(json.dumps(answer, default=_number, allow_nan=False)), "swallowed": SWALLOWED}
    except BaseException as error:
        told = {"error": _told(error, folder), "traceback": traceback.format_exc()}
        return {**told, "swallowed": SWALLOWED}


def _number(value: Any) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _told(error: BaseException, folder: str) -> str:
    """The exception, and the last line of the skill's own code that it came through."""
    own = [
        each
        for each in traceback.extract_tb(error.__traceback__)
        if each.filename.startswith(folder) and "site-packages" not in each.filename
    ]
    place = f" ({own[-1].filename}, line {own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {error}{place}"


def _watch() -> None:
    """Has Amazon's SDK, if it is here, tell of exceptions, and call the desk's services, which are not on https."""
    try:
        from ask_sdk_core.api_client import DefaultApiClient
        from ask_sdk_runtime.dispatch_components.exception_components import GenericExceptionMapper
    except ImportError:
        return
    looks, calls = GenericExceptionMapper.get_handler, DefaultApiClient.invoke

    def get_handler(self: Any, handler_input: Any, exception: BaseException) -> Any:
        SWALLOWED.append(_told(exception, os.getcwd()))
        return looks(self, handler_input, exception)

    def invoke(self: Any, request: Any) -> Any:
        return _called(request) if request.url.startswith("http://") else calls(self, request)

    GenericExceptionMapper.get_handler, DefaultApiClient.invoke = get_handler, invoke


def _called(request: Any) -> Any:
    from ask_sdk_model.services import ApiClientResponse

    body = json.dumps(request.body).encode() if request.body not in (None, "") else None
    made = urllib.request.Request(request.url, body, dict(request.headers or ()), method=request.method)
    try:
        with urllib.request.urlopen(made, timeout=10) as got:
            return ApiClientResponse(headers=got.getheaders(), status_code=got.status, body=got.read().decode())
    except urllib.error.HTTPError as error:
        headers = list(error.headers.items())
        return ApiClientResponse(headers=headers, status_code=error.code, body=error.read().decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
