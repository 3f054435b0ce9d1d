"""Tables that were compiled from the files of a checkout, kept beside Python's own byte code until a file changes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from zlib import crc32

from skill.guidance.pack import Pack, packed
from skill.guidance.rows import ContentError, Files, InMemory, Tables

HERE = Path(__file__).parent
KEPT = HERE / "__pycache__"
"""Who may write there may change what Python runs anyway, so what stands there is believed as byte code is."""
CHECK = b"%08x"
"""What a file ends with: whether it is whole."""
LAST = len(CHECK % 0)
AT_ONCE = 1 << 18
"""A file is looked at in parts of so many bytes, so that a process never holds all of it."""


def compiled_once(files: Files, compiled: Callable[[Files], Tables]) -> Files:
    """What `compiled` makes of the content of this checkout, from what is kept where nothing has changed since.

    They are kept in the form in which content is shipped: a row is read when it is looked up, and no other takes time
    or memory. As with byte code, `PYTHONDONTWRITEBYTECODE` means that nothing is written; what is there is read.
    A folder that cannot be written, and a file that is spoilt, cost no more than the time of compiling.
    """
    name = compiled.__module__.rpartition(".")[2]
    file = KEPT / f"{name}-{_mark()[:32]}.tables"
    if kept := _kept(file):
        return kept
    tables = compiled(files)
    if sys.dont_write_bytecode:
        return InMemory(tables)
    with suppress(OSError):
        _keep(file, packed(tables.items()))
    return _kept(file) or InMemory(tables)


def _kept(file: Path) -> Pack | None:
    with suppress(OSError, ContentError):
        if _is_whole(file):
            return Pack(str(file))
    return None


def _is_whole(file: Path) -> bool:
    with file.open("rb") as kept:
        left, found = file.stat().st_size - LAST, 0
        while left > 0:
            part = kept.read(min(left, AT_ONCE))
            left, found = left - len(part), crc32(part, found)
        return kept.read() == CHECK % found


def _keep(file: Path, data: bytes) -> None:
    KEPT.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=KEPT, delete=False) as aside:  # moved when it is whole: nobody reads half a file
        aside.write(data + CHECK % crc32(data))
    for old in KEPT.glob(f"{file.name.rpartition('-')[0]}-*.tables"):
        old.unlink(missing_ok=True)
    Path(aside.name).replace(file)


@cache
def _mark() -> str:
    """Of all that the tables are made of: the content, this room's code, and the Python that writes them."""
    mark = hashlib.sha256(sys.version.encode())
    for path in sorted([*HERE.glob("*.py"), *HERE.glob("content/**/*.toml")]):
        mark.update(path.name.encode() + path.read_bytes())
    return mark.hexdigest()
