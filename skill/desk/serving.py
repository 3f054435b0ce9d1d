"""A desk on a socket: all of it for a browser, or only Alexa's services for a skill that others wrote."""

from __future__ import annotations

import errno
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from skill.alexa.memory.setting import SettingError, chosen_store
from skill.desk.desk import Desk
from skill.desk.exchange import DeskError
from skill.desk.household.home import Home
from skill.desk.loopback import is_loopback
from skill.desk.under_test import SkillUnderTest, back_coach
from skill.understanding import Slots

if TYPE_CHECKING:  # whoever only talks to the desk waits for no web framework
    from flask import Flask
    from werkzeug.serving import BaseWSGIServer

USUAL_PORT, PORTS_TRIED = 8000, 20
MOST_WAITING = 128
"""Connections that nobody has taken up yet."""


def remembering(memory: str) -> SkillUnderTest:
    """Back Coach with the memory that the environment asks for, or else this one. Raises DeskError."""
    try:
        return back_coach(chosen_store(memory))
    except SettingError as error:
        raise DeskError(str(error)) from None


@contextmanager
def desk_of(
    skill: SkillUnderTest | None, memory: str = "none", slots: Slots = "generous", home: Home | None = None
) -> Iterator[Desk]:
    """A desk with a skill on it. Where others wrote the skill, Alexa's services are really served, on loopback.

    `memory`: where ours remembers people, unless the environment says otherwise. `home`: which device, and whose.
    Raises DeskError.
    """
    if skill is None:
        yield Desk(skill=remembering(memory), slots=slots, home=home)
        return
    from flask import Flask

    from skill.desk.alerts.blueprint import alerts_blueprint

    desks: list[Desk] = []

    def services(address: str) -> Flask:
        desks.append(Desk(address, skill, slots, home))
        app = Flask("services")
        app.register_blueprint(alerts_blueprint(desks[0].service))
        return app

    with server_on(listening("127.0.0.1"), services, quiet=True) as (server, _):
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield desks[0]
        finally:
            server.shutdown()
            serving.join()


def listening(host: str, port: int = 0) -> socket.socket:
    """A socket that connections may come to; port 0 is any that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=MOST_WAITING)


@contextmanager
def server_on(
    bound: socket.socket, make: Callable[[str], Flask], quiet: bool = False
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


def _bound(host: str, port: int | None) -> socket.socket:
    """A socket on a port; where none is wanted, on the usual one or the next that is free. Raises OSError."""
    for usual in range(USUAL_PORT, USUAL_PORT + PORTS_TRIED) if port is None else ():
        try:
            return listening(host, usual)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return listening(host, port or 0)


def serve(
    host: str,
    port: int | None,
    unsigned: bool,
    skill: SkillUnderTest | None = None,
    slots: Slots = "generous",
    home: Home | None = None,
) -> int:
    """Serves the desk until it is interrupted. Without a port on the usual one, or the next that is free.

    For one desk; docs/hosting.md tells how to serve the internet.
    """
    from skill.desk.app import create_desk_app

    try:
        told = skill or remembering("sqlite")
        bound = _bound(host, port)
    except DeskError as error:
        print(f"back-coach: {error}", file=sys.stderr)
        return 2
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        where = host if port is None else f"{host}:{port}"
        print(f"back-coach serve: cannot listen on {where} ({why}); try another --port", file=sys.stderr)
        return 2
    token = None if is_loopback(host) else secrets.token_urlsafe(16)
    if token:
        print(
            f"back-coach serve: {host} is beyond this machine: whoever has the address below can use the desk, and "
            "whoever can read the network reads along; leave out --host where you need neither",
            file=sys.stderr,
        )

    def desk(address: str) -> Flask:
        return create_desk_app(unsigned, address, (host,), told, token, slots, True, home)

    with server_on(bound, desk) as (server, address):
        name = told.name(told.models.default_locale)
        address += f"/?token={token}" if token else "/"
        print(f"{name} is listening on {address} (the desk; for the internet see docs/hosting.md)", flush=True)
        server.serve_forever()
    return 0
