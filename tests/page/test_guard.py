"""Other web sites stay out: names, origins, headers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from skill.__main__ import main
from skill.desk.app import create_desk_app
from skill.desk.page.guard import is_ours

CHANGING = ["/say", "/replay", "/sessions/x/touch", "/sessions/x/silence", "/sessions/x/clock", "/sessions/x/device",
            "/sessions/x/alerts/y", "/v1/alerts/timers"]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_desk_app().test_client()


FORGED = [
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
]


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize("headers", FORGED, ids=str)
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


@pytest.fixture(scope="module")
def unsigned() -> FlaskClient:
    return create_desk_app(unsigned=True).test_client()


@pytest.mark.parametrize("headers", FORGED, ids=str)
def test_where_nobody_signs_alexa_is_guarded_like_all_the_rest(unsigned: FlaskClient, headers: dict[str, str]) -> None:
    assert unsigned.post("/alexa", json={}, headers=headers).status_code == 403
    assert unsigned.post("/alexa", data=b"{}", content_type="text/plain", headers=headers).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_where_nobody_signs_alexa_takes_json_alone(unsigned: FlaskClient, kind: str | None) -> None:
    answer = unsigned.post("/alexa", data=b"{}", content_type=kind)
    assert answer.status_code == 415 and "application/json" in answer.get_json()["error"]
    assert unsigned.post("/alexa", data=b"{}", content_type="application/json").status_code == 400


def test_what_is_remembered_is_not_forgotten_from_another_site(client: FlaskClient) -> None:
    answer = client.delete("/memory", headers={"Origin": "https://evil.example"})
    assert (answer.status_code, "web sites" in answer.get_json()["error"]) == (403, True)


FROM_AFAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def abroad() -> FlaskClient:
    """A desk that listens beyond its machine."""
    return create_desk_app(token="secret").test_client(use_cookies=True)


@pytest.mark.parametrize("path", ["/", "/coverage", "/samples.json", "/page/main.js", "/sessions/x/alerts", "/memory"])
def test_a_desk_that_listens_beyond_its_machine_wants_its_token(abroad: FlaskClient, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer guess"}, {"Cookie": "desk=guess"}):
        answer = abroad.get(path, headers=headers)
        assert (answer.status_code, "token" in answer.get_json()["error"]) == (401, True)
    assert abroad.post("/say", json={"text": "help"}).status_code == 401
    assert abroad.get("/healthz").status_code == 200


def test_the_address_with_the_token_opens_it_and_the_browser_knows_it_from_then_on(abroad: FlaskClient) -> None:
    with abroad.get("/?token=guess") as answer:
        assert answer.status_code == 401
    with abroad.get("/?token=secret") as answer:
        assert answer.status_code == 200
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert abroad.post("/say", json={"text": "help"}).status_code == 200


def test_the_command_line_brings_the_token_as_a_bearer(abroad: FlaskClient) -> None:
    assert abroad.post("/say", json={"text": "help"}, headers={"Authorization": "Bearer secret"}).status_code == 200


def test_what_is_remembered_is_not_served_to_the_network(abroad: FlaskClient) -> None:
    for ask in (abroad.get, abroad.delete):
        assert ask("/memory?token=secret", environ_base=FROM_AFAR).status_code == 403
        assert ask("/memory?token=secret").status_code == 200


def test_whoever_opens_the_desk_to_the_network_is_warned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("werkzeug.serving.BaseWSGIServer.serve_forever", lambda self: None)
    assert main(["serve", "--host", "0.0.0.0", "--port", "0"]) == 0
    printed = capsys.readouterr()
    assert "beyond this machine" in printed.err
    assert "/?token=" in printed.out
    assert main(["serve", "--port", "0"]) == 0
    printed = capsys.readouterr()
    assert (printed.err, "token" in printed.out) == ("", False)
