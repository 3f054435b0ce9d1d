"""A desk on a socket: all of it for a browser, or only Alexa's services for a skill that others wrote."""

from __future__ import annotations

import errno
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from skill.alexa.memory.setting import SettingError, chosen_store
from skill.desk.desk import Desk
from skill.desk.exchange import DeskError
from skill.desk.household.home import Home
from skill.desk.loopback import is_loopback
from skill.desk.socket_server import listening, server_on
from skill.desk.under_test import SkillUnderTest, back_coach
from skill.understanding import Slots

if TYPE_CHECKING:  # whoever only talks to the desk waits for no web framework
    from flask import Flask

USUAL_PORT, PORTS_TRIED = 8000, 20
UNSAFE = {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
"""Ports from 1024 on that no browser opens, for other services have them: the bad ports of the Fetch standard."""


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

    if port in UNSAFE:
        print(
            f"back-coach serve: browsers refuse to open port {port} (ERR_UNSAFE_PORT), so only other programs can use "
            "this desk; for the page take another --port",
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
