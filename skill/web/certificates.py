"""The keys that sign Alexa's requests, by the address of their certificates: fetched once, kept for a while.

A key that was found good serves until its certificates end. It is looked at again every hour, by the way: nobody waits
for that, and nothing is lost when the host of the certificates has a bad hour.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Store

from skill.web.certificate_folder import CertificateFolder
from skill.web.certificate_url import is_usual
from skill.web.chain import signing_key
from skill.web.fetching import SECONDS, fetch
from skill.web.refusal import Reason, Refused, Unavailable
from skill.web.roots import trusted_roots

log = logging.getLogger(__name__)

FRESH_SECONDS = 3600.0
"""After so long a key is looked at again."""

AGAIN_SECONDS = 60.0
"""And after so long once more, where that failed."""

REFUSED_SECONDS, UNAVAILABLE_SECONDS = 30.0, 2.0
"""For how long nobody goes to an address again that had no good certificates, or gave no answer."""

MOST_KEPT = 1100
"""More than there are addresses of the usual form, so that a crowd that tries them all finds them known and bad."""

MOST_FETCHES, MOST_MADE_UP = 5, 3
"""How many new addresses are fetched at a time, and how many of them may be in a form that Amazon does not use: whoever
makes up addresses can neither keep every thread waiting nor be in the way of a new address of Amazon's."""


@dataclass(frozen=True)
class Known:
    """What came of an address, and until when (seconds since 1970) that is relied on: a key, a refusal or neither."""

    until: float
    key: RSAPublicKey | None = None
    reason: Reason | None = None
    detail: str = ""
    fresh_until: float = 0.0
    """When a key is to be looked at again."""

    def trouble(self) -> Refused | Unavailable:
        """Why there is no key; a new exception each time, for many threads raise it."""
        return Refused(self.reason, self.detail) if self.reason else Unavailable(self.detail)


class Certificates:
    """Gives the key of an address that has been checked. Safe to use from many threads, and after a fork."""

    def __init__(
        self,
        fetch: Callable[[str], bytes] = fetch,
        roots: Store | None = None,
        clock: Callable[[], float] = time.time,
        folder: CertificateFolder | None = None,
    ) -> None:
        self._fetch = fetch
        self._roots = roots
        self._clock = clock
        self._folder = folder
        self._known: dict[str, Known] = {}
        self._under_way: dict[str, Future[Known]] = {}
        self._lock = threading.Lock()

    def key(self, address: str) -> RSAPublicKey:
        """The key. Raises Refused where there is none to be trusted, Unavailable where that cannot be told now."""
        known, now = self._known.get(address), self._clock()
        if known is None or known.until <= now:
            known = self._kept(address, now) or self._find(address)
        if known.key is None:
            raise known.trouble()
        if known.fresh_until <= now:
            self._refresh(address, known)
        return known.key

    def load_roots(self) -> Store:
        """The authorities, read once. Raises OSError."""
        if self._roots is None:
            self._roots = trusted_roots()
        return self._roots

    def _kept(self, address: str, now: float) -> Known | None:
        """The key from the folder, where it is good still. It is due to be looked at again at once."""
        if self._folder is None or address in self._known or (pem := self._folder.find(address)) is None:
            return None
        try:
            known = replace(self._judged(pem, now), fresh_until=now)
        except (Refused, OSError):
            return None
        with self._lock:
            self._keep(address, known)
        return known

    def _find(self, address: str) -> Known:
        """Looks an address up. Whoever asks for it meanwhile waits for the same answer.

        Raises Refused where too many are asked for. Nobody waits for an address that is most likely made up.
        """
        with self._lock:
            others = self._under_way.get(address)
            made_up = [each for each in self._under_way if not is_usual(each)]
            if not is_usual(address) and (others or len(made_up) >= MOST_MADE_UP):
                raise Refused(Reason.CROWD, "too many made-up certificate addresses at once")
            if others is None:
                if len(self._under_way) >= MOST_FETCHES:
                    raise Refused(Reason.CROWD, "too many new certificate addresses at once")
                mine = self._under_way[address] = Future()
        return _landed(others) if others else self._fly(address, mine)

    def _refresh(self, address: str, known: Known) -> None:
        """Looks at a good key again, in a thread of its own; whatever comes of it, the key is good until it ends."""
        with self._lock:
            if address in self._under_way or self._known.get(address) is not known:
                return  # somebody else does, or did
            flight: Future[Known] = Future()
            self._under_way[address] = flight
        threading.Thread(target=self._fly, args=(address, flight), daemon=True).start()

    def _fly(self, address: str, flight: Future[Known]) -> Known:
        known = Known(0.0, detail="looking for the certificates was broken off")
        try:
            known = self._look_up(address)
        finally:
            with self._lock:
                known = self._better(self._known.get(address), known)
                self._keep(address, known)
                del self._under_way[address]
            flight.set_result(known)
        return known

    def _better(self, before: Known | None, found: Known) -> Known:
        """The key that was good, where it is so still and no other was found."""
        if found.key is None and before and before.key and before.until > (now := self._clock()):
            log.warning("the certificates could not be looked at again (%s); the key is good still", found.detail)
            return replace(before, fresh_until=now + AGAIN_SECONDS)
        return found

    def _look_up(self, address: str) -> Known:
        now = self._clock()
        try:
            pem = self._fetch(address)
            known = self._judged(pem, now)
        except Refused as error:
            return Known(now + REFUSED_SECONDS, None, error.reason, error.detail)
        except (Unavailable, OSError) as error:
            reason = None if is_usual(address) else Reason.NO_CERTIFICATE  # a made-up address is no outage
            return Known(now + UNAVAILABLE_SECONDS, None, reason, str(error))
        except Exception as error:  # whatever else goes wrong in here, nobody is let in
            log.error("a certificate could not be looked at", exc_info=error)
            return Known(now + REFUSED_SECONDS, None, Reason.CHAIN, type(error).__name__)
        if self._folder:
            self._folder.keep(address, pem)
        return known

    def _judged(self, pem: bytes, now: float) -> Known:
        """The key in a file of certificates. Raises Refused, and OSError where there are no authorities."""
        key, ends = signing_key(pem, self.load_roots(), datetime.fromtimestamp(now, UTC))
        return Known(ends.timestamp(), key, fresh_until=now + FRESH_SECONDS)

    def _keep(self, address: str, known: Known) -> None:
        """Remembers what came of an address. Where there are too many, the oldest bad one is forgotten first."""
        self._known.pop(address, None)
        self._known[address] = known
        if len(self._known) > MOST_KEPT:
            bad = (each for each, one in self._known.items() if one.key is None and each != address)
            del self._known[next(bad, next(iter(self._known)))]


def _landed(flight: Future[Known]) -> Known:
    try:
        return flight.result(timeout=SECONDS + 1)
    except TimeoutError:
        raise Unavailable("nobody came back with the certificates") from None
