"""Counts of what became of the requests, in the format of Prometheus. Off unless somebody asks for them."""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from skill.web.journal import Outcome

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 2.5, 5.0, 7.0, 8.0)
"""Alexa gives up after eight seconds."""

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where several processes keep their counts together; prometheus_client's own variable."""


class Metrics:
    """Holds no more than numbers: outcomes, reasons of refusal, how long it took."""

    def __init__(self) -> None:
        if folder := os.environ.get(FOLDER):
            Path(folder).mkdir(mode=0o700, exist_ok=True)
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "back_coach_requests", "Requests to /alexa.", ["outcome", "reason"], registry=self._registry
        )
        self._seconds = Histogram(
            "back_coach_request_seconds", "How long a request took.", buckets=SECONDS, registry=self._registry
        )

    def count(self, outcome: Outcome) -> None:
        """Counts one request."""
        self._requests.labels(outcome.outcome, outcome.reason or "").inc()
        self._seconds.observe(outcome.milliseconds / 1000)

    def page(self) -> tuple[bytes, str]:
        """What Prometheus reads, of all processes together, and its content type."""
        registry = self._registry
        if FOLDER in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry), CONTENT_TYPE_LATEST
