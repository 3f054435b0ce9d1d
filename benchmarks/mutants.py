"""Small faults planted one at a time, to see whether the tests of a room find them. What survives is not tested.

The faults are those of mutmut: a number one larger, "<" for "<=", "and" for "or", an argument left out, a word changed.
mutmut itself plants none in constants, nor below decorators, where half of a room of data lives; so they are planted
here, by its own operators. No file changes: a process that has loaded all but the project is forked for each fault, and
loads the faulty module in place of the file.

The tests of a room are the folder of tests named after it; those of the module itself come first.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MUTMUT = "3.8.1"
PRELOADED = ("pytest", "hypothesis", "hypothesis.strategies", "isodate", "ask_sdk_core.api_client")
QUIETLY = [
    *("-x", "-q", "--tb=no", "--assert=plain", "-o", "addopts="),
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:schemathesis"),
]
PATIENCE, MOMENT = 3, 5
"""Tests that need three times the processor they did, and five seconds, go round in circles."""
SLEEPY = 30
"""Tests that take thirty times as long as that wait for what never comes; a busy machine does not take so long."""
NONE = 77
"""How a process ends whose fault was none."""
LEAST = 0.9
"""At most one of ten may survive."""


@dataclass(frozen=True, eq=False)
class Fault:
    """One small change of one module."""

    path: Path
    line: int
    whole: Any
    """The module as libcst reads it."""
    node: Any
    changed: Any

    @cached_property
    def code(self) -> str:
        """The whole module with the change; empty where it is no change, or no Python."""
        code: str = self.whole.deep_replace(self.node, self.changed).code
        return code if code != self.whole.code and _compiles(code) else ""

    @property
    def module(self) -> str:
        """Its name, as it is imported."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    def __str__(self) -> str:
        before, after = self.path.read_text(encoding="utf-8").splitlines(), self.code.splitlines()
        changed = [line for line in unified_diff(before, after, n=0, lineterm="") if line[:1] in "+-"][2:]
        return "\n".join([f"{self.path.relative_to(ROOT)}:{self.line}", *(f"    {line}" for line in changed)])


def main(arguments: list[str]) -> int:
    """Returns 1 where more than one in ten survive, 2 where nothing can be measured."""
    parser = argparse.ArgumentParser(prog="script/bench mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("room", help="a folder of skill/ whose tests are in a folder of tests/, such as guidance")
    parser.add_argument("modules", nargs="*", help="only these, such as plan triage")
    parser.add_argument(
        "--share", type=float, default=1.0, help="only this part of them, taken by chance but always alike"
    )
    parser.add_argument("--own", action="store_true", help="only with the tests of each module itself, which is quick")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    tests = ROOT / "tests" / options.room
    if not tests.is_dir():
        print(f"script/bench mutants: there are no tests in {tests.relative_to(ROOT)}; write some", file=sys.stderr)
        return 2
    if not installed():
        print("script/bench mutants: pip could not install mutmut; see what it says above", file=sys.stderr)
        return 2
    faults = list(planted(ROOT / "skill" / options.room, options.modules))
    chosen = random.Random(7).sample(faults, round(len(faults) * options.share))
    for name in PRELOADED:
        __import__(name)
    seconds = passed(tests)
    if seconds is None:
        print(f"script/bench mutants: {tests.relative_to(ROOT)} fails as it is; mend that first", file=sys.stderr)
        return 2
    limit = round(PATIENCE * seconds + MOMENT)
    outcomes = dict(tried(chosen, tests, limit, options.workers, options.own))
    return told(
        [fault for fault in chosen if outcomes[fault] != NONE], [fault for fault in chosen if not outcomes[fault]]
    )


def told(faults: list[Fault], survivors: list[Fault]) -> int:
    """Prints the survivors, and the part that was killed of each module and in all."""
    for fault in sorted(survivors, key=lambda fault: (fault.path, fault.line)):
        print(fault)
    print()
    for path in sorted({fault.path for fault in faults}):
        of = sum(fault.path == path for fault in faults)
        print(_figure(path.stem, of - sum(fault.path == path for fault in survivors), of))
    print(_figure("in all", len(faults) - len(survivors), len(faults)))
    return int(len(survivors) > (1 - LEAST) * len(faults))


def _figure(name: str, killed: int, of: int) -> str:
    return f"{name:<20} {killed:>5} of {of:<5} killed  {killed / (of or 1):6.1%}"


def installed() -> bool:
    """Puts mutmut where it can be imported, with what it needs; into build/, as only this measurement wants it."""
    folder = ROOT / "build" / f"mutmut-{MUTMUT}"
    if not (folder / "mutmut").exists():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--target",
            str(folder),
        ]
        subprocess.run([*command, f"mutmut=={MUTMUT}"], check=False)
    sys.path.append(str(folder))
    return (folder / "mutmut").exists()


