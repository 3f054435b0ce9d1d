"""What is not Alexa's, or not for us: turned away with a status and nothing else, and at the right moment."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from werkzeug.datastructures import Headers

from skill.web.refusal import Reason, Refused, Unavailable
from tests.web.authority import (
    DAY,
    SKILL_ID,
    URL,
    Authority,
    Signer,
    as_bytes,
    envelope,
    intent,
    issue,
    root,
    sign,
    timestamp,
)
from tests.web.conftest import Front

LAUNCH = as_bytes(envelope())
PARSED = {Reason.BODY, Reason.TIMESTAMP, Reason.SKILL_ID}
"""Only for these reasons may a body have been read."""


@dataclass
class Sent:
    """A request, and what its certificate address answers."""

    body: bytes
    headers: Any
    file: bytes | Exception


Change = Callable[[Authority, Sent], Sent]


def post(front: Front, change: Change) -> Any:
    authority = front.authority
    body = as_bytes(envelope())
    sent = change(authority, Sent(body, authority.headers(body), authority.chain))
    front.host.files[URL] = sent.file
    return front.post(sent.body, sent.headers)


def header(name: str, value: str) -> Change:
    return lambda authority, sent: replace(sent, headers={**sent.headers, name: value})


def without(*names: str) -> Change:
    return lambda authority, sent: replace(
        sent, headers={name: value for name, value in sent.headers.items() if name not in names}
    )


def doubled(name: str) -> Change:
    def change(authority: Authority, sent: Sent) -> Sent:
        headers = Headers(sent.headers)
        headers.add(name, sent.headers[name])
        return replace(sent, headers=headers)

    return change


def signature(change: Callable[[str], str]) -> Change:
    return lambda authority, sent: header("Signature-256", change(sent.headers["Signature-256"]))(authority, sent)


def signed_with(make: Callable[[Any, bytes], bytes]) -> Change:
    def change(authority: Authority, sent: Sent) -> Sent:
        made = base64.b64encode(make(authority.alexa.key, sent.body)).decode()
        return header("Signature-256", made)(authority, sent)

    return change


def flipped(text: str) -> str:
    data = bytearray(base64.b64decode(text))
    data[100] ^= 1
    return base64.b64encode(data).decode()


def body(change: Callable[[bytes], bytes]) -> Change:
    """Another body under the signature of the first."""
    return lambda authority, sent: replace(sent, body=change(sent.body))


def signed(data: bytes) -> Change:
    """A body that Amazon signed, whatever it is."""
    return lambda authority, sent: replace(sent, body=data, headers=authority.headers(data))


def event(request: dict[str, Any] | None = None, **more: Any) -> Change:
    return lambda authority, sent: signed(as_bytes(envelope(request, **more)))(authority, sent)


def at(seconds: float, kind: str = "LaunchRequest") -> Change:
    return lambda authority, sent: event({"type": kind, "timestamp": timestamp(seconds)})(authority, sent)


def file(data: bytes | Exception) -> Change:
    return lambda authority, sent: replace(sent, file=data)


def chain(make: Callable[[Authority], tuple[Signer, bytes]]) -> Change:
    """Signed by another certificate: it, and the other certificates in the file."""

    def change(authority: Authority, sent: Sent) -> Sent:
        signer, others = make(authority)
        headers = {**sent.headers, "Signature-256": sign(signer, sent.body)}
        return replace(sent, headers=headers, file=signer.pem + others)

    return change


def leaf(**wrong: Any) -> Change:
    """Like Alexa's certificate, except for this."""
    return chain(
        lambda authority: (
            issue(authority.middle, key=authority.alexa.key, **wrong),
            authority.middle.pem,
        )
    )


def self_signed(authority: Authority) -> tuple[Signer, bytes]:
    return issue(None, key=authority.alexa.key), b""


def of_strangers(authority: Authority) -> tuple[Signer, bytes]:
    stranger = root("Somebody's Root", key=authority.middle.key)
    return issue(stranger, key=authority.alexa.key), stranger.pem


def of_namesakes(authority: Authority) -> tuple[Signer, bytes]:
    """The root has the name of the one we trust, and another key."""
    namesake = root("Test Root", key=authority.middle.key)
    return issue(namesake, key=authority.alexa.key), namesake.pem


