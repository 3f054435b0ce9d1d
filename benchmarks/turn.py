"""A warm turn beside the SDK hello world's `lambda_handler`, which gets the same request and always says hello.

Each function runs in a process of its own and is asked in turns, so that what else the machine does hits all alike.
What is counted is the work of the process, not the time on the wall.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.functions import HELLO, OURS, PYTHON, SPOKEN, built, requests

WARM = """
import sys
sys.path.insert(0, "")
import gc, json, logging, time
from lambda_function import handler
logging.disable()
events = json.loads(sys.stdin.readline())
for event in events * 20:
    handler(event, None)
gc.collect()
for line in sys.stdin:
    spent = []
    for event in events:
        tries = []
        for _ in range(5):
            started = time.process_time()
            for _ in range(int(line)):
                handler(event, None)
            tries.append((time.process_time() - started) / int(line) * 1e6)
        spent.append(min(tries))
    print(json.dumps(spent), flush=True)
"""
AT_ONCE = 10
"""How many turns of one kind are timed together; the quickest of five such times counts, the others were disturbed."""


class Worker:
    """A function in a process."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, line: str) -> None:
        """Hands it a line."""
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def measured(self) -> list[float]:
        """Microseconds for a turn of each kind."""
        self.tell(str(AT_ONCE))
        assert self._process.stdout
        found: list[float] = json.loads(self._process.stdout.readline())
        return found


def main(arguments: list[str]) -> int:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="script/bench turn", description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 100], help="content multiplied by")
    options = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, ask-sdk-core {version('ask-sdk-core')}, {options.rounds} rounds\n")
    with tempfile.TemporaryDirectory() as folder:
        functions = built(Path(folder), tuple(options.times))
        for screen in (False, True):
            show("a device with a screen" if screen else "a speaker", measured(functions, screen, options.rounds))
    return 0


def measured(functions: dict[str, Path], screen: bool, rounds: int) -> dict[str, list[list[float]]]:
    """For each function and round, microseconds for a turn of each kind."""
    events = requests(screen)
    found: dict[str, list[list[float]]] = {name: [] for name in functions}
    with ExitStack() as stack:
        workers = {name: stack.enter_context(worker(path, events)) for name, path in functions.items()}
        for _ in range(rounds):
            for name, each in workers.items():
                found[name].append(each.measured())
    return found


@contextmanager
def worker(function: Path, events: list[Any]) -> Iterator[Worker]:
    """A function that is warm."""
    process = subprocess.Popen(
        [*PYTHON, "-B", "-c", WARM], cwd=function, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    started = Worker(process)
    started.tell(json.dumps(events))
    started.measured()
    try:
        yield started
    finally:
        process.kill()
        process.wait()


def show(where: str, found: dict[str, list[list[float]]]) -> None:
    """Two tables: turn by turn beside hello world, then whole conversations."""
    print(f"| on {where} | {HELLO}, us | {OURS}, us | ratio |\n|---|---|---|---|")
    for at, text in enumerate(SPOKEN):
        theirs, ours = (statistics.median(each[at] for each in found[name]) for name in (HELLO, OURS))
        print(f"| {text} | {theirs:.0f} | {ours:.0f} | {ours / theirs:.2f} |")
    whole = {name: [statistics.fmean(each) for each in rounds] for name, rounds in found.items()}
    print(
        "\n| a turn, on average | us (quartiles) | times hello world (quartiles) | times content x 1 |"
        "\n|---|---|---|---|"
    )
    for name, spent in whole.items():
        low, middle, high = statistics.quantiles(spent, n=4)
        print(f"| {name} | {middle:.0f} ({low:.0f}-{high:.0f}) | {_ratio(spent, whole[HELLO])} |", end="")
        print(f" {_ratio(spent, whole[OURS])} |" if name != HELLO else " |")
    print()


def _ratio(spent: list[float], base: list[float]) -> str:
    ratios = [mine / other for mine, other in zip(spent, base, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:.2f} ({low:.2f}-{high:.2f})"
