"""Gunicorn's worker with threads, made to lose nobody when it stops, and to wait for nobody who sends slowly.

Gunicorn's own gives a thread to a connection and reads with it, however slowly the other side sends: eight half bodies
stop eight threads for ever. Here the event loop gathers each request, as a proxy before it would, and a thread gets it
when all of it is there. Who does not send a whole request in time is hung up on, and has cost a few kilobytes.

Workers share the connections. Of gunicorn's own, whoever wakes first takes all who knock at once, and where they stay
connected, as a proxy does, the other workers have nothing to do.
"""

from __future__ import annotations

import mmap
import re
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from selectors import EVENT_READ
from typing import Any, NamedTuple

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn, ThreadWorker

from skill.web.endpoint import MOST_BYTES

REQUEST_SECONDS = 5.0
"""From the connection, or the first byte of a further request on it, to the last byte. Amazon's take milliseconds."""

SENDING_SECONDS = 5
"""How long somebody may take none of the answer."""

MOST_HEAD = 64 * 1024
MOST_DRAINED = 16
"""So many reads, a megabyte at most, are spent on what somebody sent too much; who goes on sending is cut off."""
HEAD_ENDS, LAST_CHUNK = b"\r\n\r\n", b"0\r\n\r\n"
LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r$", re.MULTILINE)
CHUNKED = b"\ntransfer-encoding:"
WAITS_FOR_LEAVE = re.compile(rb"\nexpect:[ \t]*100-continue")
LEAVE = b"HTTP/1.1 100 Continue\r\n\r\n"

NOTIFY_SECONDS = 1.0
COURTESY_SECONDS, MOST_COURTESY = 0.0005, 8
"""How long a worker holds back at the door for each connection it has more than another one, and up to how many."""


class Shares:
    """How many connections each worker has, in memory that all of them see: they come of one process.

    It is only for what is fair: where a number is wrong, somebody is let in a little later.
    """

    MOST = 256

    def __init__(self) -> None:
        self._counts = memoryview(mmap.mmap(-1, self.MOST * struct.calcsize("I"))).cast("I")

    def tell(self, worker: int, connections: int) -> None:
        """Worker number so-and-so has so many."""
        self._counts[worker % self.MOST] = connections + 1

    def leave(self, worker: int) -> None:
        """A worker lets nobody in any more."""
        self._counts[worker % self.MOST] = 0

    def more_than_another(self, worker: int) -> int:
        """How many more connections a worker has than the one with the fewest."""
        mine = self._counts[worker % self.MOST]
        return max(mine - min((each for each in self._counts if each), default=mine), 0)


SHARES = Shares()


class Settled:
    """Gunicorn's settings as they are now that it runs. It works them out anew whenever it looks at one."""

    def __init__(self, settings: Any) -> None:
        self._settings = settings

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(self._settings, name)
        return value


class Done(NamedTuple):
    """What came of a request, as gunicorn asks for it."""

    keeps: bool

    def result(self) -> bool:
        return self.keeps

    def cancelled(self) -> bool:
        return False


class Threads:
    """The threads of a worker. A pool of the standard library makes a future for each request, with locks of its own:
    that takes longer than to read the request."""

    def __init__(self, count: int, work: Callable[[Any], None]) -> None:
        self._count, self._work = count, work
        self._waiting: SimpleQueue[Any] = SimpleQueue()
        for _ in range(count):
            threading.Thread(target=self._run, daemon=True).start()

    def give(self, task: Any) -> None:
        """Has the next free thread work on this."""
        self._waiting.put(task)

    def shutdown(self, wait: bool) -> None:
        """No thread begins anything more; what waits already is done before."""
        for _ in range(self._count):
            self._waiting.put(None)

    def _run(self) -> None:
        while (task := self._waiting.get()) is not None:
            self._work(task)