def under_expired(authority: Authority) -> tuple[Signer, bytes]:
    middle = issue(authority.root, "Old", ca=True, key=authority.middle.key, begins=-9 * DAY, ends=-DAY)
    return issue(middle, key=authority.alexa.key), middle.pem


def under_a_leaf(authority: Authority) -> tuple[Signer, bytes]:
    """Alexa's certificate vouching for another, which it may not."""
    return issue(authority.alexa, key=authority.middle.key), authority.chain


def very_long(authority: Authority) -> tuple[Signer, bytes]:
    others, last = b"", authority.root
    for number in range(9):
        last = issue(last, f"Step {number}", ca=True, key=authority.middle.key)
        others = last.pem + others
    return issue(last, key=authority.alexa.key), others


def nested(levels: int) -> bytes:
    return as_bytes(envelope(deep="HERE")).replace(b'"HERE"', b"[" * levels + b"]" * levels)


def tangled(key: str) -> bytes:
    text = json.dumps(envelope())
    return text.replace(f'"{key}"', f'"{key}": {{}}, "{key}"', 1).encode()


SMALL_KEY = rsa.generate_private_key(65537, 1024)
PEM_KEY = ec.generate_private_key(ec.SECP256R1()).private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
PSS = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
HOSTILE_URLS = {
    "http": URL.replace("https", "http"),
    "ftp": URL.replace("https", "ftp"),
    "no scheme": URL.removeprefix("https:"),
    "relative": "/echo.api/echo-api-cert-12.pem",
    "not a url": "certificate",
    "another host": URL.replace("s3.amazonaws.com", "s3.amazonaws.com.example.org"),
    "host in the user": URL.replace("https://", "https://s3.amazonaws.com@example.org/"),
    "a user": URL.replace("https://", "https://me:secret@"),
    "a bucket as host": URL.replace("https://", "https://echo.api."),
    "host with a dot": URL.replace(".com/", ".com./"),
    "host of look-alikes": URL.replace("s3.", "s\uff13."),
    "brackets": "https://[::1/echo.api/cert.pem",
    "port 8443": URL.replace(".com/", ".com:8443/"),
    "port 99999": URL.replace(".com/", ".com:99999/"),
    "port of letters": URL.replace(".com/", ".com:https/"),
    "port 0": URL.replace(".com/", ".com:0/"),
    "another folder": URL.replace("echo.api", "EcHo.aPi"),
    "folder alone": "https://s3.amazonaws.com/echo.api/",
    "folder as prefix": URL.replace("echo.api/", "echo.apis/"),
    "dots": URL.replace("/echo.api/", "/echo.api/../mine/"),
    "dots at the end": "https://s3.amazonaws.com/echo.api/..",
    "encoded dots": URL.replace("/echo.api/", "/echo.api/%2e%2e/mine/"),
    "half encoded dots": URL.replace("/echo.api/", "/echo.api/.%2E/mine/"),
    "doubly encoded dots": URL.replace("/echo.api/", "/echo.api/%252e%252e/mine/"),
    "encoded slashes": URL.replace("/echo.api/", "/echo.api%2f..%2fmine%2f"),
    "backslashes": URL.replace("/echo.api/", "/echo.api\\..\\mine\\"),
    "encoded nul": URL.replace(".pem", "%00.pem"),
    "encoded bytes": URL.replace(".pem", "%ff.pem"),
    "a query": URL + "?versionId=1",
    "a fragment": URL + "#1",
    "a space": URL + " ",
    "two": f"{URL},{URL}",
    "two slashes": URL.replace(".com/", ".com//"),
    "very long": URL + "a" * 5000,
}

