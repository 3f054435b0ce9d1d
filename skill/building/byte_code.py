"""Writes the byte code of a function. Run by the Python that will run it:  python byte_code.py FOLDER WHERE_IT_RUNS

Every module is compiled, never to be checked against its source: dates do not survive an archive. The dataclasses of
our own modules are written out on the way: what `dataclasses` would make at every start is made once, here. The sources
stay as they are, and a place in the byte code is the same place in the source.

What a start and a first turn load lies once more in one file, `code.bin`, which `one_file.py` of the function loads it
from. What that is, a start tells.

It knows nothing but the standard library: nothing else need be installed for the Python of the function.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from marshal import dumps
from pathlib import Path
from types import CodeType

UNCHECKED_HASH = (0b01).to_bytes(4, "little")
OURS, AMAZONS = "skill", ("ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime")
STANDARD, WRITTEN_OUT = "dataclasses", "skill.guidance.written_out"


class NotWrittenOut(Exception):
    """A dataclass is of a form that is not known here. Says which."""


STARTED = """
import json, sys
sys.path.insert(0, "")
import {entry} as function
if hasattr(function, "SKILL"):
    from skill.alexa import invoke
    invoke(function.SKILL, {event})
print(json.dumps(sorted(sys.modules)))
"""
ENTRY, ONE_FILE = "lambda_function", "code.bin"
EVENT = {
    "version": "1.0",
    "session": {"new": True, "sessionId": "", "application": {"applicationId": ""}, "user": {"userId": ""}},
    "context": {"System": {"application": {"applicationId": ""}, "user": {"userId": ""}, "device": {
        "deviceId": "", "supportedInterfaces": {}}, "apiEndpoint": "", "apiAccessToken": ""}},
    "request": {"type": "IntentRequest", "requestId": "", "timestamp": "2026-01-01T00:00:00Z", "locale": "en-US",
                "intent": {"name": "ReportPainIntent", "confirmationStatus": "NONE", "slots": {"Activity": {
                    "name": "Activity", "value": "lifting", "confirmationStatus": "NONE"}}}},
}  # fmt: skip
"""A first turn such as most are."""


def main(folder: Path, where: str) -> None:
    """Compiles everything in a folder."""
    compiled = _compiled(folder, where)
    if (folder / "one_file.py").exists():
        _write_one_file(folder, compiled)


def _write_one_file(folder: Path, compiled: dict[str, tuple[str, bytes]]) -> None:
    started = STARTED.format(entry=ENTRY, event=repr(EVENT))
    command = [sys.executable, "-S", "-s", "-B", "-c", started]
    found = subprocess.run(command, cwd=folder, capture_output=True, check=True, env={"PATH": ""})
    index: dict[str, tuple[str, int, int]] = {}
    codes: list[bytes] = []
    at = 0
    for name in json.loads(found.stdout.splitlines()[-1]):
        if name in compiled and name not in (ENTRY, "one_file"):
            place, code = compiled[name]
            index[name] = place, at, at + len(code)
            codes.append(code)
            at += len(code)
    told = dumps((sys.implementation.cache_tag, index), 2)  # of this form the same is always written as the same
    (folder / ONE_FILE).write_bytes(b"".join((len(told).to_bytes(8, "little"), told, *codes)))


def _compiled(folder: Path, where: str) -> dict[str, tuple[str, bytes]]:
    """Writes the byte code of every module. Returns by its name the place of each, and that code."""
    found: dict[str, tuple[str, bytes]] = {}
    for file in sorted(folder.rglob("*.py")):
        place = file.relative_to(folder)
        source = file.read_bytes()
        tree = ast.parse(source)
        if place.parts[0] == OURS and place.stem != WRITTEN_OUT.rpartition(".")[2]:
            tree = written_out(tree)
        if place.parts[0] == OURS or place.parts[0] in AMAZONS:
            _without_docstrings(tree)
        if place.parts[0] == OURS:
            _without_types(tree)
        code: CodeType = compile(tree, f"{where}/{place.as_posix()}", "exec", dont_inherit=True)
        target = Path(cache_from_source(str(file)))
        target.parent.mkdir(exist_ok=True)
        written = dumps(code)
        target.write_bytes(MAGIC_NUMBER + UNCHECKED_HASH + source_hash(source) + written)
        found[".".join(place.with_suffix("").parts).removesuffix(".__init__")] = place.as_posix(), written
    return found


def _without_docstrings(module: ast.Module) -> None:
    """To read past them takes a start its time, and nobody asks for them there."""
    for each in ast.walk(module):
        if isinstance(each, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(each, clean=False):
            nothing = [ast.copy_location(ast.Pass(), each.body[0])]
            each.body[:1] = [] if isinstance(each, ast.Module) else nothing  # imports of the future have to come first


def _without_types(module: ast.Module) -> None:
    """Types of what functions take and return are for those who check them; a start would make them all. Those of
    fields stay: by them data is read."""
    for each in ast.walk(module):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
            each.returns = None
        elif isinstance(each, ast.arg):
            each.annotation = None


def written_out(module: ast.Module) -> ast.Module:
    """The module with the methods of its dataclasses written out."""
    for statement in module.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == STANDARD:
            statement.module = WRITTEN_OUT
            statement.names = [each for each in statement.names if each.name not in ("dataclass", "field")]
    module.body = [each for each in module.body if not isinstance(each, ast.ImportFrom) or each.names]
    classes = [each for each in ast.walk(module) if isinstance(each, ast.ClassDef)]
    for each in classes:
        marks = [mark for mark in each.decorator_list if _called(mark) == "dataclass"]
        if marks:
            each.decorator_list = [mark for mark in each.decorator_list if mark not in marks]
            _write_out(each, is_frozen=bool(_options(marks[0]).get("frozen")))
    return ast.fix_missing_locations(module)


def _write_out(kind: ast.ClassDef, is_frozen: bool) -> None:
    if kind.bases:
        raise NotWrittenOut(f"{kind.name} has a class above it")
    fields = [each for each in kind.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    names = [ast.unparse(each.target) for each in fields]
    compared = list(names)
    factories: dict[str, str] = {}
    for name, field in zip(names, fields, strict=True):
        if field.value is not None and _called(field.value) == "field":
            options = _options(field.value)
            if unknown := options.keys() - {"default", "default_factory", "compare"}:
                raise NotWrittenOut(f"{kind.name}.{name} has {', '.join(sorted(unknown))}")
            if "compare" in options:
                compared.remove(name)
            if "default_factory" in options:
                factories[name] = ast.unparse(options["default_factory"])
            field.value = options.get("default")
    has_after = any(isinstance(each, ast.FunctionDef) and each.name == "__post_init__" for each in kind.body)
    lines = [
        *_init(names, fields, factories, has_after),
        *_equal(kind.name, compared),
        *_shown(names),
        *(
            ["def __hash__(self):", f"    return hash({_values('self', compared)})"]
            if is_frozen
            else ["__hash__ = None"]
        ),
        f"__match_args__ = {tuple(names)!r}",
        f"__factories__ = {{{', '.join(f'{name!r}: {made}' for name, made in factories.items())}}}",
    ]
    own = {each.name for each in kind.body if isinstance(each, ast.FunctionDef)}
    written = ast.parse("\n".join(lines)).body
    for each in written:
        for inner in ast.walk(each):
            if hasattr(inner, "lineno"):
                ast.copy_location(inner, kind)
    kind.body += [each for each in written if not isinstance(each, ast.FunctionDef) or each.name not in own]


def _init(names: list[str], fields: list[ast.AnnAssign], factories: dict[str, str], has_after: bool) -> Iterator[str]:
    given = []
    for name, field in zip(names, fields, strict=True):
        # the default is evaluated once, where the class has it
        default = "=None" if name in factories else f"={name}" if field.value is not None else ""
        given.append(f"{name}{default}")
    yield f"def __init__(self, {', '.join(given)}):"
    for name in names:
        made = f"{factories[name]}() if {name} is None else {name}" if name in factories else name
        yield f"    self.{name} = {made}"
    yield "    self.__post_init__()" if has_after else "    return None"


def _equal(kind: str, names: list[str]) -> Iterator[str]:
    yield "def __eq__(self, other):"
    yield "    if other.__class__ is not self.__class__:"
    yield "        return NotImplemented"
    yield f"    return {_values('self', names)} == {_values('other', names)}"


def _shown(names: list[str]) -> Iterator[str]:
    yield "def __repr__(self):"
    told = ", ".join(f"{name}={{self.{name}!r}}" for name in names)
    yield f"    return f'{{self.__class__.__qualname__}}({told})'"


def _values(of: str, names: list[str]) -> str:
    return f"({''.join(f'{of}.{name}, ' for name in names)})"


def _called(told: ast.expr) -> str:
    """The name of what is called, or stands there without a call."""
    told = told.func if isinstance(told, ast.Call) else told
    return told.id if isinstance(told, ast.Name) else ""


def _options(told: ast.expr) -> dict[str, ast.expr]:
    return {each.arg or "**": each.value for each in told.keywords} if isinstance(told, ast.Call) else {}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
