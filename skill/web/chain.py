"""From the file of certificates that signs Alexa's requests to the key in it, if somebody we trust vouches for it."""

from __future__ import annotations

from datetime import datetime

from ask_sdk_webservice_support.verifier_constants import CERT_CHAIN_DOMAIN
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import Certificate, DNSName, KeyUsage, SubjectAlternativeName, load_pem_x509_certificates
from cryptography.x509.extensions import ExtensionNotFound
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from skill.web.refusal import Reason, Refused

MOST_CERTIFICATES = 8
"""Amazon sends four. Nobody needs more steps to a root."""

FEWEST_BITS = 2048


def signing_key(pem: bytes, roots: Store, now: datetime) -> tuple[RSAPublicKey, datetime]:
    """The key, and until when the certificates behind it are valid. Raises Refused.

    The first certificate has to be Amazon's for signing Alexa's requests (its name, its usage, within its dates), and
    the others have to lead from it to a root. The rules are those of the public web, as `cryptography` applies them.
    """
    leaf, *others = _certificates(pem)
    try:
        rules = PolicyBuilder().store(roots).time(now).max_chain_depth(MOST_CERTIFICATES)
        path = rules.build_server_verifier(DNSName(CERT_CHAIN_DOMAIN)).verify(leaf, others)
        key = leaf.public_key()
        signs = _may_sign(leaf)
        names = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value.get_values_for_type(DNSName)
    except (VerificationError, ValueError, UnsupportedAlgorithm) as error:
        raise Refused(Reason.CHAIN, f"not trusted: {error}") from None
    if not signs:
        raise Refused(Reason.CHAIN, "not a certificate for signatures")
    if CERT_CHAIN_DOMAIN not in names:  # not even by way of a wildcard
        raise Refused(Reason.CHAIN, "another name")
    if not isinstance(key, RSAPublicKey) or key.key_size < FEWEST_BITS:
        raise Refused(Reason.CHAIN, "not an RSA key of 2048 bits or more")
    return key, min(each.not_valid_after_utc for each in path)


def _certificates(pem: bytes) -> list[Certificate]:
    try:
        found = load_pem_x509_certificates(pem)
    except ValueError:
        raise Refused(Reason.CHAIN, "not certificates in PEM") from None
    if len(found) > MOST_CERTIFICATES:
        raise Refused(Reason.CHAIN, "too many certificates")
    return found


def _may_sign(leaf: Certificate) -> bool:
    try:
        return leaf.extensions.get_extension_for_class(KeyUsage).value.digital_signature
    except ExtensionNotFound:
        return True  # a certificate without this extension may be used for anything
