"""A desk in the background: the first command leaves itself behind, and the next ones are answered by it at once.

To load what understands people takes a second of work, to understand a sentence a hundredth. So a command that has done
its work stays for ten minutes, without a terminal, and waits on a socket that only its user can reach. For each further
command it makes a copy of itself (a fork) which takes over that command's output, folder and environment and then runs
it as it would have been run there: the same output to the byte, and the same exit code.

A desk is asked only by commands of the same code, content, model, libraries and settings: its mark is in the name of
the socket. Whatever goes wrong before the command is taken up, the command does its work itself.

This module is loaded before anything else, at every command: it imports nothing heavy.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from socket import AF_UNIX, MSG_DONTWAIT, SHUT_RD, SOCK_STREAM, recv_fds, send_fds, socket
from typing import NamedTuple

from skill import __version__

COMMANDS = ("say", "understand", "evaluate")
"""What it is worth for. `chat` and `serve` last, and so load everything only once anyway."""
WITHOUT = "--no-desk"
VARIABLE, NONE = "BACK_COACH_DESK", "none"
SECONDS = 600.0
"""A desk that nobody has asked for so long ends."""
SECONDS_BETWEEN_LOOKS = 10.0
"""So often it looks whether the code that it holds is still the code on disk."""
PATIENCE = 8.0
"""A command that a desk has not taken up after so long does its work itself. A desk that just now loads what the
command before needed is soon done with it, and sooner than a command that loads it all over again beside it."""
TAKEN, INTERRUPTED = b"t", b"i"
STANDARD = (0, 1, 2)
_SHAPING = ("BACK_COACH_", "HOME", "LANG", "LC_", "OMP_", "OPENBLAS_", "PYTHON", "XDG_")
"""How the names of variables begin that are looked at while modules are loaded."""
_SETTINGS = sorted(each for each in os.environ.items() if each[0].startswith(_SHAPING))
_LIBRARIES = tuple(folder for folder in sys.path[1:] if os.path.isdir(folder))
"""As they were when the process began; the first folder is that of whoever gave the command."""


class Call(NamedTuple):
    """A command that somebody gave, and where."""

    arguments: list[str]
    folder: str
    environment: dict[str, str]
    umask: int
    path: list[str]
    encodings: list[tuple[str, str]]
    """Of standard output and standard error: encoding, and what becomes of characters that it lacks."""


def is_for_desk(arguments: Sequence[str]) -> bool:
    """Whether this command may be handed over, and may stay as a desk."""
    wanted = bool(arguments) and arguments[0] in COMMANDS and WITHOUT not in arguments
    return wanted and sys.platform == "linux" and os.environ.get(VARIABLE) != NONE


def handed_over(arguments: Sequence[str]) -> int | None:
    """The exit code of the command where a desk has run it; None where there is no desk."""
    try:
        place = _place()
        with socket(AF_UNIX, SOCK_STREAM) as desk:
            desk.settimeout(PATIENCE)
            desk.connect(f"{place}.sock")
            told = json.dumps(_call(arguments)).encode()
            send_fds(desk, [len(told).to_bytes(4, "big")], STANDARD)
            desk.sendall(told)
            if not _is_taken(desk):
                return None
            desk.settimeout(None)
            return _exit_code(desk)
    except OSError:
        return None


def stay(keep: Callable[[list[str]], None], first: list[str]) -> Call | None:
    """Leaves a desk behind. Returns None in the process that was running, and in each later copy the call it is for.

    The desk itself never returns. `keep` loads what a call like these arguments needs, so that the next has it there.
    """
    try:
        place = _place()
        lock = _locked(f"{place}.lock")
    except OSError:
        return None
    with suppress(OSError):  # nobody reads any more: the end of this process tells so
        sys.stdout.flush()
    folder = os.getcwd()
    leaves = _fork() != 0
    if leaves:
        os.close(lock)
        return None
    try:
        _without_caller()
        desk = _Desk(place, lock, keep)
        desk.kept(folder, first)
        return desk.call()
    except OSError:
        os._exit(1)


def _call(arguments: Sequence[str]) -> Call:
    mask = os.umask(0o077)
    os.umask(mask)
    encodings = [(stream.encoding, stream.errors or "strict") for stream in (sys.stdout, sys.stderr)]
    return Call(list(arguments), os.getcwd(), dict(os.environ), mask, sys.path, encodings)


def _is_taken(desk: socket) -> bool:
    try:
        return desk.recv(1) == TAKEN
    except TimeoutError:  # from now on it cannot be taken; unless it was in this very moment
        desk.shutdown(SHUT_RD)
        return desk.recv(1, MSG_DONTWAIT) == TAKEN


def _exit_code(desk: socket) -> int:
    told = b""
    with suppress(OSError):
        while True:
            try:
                told = desk.recv(1)
                break
            except KeyboardInterrupt:
                desk.sendall(INTERRUPTED)
    if not told:
        print(f"back-coach: the desk in the background has ended; {WITHOUT} goes without", file=sys.stderr)
    return told[0] if told else 1


def _place() -> str:
    """The folder and first part of the name of a desk's files. Raises OSError where no folder is safe."""
    folder = os.path.join(os.environ.get("XDG_RUNTIME_DIR") or _temporary(), "back-coach")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    told = os.lstat(folder)
    if told.st_uid != os.getuid() or told.st_mode & 0o170077 != 0o040000:
        raise PermissionError(f"{folder}: others than its user could reach it")
    return os.path.join(folder, f"desk-{__version__}-{_mark()}")


