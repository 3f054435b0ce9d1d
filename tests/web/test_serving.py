"""Served as in production: it starts, answers, replaces workers that die, and stops without losing anybody."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_rooms import ROOT
from tests.web.authority import Authority, as_bytes, envelope, intent
from tests.web.gunicorn import COMMAND, Served, serving, start, trusting, wait_for

CLIENTS = 16

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes under /proc")


@pytest.fixture
def environment(authority: Authority, tmp_path: Path) -> dict[str, str]:
    return trusting(authority, tmp_path)


@pytest.fixture
def served(authority: Authority, environment: dict[str, str]) -> Iterator[Served]:
    with serving(authority, environment, "--workers", "2") as made:
        yield made


def test_it_answers_counts_and_replaces_a_worker_that_died(served: Served) -> None:
    body = as_bytes(envelope(intent("IceOrHeatIntent")))
    status, answer = served.post(body)
    assert status == 200
    assert json.loads(answer)["sessionAttributes"]["turn"]["topic"] == "ice_or_heat"
    assert served.post(body, {"Content-Type": "application/json"}) == (400, b"")
    wait_for(lambda: len(served.workers()) == 2)
    killed = served.workers()[0]
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: len(served.workers()) == 2 and killed not in served.workers())
    assert served.post(body)[0] == 200
    page = served.get("/metrics")[1].decode()
    assert 'back_coach_requests_total{outcome="answered",reason=""} 2.0' in page  # of all workers, also the dead one
    served.process.terminate()
    assert served.process.wait(20) == 0
    outcomes = Counter(line["outcome"] for line in served.log() if "outcome" in line)
    assert outcomes == {"answered": 2, "refused": 1}


class Clients:
    """Many who ask again and again over new connections, until nobody is there any more or they are told to stop."""

    def __init__(self, port: int, authority: Authority) -> None:
        self.seen: Counter[str] = Counter()
        self.enough = threading.Event()
        self._port = port
        self._body = as_bytes(envelope(intent("IceOrHeatIntent")))
        self._headers = authority.headers(self._body)
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._ask) for _ in range(CLIENTS)]
        for each in self._threads:
            each.start()

    def join(self) -> None:
        for each in self._threads:
            each.join(30)

    def _ask(self) -> None:
        while not self.enough.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
            try:
                connection.connect()
            except ConnectionError:
                return
            try:
                connection.request("POST", "/alexa", self._body, self._headers)
                outcome = str(connection.getresponse().status)
            except (OSError, http.client.HTTPException) as error:
                outcome = f"lost: {type(error).__name__}"
            finally:
                connection.close()
            with self._lock:
                self.seen[outcome] += 1


def test_told_to_stop_under_load_it_answers_everybody_who_came(served: Served) -> None:
    clients = Clients(served.port, served.authority)
    wait_for(lambda: clients.seen["200"] > 100)
    served.process.send_signal(signal.SIGTERM)
    clients.join()
    assert served.process.wait(20) == 0
    assert set(clients.seen) == {"200"}


def test_where_systemd_holds_the_socket_a_restart_loses_nobody(
    authority: Authority, environment: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=512) as held:

        def start_server() -> subprocess.Popen[str]:
            """As systemd does it: the socket is file 3."""
            gunicorn = " ".join([*COMMAND, "--workers", "2", "'tests.web.serving:app()'"])
            script = f"exec 3<&{held.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec {gunicorn}"
            return start(["bash", "-c", script], environment, pass_fds=[held.fileno()])

        servers = [start_server()]
        clients = Clients(held.getsockname()[1], authority)
        try:
            wait_for(lambda: clients.seen["200"] > 60)
            servers[0].terminate()
            assert servers[0].wait(20) == 0
            before = clients.seen["200"]
            servers.append(start_server())
            wait_for(lambda: clients.seen["200"] > before + 60)
            clients.enough.set()
            clients.join()
        finally:
            clients.enough.set()
            for each in servers:
                each.kill()
                each.communicate()
    assert set(clients.seen) == {"200"}


def test_it_does_not_start_without_a_skill_id(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "SKILL_ID"}
    done = subprocess.run(
        [*COMMAND, "--bind", "127.0.0.1:0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "SKILL_ID is not set; set it to" in done.stderr
