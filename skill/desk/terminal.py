"""Conversations printed as they would be heard: `back-coach say`, and what `chat` prints with."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from itertools import groupby

from skill.alexa.speech import paced
from skill.desk.answer import SayAnswer
from skill.desk.device_words import opening_words
from skill.desk.exchange import DeskError
from skill.desk.household.home import Home
from skill.desk.serving import desk_of
from skill.desk.under_test import SkillUnderTest
from skill.understanding import Slots

YOU, COACH, ECHO, DESK = "you", "coach", "echo", "desk"
INDENT = 7
WIDEST = 110
"""Characters of a line on a wide terminal."""
UNSPEAKABLE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1bO.|\x1b.?|[\x00-\x1f\x7f-\x9f]")
"""Keys of a terminal, such as arrows, and control characters: they are not said."""


def say(
    texts: Iterable[str],
    locale: str | None,
    as_json: bool = False,
    skill: SkillUnderTest | None = None,
    slots: Slots = "generous",
    launches: bool = False,
    home: Home | None = None,
) -> int:
    """Holds one conversation and prints it; `launches` opens the skill first, as people do in its language.

    Returns the exit code: 1 where the skill failed in a turn.
    """
    failed = False
    try:
        with desk_of(skill, "none", slots, home) as desk:
            echo = desk.echo(locale)
            opening = [opening_words(echo.model.model.invocation_name, echo.language)] if launches else []
            for text in map(speakable, [*opening, *texts]):
                if echo.ended:
                    echo = echo.again()  # the session is over: whoever speaks again begins a new one
                turn = echo.say(text) if text else echo.silence()
                failed = failed or bool(turn["trouble"])
                if as_json:
                    print(json.dumps(turn, ensure_ascii=False))
                else:
                    print_line(YOU, text or "(silence)")
                    print_turn(turn, desk.skill.speaker)
    except DeskError as error:
        return refused(error)
    return 1 if failed else 0


def keep(locale: str | None) -> None:
    """Loads what such a conversation with Back Coach needs, where it was learnt before. Raises DeskError."""
    with desk_of(None) as desk:
        desk.echo(locale).understanding.recall()


def speakable(text: str) -> str:
    """What of typed text can be said."""
    return UNSPEAKABLE.sub("", re.sub(r"[\t-\r\x85]+", " ", text)).strip()


def refused(error: DeskError) -> int:
    """Says why nothing can be done, and returns the exit code."""
    print(f"back-coach: {error}", file=sys.stderr)
    return 2


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
    for what in played(turn):
        print_line(ECHO, what)
    if not spoken:
        print_line(ECHO if turn["trouble"] else speaker, "(the session is closed)")
    if turn["trouble"]:
        print_line(DESK, turn["trouble"])


def played(turn: SayAnswer) -> list[str]:
    """What the device begins and ceases to play with a turn, a line for each."""
    told = [event["request"]["request"] for event in turn["trace"] if event["event"] == "asked_skill"]
    audio = [each for each in told if each["type"].startswith("AudioPlayer.")]
    lines = [f"({each['type']} {each['token']}, {each.get('offsetInMilliseconds', 0) / 1000:g} s)" for each in audio]
    video = turn["video"]
    return [*lines, *([f"(VideoApp.Launch {video['source']})"] if video else [])]


def print_in_time(who: str, ssml: str) -> None:
    """A line as it is heard: where it pauses, so does the printing. Ctrl+C ends it, as "Alexa, stop" does."""
    line = _Line(who)
    with suppress(KeyboardInterrupt):
        for words, seconds in paced(ssml):
            line.write(words + " …" * bool(seconds))
            time.sleep(seconds)
    line.end()


def print_line(who: str, text: str) -> None:
    """One line of a conversation."""
    line = _Line(who)
    for at, part in enumerate(text.split("\n")):
        if at:
            line.turn()
        line.write(part)
    line.end()


class _Line:
    """A line of somebody's, which a terminal turns at its words; what is read by a program is not turned."""

    def __init__(self, who: str) -> None:
        is_seen = sys.stdout.isatty()
        self._width = min(shutil.get_terminal_size().columns, WIDEST) if is_seen else sys.maxsize
        self._column = INDENT
        print(f"{who:<{INDENT - 1}}", end="", flush=True)

    def write(self, text: str) -> None:
        """The next words."""
        for word in text.split(" "):
            if self._column + len(word) > self._width > INDENT + len(word):
                self.turn()
            print(f" {word}", end="", flush=True)
            self._column += len(word) + 1

    def turn(self) -> None:
        """What follows stands on a line of its own, below the words of this one."""
        print(f"\n{' ' * (INDENT - 1)}", end="")
        self._column = INDENT

    def end(self) -> None:
        """There is no more of it."""
        print(flush=True)
