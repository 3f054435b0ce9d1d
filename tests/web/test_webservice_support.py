"""Amazon's package imports on any machine, works, and leaves nothing of the stand-in behind."""

from __future__ import annotations

import subprocess
import sys
import warnings
from types import ModuleType
from typing import Any

import pytest
from cryptography.x509.verification import Store

from skill.web import webservice_support
from skill.web.webservice_support import (
    CertificateValidator,
    PathError,
    RequestVerifier,
    ValidationError,
    VerificationException,
    standing_in,
)
from tests.test_rooms import ROOT
from tests.web.authority import URL, Authority, as_bytes, envelope, issue, root


def der(*signers: Any) -> list[bytes]:
    from cryptography.hazmat.primitives.serialization import Encoding

    return [each.certificate.public_bytes(Encoding.DER) for each in signers]


def test_it_imports_where_oscrypto_does_not_and_without_a_warning() -> None:
    code = "import sys; sys.modules['oscrypto'] = None; import skill.web; print('certvalidator' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("False", "")


def test_a_real_certvalidator_is_put_back() -> None:
    real = ModuleType("certvalidator")
    before = sys.modules.get("certvalidator")
    sys.modules["certvalidator"] = real
    try:
        with standing_in():
            assert sys.modules["certvalidator"] is not real
        assert sys.modules["certvalidator"] is real
    finally:
        del sys.modules["certvalidator"]
        if before:
            sys.modules["certvalidator"] = before


def test_the_stand_in_is_as_strict_as_what_it_stands_for(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webservice_support, "roots", lambda: authority.roots)
    usage = {"digital_signature"}
    CertificateValidator(*der(authority.alexa), der(authority.middle)).validate_usage(usage)
    with pytest.raises(PathError):
        CertificateValidator(*der(authority.alexa), []).validate_usage(usage)
    with pytest.raises(PathError):
        CertificateValidator(b"nonsense", []).validate_usage(usage)
    wrong = issue(authority.middle, key=authority.alexa.key, signs=False)
    with pytest.raises(ValidationError):
        CertificateValidator(*der(wrong), der(authority.middle)).validate_usage(usage)


def test_the_sdks_own_verifier_works_with_it(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    body = as_bytes(envelope())
    verifier = RequestVerifier()
    verifier._cert_cache[URL] = authority.chain
    monkeypatch.setattr(webservice_support, "roots", lambda: authority.roots)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the SDK's verifier uses what is deprecated since
        verifier.verify(authority.headers(body), body.decode(), None)
        with pytest.raises(VerificationException):
            verifier.verify(authority.headers(body), body.decode() + " ", None)
        monkeypatch.setattr(webservice_support, "roots", lambda: Store([root("Other").certificate]))
        with pytest.raises(VerificationException):
            verifier.verify(authority.headers(body), body.decode(), None)
