"""The endpoint beside what one could use instead: milliseconds a verification, requests a second, p50 and p99.

All in one run on one machine, the servers taking turns, so that the ratios mean something; the figures themselves are
those of this machine at this moment, with the load generator on it as well. Requests a second are those on the wall;
beside them stand those for each second that the processes of the server worked, which is the fairer comparison where
something else works on the machine. Every Python server runs under gunicorn with the same settings. Needs Linux, and no
network, except that npm fetches Amazon's Express adapter the first time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from cryptography.x509.verification import Store

from benchmarks.load import Figures, load
from benchmarks.signed import environment, packet, turn
from benchmarks.work import worked_together
from skill.web import signature
from skill.web.certificates import Certificates
from skill.web.verification import Verification
from tests.web.authority import URL, Authority, as_bytes

ROOT = Path(__file__).parents[1]
WORKERS = 2
WARM_SECONDS = 1.0

SERVERS = {
    "ours, verified, smallest skill": "ours_hello",
    "ours, verified, Back Coach": "ours_back_coach",
    "SDK verifier (oscrypto mended), smallest skill": "sdk_hello",
    "SDK verifier (oscrypto mended), Back Coach": "sdk_back_coach",
    "Flask hello world, no verification": "flask_hello",
}
NODE = "Node, ask-sdk-express-adapter, smallest skill"
SDK = "SDK verifier (oscrypto mended), {}"
"""What the others are compared with, before the same skill."""
PACKAGES = ["ask-sdk-core@2", "ask-sdk-model@1", "ask-sdk-express-adapter@2", "express@5"]


def main(arguments: list[str]) -> int:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="script/bench web", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="of load for each server in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args(arguments)
    authority = Authority()
    print(
        f"Python {platform.python_version()}, Flask {version('flask')}, gunicorn {version('gunicorn')}, "
        f"cryptography {version('cryptography')}; {os.cpu_count()} cores, {WORKERS} workers\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        env = environment(authority, Path(folder))
        print_verifications(authority, env)
        found = compare(authority, env, options)
    print_servers(found)
    return 0


def print_verifications(authority: Authority, env: dict[str, str]) -> None:
    """Milliseconds for one verification: ours, the bare RSA check in it, and the SDK's."""
    body = as_bytes(turn())
    headers = authority.headers(body)
    url, signed = headers["SignatureCertChainUrl"], headers["Signature-256"]
    certificates = Certificates(lambda address: authority.chain, Store([authority.root.certificate]))
    verification = Verification(certificates)
    key, raw = certificates.key(URL), signature.decoded(signed)
    ours, bare = interleaved(
        lambda: verification.genuine(url, signed, lambda: body),
        lambda: key.verify(raw, body, signature.PADDING, signature.HASH),
    )
    print("| one verification | ms | times the bare check |\n|---|---|---|")
    print(f"| bare RSA-2048 check | {bare:.4f} | 1.00 |")
    print(f"| ours | {ours:.4f} | {ours / bare:.2f} |")
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.sdk_verification"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    spent = json.loads(done.stdout)
    print(f"| SDK verifier (oscrypto mended) | {spent:.4f} | {spent / bare:.2f} |")
    print()


