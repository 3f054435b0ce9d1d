"""What Amazon's Python adapter makes of the cases in a file, one word each. Its import is mended as in `servers`."""

from __future__ import annotations

import json
import re
import signal
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

SECONDS = 3
"""After which a verifier has held up its thread for too long."""


class Endless(BaseException):
    """It took longer."""


def main(file: str) -> dict[str, str]:
    """The results by id."""
    search = re.search

    def finds_long_versions(pattern: Any, *rest: Any, **more: Any) -> Any:
        if isinstance(pattern, str):
            pattern = pattern.replace(r"\d\.\d\.\d[a-z]*", r"\d+\.\d+\.\d+[a-z]*")
        return search(pattern, *rest, **more)

    re.search = finds_long_versions
    try:
        from ask_sdk_webservice_support import verifier
        from certvalidator import CertificateValidator, ValidationContext
    finally:
        re.search = search
    from asn1crypto import pem
    from cryptography.x509 import load_pem_x509_certificate

    from benchmarks.limbo import moment

    def verdict(case: Any) -> str:
        roots = [each for _, _, each in pem.unarmor("\n".join(case["trusted_certs"]).encode(), multiple=True)]
        chain = "\n".join([case["peer_certificate"], *case["untrusted_intermediates"]]).encode()
        now = moment(case)

        class Now(verifier.datetime):  # type: ignore[misc, name-defined]
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return now.replace(tzinfo=None) if tz is None else now

            @classmethod
            def utcnow(cls) -> Any:
                return now.replace(tzinfo=None)

        def validator(leaf: bytes, others: list[bytes]) -> Any:
            return CertificateValidator(leaf, others, ValidationContext(trust_roots=roots, moment=now))

        theirs = verifier.RequestVerifier()
        name = case["expected_peer_name"]["value"]
        with patch.multiple(verifier, CertificateValidator=validator, CERT_CHAIN_DOMAIN=name, datetime=Now):
            signal.alarm(SECONDS)
            try:
                theirs._validate_cert_chain(chain)
                theirs._validate_end_certificate(load_pem_x509_certificate(chain))
            except verifier.VerificationException:
                return "refused"
            except Endless:
                return "endless"
            except Exception:
                return "crash"
            finally:
                signal.alarm(0)
        return "accepted"

    def over(*_: Any) -> None:
        raise Endless

    signal.signal(signal.SIGALRM, over)
    return {case["id"]: verdict(case) for case in json.loads(Path(file).read_text(encoding="utf-8"))}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
