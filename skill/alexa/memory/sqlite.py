"""A store in one file, for a skill on a machine of its own and for the desk. Processes and threads may share it.

A file that is no database any more is set aside, and a new one is begun: who talks to the skill loses their place in
the steps, and not the memory for good.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from skill.alexa.memory.store import AHEAD_SECONDS, Store
from skill.dialogue.record import KEPT, Item

log = logging.getLogger(__name__)

BUSY_SECONDS = 1.5
"""How long a writer waits for another one."""

SPOILT = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How SQLite says that a file is no database, or is none any more."""

ASIDE = ".spoilt-"

SCHEMA = """
CREATE TABLE IF NOT EXISTS memory (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, expires INTEGER NOT NULL, item TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS memory_expires ON memory (expires);
"""

LATER = f"""
excluded.version >= memory.version
AND NOT (memory.expires > excluded.expires AND memory.expires - excluded.expires <= {AHEAD_SECONDS})
"""
"""`skill.alexa.memory.store.wins`, for SQLite."""

KEEP = f"""
INSERT INTO memory (id, version, expires, item) {{row}}
ON CONFLICT (id) DO UPDATE
SET version = excluded.version, expires = excluded.expires, item = excluded.item WHERE {LATER}
"""
NEW = KEEP.format(row="VALUES (:id, :version, :expires, :item)")
RENEWED = KEEP.format(row="SELECT :id, :version, :expires, :item WHERE EXISTS (SELECT 1 FROM memory WHERE id = :id)")


class SQLiteStore(Store):
    """Records in a SQLite database. It is opened when it is first needed, and only its owner may read it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._inode = 0

    def read(self, key: str) -> Item | None:
        with self._open() as database:
            row = database.execute("SELECT item FROM memory WHERE id = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def write(self, key: str, item: Item, now: int, renews: bool = False) -> None:
        row = {"id": key, "version": item["version"], "expires": item["expires"]}
        with self._open() as database, database:
            database.execute("BEGIN IMMEDIATE")
            database.execute(RENEWED if renews else NEW, {**row, "item": json.dumps(item)})
            database.execute("DELETE FROM memory WHERE expires <= ?", (now,))

    def delete(self, key: str) -> None:
        with self._open() as database:
            with database:
                database.execute("DELETE FROM memory WHERE id = ?", (key,))
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # nothing of it stays in the journal either

    def expire(self, key: str, now: int) -> None:
        with self._open() as database, database:
            database.execute("DELETE FROM memory WHERE id = ? AND expires <= ?", (key, now))

    def tidy(self, now: int) -> None:
        if not self.path.exists():
            return
        for old in self.path.parent.glob(f"{self.path.name}{ASIDE}*"):
            if old.stat().st_mtime < now - KEPT.total_seconds():  # it may hold what somebody agreed to for thirty days
                old.unlink(missing_ok=True)
        with self._open() as database, database:
            database.execute("DELETE FROM memory WHERE expires <= ?", (now,))
        self.close()  # whoever forks from this process opens it anew

    def close(self) -> None:
        """Closes the database; it opens again when it is needed."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The database, for one thread at a time. A child of this process opens it anew, as SQLite demands.

        Where its file turns out to be spoilt, this turn goes without, unless it was only about to be opened.
        """
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise sqlite3.OperationalError(f"{self.path} has been busy for {BUSY_SECONDS} seconds")
        try:
            if self._connection is None or self._process != os.getpid():
                try:
                    self._connection = self._connect()
                except sqlite3.DatabaseError as error:
                    if not self._was_set_aside(error):
                        raise
                    self._connection = self._connect()
                self._process = os.getpid()
                weakref.finalize(self, _close, self._connection, self._process)
            yield self._connection
        except sqlite3.DatabaseError as error:
            self._was_set_aside(error)
            raise
        finally:
            self._lock.release()

    def _was_set_aside(self, error: sqlite3.DatabaseError) -> bool:
        """Where the file is spoilt: puts it out of the way. False where the trouble is another.

        Another process may have done so before; then the file there is is a new one, and stays.
        """
        if not str(getattr(error, "sqlite_errorname", "")).startswith(SPOILT):
            return False
        self._close()
        with suppress(OSError):
            if self.path.stat().st_ino == self._inode:
                aside = f"{self.path}{ASIDE}{int(time.time())}"
                for part in ("-wal", "-shm", ""):  # the journal first: a new database must not find it
                    with suppress(FileNotFoundError):
                        os.replace(f"{self.path}{part}", f"{aside}{part}")
                log.error("the memory was spoilt and begins anew; what there was is in %s, delete it when seen", aside)
        return True

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite's journal gets the same mode
        self._inode = self.path.stat().st_ino
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(SCHEMA)
        except BaseException:
            connection.close()
            raise
        return connection


def _close(connection: sqlite3.Connection, process: int) -> None:
    """Closes it when its store is gone; in a child it is the parent's, and left alone."""
    if process == os.getpid():
        connection.close()
