"""A call to the pretend Alexa service as text in, text out; and the skill's way to it when both run in one process.

No network here, and no waiting.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClient, ApiClientRequest, ApiClientResponse

from skill.desk.alerts.about_person import ABOUT_PERSON
from skill.desk.alerts.calls import ServiceCall
from skill.desk.alerts.errors import ApiError, Unauthorized
from skill.desk.alerts.faults import Fails, Fault, Late, Nonsense, Silent
from skill.desk.alerts.operations import Call
from skill.desk.alerts.routes import find_operation
from skill.desk.alerts.service import AlertsService

FindService = Callable[[str], AlertsService | None]
"""From the bearer token of a call to the device it is for, such as `{service.token: service}.get`."""

NOTHING_IS_204 = ("enqueue", *ABOUT_PERSON)
"""Operations that have a status of their own for nothing to tell."""
SELLING = "get_in_skill_products"
"""What is only asked by a skill that has something to sell."""
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """Status, headers and body, and how many seconds the answer is made to take (infinite: it never
    comes)."""

    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


def handle(find: FindService, method: str, path: str, headers: Mapping[str, str], body: str | bytes = "") -> Answer:
    """Answer one call as Alexa's services would. The device remembers that it was made.

    Whether the answer is late is for the caller to act on: nothing sleeps here.
    """
    found = find_operation(method, path)
    service = find(bearer(headers))
    if found is None:
        reason = f"There is no {method} {path.partition('?')[0]} on this desk."
        if service:
            service.called(ServiceCall(method, path, 404, reason, is_known=False))
        return _json(404, {"message": reason})
    operation, id = found
    if service is None:
        return _refusal(operation, Unauthorized())
    with service.settled() as now:
        fault, call = service.faults.strike(operation), Call(service, now, operation, id, body)
        answer = _answered(call, fault)
        refused = answer.status >= 400
        reason, needs = (_reason(answer), call.lacks if answer.status in (401, 403) else "") if refused else ("", "")
        sells_nothing = operation == SELLING and not refused and not service.purchases.all()
        service.called(
            ServiceCall(method, path, answer.status, reason, needs, fault is not None, sells_nothing=sells_nothing)
        )
        return answer


def _answered(call: Call, fault: Fault | None) -> Answer:
    if isinstance(fault, Fails):
        return _failure(call.operation, fault)
    if isinstance(fault, Silent):
        return Answer(504, delay=fault.seconds)
    return _spoil(_perform(call), fault)


def _reason(answer: Answer) -> str:
    """The words that a service refused with."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return ""
    return str(told.get("message") or "") if isinstance(told, dict) else ""


def _perform(call: Call) -> Answer:
    try:
        result = call.perform()
    except ApiError as error:
        return _refusal(call.operation, error)
    if result is None:
        return Answer(204 if call.operation in NOTHING_IS_204 else 200)
    return _json(200, result)


def _failure(operation: str, fault: Fails) -> Answer:
    if fault.status < 400:
        return Answer(fault.status)
    status = HTTPStatus(fault.status)
    return _refusal(operation, ApiError(status, status.name, fault.message or status.phrase))


def _spoil(answer: Answer, fault: Fault | None) -> Answer:
    if isinstance(fault, Late):
        return replace(answer, delay=fault.seconds)
    if isinstance(fault, Nonsense):
        return replace(answer, body=fault.body, headers={"Content-Type": "text/html"})
    return answer


def _refusal(operation: str, error: ApiError) -> Answer:
    """In the shape that the SDK reads for this operation."""
    body: dict[str, Any] = {"message": error.message}
    if operation == "enqueue":
        body["code"] = error.status
    elif operation.startswith(("get_system_", "get_profile_", "get_persons_")):
        known = {401: "INVALID_TOKEN", 403: "INVALID_URI", 504: "DEVICE_UNREACHABLE"}
        body["code"] = known.get(error.status, "UNKNOWN_ERROR")
    elif "reminder" in operation:
        body["code"] = error.code
    elif operation in ("get_full_address", "get_country_and_postal_code"):
        body["type"] = error.code
    return _json(error.status, body)


def _json(status: int, value: object) -> Answer:
    return Answer(status, json.dumps(value), _JSON)


def bearer(headers: Mapping[str, str]) -> str:
    """The token that a call brings; empty where it brings none."""
    for name, value in headers.items():
        scheme, _, token = value.partition(" ")
        if name.lower() == "authorization" and scheme.lower() == "bearer":
            return token.strip()
    return ""


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
