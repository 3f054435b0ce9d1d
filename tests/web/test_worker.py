"""Gunicorn's worker as it is here: workers share the connections, and an answer goes out in one piece."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from skill.web import worker
from skill.web.worker import Connection, InOnePiece, PatientWorker, Settled, Shares
from tests.web.authority import Authority
from tests.web.gunicorn import Served, serving, trusting, wait_for


@pytest.fixture
def shares() -> Shares:
    return Shares()


def test_whoever_has_more_connections_knows_by_how_many(shares: Shares) -> None:
    assert shares.more_than_another(7) == 0
    shares.tell(7, 0)
    assert shares.more_than_another(7) == 0
    shares.tell(7, 5)
    assert shares.more_than_another(7) == 0
    shares.tell(8, 2)
    assert (shares.more_than_another(7), shares.more_than_another(8)) == (3, 0)
    shares.tell(9, 0)
    assert (shares.more_than_another(7), shares.more_than_another(8)) == (5, 2)
    shares.leave(9)
    assert (shares.more_than_another(7), shares.more_than_another(8)) == (3, 0)


def test_there_is_no_end_of_workers(shares: Shares) -> None:
    for age in range(3 * Shares.MOST):
        shares.tell(age, 1)
    assert shares.more_than_another(3 * Shares.MOST) == 0


class Waits(PatientWorker):
    """A worker with so many connections, which notes what it does."""

    age, alive = 1, True

    def __init__(self, connections: int) -> None:
        self.nr_conns = connections
        self.did: list[object] = []

    def _take_one(self, listener: object) -> bool:
        self.did.append("takes")
        return True


@pytest.mark.parametrize(("mine", "others", "waits"), [(3, 3, None), (2, 5, None), (4, 3, 0.0005), (500, 0, 0.004)])
def test_whoever_has_more_lets_another_go_first_and_never_for_long(
    mine: int, others: int, waits: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SHARES", Shares())
    made = Waits(mine)
    worker.SHARES.tell(2, others)
    monkeypatch.setattr(worker.time, "sleep", made.did.append)
    made.accept(None)
    assert made.did == ([] if waits is None else [waits]) + ["takes"]


def test_a_worker_that_stops_is_waited_for_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SHARES", Shares())
    made = Waits(3)
    worker.SHARES.leave(1)
    made.alive = False
    made.nr_conns -= 3
    worker.SHARES.tell(2, 2)
    assert worker.SHARES.more_than_another(2) == 0


def test_settings_are_worked_out_once() -> None:
    class Settings:
        asked = 0

        @property
        def keepalive(self) -> int:
            self.asked += 1
            return 75

    settings = Settings()
    settled = Settled(settings)
    assert [settled.keepalive, settled.keepalive, settings.asked] == [75, 75, 1]
    with pytest.raises(AttributeError):
        _ = settled.nothing_there


def test_an_answer_goes_out_in_one_piece() -> None:
    ours, theirs = socket.socketpair()
    with InOnePiece(fileno=ours.detach()) as made, theirs:
        made.sendall(b"head, ")
        made.sendall(b"body")
        theirs.setblocking(False)
        with pytest.raises(BlockingIOError):
            theirs.recv(100)
        made.send_kept()
        assert theirs.recv(100) == b"head, body"
        made.send_kept()
        with pytest.raises(BlockingIOError):
            theirs.recv(100)


def test_a_file_comes_behind_its_head(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"file")
    ours, theirs = socket.socketpair()
    with InOnePiece(fileno=ours.detach()) as made, theirs, (tmp_path / "file").open("rb") as file:
        made.sendall(b"head, ")
        assert made.sendfile(file, 0, 4) == 4
        assert theirs.recv(100) == b"head, file"


def heard(head: bytes, body: bytes = b"") -> Connection:
    ours, theirs = socket.socketpair()
    with theirs:
        made = Connection(None, ours, None, None)
        made.begin()
        theirs.sendall(head + body)
        made.ready = made.is_ready()
        made.close()
    return made


@pytest.mark.parametrize(
    ("lines", "body", "is_ready"),
    [
        (b"Content-Length: 3", b"abc", True),
        (b"content-length:3 ", b"abc", True),
        (b"CONTENT-LENGTH:\t3", b"ab", False),
        (b"X-Content-Length: 3", b"", True),
        (b"X: content-length: 3", b"", True),
        (b"Content-Length: 3x", b"", True),
        (b"Transfer-Encoding: chunked", b"3\r\nabc\r\n", False),
        (b"TRANSFER-ENCODING: chunked", b"3\r\nabc\r\n0\r\n\r\n", True),
        (b"X: transfer-encoding: chunked", b"", True),
        (b"Content-Length: 9\r\nExpect: 100-Continue", b"", False),
    ],
)
def test_a_request_is_known_to_be_whole_by_its_head(lines: bytes, body: bytes, is_ready: bool) -> None:
    made = heard(b"POST /alexa HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n\r\n", body)
    assert made.ready == is_ready
    assert made.is_whole


@pytest.fixture(scope="module")
def served(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    environment = trusting(authority, tmp_path_factory.mktemp("shared"))
    with serving(authority, environment, "--workers", "2") as made:
        yield made


def sockets(process: int) -> int:
    """How many sockets a process has open."""
    return sum(str(each.readlink()).startswith("socket:") for each in Path(f"/proc/{process}/fd").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes under /proc")
def test_connections_that_stay_are_shared_by_the_workers(served: Served) -> None:
    wait_for(lambda: len(served.workers()) == 2)
    before = [sockets(each) for each in served.workers()]
    with ExitStack() as stack:
        for _ in range(16):
            stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=10))
            time.sleep(0.02)
        shared = [sockets(each) - least for each, least in zip(served.workers(), before, strict=True)]
    assert min(shared) >= 3, shared  # each of 8; somebody else may have been leaving