def planted(folder: Path, modules: Iterable[str] = ()) -> Iterator[Fault]:
    """Every fault of the modules of a folder, or of those that are named."""
    wanted = set(modules)
    for path in sorted(folder.rglob("*.py")):
        if not wanted or path.stem in wanted:
            yield from faults_of(path)


def faults_of(path: Path) -> Iterator[Fault]:
    """Every fault of one module."""
    import libcst
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.mutators import mutation_operators

    wrapper = MetadataWrapper(libcst.parse_module(path.read_text(encoding="utf-8")))
    places = wrapper.resolve(PositionProvider)
    for node in _changeable(wrapper.module):
        for kind, operator in mutation_operators:
            for changed in operator(node) if isinstance(node, kind) else ():
                yield Fault(path, places[node].start.line, wrapper.module, node, changed)


def _changeable(node: Any) -> Iterator[Any]:
    """What may be changed: no types, no decorators, no words for people in errors, no length (that fails anywhere)."""
    import libcst

    if isinstance(node, libcst.Annotation | libcst.Decorator | libcst.Raise | libcst.ImportFrom | libcst.Import):
        return
    if isinstance(node, libcst.Call) and isinstance(node.func, libcst.Name) and node.func.value in ("len", "cast"):
        return
    if isinstance(node, libcst.Assign) and _is_type(node.value):
        return
    if not isinstance(node, libcst.Expr) or not isinstance(node.value, libcst.SimpleString):  # a docstring
        yield node
        for child in node.children:
            yield from _changeable(child)


def _is_type(node: Any) -> bool:
    """Whether it is another name for a type: `Json = dict[str, Any]`, `Move = Alarm | Walk`, `T = TypeVar("T")`."""
    import libcst

    if isinstance(node, libcst.BinaryOperation):
        return isinstance(node.operator, libcst.BitOr) and _is_type(node.left) and _is_type(node.right)
    if isinstance(node, libcst.Call):
        return isinstance(node.func, libcst.Name) and node.func.value == "TypeVar"
    name = node.value if isinstance(node, libcst.Subscript) else node
    return isinstance(name, libcst.Name) and (
        name.value in ("dict", "list", "tuple", "set") or name.value[:1].isupper()
    )


def _compiles(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def tried(faults: list[Fault], tests: Path, limit: int, workers: int, own: bool) -> Iterator[tuple[Fault, int]]:
    """Each fault and how the tests end over it: 0 where they pass. Some run at a time, each in its own process."""
    waiting, running = list(reversed(faults)), dict[int, Fault]()
    done = 0
    while waiting or running:
        while waiting and len(running) < workers:
            fault = waiting.pop()
            running[_started(tests, fault, limit, own)] = fault
        child, status = os.wait()
        done += 1
        yield running.pop(child), os.waitstatus_to_exitcode(status)
        if done % 100 == 0:
            print(f"{done} of {len(faults)}", file=sys.stderr, flush=True)


def passed(tests: Path) -> float | None:
    """The seconds of processor that the tests take where there is no fault; None where they fail."""
    _, status, used = os.wait4(_started(tests, None, None), 0)
    return used.ru_utime + used.ru_stime if status == 0 else None


def _started(tests: Path, fault: Fault | None, limit: int | None, own: bool = False) -> int:
    """A process that runs the tests over a fault, and is ended after so many seconds of processor."""
    child = os.fork()
    if child:
        return child
    try:
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            signal.alarm(limit * SLEEPY)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os._exit(_run(tests, fault, own))
    finally:
        os._exit(70)


def _run(tests: Path, fault: Fault | None, own: bool) -> int:
    import pytest

    files = sorted(tests.rglob("test_*.py"))
    if fault:
        if not fault.code:
            return NONE
        sys.meta_path.insert(0, Faulty(fault))
        sys.dont_write_bytecode = True
        first = [path for path in files if path.stem == f"test_{fault.path.stem}"]
        files = first if own and first else [*first, *(path for path in files if path not in first)]
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    if fault:
        from skill.guidance import kept_tables

        kept_tables.KEPT = Path(os.devnull)  # no tables are read that faultless code has compiled
    return int(pytest.main([*QUIETLY, *map(str, files)]))


class Faulty(MetaPathFinder):
    """Imports one module with a fault in it."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """The faulty module; None for every other."""
        if name != self.fault.module:
            return None
        return spec_from_file_location(name, self.fault.path, loader=Loader(self.fault))


class Loader(SourceFileLoader):
    """Reads the faulty code in place of the file's."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.module, str(fault.path))
        self.code = fault.code

    def get_code(self, fullname: str) -> Any:
        """The faulty code, compiled."""
        return compile(self.code, self.path, "exec", dont_inherit=True)