def _temporary() -> str:
    """A folder of this user's among those for everybody's temporary files."""
    folder = os.path.join(os.environ.get("TMPDIR") or "/tmp", f"back-coach-{os.getuid()}")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if os.lstat(folder).st_uid != os.getuid():
        raise PermissionError(f"{folder}: it is another user's")
    return folder


def _mark() -> str:
    """A hash of all that a desk has loaded: code, content, models, libraries, settings."""
    from hashlib import blake2b

    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    beside = os.path.join(os.path.dirname(package), "interaction_model")
    libraries = [(folder, os.stat(folder).st_mtime_ns) for folder in _LIBRARIES]
    files = [*_files(package), *(_files(beside) if os.path.isdir(beside) else ())]
    told = repr((sys.executable, sys.version, sys.warnoptions, _SETTINGS, libraries, files))
    return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as found:
        for each in sorted(found, key=lambda entry: entry.name):
            if each.is_dir():
                if each.name != "__pycache__":
                    yield from _files(each.path)
            else:
                told = each.stat()
                yield each.path, told.st_mtime_ns, told.st_size


def _locked(path: str) -> int:
    """The file, open and locked: who has it locked is the one desk of this mark. Raises OSError where somebody has."""
    import fcntl

    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(file), os.stat(path)):
            raise FileNotFoundError(f"{path}: its desk has just ended, and it with it")
    except OSError:
        os.close(file)
        raise
    return file


def _without_caller() -> None:
    """Goes on without the terminal, the output and the other files of whoever gave the first command."""
    os.setsid()
    given = [int(name) for name in os.listdir("/proc/self/fd")]
    nowhere = os.open(os.devnull, os.O_RDWR)
    for file in STANDARD:
        os.dup2(nowhere, file)
    os.close(nowhere)
    for file in given:  # what Python itself has opened is never inherited, so this is what the caller left open
        with suppress(OSError):
            if file not in STANDARD and os.get_inheritable(file):
                os.close(file)


def _fork() -> int:
    import warnings

    with warnings.catch_warnings():  # the threads of a numerical library, which looks after them itself at a fork
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


