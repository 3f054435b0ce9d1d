"""A certificate authority of our own, and requests signed as Alexa's cloud would sign them."""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import Store

from skill.web.refusal import Unavailable

SKILL_ID = "amzn1.ask.skill.11111111-2222-4333-8444-555555555555"
URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"
ALEXA = "echo-api.amazon.com"

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Signer:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Any

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def root(name: str = "Test Root", **more: Any) -> Signer:
    """An authority that vouches for itself."""
    return issue(None, name, ca=True, **more)


def issue(
    issuer: Signer | None,
    name: str = ALEXA,
    *,
    ca: bool = False,
    names: Sequence[str] | None = None,
    begins: timedelta = -DAY,
    ends: timedelta = 30 * DAY,
    signs: bool = True,
    server: bool = True,
    key: Any = None,
) -> Signer:
    """A certificate, from now on or from whenever one likes; wrong in whichever way one likes."""
    key = key or rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    parent = issuer or Signer(None, key)  # type: ignore[arg-type]
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=signs and not ca, content_commitment=False, key_encipherment=not ca, data_encipherment=False,
        key_agreement=False, key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(parent.key.public_key()), critical=False)
    )
    if not ca:
        san = [x509.DNSName(each) for each in (names if names is not None else [ALEXA])]
        purpose = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        made = made.add_extension(x509.SubjectAlternativeName(san), critical=False)
        made = made.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return Signer(made.sign(parent.key, hashes.SHA256()), key)


def sign(signer: Signer, body: bytes) -> str:
    """The header Signature-256."""
    return base64.b64encode(signer.key.sign(body, padding.PKCS1v15(), hashes.SHA256())).decode()


class Authority:
    """A root, an intermediate and Alexa's certificate, made once."""

    def __init__(self) -> None:
        self.root = root()
        self.middle = issue(self.root, "Test Intermediate", ca=True)
        self.alexa = issue(self.middle)
        self.roots = Store([self.root.certificate])
        self.chain = self.alexa.pem + self.middle.pem

    def headers(self, body: bytes, url: str = URL) -> dict[str, str]:
        """The headers of a request that Alexa signed."""
        return {
            "SignatureCertChainUrl": url,
            "Signature-256": sign(self.alexa, body),
            "Content-Type": "application/json",
        }


@dataclass
class CertificateHost:
    """Plays the host of the certificates: what is at which address, and how often somebody went there."""

    files: dict[str, bytes | Exception] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def fetch(self, address: str) -> bytes:
        self.fetched.append(address)
        self.before()
        found = self.files.get(address, Unavailable("no such host"))
        if isinstance(found, Exception):
            raise found
        return found


_numbers = itertools.count()


def envelope(request: dict[str, Any] | None = None, skill_id: str = SKILL_ID, **more: Any) -> dict[str, Any]:
    """A request as Alexa sends it, launching the skill now unless something else is wished."""
    application = {"applicationId": skill_id}
    user = {"userId": "amzn1.ask.account.SOMEBODY"}
    asked = {
        "type": "LaunchRequest",
        "requestId": f"amzn1.echo-api.request.{next(_numbers)}",
        "timestamp": timestamp(),
        "locale": "en-US",
        **(request or {}),
    }
    return {
        "version": "1.0",
        "session": {
            "new": True,
            "sessionId": "amzn1.echo-api.session.1",
            "application": application,
            "attributes": {},
            "user": user,
        },
        "context": {
            "System": {
                "application": application,
                "user": user,
                "device": {"deviceId": "amzn1.ask.device.KITCHEN", "supportedInterfaces": {}},
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "secret-token",
            }
        },
        "request": asked,
        **more,
    }


def intent(name: str, **slots: str) -> dict[str, Any]:
    """An intent with what was heard in its slots."""
    heard = {slot: {"name": slot, "value": value, "confirmationStatus": "NONE"} for slot, value in slots.items()}
    return {
        "type": "IntentRequest",
        "intent": {"name": name, "confirmationStatus": "NONE", "slots": heard},
        "dialogState": "COMPLETED",
    }


def timestamp(seconds: float = 0) -> str:
    """So many seconds from now, as Alexa writes it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_bytes(event: Any) -> bytes:
    """As it goes over the wire."""
    return json.dumps(event).encode()
