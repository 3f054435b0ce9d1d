"""Gunicorn's worker with threads, made to lose nobody when it stops, and to wait for nobody who sends slowly.

Gunicorn's own gives a thread to a connection and reads with it, however slowly the other side sends: eight half bodies
stop eight threads for ever. Here the event loop gathers each request, as a proxy before it would, and a thread gets it
when all of it is there. Who does not send a whole request in time is hung up on, and has cost a few kilobytes.
"""

from __future__ import annotations

import re
import socket
import struct
import sys
import time
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

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
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,12})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
WAITS_FOR_LEAVE = re.compile(rb"^expect:[ \t]*100-continue", re.IGNORECASE | re.MULTILINE)
LEAVE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Connection(TConn):  # type: ignore[misc]
    """A connection, and as much of its next request as has come."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
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
        head += b"\r"
        if CHUNKED.search(head):
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

    def accept(self, listener: socket.socket) -> bool:
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
        super().enqueue_req(conn)
        return True

    def handle(self, conn: Connection) -> Any:
        """Answers a request, in a thread. Returns whether the connection may bring another."""
        return super().handle(conn) and conn.is_whole

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
        for listener in self.sockets:
            while self.accept(listener):
                pass
            listener.close()
