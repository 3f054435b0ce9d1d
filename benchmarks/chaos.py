"""What a bad day costs the endpoint: the host of the certificates down, slow or poisoned, floods, slow senders, kills.

One worker with eight threads, nothing before it. Genuine requests are asked one after another, from a few connections;
`lost` is every one that was not answered 200.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from benchmarks.signed import environment, turn
from benchmarks.web import free_port, running
from tests.web.authority import URL, Authority, as_bytes, sign

AFTER_SECONDS = 0.5
"""How long after the trouble began genuine requests are counted."""


class Day:
    """A server, somebody who asks it genuine questions, and what the host of the certificates does."""

    def __init__(self, authority: Authority, folder: Path, port: int, pid: int, seconds: float) -> None:
        self.authority, self.port, self.pid, self.seconds = authority, port, pid, seconds
        self._host = folder / "host"

    def host(self, does: str) -> None:
        """From now on the host of the certificates does this: good, down, slow, poisoned, forbidden."""
        self._host.write_text(does, encoding="utf-8")

    def packet(self, url: str = URL, signed: bool = True) -> bytes:
        """A request, with a certificate at this address."""
        body = as_bytes(turn())
        mark = sign(self.authority.alexa, body) if signed else "AAAA"
        lines = {"Host": "localhost", "SignatureCertChainUrl": url, "Signature-256": mark, "Connection": "close",
                 "Content-Type": "application/json", "Content-Length": str(len(body))}  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"POST /alexa HTTP/1.1\r\n{head}\r\n".encode() + body

    def ask(self, packet: bytes, patience: float = 8.0) -> str:
        """The status; Alexa waits eight seconds."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=patience) as one:
            one.sendall(packet)
            return one.recv(4096)[9:12].decode() or "closed"
        return "no answer"

    def genuine(self, callers: int = 3, url: str = URL) -> tuple[Counter[str], list[float]]:
        """What genuine requests get, and in how many milliseconds."""
        seen: Counter[str] = Counter()
        spent: list[float] = []
        ends = time.monotonic() + self.seconds

        def call() -> None:
            while time.monotonic() < ends:
                packet, started = self.packet(url), time.perf_counter()
                seen[self.ask(packet)] += 1
                spent.append((time.perf_counter() - started) * 1000)
                time.sleep(0.02)

        together([call] * callers)
        return seen, spent


def together(works: list[Callable[[], None]]) -> None:
    """All of it at the same time."""
    threads = [threading.Thread(target=each) for each in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


@contextmanager
def meanwhile(works: list[Callable[[], object]]) -> Iterator[None]:
    """Again and again, until this is over."""
    over = threading.Event()

    def go(work: Callable[[], object]) -> None:
        while not over.is_set():
            work()

    threads = [threading.Thread(target=go, args=(each,), daemon=True) for each in works]
    for each in threads:
        each.start()
    time.sleep(AFTER_SECONDS)
    try:
        yield
    finally:
        over.set()
        for each in threads:
            each.join(10)


def half(day: Day) -> None:
    """A body that never comes to its end."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", day.port), timeout=8) as one:
        one.sendall(day.packet()[:-1])
        one.recv(10)


def kill(day: Day) -> None:
    """The worker is gone, from one moment to the next."""
    children = Path(f"/proc/{day.pid}/task/{day.pid}/children").read_text(encoding="ascii").split()
    for each in children:
        with suppress(OSError):
            os.kill(int(each), signal.SIGKILL)
    time.sleep(3.0)


def crowd(day: Day, make: Callable[[], str]) -> None:
    """Asks with an address that somebody made up."""
    day.ask(day.packet(make(), signed=False))


def made_up() -> str:
    """An address that nobody has."""
    return f"https://s3.amazonaws.com/echo.api/{secrets.token_hex(6)}.pem"


def looking_real() -> str:
    """One in the form that Amazon uses, which nobody has either."""
    return URL.replace("12", str(100 + secrets.randbelow(900)))


def main(arguments: list[str]) -> int:
    """Prints a table."""
    parser = argparse.ArgumentParser(prog="script/bench chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="of genuine requests for each trouble")
    options = parser.parse_args(arguments)
    authority = Authority()
    troubles: dict[str, tuple[str, Callable[[Day], list[Callable[[], object]]]]] = {
        "nothing": ("good", lambda day: []),
        "the host of the certificates is down": ("down", lambda day: []),
        "it answers after two seconds": ("slow", lambda day: []),
        "it hands out nonsense": ("poisoned", lambda day: []),
        "it says 403": ("forbidden", lambda day: []),
        "20 callers with made-up addresses": (
            "good", lambda day: [partial(crowd, day, made_up)] * 20),
        "20 callers with addresses in Amazon's form": (
            "good", lambda day: [partial(crowd, day, looking_real)] * 20),
        "20 of them, and the host is down": (
            "down", lambda day: [partial(crowd, day, looking_real)] * 20),
        "200 half requests, again and again": ("good", lambda day: [lambda: half(day)] * 200),
        "the only worker is killed every three seconds": ("good", lambda day: [lambda: kill(day)]),
    }  # fmt: skip
    print("| trouble | genuine requests | lost | p50 ms | p99 ms | what else came |\n|---|---|---|---|---|---|")
    for name, (host, works) in troubles.items():
        with day(authority, options.seconds) as one:
            one.host("good")
            one.ask(one.packet(), patience=60)  # the first of all is slow
            assert (status := one.ask(one.packet())) == "200", status
            one.host(host)
            time.sleep(1.5)  # what is known is due to be looked at again
            with meanwhile(works(one)):
                seen, spent = one.genuine()
        told(name, seen, spent)
    for name, make in (("made-up addresses", made_up), ("addresses in Amazon's form", looking_real)):
        with day(authority, options.seconds) as one:
            one.host("good")
            with meanwhile([partial(crowd, one, make)] * 20):
                first = [one.ask(one.packet()) for _ in range(30)]
        lost = next((at for at, each in enumerate(first) if each == "200"), 30)
        print(f"\n20 callers with {name}, Amazon's own address never seen before: {lost} lost before the first answer")
    return 0


def told(name: str, seen: Counter[str], spent: list[float]) -> None:
    """One line of the table."""
    percentiles = statistics.quantiles(spent, n=100)
    lost = sum(seen.values()) - seen["200"]
    others = ", ".join(f"{count} x {each}" for each, count in seen.items() if each != "200")
    p50, p99 = percentiles[49], percentiles[98]
    print(f"| {name} | {sum(seen.values())} | {lost} | {p50:.0f} | {p99:.0f} | {others} |", flush=True)


@contextmanager
def day(authority: Authority, seconds: float) -> Iterator[Day]:
    """A server of one worker, from when it listens."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port = free_port()
        env = {**environment(authority, folder), "BENCH_HOST": str(folder / "host")}
        (folder / "host").write_text("good", encoding="utf-8")
        command = [sys.executable, "-W", "ignore", "-m", "gunicorn", "--config", "python:skill.web.serving"]
        command += ["--log-level", "critical", "--workers", "1", "--bind", f"127.0.0.1:{port}"]
        process = stack.enter_context(running([*command, "benchmarks.servers:chaos()"], env, port))
        yield Day(authority, folder, port, process.pid, seconds)
