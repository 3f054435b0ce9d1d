"""Tables that were compiled from the files of a checkout, kept beside Python's own byte code until a file changes."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from skill.guidance.rows import Files, Tables

HERE = Path(__file__).parent
KEPT = HERE / "__pycache__"
"""Who may write there may change what Python runs anyway, so what stands there is believed as byte code is."""


def compiled_once(files: Files, compiled: Callable[[Files], Tables]) -> Tables:
    """What `compiled` makes of the content of this checkout, from what is kept where nothing has changed since.

    A folder that cannot be written, and a file that is spoilt, cost no more than the time of compiling.
    """
    if sys.dont_write_bytecode:
        return compiled(files)
    name = compiled.__module__.rpartition(".")[2]
    file = KEPT / f"{name}-{_mark()[:32]}.tables"
    with suppress(OSError):
        digest, _, data = file.read_bytes().partition(b"\n")
        if digest.decode("ascii", "replace") == hashlib.sha256(data).hexdigest():
            tables: Tables = marshal.loads(data)
            return tables
    tables = compiled(files)
    with suppress(OSError):
        _keep(file, marshal.dumps(tables))
    return tables


def _keep(file: Path, data: bytes) -> None:
    KEPT.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=KEPT, delete=False) as aside:  # moved when it is whole: nobody reads half a file
        aside.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
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
