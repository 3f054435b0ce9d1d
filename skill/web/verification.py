"""Is this really Alexa? Asked of the raw bytes, before anybody reads them; the cheap questions before the dear ones."""

from __future__ import annotations

from collections.abc import Callable

from skill.web import signature
from skill.web.certificate_url import checked
from skill.web.certificates import Certificates
from skill.web.refusal import Reason, Refused


class Verification:
    """Checks who signed a request."""

    def __init__(self, certificates: Certificates) -> None:
        self._certificates = certificates
        certificates.load_roots()  # now, not while somebody waits

    def genuine(self, url: str | None, signed: str | None, read: Callable[[], bytes]) -> bytes:
        """The body of a request, which `read` gives, if its two headers show that Amazon signed it.

        Raises Refused where they do not, Unavailable where that cannot be told now.
        """
        if not url or not signed:
            raise Refused(Reason.HEADERS, "SignatureCertChainUrl or Signature-256 is missing")
        address = checked(url)
        bytes_signed = signature.decoded(signed)
        body = read()
        signature.verify(self._certificates.key(address), bytes_signed, body)
        return body
