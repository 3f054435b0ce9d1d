"""A skill's handler in a process of its own: in the skill's Python, or in Node. Started again when its files change."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from skill.desk.exchange import PRINTED, SWALLOWED, SkillFailed
from skill.desk.under_test.running import Running
from skill.json_reader import Json

SECONDS_TO_START = 60.0
"""A handler in TypeScript is built first."""
MOST_BYTES = 1 << 20
"""Of an answer."""
MOST_FILES = 2_000
AFTERWARDS = 1.0
"""Seconds after an answer in which a skill may still write what it began to."""
_OTHERS = {"node_modules", "site-packages", "__pycache__", ".git", "venv", ".venv"}


class ChildHandler:
    """A program that answers a request a line. May be used from several threads, one after the other."""

    def __init__(
        self,
        command: list[str],
        folder: Path,
        where: str,
        running: Running,
        changed: Callable[[str], None] = lambda words: None,
    ) -> None:
        """Starts it. `command` gets two more arguments, the pipes; `where` names it. Raises SkillFailed."""
        self._command, self._folder, self._where, self._running = command, folder, where, running
        self._changed, self._lock = changed, threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._files: list[int] = []
        self._answered = 0
        """When it answered last, in nanoseconds as files have them."""
        self._start()

    def __call__(self, event: Json) -> Json:
        """Raises SkillFailed: it raised something, took too long, ended, or gave no JSON."""
        with self._lock:
            if self._process is None or self._process.poll() is not None or self._has_changed():
                again = self._process is not None
                self._start()
                if again:
                    self._changed(f"{self._where} was started again")
            os.write(self._files[0], json.dumps(event).encode() + b"\n")
            told = self._told(self._running.seconds, "after which Alexa gives up; make it answer sooner")
            self._answered = time.time_ns()
            if told.get("ends"):  # and would not hear the next one
                self.close()
        if swallowed := told.get("swallowed"):
            (SWALLOWED.get() or (lambda words: None))(swallowed[0])
        if "error" in told:
            raise _failed(f"{self._where} raised {told['error']}", told)
        answer = {} if told["answer"] is None else told["answer"]
        if not isinstance(answer, dict):
            raise SkillFailed(f"{self._where} returned {type(answer).__name__}; return Alexa's response as an object")
        return answer

    def close(self) -> None:
        """Ends it."""
        if self._process:
            self._process.kill()
            self._process.wait()
            for file in self._files:
                os.close(file)
        self._process, self._files = None, []

    __del__ = close

    def _start(self) -> None:
        self.close()
        self._stamps = self._now()
        (requests, asks), (answers, tells), (printed, prints) = os.pipe(), os.pipe(), os.pipe()
        environment = {**self._running.variables(), "PYTHONUNBUFFERED": "1"}
        try:
            self._process = subprocess.Popen(
                [*self._command, str(requests), str(tells)], cwd=self._folder, env=environment, stdout=prints,
                stderr=prints, pass_fds=(requests, tells),
            )  # fmt: skip
        except OSError as error:
            raise SkillFailed(
                f"{self._command[0]}: cannot be run ({error.strerror}); install it, or name another"
            ) from None
        finally:
            self._files = [asks, answers, printed] if self._process else []
            for file in (requests, tells, prints, *(() if self._process else (asks, answers, printed))):
                os.close(file)
        told = self._told(SECONDS_TO_START if self._running.seconds else None, "while it was being loaded")
        if "failed" in told:
            self.close()
            raise _failed(f"{self._where} cannot be loaded: {told['failed']}", told)

    def _told(self, seconds: float | None, why: str) -> Json:
        """The next line that the program answers; what it prints meanwhile goes to standard error."""
        ends, told = None if seconds is None else time.monotonic() + seconds, b""
        _, answers, printed = self._files
        while not told.endswith(b"\n"):
            left = None if ends is None else max(0.0, ends - time.monotonic())
            ready, _, _ = select.select([answers, printed], [], [], left)
            if printed in ready and not self._print():
                ready = [answers]
            if answers in ready:
                more = os.read(answers, 1 << 16)
                told += more
                if not more or len(told) > MOST_BYTES:
                    self._end(f"ended in the middle of it{self._code()}" if not more else f"sent {MOST_BYTES} bytes")
            elif not ready:
                self._end(f"no answer in {seconds:g} seconds, {why}")
        with contextlib.suppress(OSError):
            while select.select([printed], [], [], 0)[0] and self._print():
                pass
        found: Json = json.loads(told)
        return found

    def _print(self) -> bool:
        text = os.read(self._files[2], 1 << 16).decode(errors="replace")
        sys.stderr.write(text)
        (PRINTED.get() or (lambda words: None))(text)
        return bool(text)

    def _code(self) -> str:
        code = self._process.wait() if self._process else None
        return f" (exit code {code})"

    def _end(self, why: str) -> None:
        self.close()
        raise SkillFailed(f"{self._where}: {why}")

    def _has_changed(self) -> bool:
        """Whether somebody changed what it was started with."""
        now = self._now()
        changed = [file for file in now.keys() | self._stamps.keys() if now.get(file) != self._stamps.get(file)]
        return any(not _is_data(file) or self._is_edited(file, now.get(file, 0)) for file in changed)

    def _is_edited(self, file: str, stamp: int) -> bool:
        """Whether somebody else than the skill wrote this data: it was there, and no turn was on when it changed."""
        return file in self._stamps and stamp > self._answered + AFTERWARDS * 1e9

    def _now(self) -> dict[str, int]:
        return dict(_stamps(self._folder, [MOST_FILES]))


def _stamps(folder: Path, left: list[int]) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir() and each.name not in _OTHERS:
                yield from _stamps(Path(each.path), left)
            elif each.name.endswith((".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".json")) and left[0]:
                left[0] -= 1
                yield each.path, each.stat().st_mtime_ns


def _is_data(file: str) -> bool:
    """Whether a skill may write such a file, which is not its code."""
    return file.endswith(".json") and os.path.basename(file) != "package.json"


def _failed(words: str, told: dict[str, Any]) -> SkillFailed:
    error = SkillFailed(words)
    error.traceback = told.get("traceback", "")
    return error