def interleaved(*works: Callable[[], object], rounds: int = 15, times: int = 1500) -> list[float]:
    """The median of many rounds for each piece of work, taking turns, in milliseconds."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for each, work in zip(spent, works, strict=True):
            started = time.process_time()
            for _ in range(times):
                work()
            each.append((time.process_time() - started) / times * 1000)
    return [statistics.median(each) for each in spent]


def compare(authority: Authority, env: dict[str, str], options: argparse.Namespace) -> dict[str, list[Figures]]:
    """Every server under load, in turns."""
    found: dict[str, list[Figures]] = {}
    with ExitStack() as running:
        servers = {name: running.enter_context(served(factory, env)) for name, factory in SERVERS.items()}
        if modules := express():
            servers[NODE] = running.enter_context(node(modules, env))
        for _, port in servers.values():
            while not loaded(port, authority, WARM_SECONDS, options.connections).milliseconds:
                pass  # the first turn of a worker reads what all others need
            loaded(port, authority, WARM_SECONDS, options.connections)
        for _ in range(options.rounds):
            for name, (process, port) in servers.items():
                before = worked_together(process)
                figures = loaded(port, authority, options.seconds, options.connections)
                figures.worked = worked_together(process) - before
                found.setdefault(name, []).append(figures)
    return found


def loaded(port: int, authority: Authority, seconds: float, connections: int) -> Figures:
    """One server under load; the request is signed anew, as it is good for no more than 150 seconds."""
    asked = packet(authority, turn())
    return load(port, lambda: asked, seconds, connections)


def print_servers(found: dict[str, list[Figures]]) -> None:
    """The table."""
    by_clock, by_work = (
        {name: [getattr(each, rate) for each in rounds] for name, rounds in found.items()}
        for rate in ("per_second", "per_second_of_work")
    )
    compared = "(min-max) | times the SDK's | times Node's"
    print(
        f"| server | requests a second {compared} | for a second of its work {compared} | p50 ms | p99 ms | not 200 |\n"
        f"|{'---|' * 10}"
    )
    for name, rounds in found.items():
        p50, p99 = (statistics.median(figures.percentile(percent) for figures in rounds) for percent in (50, 99))
        bad = sum(sum(figures.statuses.values()) - figures.statuses["200"] for figures in rounds)
        print(f"| {name} | {rate(name, by_clock)} | {rate(name, by_work)} | {p50:.1f} | {p99:.1f} | {bad} |")
    asked = statistics.median(each.asked / len(each.milliseconds) for rounds in found.values() for each in rounds)
    print(f"\nTo ask took {asked * 1e6:.0f} us of work a request, on the same processors.")
    if NODE not in found:
        print("\nNode was left out: node and npm are needed, and npm has to reach its registry the first time.")


def rate(name: str, rates: dict[str, list[float]]) -> str:
    """Three cells: the median of a server and how far it went, how many times the SDK's that is, and Node's."""
    middle = {each: statistics.median(found) for each, found in rates.items()}
    sdk = SDK.format("Back Coach" if name.endswith("Back Coach") else "smallest skill")
    nodes = f"{middle[name] / middle[NODE]:.2f}" if NODE in middle else "-"
    spread = f"({min(rates[name]):.0f}-{max(rates[name]):.0f})"
    return f"{middle[name]:.0f} {spread} | {middle[name] / middle[sdk]:.1f} | {nodes}"


@contextmanager
def served(factory: str, env: dict[str, str]) -> Iterator[tuple[int, int]]:
    """A Python server: its process and its port."""
    port = free_port()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "gunicorn",
        "--config",
        "python:skill.web.serving",
        "--log-level",
        "error",
    ]
    command += ["--workers", str(WORKERS), "--bind", f"127.0.0.1:{port}", f"benchmarks.servers:{factory}()"]
    with running(command, env, port) as process:
        yield process.pid, port


@contextmanager
def node(modules: Path, env: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Amazon's adapter for Express, with as many processes as the others have workers: its process and its port."""
    port = free_port()
    script = str(Path(__file__).with_name("express.cjs"))
    with running(["node", script, str(port), str(WORKERS)], {**env, "BENCH_NODE": str(modules)}, port) as process:
        yield process.pid, port


@contextmanager
def running(command: list[str], env: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server process, from when it listens."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens. Raises RuntimeError where nobody will."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise RuntimeError(f"a server did not start: {process.args!r}")


def free_port() -> int:
    """A port nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def express() -> Path | None:
    """Where Amazon's adapter for Express is installed; None where it cannot be."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "back-coach-bench" / "node"
    if not (folder / "node_modules" / "ask-sdk-express-adapter").exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
        if subprocess.run(command, check=False).returncode:
            return None
    return folder
