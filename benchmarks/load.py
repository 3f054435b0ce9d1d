"""A load generator: many connections, one thread, as little work a request as Python can do."""

from __future__ import annotations

import selectors
import socket
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Figures:
    """What came of a load."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    """Connections that ended without a whole answer."""
    worked: float = 0.0
    """Seconds that the server worked meanwhile."""
    asked: float = 0.0
    """Seconds that it took to ask, of the same machine's processors."""

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    @property
    def per_second_of_work(self) -> float:
        return len(self.milliseconds) / self.worked

    def percentile(self, percent: int) -> float:
        """Milliseconds within which so many percent of the requests were answered."""
        return statistics.quantiles(self.milliseconds, n=100)[percent - 1]


class Connection:
    """One kept-alive connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""
        self.since = 0.0

    def ask(self, packet: bytes) -> None:
        """Sends a request."""
        self._read = b""
        self.since = time.perf_counter()
        self.socket.sendall(packet)

    def answer(self) -> tuple[str, bytes] | None:
        """Status and body of the answer; None while it is not there yet. Raises OSError where none will come."""
        more = self.socket.recv(65536)
        if not more:
            raise ConnectionError("closed")
        self._read += more
        head, there, body = self._read.partition(b"\r\n\r\n")
        if not there or len(body) < _length(head):
            return None
        return head[9:12].decode(), body


def _length(head: bytes) -> int:
    low = head.lower()
    at = low.find(b"content-length:")
    return int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def load(port: int, packet: Callable[[], bytes], seconds: float, connections: int) -> Figures:
    """Asks as fast as answers come, over so many connections, for so many seconds."""
    figures = Figures()
    waiting = selectors.DefaultSelector()
    for _ in range(connections):
        connection = Connection(port)
        waiting.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask(packet())
    started, worked = time.perf_counter(), time.process_time()
    ends = started + seconds
    while (now := time.perf_counter()) < ends:
        for key, _ in waiting.select(0.1):
            connection = key.data
            if found := connection.answer():
                figures.milliseconds.append((time.perf_counter() - connection.since) * 1000)
                figures.statuses[found[0]] += 1
                connection.ask(packet())
    figures.seconds, figures.asked = now - started, time.process_time() - worked
    for key in list(waiting.get_map().values()):
        key.data.socket.close()
    return figures
