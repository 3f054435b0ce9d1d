"""Whom we trust: the certificate authorities of the system or, where it has none, of the certifi package. Never pinned.

Amazon changes its authorities now and then and asks that endpoints follow their system's list.
"""

from __future__ import annotations

import logging
import ssl
import warnings
from collections.abc import Iterable
from pathlib import Path

import certifi
from cryptography.x509 import Certificate, load_pem_x509_certificate
from cryptography.x509.verification import Store

log = logging.getLogger(__name__)

BEGIN = b"-----BEGIN CERTIFICATE-----"


def trusted_roots() -> Store:
    """The authorities to start from: of `SSL_CERT_FILE` or the system, else certifi's. Raises OSError where none is."""
    for file in _bundles():
        if found := readable(file.read_bytes()):
            return Store(found)
    raise OSError("no certificate authorities found; install ca-certificates, or set SSL_CERT_FILE to a bundle")


def _bundles() -> Iterable[Path]:
    system = ssl.get_default_verify_paths().cafile
    return [Path(file) for file in (system, certifi.where()) if file and Path(file).is_file()]


def readable(bundle: bytes) -> list[Certificate]:
    """The certificates of a bundle, one by one: a root that cannot be read takes no other with it."""
    found = []
    for each in bundle.split(BEGIN)[1:]:
        try:
            with warnings.catch_warnings(action="ignore"):  # some old roots are odd, and the library says so
                found.append(load_pem_x509_certificate(BEGIN + each))
        except ValueError as error:
            log.warning("a certificate authority cannot be read and is left out: %s", error)
    return found
