"""The signature over the raw bytes of a request."""

from __future__ import annotations

from binascii import a2b_base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from skill.web.refusal import Reason, Refused

PADDING, HASH = PKCS1v15(), SHA256()
MOST_CHARACTERS = 1400
"""A key of 8192 bits signs in 1368; Amazon's has 2048 bits."""
LAST = {1: frozenset("AQgw"), 2: frozenset("AEIMQUYcgkosw048")}
"""The last letter before the padding, by how many bytes it and those before it hold beyond whole threes: of its bits
some hold nothing, and of the letters that differ in those alone this one is written."""


def decoded(text: str) -> bytes:
    """The bytes of a signature, from the one way there is to write them in base64. Raises Refused."""
    try:
        if len(text) > MOST_CHARACTERS:
            raise ValueError
        # It still lets pass what is padded too much, and bits that hold nothing. To write it once more and compare is
        # the same, and takes as long as to read it.
        found = a2b_base64(text, strict_mode=True)
        threes, left = divmod(len(found), 3)
        if not found or len(text) != 4 * (threes + (left > 0)) or (left and text[left - 4] not in LAST[left]):
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