class InOnePiece(socket.socket):
    """Gunicorn sends the head of an answer and then the rest. Here they are kept until `send_kept`."""

    _kept = b""

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Keeps it."""
        self._kept += data

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        """Sends a file at once, behind what was kept."""
        self.send_kept()
        return super().sendfile(file, offset, count)

    def send_kept(self) -> None:
        """Sends what was kept. Raises OSError where nobody takes it."""
        kept, self._kept = self._kept, b""
        super().sendall(kept)


class Connection(TConn):  # type: ignore[misc]
    """A connection, and as much of its next request as has come."""

    def __init__(self, cfg: Any, sock: socket.socket, *addresses: Any) -> None:
        super().__init__(cfg, InOnePiece(fileno=sock.detach()), *addresses)
        self.initialized = True  # there is nothing left for a thread to set up
        self.came = bytearray()
        self.is_whole = True
        """Whether the request came to its end. Where not, nobody knows where the next one begins."""
        self._was_let = False
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SENDING_SECONDS, 0))

    def begin(self) -> None:
        """A further request: what came behind the last one belongs to it."""
        self.came = bytearray(self.parser.unreader.take_buffered() if self.parser else b"")
        self._was_let = False
        self.sock.setblocking(False)

    def is_ready(self) -> bool:
        """Reads what has come. Whether there is nothing to wait for any more."""
        try:
            more = self.sock.recv(MOST_HEAD)
        except BlockingIOError:
            return bool(self.came) and self._is_all_here()
        except OSError:
            more = b""
        self.came += more
        if more:
            return self._is_all_here()
        self.is_whole = False  # hung up
        return True

    def _is_all_here(self) -> bool:
        head, ends, _ = bytes(self.came[: MOST_HEAD + 4]).partition(HEAD_ENDS)
        if not ends:
            self.is_whole = len(self.came) <= MOST_HEAD
            return not self.is_whole
        head = head.lower() + b"\r"
        if CHUNKED in head:
            here = self.came.endswith(LAST_CHUNK)
            self.is_whole = len(self.came) <= MOST_HEAD + 2 * MOST_BYTES
        else:
            length = int(found[1]) if (found := LENGTH.search(head)) else 0
            here = len(self.came) - len(head) - 3 >= length
            self.is_whole = length <= MOST_BYTES
        if not here and self.is_whole and not self._was_let and WAITS_FOR_LEAVE.search(head):
            self._was_let = True
            with suppress(OSError):
                self.sock.send(LEAVE)
        return here or not self.is_whole

    def close(self, graceful: bool = False) -> None:
        """Hangs up, at once: gunicorn's own would wait here for the other side, and everybody else with it."""
        if graceful:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_WR)
                self.sock.setblocking(False)
                for _ in range(MOST_DRAINED):  # what lies unread would turn the end into a reset
                    if not self.sock.recv(MOST_HEAD):
                        break
        super().close()


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gives a thread to whole requests only, and takes everybody who is waiting at the door before it closes it.

    Gunicorn's own worker leaves the door open while it finishes what it has begun, but nobody comes to it any more: who
    knocks in that time is thrown out unanswered at the end.
    """

    _notified = 0.0

    def init_process(self) -> None:
        """Works until it is told to stop."""
        self.cfg: Any = Settled(self.cfg)
        super().init_process()

    def notify(self) -> None:
        """Tells the master that all is well; every second is often enough."""
        if (now := time.monotonic()) - self._notified >= NOTIFY_SECONDS:
            self._notified = now
            super().notify()

    @property
    def nr_conns(self) -> int:
        """How many connections there are."""
        return self._connections

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        self._connections = count
        if self.alive:
            SHARES.tell(self.age, count)

    def get_thread_pool(self) -> Threads:
        """The threads that answer."""
        return Threads(self.cfg.threads, self._answer)

    def accept(self, listener: socket.socket) -> None:
        """Somebody knocks: whoever has fewer connections goes first."""
        if more := SHARES.more_than_another(self.age):
            time.sleep(min(more, MOST_COURTESY) * COURTESY_SECONDS)
        self._take_one(listener)

    def _take_one(self, listener: socket.socket) -> bool:
        """Takes one connection. False where nobody waits."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return False
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections:
            self._make_room()
        self.enqueue_req(Connection(self.cfg, client, address, listener.getsockname()))
        return True

    def enqueue_req(self, conn: Connection) -> None:
        """A connection of which a request may come."""
        conn.begin()
        if not self._hand_on(conn):
            conn.timeout = time.monotonic() + REQUEST_SECONDS
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """More of a request has come."""
        if self._hand_on(conn):
            self.poller.unregister(client)
            self.pending_conns.remove(conn)

    def _hand_on(self, conn: Connection) -> bool:
        """Gives the request to a thread if all of it is there. The thread reads what came, and never the socket."""
        if not conn.is_ready():
            return False
        conn.data_ready = True
        conn.parser = get_parser(self.cfg, [bytes(conn.came)], conn.client)
        self.tpool.give(conn)
        return True

    def _answer(self, conn: Connection) -> None:
        """In a thread: answers a request, and has the event loop do what comes then."""
        keeps = False
        try:
            keeps = self.handle(conn)
        except BaseException as error:  # SystemExit of an app, say: no reason to have a thread less
            self.log.error("a request was broken off: %s", type(error).__name__)
        self.method_queue.defer(self.finish_request, conn, Done(keeps))

    def handle(self, conn: Connection) -> Any:
        """Answers a request, in a thread. Returns whether the connection may bring another."""
        keeps = super().handle(conn) and conn.is_whole
        try:
            conn.sock.send_kept()
        except OSError:  # gone, or takes nothing
            return False
        return keeps

    def _make_room(self) -> None:
        """Hangs up on whoever has kept us waiting longest, so that a crowd of silent ones keeps nobody out."""
        for crowd in (self.pending_conns, self.keepalived_conns):
            if crowd:
                longest = crowd.popleft()
                self.poller.unregister(longest.sock)
                self.nr_conns -= 1
                longest.close()
                return

    def set_accept_enabled(self, enabled: bool) -> None:
        """Called with False when there is too much to do, and once more when the worker is to stop."""
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            self._take_the_last_and_close()

    def _take_the_last_and_close(self) -> None:
        # the other threads are busy; nobody should slip in between the last look and closing
        sys.setswitchinterval(1e-6)
        SHARES.leave(self.age)
        for listener in self.sockets:
            while self._take_one(listener):
                pass
            listener.close()
