"""The signature over the raw bytes of a request."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from skill.web.refusal import Reason, Refused

PADDING, HASH = PKCS1v15(), SHA256()
MOST_CHARACTERS = 1400
"""A key of 8192 bits signs in 1368; Amazon's has 2048 bits."""


def decoded(text: str) -> bytes:
    """The bytes of a signature, from the one way there is to write them in base64. Raises Refused."""
    try:
        if len(text) > MOST_CHARACTERS:
            raise ValueError
        found = a2b_base64(text)  # passes over what is no base64, so it is written once more and compared
        if not found or b2a_base64(found, newline=False).decode() != text:
            raise ValueError
    except ValueError:
        raise Refused(Reason.SIGNATURE_FORM, "not base64") from None
    return found


def verify(key: RSAPublicKey, signature: bytes, body: bytes) -> None:
    """Raises Refused unless the owner of the key signed exactly this body."""
    try:
        key.verify(signature, body, PADDING, HASH)
    except InvalidSignature:
        raise Refused(Reason.SIGNATURE, "does not fit the body") from None
