"""The same over a real connection: plain with requests, and with the SDK's own client over TLS."""

import ipaddress
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from ask_sdk_core.api_client import DefaultApiClient
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.services import ApiConfiguration, ServiceClientFactory, ServiceException
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from skill.desk.alerts import AlertsService, Fails, Late, Nonsense, Silent
from skill.desk.alerts.blueprint import alerts_blueprint

from .desk import after, device, reminder_body, timer_body
from .test_sdk import timer_request


@pytest.fixture
def service() -> AlertsService:
    return device(device_id="echo-1")


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def app(service: AlertsService, slept: list[float]) -> Flask:
    app = Flask("pretend alexa")
    app.register_blueprint(alerts_blueprint({service.token: service}.get, longest_wait=3, sleep=slept.append))
    return app


def running(server: BaseWSGIServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def plain(app: Flask) -> Iterator[str]:
    yield from running(make_server("127.0.0.1", 0, app, threaded=True))


@pytest.fixture
def secure(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where `requests`, and so the SDK's client, trusts a certificate made for this test alone."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    write_certificate(certificate, key)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    yield from running(make_server("127.0.0.1", 0, app, threaded=True, ssl_context=(str(certificate), str(key))))


def write_certificate(certificate: Path, key: Path) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "pretend alexa")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    formats = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    key.write_bytes(private.private_bytes(*formats))


def fetch(address: str, service: AlertsService, method: str, path: str, body: object = None) -> requests.Response:
    headers = {"Authorization": f"Bearer {service.token}"}
    return requests.request(method, f"http://{address}{path}", headers=headers, json=body, timeout=10)


def test_timers(plain: str, service: AlertsService) -> None:
    made = fetch(plain, service, "POST", "/v1/alerts/timers", timer_body()).json()
    assert fetch(plain, service, "POST", f"/v1/alerts/timers/{made['id']}/pause").status_code == 200
    listed = fetch(plain, service, "GET", "/v1/alerts/timers")
    assert (listed.json()["timers"][0]["status"], listed.headers["Content-Type"]) == ("PAUSED", "application/json")
    gone = fetch(plain, service, "DELETE", f"/v1/alerts/timers/{made['id']}")
    assert (gone.status_code, gone.content, service.alerts()) == (200, b"", [])


def test_reminders(plain: str, service: AlertsService) -> None:
    path = "/v1/alerts/reminders"
    made = fetch(plain, service, "POST", path, reminder_body(after(60))).json()
    assert fetch(plain, service, "PUT", made["href"], reminder_body(after(90))).json()["version"] == "2"
    assert fetch(plain, service, "GET", path).json()["alerts"][0]["alertToken"] == made["alertToken"]
    assert fetch(plain, service, "DELETE", made["href"]).status_code == 200


def test_the_rest(plain: str, service: AlertsService) -> None:
    zone = "/v2/devices/echo-1/settings/System.timeZone"
    assert fetch(plain, service, "GET", zone).json() == "America/New_York"
    speak = {"header": {"requestId": "r"}, "directive": {"type": "VoicePlayer.Speak", "speech": "One moment."}}
    assert fetch(plain, service, "POST", "/v1/directives", speak).status_code == 204
    assert service.progressive_speech() == ["One moment."]
    assert fetch(plain, service, "GET", "/v1/alerts/alarms").status_code == 404
    assert requests.get(f"http://{plain}/v1/alerts/timers", timeout=10).status_code == 401


def test_late_answers_are_late_up_to_a_bound(plain: str, service: AlertsService, slept: list[float]) -> None:
    for seconds in (0.5, 100):
        service.faults.switch_on("get_timers", Late(seconds))
        assert fetch(plain, service, "GET", "/v1/alerts/timers").status_code == 200
    assert slept == [0.5, 3]


def test_no_answer(plain: str, service: AlertsService, slept: list[float]) -> None:
    service.faults.switch_on("get_timers", Silent())
    with pytest.raises(requests.ConnectionError):
        fetch(plain, service, "GET", "/v1/alerts/timers")
    assert slept == [3]


def test_no_answer_where_the_socket_is_not_given_away(app: Flask, service: AlertsService) -> None:
    service.faults.switch_on("get_timers", Silent())
    headers = {"Authorization": f"Bearer {service.token}"}
    assert app.test_client().get("/v1/alerts/timers", headers=headers).status_code == 504


def test_nonsense(plain: str, service: AlertsService) -> None:
    service.faults.switch_on("get_timers", Nonsense())
    answer = fetch(plain, service, "GET", "/v1/alerts/timers")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html")


def test_the_sdks_own_client(secure: str, service: AlertsService) -> None:
    factory: Any = ServiceClientFactory(
        ApiConfiguration(
            serializer=DefaultSerializer(),
            api_client=DefaultApiClient(),
            authorization_value=service.token,
            api_endpoint=f"https://{secure}",
        )
    )
    timers = factory.get_timer_management_service()
    made = timers.create_timer(timer_request())
    assert timers.get_timer(made.id).timer_label == "ice"
    timers.pause_timer(made.id)
    service.faults.switch_on("resume_timer", Fails(504))
    with pytest.raises(ServiceException, match="Device offline"):
        timers.resume_timer(made.id)
    assert factory.get_ups_service().get_system_time_zone("echo-1") == "America/New_York"
    timers.delete_timers()
    assert service.alerts() == []


def test_many_callers_at_once(plain: str, service: AlertsService) -> None:
    """Ten get a timer, the rest are told that there are ten."""
    statuses: list[int] = []

    def create() -> None:
        statuses.append(fetch(plain, service, "POST", "/v1/alerts/timers", timer_body()).status_code)

    threads = [threading.Thread(target=create) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 10 + [400] * 6
    assert len(service.alerts()) == 10
