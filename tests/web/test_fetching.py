"""The host of the certificates on its bad days, played by a server of our own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from skill.web.fetching import MOST_BYTES, fetch
from skill.web.refusal import Reason, Refused, Unavailable


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def host(play: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does with its first connection whatever `play` does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                with suppress(OSError):  # whoever asked may have gone
                    play(connection)

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/echo.api/cert.pem"
        serving.join(5)


def test_a_file_is_fetched() -> None:
    with host(lambda connection: connection.sendall(answer("200 OK", b"PEM"))) as address:
        assert fetch(address) == b"PEM"


@pytest.mark.parametrize(
    "sent",
    [
        answer("404 Not Found", b"<xml/>"),
        answer("403 Forbidden"),
        answer("301 Moved Permanently", b"", "Location: http://127.0.0.1:1/mine.pem"),
        answer("307 Temporary Redirect", b"", "Location: http://127.0.0.1:1/mine.pem"),
        answer("204 No Content"),
        answer("200 OK", b"a" * (MOST_BYTES + 1)),
    ],
    ids=["404", "403", "301", "307", "204", "too large"],
)
def test_what_is_not_there_is_refused(sent: bytes) -> None:
    with host(lambda connection: connection.sendall(sent)) as address, pytest.raises(Refused) as refused:
        fetch(address)
    assert refused.value.reason is Reason.NO_CERTIFICATE


def drip(connection: socket.socket) -> None:
    """One byte at a time: each comes early enough for the time limit of a socket."""
    for byte in answer("200 OK", b"PEM" * 20):
        connection.sendall(bytes([byte]))
        time.sleep(0.01)


@pytest.mark.parametrize(
    "play",
    [
        lambda connection: connection.sendall(answer("500 Internal Server Error")),
        lambda connection: connection.sendall(answer("503 Slow Down")),
        lambda connection: connection.sendall(answer("429 Too Many Requests")),
        lambda connection: connection.sendall(b"hello\r\n\r\n"),
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\nhalf"),
        lambda connection: None,
        lambda connection: time.sleep(0.4),
        drip,
    ],
    ids=["500", "503", "429", "not http", "half", "hangs up", "silent", "drips"],
)
def test_a_host_that_is_unwell_is_an_outage(play: Callable[[socket.socket], None]) -> None:
    with host(play) as address, pytest.raises(Unavailable):
        fetch(address, seconds=0.2)


def test_a_host_that_is_dead_is_an_outage() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(Unavailable, match="ConnectionError"):
        fetch(f"http://127.0.0.1:{port}/cert.pem", seconds=1)


def test_a_host_without_a_name_is_an_outage() -> None:
    with pytest.raises(Unavailable):
        fetch("http://no-such-host.invalid/cert.pem", seconds=1)