CASES: dict[str, tuple[Change, Reason]] = {
    # headers
    "no headers": (without("SignatureCertChainUrl", "Signature-256"), Reason.HEADERS),
    "no url": (without("SignatureCertChainUrl"), Reason.HEADERS),
    "no signature": (without("Signature-256"), Reason.HEADERS),
    "empty url": (header("SignatureCertChainUrl", ""), Reason.HEADERS),
    "empty signature": (header("Signature-256", ""), Reason.HEADERS),
    "old name of the signature": (
        lambda authority, sent: without("Signature-256")(
            authority, header("Signature", sent.headers["Signature-256"])(authority, sent)
        ),
        Reason.HEADERS,
    ),
    "url twice": (doubled("SignatureCertChainUrl"), Reason.CERTIFICATE_URL),
    "signature twice": (doubled("Signature-256"), Reason.SIGNATURE_FORM),
    **{
        f"url: {name}": (header("SignatureCertChainUrl", url), Reason.CERTIFICATE_URL)
        for name, url in HOSTILE_URLS.items()
    },
    # the form of the signature
    "junk in base64": (signature(lambda text: "!" + text), Reason.SIGNATURE_FORM),
    "line break in base64": (signature(lambda text: text[:64] + " " + text[64:]), Reason.SIGNATURE_FORM),
    "no padding": (signature(lambda text: text.rstrip("=")), Reason.SIGNATURE_FORM),
    "more after the padding": (signature(lambda text: text + "AAAA"), Reason.SIGNATURE_FORM),
    "url-safe base64": (signature(lambda text: "-_" + text[2:]), Reason.SIGNATURE_FORM),
    "not ascii": (signature(lambda text: "é" + text[1:]), Reason.SIGNATURE_FORM),
    "only padding": (header("Signature-256", "===="), Reason.SIGNATURE_FORM),
    "huge signature": (header("Signature-256", "A" * 8000), Reason.SIGNATURE_FORM),
    # the signature
    "truncated": (signature(lambda text: text[:64]), Reason.SIGNATURE),
    "one bit flipped": (signature(flipped), Reason.SIGNATURE),
    "all zeros": (header("Signature-256", base64.b64encode(bytes(256)).decode()), Reason.SIGNATURE),
    "larger than the key": (header("Signature-256", base64.b64encode(b"\xff" * 256).decode()), Reason.SIGNATURE),
    "of another body": (lambda authority, sent: replace(sent, headers=authority.headers(LAUNCH)), Reason.SIGNATURE),
    "by another key": (
        lambda authority, sent: header("Signature-256", sign(authority.middle, sent.body))(authority, sent),
        Reason.SIGNATURE,
    ),
    "sha-1": (signed_with(lambda key, data: key.sign(data, padding.PKCS1v15(), hashes.SHA1())), Reason.SIGNATURE),
    "another padding": (signed_with(lambda key, data: key.sign(data, PSS, hashes.SHA256())), Reason.SIGNATURE),
    "one byte changed": (body(lambda data: data.replace(b"en-US", b"en-GB")), Reason.SIGNATURE),
    "one byte more": (body(lambda data: data + b" "), Reason.SIGNATURE),
    "one byte less": (body(lambda data: data[:-1]), Reason.SIGNATURE),
    "written otherwise": (body(lambda data: json.dumps(json.loads(data), indent=1).encode()), Reason.SIGNATURE),
    "body gone": (body(lambda data: b""), Reason.SIGNATURE),
    # the certificates
    "expired": (leaf(begins=-9 * DAY, ends=-timedelta(minutes=1)), Reason.CHAIN),
    "not yet valid": (leaf(begins=timedelta(minutes=1)), Reason.CHAIN),
    "another name": (leaf(names=["echo-api.example.org"]), Reason.CHAIN),
    "a name that ends like it": (leaf(names=["not-echo-api.amazon.com"]), Reason.CHAIN),
    "a wildcard": (leaf(names=["*.amazon.com"]), Reason.CHAIN),
    "name only in the subject": (leaf(names=["example.org"], name="echo-api.amazon.com"), Reason.CHAIN),
    "not for signatures": (leaf(signs=False), Reason.CHAIN),
    "not for servers": (leaf(server=False), Reason.CHAIN),
    "an authority itself": (lambda authority, sent: replace(sent, file=authority.middle.pem), Reason.CHAIN),
    "self-signed": (chain(self_signed), Reason.CHAIN),
    "of an unknown authority": (chain(of_strangers), Reason.CHAIN),
    "of a namesake of our authority": (chain(of_namesakes), Reason.CHAIN),
    "under an expired authority": (chain(under_expired), Reason.CHAIN),
    "under a certificate that is no authority": (chain(under_a_leaf), Reason.CHAIN),
    "incomplete": (lambda authority, sent: replace(sent, file=authority.alexa.pem), Reason.CHAIN),
    "in the wrong order": (
        lambda authority, sent: replace(sent, file=authority.middle.pem + authority.alexa.pem),
        Reason.CHAIN,
    ),
    "very long": (chain(very_long), Reason.CHAIN),
    "a small key": (
        chain(lambda authority: (issue(authority.middle, key=SMALL_KEY), authority.middle.pem)),
        Reason.CHAIN,
    ),
    "an elliptic key": (
        lambda authority, sent: replace(
            sent, file=issue(authority.middle, key=ec.generate_private_key(ec.SECP256R1())).pem + authority.middle.pem
        ),
        Reason.CHAIN,
    ),
    "not pem": (file(b"\x30\x82\x01\x01"), Reason.CHAIN),
    "empty file": (file(b""), Reason.CHAIN),
    "a page": (file(b"<html><body>Not found</body></html>"), Reason.CHAIN),
    "pem of a key": (file(PEM_KEY), Reason.CHAIN),
    "pem of nonsense": (file(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), Reason.CHAIN),
    "cut short": (lambda authority, sent: replace(sent, file=authority.chain[:400]), Reason.CHAIN),
    "no such file": (file(Refused(Reason.NO_CERTIFICATE, "status 404")), Reason.NO_CERTIFICATE),
    # the body
    "too large": (signed(b" " * 300_000), Reason.SIZE),
    "empty": (signed(b""), Reason.BODY),
    "not json": (signed(b"hello"), Reason.BODY),
    "not utf-8": (signed(b'{"version": "\xff\xfe"}'), Reason.BODY),
    "utf-16": (signed(json.dumps(envelope()).encode("utf-16")), Reason.BODY),
    "byte order mark": (signed(b"\xef\xbb\xbf" + LAUNCH), Reason.BODY),
    "cut off": (signed(LAUNCH[:-1]), Reason.BODY),
    "two documents": (signed(LAUNCH + LAUNCH), Reason.BODY),
    "nested a little too deep": (signed(nested(70)), Reason.BODY),
    "nested very deep": (signed(nested(100_000)), Reason.BODY),
    "request twice": (signed(tangled("request")), Reason.BODY),
    "application id twice": (signed(tangled("applicationId")), Reason.BODY),
    "not a number": (signed(LAUNCH.replace(b'"new": true', b'"new": NaN')), Reason.BODY),
    "a number beyond all bounds": (signed(LAUNCH.replace(b'"new": true', b'"new": 1e999')), Reason.BODY),
    "digits without end": (signed(LAUNCH.replace(b'"new": true', b'"new": ' + b"9" * 9000)), Reason.BODY),
    "null": (signed(b"null"), Reason.TIMESTAMP),
    "a list": (signed(b"[]"), Reason.TIMESTAMP),
    "a list of requests": (signed(b"[" + LAUNCH + b"]"), Reason.BODY),
    "a number": (signed(b"7"), Reason.BODY),
    "a string": (signed(b'"request"'), Reason.BODY),
    "no type": (event({"type": None}), Reason.BODY),
    "type of another kind": (event({"type": {"$ne": 1}}), Reason.BODY),
    "request of another kind": (event(request=None, context=7), Reason.BODY),
    "timestamp that is none": (event({"timestamp": "yesterday"}), Reason.BODY),
    "timestamp of another kind": (event({"timestamp": 1700000000}), Reason.BODY),
    # its time
    "too old": (at(-155), Reason.TIMESTAMP),
    "from the future": (at(155), Reason.TIMESTAMP),
    "from long ago": (event({"timestamp": "0001-01-01T00:00:00Z"}), Reason.TIMESTAMP),
    "event too old": (at(-3605, "AlexaSkillEvent.SkillDisabled"), Reason.TIMESTAMP),
    "event from the future": (at(3605, "AlexaSkillEvent.SkillEnabled"), Reason.TIMESTAMP),
    "only named like an event": (at(-155, "Alexa.Presentation.APL.UserEvent"), Reason.TIMESTAMP),
    "no timestamp": (event({"timestamp": None}), Reason.TIMESTAMP),
    "timestamp without a zone": (event({"timestamp": timestamp().rstrip("Z")}), Reason.TIMESTAMP),
    # its addressee
    "another skill": (event(skill_id="amzn1.ask.skill.other"), Reason.SKILL_ID),
    "another skill's session": (
        event(session={"application": {"applicationId": "amzn1.ask.skill.other"}, "sessionId": "s", "new": True}),
        Reason.SKILL_ID,
    ),
    "skill id in capitals": (event(skill_id=SKILL_ID.upper()), Reason.SKILL_ID),
    "no context": (event(context=None), Reason.SKILL_ID),
    "no application": (event(context={"System": {}}), Reason.SKILL_ID),
}  # fmt: skip


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused(front: Front, caplog: pytest.LogCaptureFixture, name: str) -> None:
    change, reason = CASES[name]
    answer = post(front, change)
    assert (answer.status_code, answer.data) == (400, b"")
    line = caplog.records[-1]
    assert (line.levelno, line.__dict__["reason"]) == (logging.WARNING, reason)
    assert not front.parsed or reason in PARSED
    if list(Reason).index(reason) < list(Reason).index(Reason.NO_CERTIFICATE):
        assert front.host.fetched == []  # nobody goes anywhere for it


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FETCH"])
def test_other_methods_are_refused(front: Front, method: str) -> None:
    body = as_bytes(envelope())
    answer = front.client.open("/alexa", method=method, data=body, headers=front.authority.headers(body))
    assert (answer.status_code, answer.data) == (400, b"")
    assert front.parsed == front.host.fetched == []


