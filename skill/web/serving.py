"""Settings for gunicorn. The whole command: `SKILL_ID=... gunicorn --config python:skill.web.serving`.

Everything here can be set otherwise on the command line, such as `--workers 4 --bind 0.0.0.0:8080`.
"""

from __future__ import annotations

import gc
import logging
import os
import secrets
import shutil
import tempfile
from typing import Any

from gunicorn.glogging import Logger

from skill.web.journal import logging_settings
from skill.web.worker import SHARES

wsgi_app = "skill.web:create_app()"
bind = os.environ.get("BIND", "127.0.0.1:8080")
"""Loopback: something that speaks TLS on port 443 has to stand before it."""

worker_class = "skill.web.worker.PatientWorker"
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
threads = 8
"""A turn is a fraction of a millisecond of work; the other threads are for turns that wait for Alexa's services."""

preload_app = True
"""The skill is built once, before the workers fork, and a worker that dies is replaced at once."""

keepalive = 75
"""Longer than the proxy before it keeps a connection, so that it is the proxy who closes."""

timeout = 30
graceful_timeout = 15
"""A turn ends after seven seconds at the latest."""

limit_request_line = 2048
limit_request_fields = 50
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
"""No header of a request says which app it is for, or what stands before us: nothing here depends on either."""

worker_connections = 512
"""Requests that are on their way, and connections kept open for more. Beyond, the oldest silent one is hung up on."""

worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True
logconfig_dict = {
    **logging_settings(os.environ.get("LOG_LEVEL", "INFO")),
    "loggers": {"gunicorn.error": {"propagate": True}, "gunicorn.access": {"level": "ERROR", "propagate": False}},
}

counts = (
    f"{tempfile.gettempdir()}/back-coach-metrics-{secrets.token_hex(8)}"
    if os.environ.get("BACK_COACH_METRICS") == "1"
    else None
)
"""Where the workers keep their counts together, when metrics are wished; gone when the server is."""

raw_env = [f"PROMETHEUS_MULTIPROC_DIR={counts}"] if counts else []


class AccessIfWished(Logger):  # type: ignore[misc]
    """Gunicorn's logger, which would write down each request where nobody reads it."""

    def access(self, *told: Any) -> None:
        """One request, where the level of `gunicorn.access` says that it is wished."""
        if self.access_log.isEnabledFor(logging.INFO):
            super().access(*told)


logger_class = AccessIfWished


def on_starting(server: Any) -> None:
    """Refuses to start what would refuse every request."""
    if not os.environ.get("SKILL_ID"):
        raise SystemExit("SKILL_ID is not set; set it to the id of your skill, such as amzn1.ask.skill.1234")
    if server.cfg.is_ssl:
        raise SystemExit("TLS is not spoken here; leave out --certfile and --keyfile, see docs/hosting.md")


def when_ready(server: Any) -> None:
    """What is there now stays: it is kept out of garbage collection, so that the workers go on sharing its memory."""
    gc.collect()
    gc.freeze()


def child_exit(server: Any, worker: Any) -> None:
    """The counts of a worker that is gone stay, those of what it was doing do not."""
    SHARES.leave(worker.age)
    if counts:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Tidies up."""
    if counts:
        shutil.rmtree(counts, ignore_errors=True)
