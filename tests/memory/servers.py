"""Servers that speak DynamoDB's protocol on this machine: dynalite, and Amazon's own where it is installed."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.test_rooms import ROOT

TABLE = "back-coach-memory"
PATIENCE_SECONDS = 30
ACCOUNT = {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nobody",
}
"""Settings that Amazon's client wants, of nobody's account."""
JAR_PACKAGE = "amplify-dynamodb-simulator@2.9.30"
"""An npm package of Amazon's that holds DynamoDB Local, 56 megabytes."""
HOME = ROOT / "build" / "memory-tests"
"""What is installed for these tests, once; git does not see it."""


def missing(message: str) -> None:
    """Skips a test whose server cannot be had, with the reason."""
    pytest.skip(message)


@contextmanager
def installing(*programs: str) -> Iterator[list[str]]:
    """The paths of these programs; what is installed meanwhile is not installed twice by tests beside this one."""
    found = [shutil.which(program) or "" for program in programs]
    if not all(found):
        missing(f"{' and '.join(programs)} are not installed; a server that speaks DynamoDB's protocol needs them")
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield found


@contextmanager
def dynalite() -> Iterator[str]:
    """The address of a dynalite."""
    program = HOME / "node_modules" / "dynalite" / "cli.js"
    with installing("node", "npm") as (node, npm):
        if not program.exists():
            shutil.copy(Path(__file__).parent / "package.json", HOME)
            run([npm, "install", "--no-audit", "--no-fund", "--silent"], "dynalite")
    port = free_port()
    with running([node, str(program), "--port", str(port), "--createTableMs", "0"], port) as address:
        yield address


@contextmanager
def dynamodb_local() -> Iterator[str]:
    """The address of Amazon's DynamoDB Local."""
    folder = HOME / "package" / "emulator"
    if os.environ.get("CI") and not folder.exists():
        missing("Amazon's DynamoDB Local is 56 megabytes from npm, which CI does not ask for")
    with installing("java", "npm") as (java, npm):
        if not folder.exists():
            run([npm, "pack", JAR_PACKAGE, "--silent"], "Amazon's DynamoDB Local")
            archive = next(HOME.glob("amplify-dynamodb-simulator-*.tgz"))
            with tarfile.open(archive) as packed:
                packed.extractall(HOME, filter="data")
            archive.unlink()
    port = free_port()
    libraries = folder / "DynamoDBLocal_lib"
    jar = ["-jar", str(folder / "DynamoDBLocal.jar"), "-inMemory", "-disableTelemetry"]
    command = [java, *jar, "-port", str(port)]
    with running(command, port, LD_LIBRARY_PATH=str(libraries)) as address:
        yield address


def run(command: list[str], what: str) -> None:
    """Runs an installer; where it cannot, what is to be installed is missing."""
    if subprocess.run(command, cwd=HOME, timeout=120, stdout=subprocess.DEVNULL).returncode:
        missing(f"npm could not install {what}; is its registry reachable?")


@contextmanager
def running(command: list[str], port: int, **env: str) -> Iterator[str]:
    """A server while this lasts. `env` is added to the environment it runs in."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=HOME, env=os.environ | env, **quiet)
    try:
        latest = time.monotonic() + PATIENCE_SECONDS
        while not answers(port):
            assert process.poll() is None, f"{command[0]} ended"
            assert time.monotonic() < latest, f"{command[0]} does not answer"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
