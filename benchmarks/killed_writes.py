"""Kills a writer a thousand times in the middle of its work, and looks at what it left: script/bench killed_writes."""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from skill.alexa.memory.sqlite import SQLiteStore
from skill.dialogue.record import KEYS, Record

KEY = "somebody"
STEPS = [f"step_{number}" for number in range(6)]


def record_of(number: int) -> dict[str, Any]:
    """The record with this number: every field tells the number, so that half a record cannot pass for a whole one."""
    return {
        "version": 2,
        "expires": 2_000_000_000 + number,
        "steps": STEPS,
        "at": number % 6,
        "began": "2026-11-22",
        "trend": ["better", "same", "worse"][number % 3],
        "week": number % 24,
        "brief": bool(number % 2),
        "reminders": [f"token-{number}-{each}-{'x' * 200}" for each in range(10)],
    }


def write_for_ever(path: Path, first: int) -> None:
    """The writer: one record after another, and the number of each on standard output once it is kept."""
    store = SQLiteStore(path)
    number = first
    while True:
        store.write(KEY, record_of(number), 0)
        print(number, flush=True)
        number += 1


def kill_one(path: Path, first: int, pause: float) -> tuple[int, str]:
    """Starts a writer and kills it. Returns the last number it said was kept, and what is wrong, if anything is."""
    command = [sys.executable, "-m", "benchmarks.killed_writes", "--write", str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = [writer.stdout.readline()]  # it is at work
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    last = max((int(line) for line in said if line.endswith("\n")), default=first - 1)
    return last, wrong_with(path, last)


def wrong_with(path: Path, last: int) -> str:
    """What is wrong with a store whose writer said that it kept `last`; empty where nothing is."""
    with sqlite3.connect(path) as database:
        if (verdict := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            return f"corrupt: {verdict}"
    database.close()
    store = SQLiteStore(path)
    kept = store.read(KEY)
    store.close()
    if kept is None:
        return "lost: there is no record"
    number = kept["expires"] - 2_000_000_000
    if tuple(kept) != KEYS or kept != record_of(number) or Record.from_item(kept) is None:
        return f"half a record: {kept}"
    if number not in (last, last + 1):  # the next one may have been kept before it could be said
        return f"lost: {last} was kept, and {number} is there"
    return ""


def main(arguments: list[str]) -> int:
    """Returns 0 where nothing was lost or broken."""
    parser = argparse.ArgumentParser(prog="script/bench killed_writes", description=__doc__)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance, found, last = random.Random(options.seed), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.sqlite3"
        for time_ in range(options.times):
            last, wrong = kill_one(path, last + 2, chance.uniform(0, 0.02))
            if wrong:
                found[wrong.partition(":")[0]] += 1
                print(f"  kill {time_ + 1}: {wrong[:200]}")
    wrong_ones = ", ".join(f"{count} {what}" for what, count in found.items()) or "none corrupt, none lost, none half"
    print(f"{options.times} writers killed (SIGKILL), the last record was number {last}: {wrong_ones}")
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_for_ever(Path(sys.argv[2]), int(sys.argv[3]))
    sys.exit(main(sys.argv[1:]))
