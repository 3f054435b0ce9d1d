"""Other web sites stay out: names, origins, headers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from skill.desk.app import create_desk_app
from skill.desk.page.guard import is_ours

CHANGING = ["/say", "/replay", "/sessions/x/touch", "/sessions/x/silence", "/sessions/x/clock", "/sessions/x/device",
            "/sessions/x/alerts/y", "/v1/alerts/timers"]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_desk_app().test_client()


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9"},
        {"Origin": "https://localhost"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "evil.example:8000", "Origin": "http://evil.example:8000"},
    ],
    ids=str,
)
def test_a_forged_request_is_refused(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    answer = client.post(path, data='{"text": "stop"}', headers=headers)
    assert answer.status_code == 403
    assert answer.get_json()["error"]


def test_a_session_cannot_be_ended_from_another_site(client: FlaskClient) -> None:
    session = client.post("/say", json={"text": "help"}).get_json()["session"]
    assert client.delete(f"/sessions/{session}", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.delete(f"/sessions/{session}").status_code == 204


@pytest.mark.parametrize("path", ["/", "/coverage", "/samples.json", "/sessions/x/alerts", "/page/main.js"])
def test_a_rebound_name_cannot_even_read(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"},
        {"Host": "[::1]:8000", "Origin": "http://[::1]:8000"},
    ],
    ids=str,
)
def test_the_page_itself_and_the_command_line_may_speak(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/say", json={"text": "help"}, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8000", True), ("LOCALHOST", True), ("127.0.0.1:1", True), ("192.168.1.7:8000", True),
        ("[::1]", True),
        ("desk.local", False), ("localhost.evil.example", False), ("[::1", False), ("", False), ("127.1.evil", False),
    ],
)  # fmt: skip
def test_a_host_is_ours_by_address_never_by_a_strangers_name(host: str, ours: bool) -> None:
    assert is_ours(host) is ours


def test_a_name_the_desk_was_told_is_ours() -> None:
    assert is_ours("desk.local:8000", {"desk.local"})


@pytest.mark.parametrize("path", ["/", "/coverage", "/say", "/page/page.css", "/nowhere"])
def test_every_answer_carries_the_strict_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_pages_hold_nothing_inline_and_nothing_foreign(client: FlaskClient) -> None:
    for path in ("/", "/coverage"):
        html = client.get(path).get_data(as_text=True)
        assert " style=" not in html and "<style" not in html and " onclick" not in html
        assert "//" not in html.replace("<!doctype html>", "")


def test_the_worlds_endpoints_keep_their_own_rules(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"Host": "my-skill.example"}).status_code == 200
    assert client.post("/alexa", data=b"{}", headers={"Host": "my-skill.example"}).status_code == 400
