"""What was learnt, kept on disk by the mark of what it was learnt from."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import platformdirs


def usual_folder(cache: Path) -> Path:
    """This folder; where nobody may write there, as in a home that is read only, one in the environment that runs this.

    No other place: whoever may write what is read here may have anything run.
    """
    there = next((each for each in (cache, *cache.parents) if each.exists()), cache)
    own = Path(sys.prefix) / "cache" / cache.name
    can_write = there.is_dir() and os.access(there, os.W_OK)
    is_ours = sys.prefix != sys.base_prefix and os.access(sys.prefix, os.W_OK)
    return own if is_ours and not can_write else cache


USUAL_FOLDER = usual_folder(Path(platformdirs.user_cache_dir("back-coach", appauthor=False)))
"""Where it is kept between runs."""
_MOST_KEPT = 8
_log = logging.getLogger(__name__)

Learnt = TypeVar("Learnt")


class ModelCache:
    """One kind of learnt thing in a folder, or nowhere when the folder is None."""

    def __init__(self, folder: Path | None, kind: str, suffix: str = ".npz") -> None:
        self._folder = folder
        self._kind = kind
        self._suffix = suffix

    def has(self, mark: str) -> bool:
        """Whether something was kept under the mark. That it can be read is told only by reading it."""
        file = self._file(mark)
        return file is not None and file.exists()

    def find(self, mark: str, load: Callable[[Path], Learnt]) -> Learnt | None:
        """What was kept under the mark, or None when nothing was or it is spoilt."""
        file = self._file(mark)
        if file is None or not file.exists():
            return None
        try:
            found = load(file)
        except Exception as error:  # a spoilt archive fails in any of a dozen ways, down to zlib.error and MemoryError
            _log.warning("%s cannot be read (%s); learning anew", file, error)
            return None
        with suppress(OSError):  # so that what is used stays the longest
            os.utime(file)
        return found

    def keep(self, mark: str, save: Callable[[Path], object]) -> None:
        """Keeps it, and lets go of what nobody used for longest. A folder that cannot be written does no harm."""
        file = self._file(mark)
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Written aside and moved, so that another process never reads half a file.
            aside = file.with_name(f"{file.stem}-{os.getpid()}.part{self._suffix}")
            save(aside)
            aside.replace(file)
            kept = sorted(file.parent.glob(f"{self._kind}-*{self._suffix}"), key=lambda each: each.stat().st_mtime)
            for old in kept[:-_MOST_KEPT]:
                old.unlink(missing_ok=True)
        except (OSError, RecursionError) as error:  # the other: a sample of hundreds of words is a deep tree
            _log.info("%s cannot be written (%s); the next start learns again", file, error)

    def _file(self, mark: str) -> Path | None:
        return self._folder / f"{self._kind}-{mark[:32]}{self._suffix}" if self._folder else None
