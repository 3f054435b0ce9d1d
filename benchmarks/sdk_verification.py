"""Milliseconds for one verification by the SDK's own verifier."""

from __future__ import annotations

import json
import os
import statistics
import time
from importlib import import_module
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from benchmarks import servers
from benchmarks.signed import turn
from tests.web.authority import URL, Signer, as_bytes, sign


def signer() -> Signer:
    """Alexa's certificate and key in this measurement."""
    key = load_pem_private_key(Path(os.environ["BENCH_KEY"]).read_bytes(), password=None)
    return Signer(load_pem_x509_certificate(servers.chain()), key)


def main() -> float:
    """The median of some rounds."""
    servers.sdk_hello()
    body = as_bytes(turn())
    headers = {"SignatureCertChainUrl": URL, "Signature-256": sign(signer(), body)}
    text = body.decode()
    verifier = import_module("ask_sdk_webservice_support.verifier").RequestVerifier()
    verifier.verify(headers, text, None)
    rounds = []
    for _ in range(9):
        started = time.perf_counter()
        for _ in range(50):
            verifier.verify(headers, text, None)
        rounds.append((time.perf_counter() - started) / 50 * 1000)
    return statistics.median(rounds)


if __name__ == "__main__":
    print(json.dumps(main()))
