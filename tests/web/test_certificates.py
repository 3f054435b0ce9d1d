"""Keys are fetched once, kept for a while, and never believed when they cannot be looked at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from skill.web import certificates as module
from skill.web.certificate_folder import MOST_FILES, VARIABLE, CertificateFolder, usual_folder
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


def until(came: Callable[[], bool]) -> None:
    """Waits for what happens in the background."""
    for _ in range(1000):
        if came():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not come to pass in time")


def settled(kept: Kept, fetches: int) -> None:
    until(lambda: len(kept.host.fetched) == fetches and not kept.certificates._under_way)


def test_a_key_is_fetched_once_an_hour(kept: Kept) -> None:
    for _ in range(3):
        kept.certificates.key(URL)
    kept.time.now += 3590
    kept.certificates.key(URL)
    assert len(kept.host.fetched) == 1
    kept.time.now += 20
    kept.certificates.key(URL)
    settled(kept, 2)
    kept.certificates.key(URL)
    assert len(kept.host.fetched) == 2


def test_nobody_waits_while_a_good_key_is_looked_at_again(kept: Kept) -> None:
    kept.certificates.key(URL)
    kept.time.now += 3601
    go_on = threading.Event()
    kept.host.before = lambda: go_on.wait() and None
    for _ in range(20):
        assert kept.certificates.key(URL)  # in this thread, while the host is silent
    go_on.set()
    settled(kept, 2)


def test_another_key_at_the_same_address_takes_its_place(kept: Kept, authority: Authority) -> None:
    before = kept.certificates.key(URL)
    renewed = issue(authority.middle)
    kept.host.files[URL] = renewed.pem + authority.middle.pem
    kept.time.now += 3601
    kept.certificates.key(URL)
    settled(kept, 2)
    after = kept.certificates.key(URL)
    assert after.public_numbers() == renewed.key.public_key().public_numbers() != before.public_numbers()


BAD_MOMENTS = {
    "an outage": Unavailable("down"),
    "no file": Refused(Reason.NO_CERTIFICATE, "status 403"),
    "nonsense": b"nonsense",
    "a fault of ours": RuntimeError(),
}


@pytest.mark.parametrize("bad", BAD_MOMENTS.values(), ids=BAD_MOMENTS)
def test_a_bad_moment_of_the_host_costs_no_good_key(kept: Kept, authority: Authority, bad: bytes | Exception) -> None:
    kept.certificates.key(URL)
    kept.host.files[URL] = bad
    for hours in range(1, 25):
        kept.time.now += 3601
        assert kept.certificates.key(URL)
        settled(kept, hours + 1)
    kept.certificates.key(URL)
    kept.time.now += module.AGAIN_SECONDS - 1
    kept.certificates.key(URL)
    assert len(kept.host.fetched) == 25  # not asked at every request
    kept.time.now += 30 * 24 * 3600
    with pytest.raises((Refused, Unavailable)):  # the certificate has ended
        kept.certificates.key(URL)


@pytest.fixture
def folder(tmp_path: Path) -> CertificateFolder:
    return CertificateFolder(tmp_path / "certificates")


def restarted(kept: Kept, folder: CertificateFolder, host: CertificateHost | None = None) -> Certificates:
    return Certificates((host or kept.host).fetch, kept.certificates._roots, kept.time, folder)


def test_a_good_key_survives_a_restart_while_the_host_is_down(kept: Kept, folder: CertificateFolder) -> None:
    restarted(kept, folder).key(URL)
    down = CertificateHost({URL: Unavailable("down")})
    again = restarted(kept, folder, down)
    for _ in range(3):
        assert again.key(URL)
    until(lambda: len(down.fetched) == 1)  # and it is looked at again in the background
    kept.time.now += 31 * 24 * 3600
    with pytest.raises(Unavailable):
        restarted(kept, folder, CertificateHost({URL: Unavailable("down")})).key(URL)


def test_what_lies_in_the_folder_is_not_trusted(
    kept: Kept, folder: CertificateFolder, tmp_path: Path, authority: Authority
) -> None:
    restarted(kept, folder).key(URL)
    (file,) = (tmp_path / "certificates").iterdir()
    for put in (b"", b"nonsense", issue(None).pem, authority.middle.pem, file.read_bytes()[:300]):
        file.write_bytes(put)
        with pytest.raises((Refused, Unavailable)):
            restarted(kept, folder, CertificateHost({URL: Unavailable("down")})).key(URL)


def test_only_what_was_good_is_kept_and_not_much_of_it(
    kept: Kept, folder: CertificateFolder, tmp_path: Path, authority: Authority
) -> None:
    certificates = restarted(kept, folder)
    kept.host.files[f"{URL}0"] = b"nonsense"
    with pytest.raises(Refused):
        certificates.key(f"{URL}0")
    assert not (tmp_path / "certificates").exists()
    for number in range(MOST_FILES + 3):
        kept.host.files[f"{URL}{number}"] = authority.chain
        if number:
            certificates.key(f"{URL}{number}")
    assert len(list((tmp_path / "certificates").iterdir())) == MOST_FILES


def test_a_folder_that_cannot_be_written_does_no_harm(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert restarted(kept, CertificateFolder(tmp_path / "file")).key(URL)


def test_the_environment_says_where_they_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    folder = usual_folder()
    assert folder is not None
    folder.keep(URL, b"pem")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"pem"]
    assert folder.find(URL) == b"pem"
    monkeypatch.setenv(VARIABLE, "none")
    assert usual_folder() is None


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
    kept.host.files[URL] = Unavailable("down")
    for _ in range(3):
        with pytest.raises(Unavailable):
            kept.certificates.key(URL)
    assert len(kept.host.fetched) == 1
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


def test_made_up_addresses_drive_no_good_key_out(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 20)
    kept.certificates.key(URL)
    kept.host.files.update({f"{URL}{number}": b"nonsense" for number in range(60)})
    for number in range(60):
        with pytest.raises(Refused):
            kept.certificates.key(f"{URL}{number}")
    kept.certificates.key(URL)
    assert kept.host.fetched.count(URL) == 1
    assert [*kept.certificates._known] == [URL, *(f"{URL}{number}" for number in range(41, 60))]  # the latest


def test_good_keys_are_bounded_too(kept: Kept, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 5)
    for number in range(9):
        kept.host.files[f"{URL}{number}"] = authority.chain
        kept.certificates.key(f"{URL}{number}")
    assert [*kept.certificates._known] == [f"{URL}{number}" for number in range(4, 9)]


def test_an_address_of_every_usual_form_is_kept_in_mind() -> None:
    assert module.MOST_KEPT > 1 + 10 + 100 + 900  # -cert.pem, -cert-0.pem to -cert-999.pem


def usual(number: int) -> str:
    """An address of the form that Amazon uses."""
    return URL.replace("12", str(number))


class Crowd:
    """Many who ask for addresses that do not answer, until they are let go."""

    def __init__(self, kept: Kept, addresses: list[str]) -> None:
        self._go_on = threading.Event()
        busy = threading.Semaphore(0)
        before = kept.host.before

        def wait() -> None:
            busy.release()
            self._go_on.wait()

        kept.host.before = wait
        self._pool = ThreadPoolExecutor(len(addresses))
        self._asked = [self._pool.submit(kept.certificates.key, each) for each in addresses]
        for _ in addresses:
            busy.acquire()
        kept.host.before = before

    def go(self) -> list[BaseException | None]:
        self._go_on.set()
        return [each.exception() for each in self._asked]


def test_a_crowd_of_made_up_addresses_is_refused_and_is_in_nobodys_way(kept: Kept, authority: Authority) -> None:
    kept.certificates.key(URL)
    kept.host.files[usual(13)] = authority.chain
    crowd = Crowd(kept, [f"{URL}{number}" for number in range(module.MOST_MADE_UP)])
    for address in (f"{URL}-one-more", f"{URL}0"):  # nobody waits for another's made-up address either
        with pytest.raises(Refused) as refused:
            kept.certificates.key(address)
        assert refused.value.reason is Reason.CROWD
    assert kept.certificates.key(URL)  # a known one
    assert kept.certificates.key(usual(13))  # a new one of Amazon's
    assert {type(each) for each in crowd.go()} == {Refused}  # their host is down, which is no outage of ours


def test_a_crowd_of_addresses_in_amazons_form_leaves_the_known_ones_alone(kept: Kept) -> None:
    kept.certificates.key(URL)
    crowd = Crowd(kept, [usual(number) for number in range(100, 100 + module.MOST_FETCHES)])
    with pytest.raises(Refused) as refused:
        kept.certificates.key(usual(200))
    assert refused.value.reason is Reason.CROWD
    kept.time.now += 3601
    assert kept.certificates.key(URL)
    assert {type(each) for each in crowd.go()} == {Unavailable}


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
