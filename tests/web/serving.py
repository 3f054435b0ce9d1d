"""For the tests of production serving: the app that gunicorn loads, trusting the authority of whoever started it."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from skill.web import create_app, worker
from skill.web.certificates import Certificates

worker.REQUEST_SECONDS = float(os.environ.get("TEST_REQUEST_SECONDS", worker.REQUEST_SECONDS))


def app() -> Flask:
    """The endpoint; the certificates are in a file, the authorities in SSL_CERT_FILE."""
    return create_app(certificates=Certificates(fetch=lambda address: Path(os.environ["TEST_CHAIN"]).read_bytes()))
