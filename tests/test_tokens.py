"""The token of a request goes to Amazon alone, and what comes back is read with care."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from ask_sdk_core.exceptions import ApiClientException
from ask_sdk_model.services import ApiClientRequest

from skill.alexa import build_skill, invoke
from skill.alexa.api_client import ENDPOINTS, MOST_BYTES, TimedApiClient, is_at
from tests.web.authority import envelope, intent

PATH = "/v1/alerts/timers"


class Listener(ThreadingHTTPServer):
    """Somebody who would like to have a token."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.heard: list[str] = []
        self.body = b"{}"
        self.headers: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        self.server.heard.append(f"{self.path} {self.headers.get('Authorization')}")
        self.send_response(200)
        for name, value in {"Content-Length": str(len(self.server.body)), **self.server.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.server.body)

    do_GET = do_POST

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as made:
        serving = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        serving.start()
        yield made
        made.shutdown()
        serving.join()


def call(client: TimedApiClient, url: str) -> Any:
    token = [("Authorization", "Bearer secret")]
    return client.invoke(ApiClientRequest(method="POST", url=url, headers=token, body="{}"))


NOT_AMAZONS = [
    "http://{here}", "http://{here}/../../x?y=", "http://user:pw@{here}", "https://{here}", "http://api.amazonalexa.com",
    "https://api.amazonalexa.com.example.org", "https://api.amazonalexa.com@{here}", "https://api.amazonalexa.com:8443",
    "https://me:pw@api.amazonalexa.com", "https://api.amazonalexa.com/x", "https://api.amazonalexa.com/../x",
    "https://api.amazonalexa.com?x=", "https://api.amazonalexa.com#", "https://example.org", "//{here}", "", "ftp://{here}",
    "HTTPS://API.AMAZONALEXA.COM.EXAMPLE.ORG", "https://api.us.amazonalexa.com",
]  # fmt: skip


@pytest.mark.parametrize("endpoint", NOT_AMAZONS)
def test_a_token_goes_to_no_endpoint_but_amazons(
    listener: Listener, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: Any, **__: Any) -> None:
        raise AssertionError("somebody was asked")

    monkeypatch.setattr(requests, "request", asked)
    url = endpoint.format(here=listener.address.removeprefix("http://")) + PATH
    with pytest.raises(ApiClientException, match="not Amazon's"):
        call(TimedApiClient(), url)
    assert listener.heard == []


def test_a_signed_request_that_names_another_endpoint_gives_its_token_to_nobody(listener: Listener) -> None:
    event: dict[str, Any] = envelope(intent("StartTimerIntent", Duration="PT5M"))
    event["context"]["System"]["apiEndpoint"] = listener.address
    answer = invoke(build_skill(api_client=TimedApiClient()), event)
    assert answer["response"]["outputSpeech"]
    assert listener.heard == []


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_amazons_endpoints_are_asked(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def noted(method: str, url: str, **more: Any) -> requests.Response:
        asked.append(url)
        raise requests.ConnectionError

    monkeypatch.setattr(requests, "request", noted)
    with pytest.raises(ApiClientException):
        call(TimedApiClient(), endpoint + PATH)
    assert asked == [endpoint + PATH]
    assert not is_at(f"{endpoint}/v1/../../x", endpoint)


def test_the_desks_own_services_are_asked_on_this_machine_only(listener: Listener) -> None:
    assert call(TimedApiClient(desk=listener.address), listener.address + PATH).status_code == 200
    with pytest.raises(ApiClientException):
        call(TimedApiClient(desk="http://192.0.2.1:8000"), "http://192.0.2.1:8000" + PATH)
    with pytest.raises(ApiClientException):
        call(TimedApiClient(desk="http://127.0.0.1:1"), listener.address + PATH)
    assert len(listener.heard) == 1


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_an_answer_that_is_too_large_is_not_read(listener: Listener, packed: bool) -> None:
    listener.body = b" " * (MOST_BYTES + 1)
    if packed:
        listener.body, listener.headers = gzip.compress(b" " * 10**8), {"Content-Encoding": "gzip"}
    with pytest.raises(ApiClientException, match=r"more than|no answer from Alexa's services"):
        call(TimedApiClient(desk=listener.address), listener.address + PATH)
