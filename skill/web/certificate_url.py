"""The address of the signing certificate. A request names it, so it has to be looked at before anybody goes there."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from ask_sdk_webservice_support.verifier_constants import (
    CERT_CHAIN_URL_HOSTNAME,
    CERT_CHAIN_URL_PORT,
    CERT_CHAIN_URL_PROTOCOL,
)

from skill.web.refusal import Reason, Refused

FOLDER = "/echo.api/"
"""Where Amazon keeps these certificates. Unlike scheme and host, upper and lower case matter."""

MOST_CHARACTERS = 500
PLAIN_PATH = re.compile(r"/[A-Za-z0-9._~/-]+")
USUAL_FILE = re.compile(r"echo-api-cert(-\d{1,3})?\.pem")
"""How Amazon has named these files so far. Others are looked at too, but may be in nobody's way."""


@lru_cache(maxsize=64)
def checked(url: str) -> str:
    """The one way to write this address: what was checked is what is fetched. Raises Refused.

    Percent-encoded characters are read first and dots resolved then, so that `%2e%2e` leads nowhere else than `..`.
    """
    if len(url) > MOST_CHARACTERS or not url.isascii() or not url.isprintable() or " " in url:
        raise _refused("characters that no address of Amazon's has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _refused("not a URL") from None
    if parts.scheme.lower() != CERT_CHAIN_URL_PROTOCOL:
        raise _refused("not https")
    if "@" in parts.netloc or (parts.hostname or "") != CERT_CHAIN_URL_HOSTNAME:  # hostname is in lower case
        raise _refused("another host")
    if port not in (None, CERT_CHAIN_URL_PORT):
        raise _refused("another port")
    path = posixpath.normpath(unquote(parts.path))
    if not PLAIN_PATH.fullmatch(path) or not path.startswith(FOLDER):
        raise _refused("another path")
    if parts.query or parts.fragment:
        raise _refused("a query or a fragment")
    return f"https://{CERT_CHAIN_URL_HOSTNAME}{path}"


def is_usual(address: str) -> bool:
    """Whether a checked address is of the form that Amazon uses."""
    return bool(USUAL_FILE.fullmatch(address.removeprefix(f"https://{CERT_CHAIN_URL_HOSTNAME}{FOLDER}")))


def _refused(detail: str) -> Refused:
    return Refused(Reason.CERTIFICATE_URL, detail)
