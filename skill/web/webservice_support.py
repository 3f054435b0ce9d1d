"""Amazon's `ask_sdk_webservice_support`, made to import on every machine. Import what you need of it from here.

Its verifier imports `certvalidator`, which imports `oscrypto` 1.3.0, which does not understand versions of OpenSSL with
two digits at the end, such as 3.0.10, and raises `LibraryNotFoundError`. There has been no newer release since 2022.
While the SDK is imported, `certvalidator` is therefore a stand-in: the three names that the verifier uses, over
`cryptography`. Afterwards nothing of it is left in `sys.modules`. Decision 6 in `docs/decisions` says why so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from types import ModuleType

from ask_sdk_webservice_support.verifier_constants import CERT_CHAIN_DOMAIN
from cryptography.x509 import DNSName, KeyUsage, load_der_x509_certificate
from cryptography.x509.extensions import ExtensionNotFound
from cryptography.x509.verification import PolicyBuilder, VerificationError

from skill.web.roots import trusted_roots

__all__ = [
    "AbstractVerifier",
    "RequestVerifier",
    "TimestampVerifier",
    "VerificationException",
    "WebserviceSkillHandler",
]

NAMES = ("certvalidator", "certvalidator.errors")

roots = cache(trusted_roots)


class ValidationError(Exception):
    """The certificate may not be used so."""


class PathError(ValidationError):
    """No path leads from the certificate to a root we trust."""


class CertificateValidator:
    """As much of `certvalidator.CertificateValidator` as the SDK's own verifier uses. It takes certificates in DER."""

    def __init__(self, end_entity_cert: bytes, intermediate_certs: list[bytes]) -> None:
        self._leaf = end_entity_cert
        self._others = intermediate_certs

    def validate_usage(self, key_usage: set[str]) -> None:
        """Raises PathError or ValidationError unless the certificate is Amazon's and may be used in these ways."""
        try:
            leaf = load_der_x509_certificate(self._leaf)
            others = [load_der_x509_certificate(each) for each in self._others]
            rules = PolicyBuilder().store(roots()).time(datetime.now(UTC))
            rules.build_server_verifier(DNSName(CERT_CHAIN_DOMAIN)).verify(leaf, others)
            allowed = leaf.extensions.get_extension_for_class(KeyUsage).value
        except ExtensionNotFound:
            return  # a certificate without this extension may be used for anything
        except (VerificationError, ValueError, TypeError) as error:
            raise PathError(str(error)) from error
        if not all(getattr(allowed, usage) for usage in key_usage):
            raise ValidationError(f"not for {', '.join(key_usage)}")


@contextmanager
def standing_in() -> Iterator[None]:
    """While this lasts, `import certvalidator` gives the stand-in."""
    before = {name: sys.modules.get(name) for name in NAMES}
    package, errors = (ModuleType(name) for name in NAMES)
    package.__dict__["CertificateValidator"] = CertificateValidator
    errors.__dict__.update(PathError=PathError, ValidationError=ValidationError)
    sys.modules.update(zip(NAMES, (package, errors), strict=True))
    try:
        yield
    finally:
        for name, module in before.items():
            sys.modules.pop(name)
            if module is not None:
                sys.modules[name] = module


with standing_in():
    from ask_sdk_webservice_support.verifier import (
        AbstractVerifier,
        RequestVerifier,
        TimestampVerifier,
        VerificationException,
    )
    from ask_sdk_webservice_support.webservice_handler import WebserviceSkillHandler