class _Desk:
    """The process that stays."""

    def __init__(self, place: str, lock: int, keep: Callable[[list[str]], None]) -> None:
        self._place, self._lock, self._keep = place, lock, keep
        with suppress(FileNotFoundError):
            os.unlink(f"{place}.sock")  # of a desk that was killed: nobody has the lock
        self._door = socket(AF_UNIX, SOCK_STREAM)
        mask = os.umask(0o077)
        try:
            self._door.bind(f"{place}.sock")
        finally:
            os.umask(mask)
        self._door.listen(64)
        self._running: dict[int, tuple[int, socket, Call]] = {}
        """Of each copy under way: by the file that tells when it ends, its number, who waits for it, and for what."""

    def call(self) -> Call:
        """Waits for calls. Returns in a copy of this process, made for one; the process itself ends in here."""
        import gc
        import select

        gc.collect()
        gc.freeze()  # what is there stays there: no copy has to look through it
        waiting = select.poll()
        waiting.register(self._door, select.POLLIN)
        last = time.monotonic()
        while self._running or (time.monotonic() - last < SECONDS and self._is_current()):
            for file, _ in waiting.poll(SECONDS_BETWEEN_LOOKS * 1000):
                if file in self._running:
                    waiting.unregister(file)
                    ended = self._ended(file)
                    self.kept(ended.folder, ended.arguments)
                elif call := self._taken():
                    if isinstance(call, Call):
                        return call
                    waiting.register(call, select.POLLIN)
                last = time.monotonic()
        os.unlink(f"{self._place}.sock")
        os.unlink(f"{self._place}.lock")
        os._exit(0)

    def kept(self, folder: str, arguments: list[str]) -> None:
        """Loads what such a call needs. What is wrong with a call, its copy has told."""
        with suppress(Exception, SystemExit):
            os.chdir(folder)
            self._keep(arguments)
        for stream in (sys.stdout, sys.stderr):  # nowhere, so that no copy inherits it: a call for help prints here too
            with suppress(OSError, ValueError):
                stream.flush()
        os.chdir("/")

    def _is_current(self) -> bool:
        try:
            return _place() == self._place
        except OSError:
            return False

    def _taken(self) -> Call | int | None:
        """In a copy the call that it is for; in the desk the file that tells when the copy ends, or None."""
        caller, _ = self._door.accept()
        try:
            caller.settimeout(1.0)
            head, files, _, _ = recv_fds(caller, 4, len(STANDARD))
            told = b""
            while len(told) < int.from_bytes(head, "big") and (more := caller.recv(1 << 16)):
                told += more
            call = Call(*json.loads(told))
            copy = _fork()
        except (OSError, ValueError, TypeError):
            caller.close()
            return None
        if not copy:
            self._leave()
            _become(call, caller, files)
            return call
        for file in files:
            os.close(file)
        ends = os.pidfd_open(copy)
        self._running[ends] = copy, caller, call
        return ends

    def _leave(self) -> None:
        """A copy has nothing to do with the desk's own files and callers."""
        self._door.close()
        os.close(self._lock)
        for file, (_, caller, _) in self._running.items():
            os.close(file)
            caller.close()

    def _ended(self, file: int) -> Call:
        """Tells who waits how it went."""
        copy, caller, call = self._running.pop(file)
        os.close(file)
        _, status = os.waitpid(copy, 0)
        code = os.waitstatus_to_exitcode(status)
        with suppress(OSError), caller:
            caller.sendall(bytes([code if code >= 0 else 128 - code]))
        return call


def _become(call: Call, caller: socket, files: list[int]) -> None:
    """Makes this process what the caller's own would be."""
    import signal
    import threading

    try:
        caller.settimeout(None)
        caller.sendall(TAKEN)
    except OSError:  # the caller does it itself by now
        os._exit(0)
    for file, target in zip(files, STANDARD, strict=True):
        os.dup2(file, target)
        os.close(file)
    for name, target, (encoding, errors) in zip(("stdout", "stderr"), STANDARD[1:], call.encodings, strict=True):
        by_lines = name == "stderr" or os.isatty(target)
        stream = open(target, "w", 1 if by_lines else -1, encoding, errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.chdir(call.folder)
    os.umask(call.umask)
    os.environ.clear()
    os.environ.update(call.environment)
    time.tzset()
    sys.path[:] = call.path
    sys.argv[1:] = call.arguments

    def watch() -> None:
        told = caller.recv(1)
        os.kill(os.getpid(), signal.SIGINT if told == INTERRUPTED else signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
