"""The desk in a terminal: conversations printed as they would be heard."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby

from skill.alexa.speech import paced
from skill.desk.answer import SayAnswer
from skill.desk.desk import Desk
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.desk.serving import desk_of
from skill.desk.under_test import SkillUnderTest
from skill.understanding import Slots

YOU, COACH, ECHO, DESK = "you", "coach", "echo", "desk"
SECONDS_BETWEEN_LOOKS = 0.5


def say(
    texts: Iterable[str],
    locale: str | None,
    as_json: bool = False,
    skill: SkillUnderTest | None = None,
    slots: Slots = "generous",
) -> int:
    """Holds one conversation and prints it. Returns the exit code: 1 where the skill failed in a turn."""
    failed = False
    try:
        with desk_of(skill, "none", slots) as desk:
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
                    print_turn(turn, desk.skill.speaker)
    except DeskError as error:
        return _refused(error)
    return 1 if failed else 0


def keep(locale: str | None) -> None:
    """Loads what such a conversation with Back Coach needs, where it was learnt before. Raises DeskError."""
    with desk_of(None) as desk:
        desk.echo(locale).understanding.recall()


def chat(locale: str | None, skill: SkillUnderTest | None = None, slots: Slots = "generous") -> int:
    """Talks with whoever is at the keyboard until the conversation ends. Returns the exit code."""
    try:
        with desk_of(skill, "sqlite", slots) as desk:
            desk.learns_ahead = True
            echo = desk.echo(locale)
            print_turn(echo.launch(), desk.skill.speaker)
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
        print_turn(echo.say(text) if text.strip() else echo.silence(), desk.skill.speaker, in_time=True)
        if (done := echo.understanding.done) < 1:
            print_line(DESK, f"(still learning, {done:.0%}: until then you are understood by your words alone)")


def _refused(error: DeskError) -> int:
    print(f"back-coach: {error}", file=sys.stderr)
    return 2


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


def print_turn(turn: SayAnswer, speaker: str = COACH, in_time: bool = False) -> None:
    """What is heard: the skill, and the device where it speaks for itself. Then what went wrong.

    `in_time`: with the pauses that are heard in it, as long as they are.
    """
    for name in turn["not_played"]:
        print_line(ECHO, f"(not played here: {name})")
    spoken = [event for event in turn["trace"] if event["event"] == "spoke"]
    for by, events in groupby(spoken, key=lambda event: event["by"]):
        texts = [event["text"] for event in events]
        if in_time and by == "skill" and turn["ssml"] and len(texts) == 1:
            print_in_time(speaker, turn["ssml"])
        else:
            print_line(speaker if by == "skill" else ECHO, " ".join(texts))
    if not spoken:
        print_line(ECHO if turn["trouble"] else speaker, "(the session is closed)")
    if turn["trouble"]:
        print_line(DESK, turn["trouble"])


def print_in_time(who: str, ssml: str) -> None:
    """A line as it is heard: where it pauses, so does the printing. Ctrl+C ends it, as "Alexa, stop" does."""
    print(f"{who:<6}", end="", flush=True)
    with suppress(KeyboardInterrupt):
        for words, seconds in paced(ssml):
            print(f" {words}", end=" …" * bool(seconds), flush=True)
            time.sleep(seconds)
    print(flush=True)


def print_line(who: str, text: str) -> None:
    """One line of a conversation."""
    print(f"{who:<6} {text}", flush=True)
