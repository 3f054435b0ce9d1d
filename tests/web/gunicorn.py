"""Gunicorn as in production, in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.test_rooms import ROOT
from tests.web.authority import SKILL_ID, Authority

COMMAND = [sys.executable, "-W", "error", "-m", "gunicorn", "--config", "python:skill.web.serving"]


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int
    authority: Authority

    def post(self, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/alexa", body, headers or self.authority.headers(body))
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [int(pid) for pid in children.split()]

    def log(self) -> list[dict[str, Any]]:
        """What it logged; the process has to be over."""
        assert self.process.stderr
        return [json.loads(line) for line in self.process.stderr.read().splitlines()]


def start(command: list[str], environment: dict[str, str], **more: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, **more)


@contextmanager
def serving(authority: Authority, environment: dict[str, str], *options: str) -> Iterator[Served]:
    """The server, from when it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = start([*COMMAND, *options, "--bind", f"127.0.0.1:{port}", "tests.web.serving:app()"], environment)
    try:
        made = Served(process, port, authority)
        wait_for(lambda: made.get("/healthz")[0] == 200)
        yield made
    finally:
        process.kill()
        process.communicate()


def trusting(authority: Authority, folder: Path) -> dict[str, str]:
    """The environment in which a server trusts our authority."""
    (folder / "roots.pem").write_bytes(authority.root.pem)
    (folder / "chain.pem").write_bytes(authority.chain)
    return {
        **os.environ,
        "SKILL_ID": SKILL_ID,
        "SSL_CERT_FILE": str(folder / "roots.pem"),
        "TEST_CHAIN": str(folder / "chain.pem"),
        "BACK_COACH_METRICS": "1",
    }


def wait_for(condition: Any, seconds: float = 40) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError("it did not come to pass in time")
