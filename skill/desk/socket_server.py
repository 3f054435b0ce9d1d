"""A server on a socket of this machine, for any web app."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever only talks to the desk waits for no web framework
    from _typeshed.wsgi import WSGIApplication
    from werkzeug.serving import BaseWSGIServer

MOST_WAITING = 128
"""Connections that nobody has taken up yet."""


def listening(host: str, port: int = 0) -> socket.socket:
    """A socket that connections may come to; port 0 is any that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=MOST_WAITING)


@contextmanager
def server_on(
    bound: socket.socket, make: Callable[[str], WSGIApplication], quiet: bool = False
) -> Iterator[tuple[BaseWSGIServer, str]]:
    """A server on a socket, and its address. Its app is made of that: many apps have to know their own."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: object) -> None:
            """A conversation is no place for a log."""

    with bound:
        host, port, *_ = bound.getsockname()
        address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        handler = Quiet if quiet else WSGIRequestHandler
        server = make_server(host, port, make(address), True, request_handler=handler, fd=bound.fileno())
        try:
            yield server, address
        finally:
            server.server_close()
