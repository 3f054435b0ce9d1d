"""A cold start: from the start of the process to the first spoken answer, beside Amazon's SDK hello world.

The functions are built the same way, from the same libraries, with byte code, and take turns. Twice: a bare Python that
loads the function and calls it once, and AWS's own runtime client, which fetches the event and posts the answer over
HTTP. What Lambda does around the process (sandbox, download of the archive, share of a core) is not here. What is
counted is the work of the process, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import tempfile
import threading
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.functions import HELLO, OURS, PYTHON, built, requests
from skill.desk.alexa_request import SKILL_ID
from tests.function.runtime_api import RuntimeApi, client_in, command, environment

ONCE = """
import sys
sys.path.insert(0, "")
import json
from lambda_function import handler
print(json.dumps(handler(json.load(sys.stdin), None)))
"""
SPOKEN = "my back hurts after lifting"
EXPECTED = {HELLO: "Hello", OURS: "safety:emergency_signs"}  # words may change

Found = dict[str, list[float]]


def main(arguments: list[str]) -> int:
    """Runs the comparison and prints it."""
    parser = argparse.ArgumentParser(prog="script/bench cold", description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 100], help="content multiplied by")
    options = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, ask-sdk-core {version('ask-sdk-core')}, {options.runs} runs in turns\n")
    (event,) = requests(spoken=(SPOKEN,))
    with tempfile.TemporaryDirectory() as folder:
        functions = built(Path(folder), tuple(options.times))
        client = client_in(Path(folder) / "client")
        bare = in_turns(functions, options.runs, lambda name: once(functions[name], event, expected(name)))
        show("process start to answer printed", bare)
        served = in_turns(functions, options.runs, lambda name: under_client(functions[name], client, event))
        show("process start to answer posted, under AWS's runtime client", served)
    return 0


def expected(name: str) -> str:
    """What the answer of this function must hold, so that nothing is measured that went wrong."""
    return EXPECTED.get(name) or EXPECTED[OURS]


def in_turns(functions: dict[str, Path], runs: int, measure: Any) -> Found:
    """Milliseconds of each run for each function. The first round warms the disk and does not count."""
    found: Found = {name: [] for name in functions}
    for run in range(runs + 1):
        for name in list(functions) if run % 2 else reversed(list(functions)):
            spent = measure(name)
            if run:
                found[name].append(spent)
    return found


def once(function: Path, event: Any, answer: str) -> float:
    """One start in a bare Python, in milliseconds. Raises RuntimeError for a wrong answer."""
    command = [*PYTHON, "-B", "-c", ONCE]
    before = _worked()
    done = subprocess.run(command, cwd=function, input=json.dumps(event).encode(), capture_output=True, check=False)
    spent = _worked() - before
    if answer not in done.stdout.decode():
        raise RuntimeError(f"{function}: {done.stdout.decode()} {done.stderr.decode()}")
    return spent


def _worked() -> float:
    """Milliseconds that the processes we started have worked, as far as they have ended."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (told.ru_utime + told.ru_stime) * 1000


def under_client(function: Path, client: Path, event: Any) -> float:
    """One start under AWS's runtime client, in milliseconds."""
    api = RuntimeApi()
    threading.Thread(target=api.serve_forever, daemon=True).start()
    env = environment(api.server_port, function, client, SKILL_ID=SKILL_ID)
    before = _worked()
    process = subprocess.Popen(command(), cwd=function, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        outcome = api.invoke(event)
        if outcome.kind != "response":
            raise RuntimeError(f"{function}: {outcome}")
    finally:
        process.kill()
        process.wait()
        api.shutdown()
        api.server_close()
    return _worked() - before


def show(what: str, found: Found) -> None:
    """The table: medians, and the ratio to hello world and to our own content, run by run."""
    print(f"| {what} | ms (quartiles) | times hello world (quartiles) | times content x 1 |\n|---|---|---|---|")
    for name, spent in found.items():
        low, middle, high = statistics.quantiles(spent, n=4)
        print(f"| {name} | {middle:.1f} ({low:.1f}-{high:.1f}) | {_ratio(spent, found[HELLO])} |", end="")
        print(f" {_ratio(spent, found[OURS])} |" if name != HELLO else " |")
    print()


def _ratio(spent: list[float], base: list[float]) -> str:
    ratio = statistics.median(spent) / statistics.median(base)
    low, _, high = statistics.quantiles([mine / other for mine, other in zip(spent, base, strict=True)], n=4)
    return f"{ratio:.2f} ({low:.2f}-{high:.2f})"
