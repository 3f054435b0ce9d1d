"""The desk in a terminal: conversations printed as they would be heard."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from skill.alexa.speech import heard
from skill.simulator.alexa_request import Json
from skill.simulator.desk import DeskError, new_echo
from skill.simulator.echo import Echo

YOU, COACH, ECHO = "you", "coach", "echo"
SECONDS_BETWEEN_LOOKS = 0.5


def say(texts: Iterable[str], locale: str, as_json: bool = False) -> int:
    """Holds one conversation and prints it. Returns the exit code."""
    try:
        echo = new_echo(locale)
    except DeskError as error:
        print(f"back-coach: {error}", file=sys.stderr)
        return 2
    for text in texts:
        if echo.ended:
            echo = new_echo(locale)  # the session is over: whoever speaks again begins a new one
        turn = echo.say(text) if text.strip() else echo.silence()
        if as_json:
            print(json.dumps(turn, ensure_ascii=False))
        else:
            print_line(YOU, text.strip() or "(silence)")
            print_turn(turn)
    return 0


def chat(locale: str) -> int:
    """Talks with whoever is at the keyboard until the conversation ends. Returns the exit code."""
    try:
        echo = new_echo(locale)
    except DeskError as error:
        print(f"back-coach: {error}", file=sys.stderr)
        return 2
    print_line(COACH, echo.launch()["speech"])
    with _ringing(echo):
        while not echo.ended:
            try:
                text = input(f"{YOU:<6} ")
            except EOFError:
                print()
                break
            turn = echo.say(text) if text.strip() else echo.silence()
            print_turn(turn)
    return 0


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


def print_turn(turn: Json) -> None:
    """What is heard: the coach, and after it the device itself where it asks for a permission."""
    coach = heard(turn["ssml"] or "")
    if (turn["consent"] or {}).get("status") != "asked":
        return print_line(COACH, turn["speech"] or "(the session is closed)")
    if coach:
        print_line(COACH, coach)
    print_line(ECHO, turn["speech"].removeprefix(coach).strip())


def print_line(who: str, text: str) -> None:
    """One line of a conversation."""
    print(f"{who:<6} {text}", flush=True)


def serve(host: str, port: int, unsigned: bool) -> int:
    """Serves the desk until it is interrupted. For one desk; docs/hosting.md tells how to serve the internet."""
    from flask import Flask
    from werkzeug.serving import make_server

    from skill.simulator.app import create_desk_app

    try:
        server = make_server(host, port, Flask(__name__), threaded=True)
    except OSError as error:
        print(
            f"back-coach serve: cannot listen on {host}:{port} ({error.strerror}); try another --port", file=sys.stderr
        )
        return 2
    except SystemExit:  # werkzeug's way to say that the port is taken; it has printed why
        return 2
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{server.server_port}"
    server.app = create_desk_app(unsigned, api_endpoint=address, names=(host,))  # which port it is, is known only now
    print(f"Back Coach is listening on {address}/ (the desk; for the internet see docs/hosting.md)", flush=True)
    server.serve_forever()
    return 0
