"""Keys are fetched once, kept for a while, and never believed when they cannot be looked at."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from skill.web import certificates as module
from skill.web.certificates import Certificates
from skill.web.refusal import Reason, Refused, Unavailable
from tests.web.authority import URL, Authority, CertificateHost, issue


@dataclass
class Time:
    now: float = field(default_factory=lambda: datetime.now(UTC).timestamp())

    def __call__(self) -> float:
        return self.now


@dataclass
class Kept:
    certificates: Certificates
    host: CertificateHost
    time: Time


@pytest.fixture
def kept(authority: Authority) -> Kept:
    host, time = CertificateHost({URL: authority.chain}), Time()
    return Kept(Certificates(host.fetch, authority.roots, time), host, time)


def test_a_key_is_fetched_once_an_hour(kept: Kept) -> None:
    for _ in range(3):
        kept.certificates.key(URL)
    kept.time.now += 3590
    kept.certificates.key(URL)
    assert len(kept.host.fetched) == 1
    kept.time.now += 20
    kept.certificates.key(URL)
    assert len(kept.host.fetched) == 2


def test_a_key_is_kept_no_longer_than_its_certificate_is_valid(kept: Kept, authority: Authority) -> None:
    short = issue(authority.middle, key=authority.alexa.key, ends=timedelta(minutes=10))
    kept.host.files[URL] = short.pem + authority.middle.pem
    kept.certificates.key(URL)
    kept.time.now += 601
    with pytest.raises(Refused) as refused:
        kept.certificates.key(URL)
    assert refused.value.reason is Reason.CHAIN


def test_everybody_who_asks_at_once_waits_for_one_fetch(kept: Kept) -> None:
    everybody = threading.Barrier(8)
    kept.host.before = lambda: threading.Event().wait(0.1) and None  # long enough for all to ask

    def ask(_: int) -> object:
        everybody.wait()
        return kept.certificates.key(URL)

    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(ask, range(8)))
    assert len(kept.host.fetched) == 1
    assert len(set(map(id, keys))) == 1


def test_everybody_who_waits_for_a_dead_host_is_told_so(kept: Kept) -> None:
    kept.host.files[URL] = Unavailable("dead")
    kept.host.before = lambda: threading.Event().wait(0.1) and None

    def ask(_: int) -> str:
        with pytest.raises(Unavailable) as trouble:
            kept.certificates.key(URL)
        return str(trouble.value)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"dead"}
    assert len(kept.host.fetched) == 1


def test_an_outage_is_asked_about_again_soon_and_never_accepted(kept: Kept, authority: Authority) -> None:
    kept.certificates.key(URL)
    kept.time.now += 3601
    kept.host.files[URL] = Unavailable("down")
    for _ in range(3):
        with pytest.raises(Unavailable):
            kept.certificates.key(URL)
    assert len(kept.host.fetched) == 2
    kept.host.files[URL] = authority.chain
    kept.time.now += 3
    assert kept.certificates.key(URL)


def test_a_refusal_is_remembered_for_a_while(kept: Kept, authority: Authority) -> None:
    kept.host.files[URL] = b"nonsense"
    for _ in range(3):
        with pytest.raises(Refused):
            kept.certificates.key(URL)
    assert len(kept.host.fetched) == 1
    kept.host.files[URL] = authority.chain
    kept.time.now += 31
    assert kept.certificates.key(URL)


def test_made_up_addresses_drive_no_good_key_out(kept: Kept) -> None:
    kept.certificates.key(URL)
    kept.host.files.update({f"{URL}{number}": b"nonsense" for number in range(300)})
    for number in range(300):
        with pytest.raises(Refused):
            kept.certificates.key(f"{URL}{number}")
    kept.certificates.key(URL)
    assert kept.host.fetched.count(URL) == 1
    assert len(kept.certificates._known) <= module.MOST_KEPT


def test_good_keys_are_bounded_too(kept: Kept, authority: Authority) -> None:
    for number in range(module.MOST_KEPT + 10):
        kept.host.files[f"{URL}{number}"] = authority.chain
        kept.certificates.key(f"{URL}{number}")
    assert len(kept.certificates._known) == module.MOST_KEPT


def test_made_up_addresses_cannot_keep_everybody_waiting(kept: Kept) -> None:
    kept.certificates.key(URL)
    kept.time.now += 3601
    go_on = threading.Event()
    busy = threading.Semaphore(0)

    def wait() -> None:
        busy.release()
        go_on.wait()

    kept.host.before = wait

    def ask(number: int) -> None:
        with pytest.raises(Unavailable):
            kept.certificates.key(f"{URL}{number}")

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, number) for number in range(module.MOST_FETCHES)]
        for _ in asked:
            busy.acquire()
        with pytest.raises(Unavailable, match="too many"):
            kept.certificates.key(f"{URL}-one-more")
        known = pool.submit(kept.certificates.key, URL)  # an address that was good is looked up all the same
        busy.acquire()
        go_on.set()
        assert known.result()
        for each in asked:
            each.result()


def test_whoever_waits_too_long_is_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", -0.99)
    go_on = threading.Event()
    busy = threading.Event()

    def wait() -> None:
        busy.set()
        go_on.wait()

    kept.host.before = wait
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(kept.certificates.key, URL)
        busy.wait()
        with pytest.raises(Unavailable, match="nobody came back"):
            kept.certificates.key(URL)
        go_on.set()
        assert first.result()


def test_a_lookup_that_is_broken_off_leaves_nobody_waiting(kept: Kept, authority: Authority) -> None:
    def stop() -> None:
        raise SystemExit

    kept.host.before = stop
    with pytest.raises(SystemExit):
        kept.certificates.key(URL)
    kept.host.before = lambda: None
    assert kept.certificates.key(URL)


def test_without_any_authorities_it_is_an_outage(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise OSError("no certificate authorities found")

    monkeypatch.setattr(module, "trusted_roots", none)
    with pytest.raises(Unavailable, match="authorities"):
        Certificates(kept.host.fetch, None, kept.time).key(URL)
