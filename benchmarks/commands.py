"""What one command costs: `say` by itself, and answered by a desk in the background. The two take turns.

Work is counted of the command and, where a desk answers, of the desk's copy as well: all that the machine does for it.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.progress import steps
from benchmarks.work import worked

SAID = {
    "a sample": ["should i use ice or heat"],
    "in words of one's own": ["my lower bit went all funny when i was at it"],
    "four turns": ["my back hurts after lifting", "no", "no", "next"],
}


def main(arguments: list[str]) -> int:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="script/bench commands", description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args(arguments)
    command = str(Path(sys.executable).with_name("back-coach"))
    with tempfile.TemporaryDirectory(prefix="bc") as folder:
        env = {**os.environ, "XDG_RUNTIME_DIR": folder}
        subprocess.run([command, "say", *SAID["in words of one's own"]], env=env, check=True, capture_output=True)
        desk = _desk(Path(folder))
        try:
            found = {
                (name, way): []
                for name in SAID
                for way in ("without a desk", "with one", "with one, its copy included")
            }  # type: dict[tuple[str, str], list[tuple[float, float]]]
            for _ in steps(range(options.runs), "commands"):
                for name, words in SAID.items():
                    found[name, "without a desk"].append(_run([command, "say", "--no-desk", *words], env))
                    before = worked(desk, with_ended=True)
                    spent = _run([command, "say", *words], env)
                    found[name, "with one"].append(spent)
                    time.sleep(0.2)
                    desks = worked(desk, with_ended=True) - before
                    found[name, "with one, its copy included"].append((spent[0] + desks, spent[1]))
            memory = _memory(desk)
        finally:
            os.kill(desk, signal.SIGTERM)
    print("| `back-coach say` | way | work, s (quartiles) | waited, s (quartiles) |\n|---|---|---|---|")
    for (name, way), spent in found.items():
        work, waited = (_quartiles([each[at] for each in spent]) for at in (0, 1))
        print(f"| {name} | {way} | {work} | {waited} |")
    print(f"\nThe desk in the background holds {memory:.0f} MiB.\n")
    return 0


def _run(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)
    waited, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, waited


def _desk(folder: Path) -> int:
    """The process that was left behind."""
    for path in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if str(path.readlink()).startswith(str(folder)):
                return int(path.parts[2])
        except OSError:
            continue
    raise RuntimeError("no desk was left behind")


def _memory(process: int) -> float:
    told = Path(f"/proc/{process}/status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024


def _quartiles(spent: list[float]) -> str:
    low, middle, high = statistics.quantiles(spent, n=4)
    return f"{middle:.2f} ({low:.2f}-{high:.2f})"