@pytest.mark.parametrize(
    "file", [Unavailable("no certificates: status 503"), TimeoutError("slow"), OSError("dead")], ids=str
)
def test_an_outage_of_the_certificate_host_is_503(
    front: Front, caplog: pytest.LogCaptureFixture, file: Exception
) -> None:
    front.host.files[URL] = file
    answer = front.post(as_bytes(envelope()))
    assert (answer.status_code, answer.data) == (503, b"")
    assert caplog.records[-1].levelno == logging.ERROR
    assert front.parsed == []


def test_an_unexpected_fault_at_the_certificates_lets_nobody_in(front: Front) -> None:
    front.host.files[URL] = ZeroDivisionError("a bug")
    assert front.post(as_bytes(envelope())).status_code == 400
    assert front.parsed == []


def test_a_replay_is_refused_once_its_time_is_over(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    class FiveMinutesLater(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(minutes=5)

    body = as_bytes(envelope())
    headers = front.authority.headers(body)
    assert front.post(body, headers).status_code == 200
    assert front.post(as_bytes(envelope()), headers).status_code == 400  # its signature under another body
    monkeypatch.setattr("ask_sdk_webservice_support.verifier.datetime", FiveMinutesLater)
    assert front.post(body, headers).status_code == 400


def test_a_body_without_a_declared_length_is_refused(front: Front) -> None:
    body = as_bytes(envelope())
    answer = front.client.post(
        "/alexa", data=body, headers=front.authority.headers(body), environ_overrides={"CONTENT_LENGTH": ""}
    )
    assert answer.status_code == 400
    assert front.parsed == []


def test_a_body_that_is_longer_than_it_may_be_is_not_read(front: Front) -> None:
    class Endless:
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size if size > 0 else 10**9
            assert self.taken < 2**20
            return b" " * size

        def readinto(self, buffer: bytearray) -> int:
            self.taken += len(buffer)
            assert self.taken < 2**20
            return len(buffer)

    body = as_bytes(envelope())
    answer = front.client.post(
        "/alexa",
        headers=front.authority.headers(body),
        environ_overrides={"wsgi.input": Endless(), "wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    assert answer.status_code == 400
    assert front.parsed == []


def test_without_a_skill_id_nothing_gets_in(front: Front, skill: Any, caplog: pytest.LogCaptureFixture) -> None:
    from skill.web import create_app
    from skill.web.certificates import Certificates

    certificates = Certificates(fetch=front.host.fetch, roots=front.authority.roots)
    client = create_app(skill, certificates=certificates).test_client()
    assert "set SKILL_ID" in caplog.text
    body = as_bytes(envelope())
    assert client.post("/alexa", data=body, headers=front.authority.headers(body)).status_code == 400
    assert client.get("/healthz").status_code == 200


def test_a_fault_of_our_own_is_500_and_says_nothing(front: Front, skill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError("user said: my back hurts")

    monkeypatch.setattr(skill, "invoke", breaks)
    answer = front.post(as_bytes(envelope(intent("AMAZON.HelpIntent"))))
    assert (answer.status_code, answer.data) == (500, b"")
