"""Web apps on a free port of this machine, for the time of a test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from skill.desk.socket_server import listening, server_on

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@contextmanager
def served(make: Callable[[str], WSGIApplication]) -> Iterator[str]:
    """The address of an app that is made knowing it, and answers until the end."""
    with server_on(listening("127.0.0.1"), make, quiet=True) as (server, address):
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        try:
            yield address
        finally:
            server.shutdown()
            serving.join()
