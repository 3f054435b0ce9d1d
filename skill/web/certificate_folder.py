"""The files of certificates that were good, kept on disk: a restart while their host is down refuses nobody."""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path

log = logging.getLogger(__name__)

VARIABLE = "BACK_COACH_CERTIFICATES"
NOWHERE = "none"

MOST_FILES = 8
"""Amazon changes its certificate about once a year."""


class CertificateFolder:
    """A folder of such files. What is found in it is looked at as if it had just been fetched: nobody trusts it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, address: str) -> bytes | None:
        """What was good at this address, or None."""
        try:
            return self._file(address).read_bytes()
        except OSError:
            return None

    def keep(self, address: str, pem: bytes) -> None:
        """Keeps it, and lets go of the oldest when there is much. A folder that cannot be written does no harm."""
        file = self._file(address)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside = file.with_suffix(f".{os.getpid()}")  # moved in one go, so that nobody reads half a file
            aside.write_bytes(pem)
            aside.replace(file)
            for old in sorted(self._folder.glob("*.pem"), key=lambda each: each.stat().st_mtime)[:-MOST_FILES]:
                old.unlink(missing_ok=True)
        except OSError as error:
            log.info("certificates cannot be kept in %s: %s", self._folder, type(error).__name__)

    def _file(self, address: str) -> Path:
        return self._folder / f"{sha256(address.encode()).hexdigest()[:32]}.pem"


def usual_folder() -> CertificateFolder | None:
    """The folder that BACK_COACH_CERTIFICATES names, or else one among this user's caches; None for "none"."""
    named = os.environ.get(VARIABLE)
    if named == NOWHERE:
        return None
    return CertificateFolder(Path(named) if named else user_cache_path("back-coach", appauthor=False) / "certificates")
