"""The desk in a terminal: conversations printed as they would be heard."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from skill.alexa.memory.setting import SettingError, chosen_store
from skill.alexa.speech import heard
from skill.desk.alexa_request import Json
from skill.desk.desk import Desk, DeskError, default_desk
from skill.desk.echo import Echo
from skill.desk.served import Served, back_coach

YOU, COACH, ECHO, DESK = "you", "coach", "echo", "desk"
SECONDS_BETWEEN_LOOKS = 0.5


def say(texts: Iterable[str], locale: str | None, as_json: bool = False, served: Served | None = None) -> int:
    """Holds one conversation and prints it. Returns the exit code: 1 where the skill failed in a turn."""
    failed = False
    try:
        with desk_of(served, "none") as desk:
            echo = desk.echo(locale)
            for text in texts:
                if echo.ended:
                    echo = echo.again()  # the session is over: whoever speaks again begins a new one
                turn = echo.say(text) if text.strip() else echo.silence()
                failed = failed or bool(turn["trouble"])
                if as_json:
                    print(json.dumps(turn, ensure_ascii=False))
                else:
                    print_line(YOU, text.strip() or "(silence)")
                    print_turn(turn, desk.served.speaker)
    except DeskError as error:
        return _refused(error)
    return 1 if failed else 0


def chat(locale: str | None, served: Served | None = None) -> int:
    """Talks with whoever is at the keyboard until the conversation ends. Returns the exit code."""
    try:
        with desk_of(served, "sqlite") as desk:
            echo = desk.echo(locale)
            print_turn(echo.launch(), desk.served.speaker)
            with _ringing(echo):
                _talk(desk, echo)
    except DeskError as error:
        return _refused(error)
    return 0


def _talk(desk: Desk, echo: Echo) -> None:
    while not echo.ended:
        try:
            text = input(f"{YOU:<6} ")
        except EOFError:
            print()
            return
        try:
            desk.refresh(echo)
        except DeskError as error:  # somebody is in the middle of changing the model
            print_line(DESK, str(error))
            continue
        print_turn(echo.say(text) if text.strip() else echo.silence(), desk.served.speaker)


def _refused(error: DeskError) -> int:
    print(f"back-coach: {error}", file=sys.stderr)
    return 2


@contextmanager
def desk_of(served: Served | None, memory: str = "none") -> Iterator[Desk]:
    """A desk with a skill on it. Where others wrote the skill, Alexa's services are really served, on loopback.

    `memory`: where ours remembers people, unless the environment says otherwise. Raises DeskError.
    """
    if served is None:
        ours = remembering(memory)
        yield Desk(served=ours) if ours.memory else default_desk()
        return
    from flask import Flask
    from werkzeug.serving import WSGIRequestHandler, make_server

    from skill.desk.alerts.blueprint import alerts_blueprint

    class Quiet(WSGIRequestHandler):
        def log(self, type: str, message: str, *args: object) -> None:
            """A conversation is no place for a log."""

    services = Flask("services")
    server = make_server("127.0.0.1", 0, services, threaded=True, request_handler=Quiet)
    desk = Desk(f"http://127.0.0.1:{server.server_port}", served)
    services.register_blueprint(alerts_blueprint(desk.service))
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield desk
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def remembering(memory: str) -> Served:
    """Back Coach with the memory that the environment asks for, or else this one. Raises DeskError."""
    try:
        return back_coach(chosen_store(memory))
    except SettingError as error:
        raise DeskError(str(error)) from None


@contextmanager
def _ringing(echo: Echo) -> Iterator[None]:
    """While this lasts, whatever comes due on the device is printed when it does."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            for fired in echo.alerts.due():
                print()  # the prompt stands there
                print_line(ECHO, f"({fired.kind}) {fired.announcement or fired.label}")

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def print_turn(turn: Json, speaker: str = COACH) -> None:
    """What is heard: the skill, and after it the device itself where it asks for a permission. Then what went wrong."""
    if turn["trouble"]:
        print_line(ECHO, turn["speech"] or "(the session is closed)")
        return print_line(DESK, turn["trouble"])
    for name in turn["not_played"]:
        print_line(ECHO, f"(not played here: {name})")
    skill = heard(turn["ssml"] or "")
    if (turn["consent"] or {}).get("status") != "asked":
        return print_line(speaker, turn["speech"] or "(the session is closed)")
    if skill:
        print_line(speaker, skill)
    print_line(ECHO, turn["speech"].removeprefix(skill).strip())


def print_line(who: str, text: str) -> None:
    """One line of a conversation."""
    print(f"{who:<6} {text}", flush=True)


def serve(host: str, port: int, unsigned: bool, served: Served | None = None) -> int:
    """Serves the desk until it is interrupted. For one desk; docs/hosting.md tells how to serve the internet."""
    from flask import Flask
    from werkzeug.serving import make_server

    from skill.desk.app import create_desk_app

    try:
        skill = served or remembering("sqlite")
        server = make_server(host, port, Flask(__name__), threaded=True)
    except DeskError as error:
        return _refused(error)
    except OSError as error:
        print(
            f"back-coach serve: cannot listen on {host}:{port} ({error.strerror}); try another --port", file=sys.stderr
        )
        return 2
    except SystemExit:  # werkzeug's way to say that the port is taken; it has printed why
        return 2
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{server.server_port}"
    server.app = create_desk_app(unsigned, address, (host,), skill)  # which port it is, is known only now
    name = skill.name(skill.models.default_locale)
    print(f"{name} is listening on {address}/ (the desk; for the internet see docs/hosting.md)", flush=True)
    server.serve_forever()
    return 0
