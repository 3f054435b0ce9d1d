"""A terminal, its keys and what it shows, for a program that is to believe it sits in front of somebody."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import pyte

KEYS = {"←": "\x1b[D", "↑": "\x1b[A", "⏎": "\r", "⌫": "\x7f", "⇥": "\t", "␃": "\x03", "␄": "\x04"}
"""The last two are Ctrl-C and Ctrl-D."""
QUIET = 0.1
"""Seconds after which a program that has written something has written it all."""


class _Screen(pyte.HistoryScreen):
    """A screen that answers when it is asked where the cursor is."""

    master: int

    def write_process_input(self, data: str) -> None:
        os.write(self.master, data.encode())


class Terminal:
    """Runs a command in a window of its own."""

    def __init__(self, command: list[str], env: dict[str, str], columns: int = 96, rows: int = 30) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        env = {name: env[name] for name in env if name not in ("COLUMNS", "LINES")} | {"TERM": "xterm"}
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
        )
        os.close(slave)
        self._screen = _Screen(columns, rows, history=10_000)
        self._screen.master = self._master
        self._stream = pyte.ByteStream(self._screen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def lines(self) -> list[str]:
        """All that is and was on the screen, without what is empty below."""
        wide = range(self._screen.columns)
        gone = ["".join(row[column].data for column in wide) for row in self._screen.history.top]
        return "\n".join(line.rstrip() for line in [*gone, *self._screen.display]).rstrip().split("\n")

    def press(self, keys: str) -> None:
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())
            while key == "⇥" and self._hears():  # what it completes is looked up beside what is typed
                pass

    def until(self, shows: Callable[[list[str]], bool], seconds: float = 60) -> list[str]:
        """What is on the screen when it shows this and the program waits. Raises AssertionError where it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self._hears() and shows(self.lines):
                return self.lines
        raise AssertionError("the terminal still shows:\n" + "\n".join(self.lines))

    def ended(self, seconds: float = 30) -> int:
        """The exit code, when the program has ended."""
        end = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < end:
            self._hears()
        while self._hears():
            pass
        return self._process.wait(1)

    def _hears(self) -> bool:
        if not select.select([self._master], [], [], QUIET)[0]:
            return False
        try:
            written = os.read(self._master, 65536)
        except OSError:  # nobody writes any more
            return False
        self._stream.feed(written)
        return bool(written)


def named(keys: str) -> str:
    """Keys as somebody reads them: what is typed, and the others by their names."""
    names = {"␃": "Ctrl-C", "␄": "Ctrl-D", "⇥": "Tab"}
    return re.sub("[←↑⏎⌫⇥␃␄]", lambda key: f" {names.get(key[0], key[0])} ", keys).replace("  ", " ").strip()
