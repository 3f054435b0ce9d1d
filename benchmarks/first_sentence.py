"""From `back-coach serve` to its first answers: with nothing learnt yet, and with all that `script/setup` learns."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.progress import steps

SAMPLE, FREE = "should i use ice or heat", "my lower bit went all funny when i was at it"
TIERS: dict[str, str] = {"best": "", "default": "import skill.understanding.encoder as e; e._PACKAGE = 'none';"}
SERVE = (
    "import sys; {} from skill.__main__ import main; "
    "sys.argv = ['back-coach', 'serve', '--port', '0']; sys.exit(main())"
)
"""As the command itself: arguments that are handed over leave the garbage collector as it is."""


def main(arguments: list[str]) -> int:
    """Runs the measurement and prints it."""
    parser = argparse.ArgumentParser(prog="script/bench first_sentence", description=__doc__)
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args(arguments)
    print(
        "| `serve` | learnt before | listens after, s | a sample answered after, s | first free sentence: waited, s "
        "| all learnt after, s | memory then, MiB | at most |\n|---|---|---|---|---|---|---|---|"
    )
    for _ in steps(range(options.runs), "serving"):
        for tier, before in TIERS.items():
            with tempfile.TemporaryDirectory() as folder:
                for learnt in ("nothing", "everything"):
                    print(f"| {tier} tier | {learnt} | {' | '.join(_served(before, folder))} |", flush=True)
    print()
    return 0


def _served(before: str, folder: str) -> list[str]:
    env = {**os.environ, "XDG_CACHE_HOME": folder, "XDG_DATA_HOME": folder, "BACK_COACH_MEMORY": "none"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE.format(before)],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        address = found[0].rstrip("/")
        listens = time.perf_counter() - started
        _said(address, SAMPLE)
        sample = time.perf_counter() - started
        waits = time.perf_counter()
        _said(address, FREE)
        free = time.perf_counter() - waits
        while json.loads(urllib.request.urlopen(f"{address}/learning.json").read())["done"] < 1:
            time.sleep(0.05)
        learnt = time.perf_counter() - started
        _said(address, FREE)
        told = Path(f"/proc/{process.pid}/status").read_text()
        memory = [int(told.partition(name)[2].split()[0]) / 1024 for name in ("VmRSS:", "VmHWM:")]
        return [f"{each:.2f}" for each in (listens, sample, free, learnt)] + [f"{each:.0f}" for each in memory]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _said(address: str, text: str) -> None:
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(f"{address}/say", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=600).read()
