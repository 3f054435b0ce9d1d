"""Requests signed by a test authority, and the files that let a server trust it."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Any

import certifi
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.web.authority import SKILL_ID, Authority, as_bytes, envelope, intent

__all__ = ["SKILL_ID", "environment", "packet", "turn"]


def environment(authority: Authority, folder: Path) -> dict[str, str]:
    """The environment in which a server trusts this authority besides the usual ones."""
    system = ssl.get_default_verify_paths().cafile or certifi.where()
    bundle, chain, key = folder / "roots.pem", folder / "chain.pem", folder / "key.pem"
    bundle.write_bytes(Path(system).read_bytes() + b"\n" + authority.root.pem)
    chain.write_bytes(authority.chain)
    key.write_bytes(authority.alexa.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return {
        **os.environ,
        "SSL_CERT_FILE": str(bundle),
        "BENCH_CHAIN": str(chain),
        "BENCH_KEY": str(key),
        "SKILL_ID": SKILL_ID,
        "LOG_LEVEL": "ERROR",
    }


def turn() -> dict[str, Any]:
    """A usual turn: somebody tells where it hurts, in a session that is under way."""
    asked = intent("ReportPainIntent", Activity="lifting", BodyArea="lower back")
    for slot, value in (("Activity", "lifting"), ("BodyArea", "lower_back")):
        matched = {
            "authority": f"amzn1.er-authority.echo-sdk.{SKILL_ID}.{slot}",
            "status": {"code": "ER_SUCCESS_MATCH"},
            "values": [{"value": {"id": value, "name": value}}],
        }
        asked["intent"]["slots"][slot]["resolutions"] = {"resolutionsPerAuthority": [matched]}
    return envelope(asked)


def packet(authority: Authority, event: Any) -> bytes:
    """A signed request as it goes over the wire."""
    body = as_bytes(event)
    headers = {"Host": "localhost", **authority.headers(body), "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /alexa HTTP/1.1\r\n{lines}\r\n".encode() + body
