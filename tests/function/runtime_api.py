"""AWS's runtime client running a function, and the Runtime API it asks for work, on this machine."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

VERSION = "/2018-06-01/runtime"
SECONDS = 20.0
"""How long an answer may take, on a machine that is busy with other tests."""
CLIENT = ("awslambdaric", "snapshot-restore-py", "simplejson")


@dataclass(frozen=True)
class Outcome:
    """What the function made of one event, or of its start."""

    kind: str
    """ "response", "error", or "init/error" where it did not start."""
    body: Any


class RuntimeApi(ThreadingHTTPServer):
    """Hands out events, takes in what becomes of them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.outcomes: queue.Queue[Outcome] = queue.Queue()
        self.asked_at: list[float] = []
        """When the client asked for work: the first time is when the function had started."""
        self.invoked = 0

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was ended while it waited is no error."""

    def invoke(self, event: Any) -> Outcome:
        """What becomes of one event."""
        self.invoked += 1
        self.events.put((f"request-{self.invoked}", event))
        return self.outcome()

    def outcome(self) -> Outcome:
        """What is told next, at the latest after SECONDS."""
        return self.outcomes.get(timeout=SECONDS)


class Handler(BaseHTTPRequestHandler):
    """The Runtime API, as far as the client uses it."""

    protocol_version = "HTTP/1.1"
    server: RuntimeApi

    def do_GET(self) -> None:
        assert self.path == f"{VERSION}/invocation/next"
        self.server.asked_at.append(time.perf_counter())
        id, event = self.server.events.get()
        headers = {
            "Lambda-Runtime-Aws-Request-Id": id,
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + 8) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:1:function:back-coach",
        }
        self._answer(200, json.dumps(event).encode(), headers)

    def do_POST(self) -> None:
        kind = "init/error" if self.path == f"{VERSION}/init/error" else self.path.rpartition("/")[2]
        self.server.outcomes.put(Outcome(kind, json.loads(self._body() or b"null")))
        self._answer(202, b'{"status":"OK"}', {})

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@dataclass
class Running:
    """A function that was started."""

    api: RuntimeApi
    process: subprocess.Popen[bytes]
    log: Path
    started_at: float = field(default_factory=time.perf_counter)


def client_in(folder: Path) -> Path:
    """A folder with AWS's runtime client and nothing else, so that a function has to bring whatever else it needs."""
    for name in CLIENT:
        library = distribution(name)
        for file in library.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(library.locate_file(file)), folder / file)
    return folder


def command(handler: str = "lambda_function.handler") -> list[str]:
    """The client, in a Python that sees no installed packages."""
    python = getattr(sys, "_base_executable", sys.executable)
    return [python, "-S", "-s", "-B", "-m", "awslambdaric", handler]


def environment(port: int, function: Path, client: Path, **more: str) -> dict[str, str]:
    """What Lambda puts into the environment of a function."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(client),
        "LAMBDA_TASK_ROOT": str(function),
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "AWS_LAMBDA_FUNCTION_NAME": "back-coach",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_REGION": "us-east-1",
        **more,
    }


@contextmanager
def running(function: Path, client: Path, log: Path, **more: str) -> Iterator[Running]:
    """A function that runs for as long as this does; `more` goes into its environment."""
    api = RuntimeApi()
    threading.Thread(target=api.serve_forever, daemon=True).start()
    env = environment(api.server_port, function, client, **more)
    with log.open("wb") as out:
        process = subprocess.Popen(command(), cwd=function, env=env, stdout=out, stderr=out)
        try:
            yield Running(api, process, log)
        finally:
            process.kill()
            process.wait()
            api.shutdown()
            api.server_close()
