"""Who sends slowly, or never to the end, keeps nobody else from being answered, with nothing before the server."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.web.authority import Authority, as_bytes, envelope, intent
from tests.web.gunicorn import Served, serving, trusting

SECONDS = 1.0
"""After which this server hangs up on half a request."""

HEAD = "POST /alexa HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def served(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    environment = {**trusting(authority, tmp_path_factory.mktemp("slow")), "TEST_REQUEST_SECONDS": str(SECONDS)}
    with serving(authority, environment, "--workers", "1") as made:
        yield made


@pytest.fixture
def connected(served: Served) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def caller(served: Served, stack: ExitStack, sent: bytes = b"") -> socket.socket:
    made = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=10))
    made.sendall(sent)
    return made


def genuine(served: Served) -> bytes:
    """A request of Alexa's, as it goes over the wire."""
    body = as_bytes(envelope(intent("IceOrHeatIntent")))
    lines = "".join(f"{name}: {value}\r\n" for name, value in served.authority.headers(body).items())
    return f"{HEAD}{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


def answer(caller: socket.socket) -> bytes:
    """All that is answered until one can tell that it is whole, or the other side hangs up."""
    read = b""
    while piece := caller.recv(65536):
        read += piece
        head, ends, body = read.partition(b"\r\n\r\n")
        if ends and head.startswith(b"HTTP/1.1 100"):
            read, (head, ends, body) = body, body.partition(b"\r\n\r\n")
        if ends and len(body) >= int(head.lower().partition(b"content-length: ")[2].split()[0]):
            break
    return read


HALVES = {
    "nothing at all": lambda whole: b"",
    "half a line": lambda whole: b"POST /al",
    "half the headers": lambda whole: whole[:200],
    "one byte of the body": lambda whole: whole[: whole.index(b"\r\n\r\n") + 5],
    "all but one byte": lambda whole: whole[:-1],
    "no headers of Amazon's, and no body": lambda whole: f"{HEAD}Content-Length: 2000\r\n\r\n".encode(),
    "half a chunk": lambda whole: f"{HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nab".encode(),
    "waits for leave": lambda whole: f"{HEAD}Content-Length: 20\r\nExpect: 100-continue\r\n\r\n".encode(),
}


AT_EVERY_CHANGE = ("nothing at all", "one byte of the body", "half a chunk")


@pytest.mark.parametrize(
    "half",
    [
        pytest.param(of, id=half, marks=[pytest.mark.thorough] * (half not in AT_EVERY_CHANGE))
        for half, of in HALVES.items()
    ],
)
def test_sixty_half_requests_keep_nobody_waiting_and_are_hung_up_on(
    served: Served, connected: ExitStack, half: object
) -> None:
    crowd = [caller(served, connected, half(genuine(served))) for _ in range(60)]  # type: ignore[operator]
    for _ in range(5):
        assert b" 200 OK" in answer(caller(served, connected, genuine(served)))
    for each in crowd:
        answer(each)  # ends, for the other side hangs up


def test_who_drips_byte_by_byte_is_hung_up_on_all_the_same(served: Served, connected: ExitStack) -> None:
    dripping, started = caller(served, connected), time.monotonic()
    with pytest.raises(OSError):
        for byte in genuine(served):
            dripping.sendall(bytes([byte]))
            time.sleep(0.05)
    assert time.monotonic() - started < 10 * SECONDS


def test_a_request_in_pieces_is_answered(served: Served, connected: ExitStack) -> None:
    slowly, whole = caller(served, connected), genuine(served)
    for at in range(0, len(whole), 400):
        slowly.sendall(whole[at : at + 400])
        time.sleep(0.01)
    assert b" 200 OK" in answer(slowly)


def test_one_connection_brings_many_requests_also_at_once(served: Served, connected: ExitStack) -> None:
    one = caller(served, connected)
    for _ in range(3):
        one.sendall(genuine(served))
        assert b" 200 OK" in answer(one)
    healthz = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    one.sendall(healthz * 3)
    read = b""
    while read.count(b'{"status":"ok"}') < 3:
        read += one.recv(65536)
    one.sendall(genuine(served)[:300])  # and half of a further one
    assert one.recv(65536) == b""


def test_a_body_in_chunks_is_read(served: Served, connected: ExitStack) -> None:
    head, _, body = genuine(served).partition(b"\r\n\r\n")
    head = b"\r\n".join(line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length"))
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:100], body[100:]))
    sent = head + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
    assert b" 200 OK" in answer(caller(served, connected, sent))


def test_who_waits_for_leave_gets_it(served: Served, connected: ExitStack) -> None:
    polite, (head, _, body) = caller(served, connected), genuine(served).partition(b"\r\n\r\n")
    polite.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
    assert polite.recv(100).startswith(b"HTTP/1.1 100 Continue")
    polite.sendall(body)
    assert b" 200 OK" in answer(polite)


def test_what_is_too_large_is_turned_away_before_it_has_come(served: Served, connected: ExitStack) -> None:
    large = caller(served, connected, f"{HEAD}Content-Length: 99999999\r\n\r\n".encode())
    assert b" 400 " in answer(large)
    assert large.recv(100) == b""
    endless = caller(served, connected)
    with pytest.raises(OSError):
        for _ in range(1000):
            endless.sendall(b"x" * 65536)
    chunked = caller(served, connected, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n".encode())
    with pytest.raises(OSError):
        for _ in range(1000):
            chunked.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def test_who_never_hangs_up_keeps_nobody_waiting(served: Served, connected: ExitStack) -> None:
    """A server that waits for the other side to hang up, in the thread where everybody comes in, answers nobody."""
    crowd = [caller(served, connected, b"nonsense\r\n\r\n") for _ in range(10)]
    started = time.monotonic()
    assert b" 200 OK" in answer(caller(served, connected, genuine(served)))
    assert time.monotonic() - started < 5
    assert all(b" 400 " in answer(each) for each in crowd)


def test_more_silent_connections_than_there_is_room_for_keep_nobody_out(served: Served, connected: ExitStack) -> None:
    for _ in range(700):
        caller(served, connected)
    assert b" 200 OK" in answer(caller(served, connected, genuine(served)))


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "REMOTE_USER", "X-Forwarded-Proto", "X-Forwarded-Ssl"])
def test_no_header_says_which_app_it_is_for(served: Served, connected: ExitStack, name: str) -> None:
    asked = genuine(served).replace(b"Host: localhost\r\n", f"Host: localhost\r\n{name}: /x\r\n".encode())
    assert b" 200 OK" in answer(caller(served, connected, asked))
    unsigned = f"{HEAD}{name}: /x\r\nContent-Length: 0\r\n\r\n".encode()
    assert b" 400 " in answer(caller(served, connected, unsigned))


def test_what_was_answered_is_json(served: Served, connected: ExitStack) -> None:
    _, _, body = answer(caller(served, connected, genuine(served))).partition(b"\r\n\r\n")
    assert json.loads(body)["sessionAttributes"]["turn"]["topic"] == "ice_or_heat"
