"""The function as it is shipped: built once for all tests, packed, unpacked."""

from __future__ import annotations

import fcntl
import os
import sys
import zipfile
from pathlib import Path

import pytest

from skill.building import function
from skill.building.archive import archive
from tests.function.runtime_api import client_in


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share, with what they share in it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "function"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "client").exists():
            function.build(folder / "lambda", sys.executable)
            archive(folder / "lambda", folder / "lambda.zip")
            with zipfile.ZipFile(folder / "lambda.zip") as packed:
                packed.extractall(folder / "unpacked")
            client_in(folder / "client")
    return folder


@pytest.fixture(scope="session")
def unpacked(shared: Path) -> Path:
    """What Lambda sees of the archive."""
    return shared / "unpacked"


@pytest.fixture(scope="session")
def client(shared: Path) -> Path:
    """AWS's runtime client, alone."""
    return shared / "client"
