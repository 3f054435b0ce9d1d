"""The keys that sign Alexa's requests, by the address of their certificates: fetched once, kept for a while."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Store

from skill.web.chain import signing_key
from skill.web.fetching import SECONDS, fetch
from skill.web.refusal import Reason, Refused, Unavailable
from skill.web.roots import trusted_roots

log = logging.getLogger(__name__)

KEPT_SECONDS = 3600.0
"""For how long a key is trusted without looking again, unless its certificates expire before."""

REFUSED_SECONDS, UNAVAILABLE_SECONDS = 30.0, 2.0
"""For how long nobody goes to an address again that had no good certificates, or gave no answer."""

MOST_KEPT = 64
MOST_FETCHES = 3
"""How many new addresses may be fetched at a time: made-up addresses cannot keep every thread waiting."""


@dataclass(frozen=True)
class Known:
    """What came of an address, and until when (seconds since 1970) that is relied on: a key, a refusal or neither."""

    until: float
    key: RSAPublicKey | None = None
    reason: Reason | None = None
    detail: str = ""

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
    ) -> None:
        self._fetch = fetch
        self._roots = roots
        self._clock = clock
        self._known: dict[str, Known] = {}
        self._under_way: dict[str, Future[Known]] = {}
        self._lock = threading.Lock()

    def key(self, address: str) -> RSAPublicKey:
        """The key. Raises Refused where there is none to be trusted, Unavailable where that cannot be told now."""
        known = self._known.get(address)
        if known is None or known.until <= self._clock():
            known = self._find(address)
        if known.key is None:
            raise known.trouble()
        return known.key

    def load_roots(self) -> Store:
        """The authorities, read once. Raises OSError."""
        if self._roots is None:
            self._roots = trusted_roots()
        return self._roots

    def _find(self, address: str) -> Known:
        """Looks an address up. Whoever asks for it meanwhile waits for the same answer."""
        with self._lock:
            others = self._under_way.get(address)
            if others is None:
                if len(self._under_way) >= MOST_FETCHES and not self._was_good(address):
                    raise Unavailable("too many certificate addresses at once")
                mine = self._under_way[address] = Future()
        return _landed(others) if others else self._fly(address, mine)

    def _was_good(self, address: str) -> bool:
        known = self._known.get(address)
        return known is not None and known.key is not None

    def _fly(self, address: str, flight: Future[Known]) -> Known:
        known = Known(0.0, detail="looking for the certificates was broken off")
        try:
            known = self._look_up(address)
        finally:
            with self._lock:
                self._keep(address, known)
                del self._under_way[address]
            flight.set_result(known)
        return known

    def _look_up(self, address: str) -> Known:
        now = self._clock()
        try:
            key, expires = signing_key(self._fetch(address), self.load_roots(), datetime.fromtimestamp(now, UTC))
            return Known(min(now + KEPT_SECONDS, expires.timestamp()), key)
        except Refused as error:
            return Known(now + REFUSED_SECONDS, None, error.reason, error.detail)
        except (Unavailable, OSError) as error:
            return Known(now + UNAVAILABLE_SECONDS, detail=str(error))
        except Exception as error:  # whatever else goes wrong in here, nobody is let in
            log.error("a certificate could not be looked at", exc_info=error)
            return Known(now + REFUSED_SECONDS, None, Reason.CHAIN, type(error).__name__)

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
