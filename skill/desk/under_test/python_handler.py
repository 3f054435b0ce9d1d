"""A skill's handler in Python, called as AWS Lambda would call it, and loaded again when its files change."""

from __future__ import annotations

import importlib
import io
import json
import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout
from decimal import Decimal
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model.services import ApiClient

from skill.alexa.deadline import within
from skill.desk.exchange import PRINTED, SWALLOWED, SkillFailed
from skill.desk.under_test.lambda_context import LambdaContext
from skill.desk.under_test.project import CODE
from skill.desk.under_test.remote import SECONDS
from skill.desk.under_test.running import Running
from skill.desk.under_test.services import reached_through, watched
from skill.json_reader import Json

Handler = Callable[[Json, Any], Any]

USUAL_NAMES = ("lambda_handler", "handler")
OURS = __name__.partition(".")[0]
"""A package of this name is the desk itself."""
_RELATIVE = re.compile(r"^\s*from \.", re.MULTILINE)


def importable(file: Path) -> tuple[Path, str]:
    """Where a file of code is imported from, and by what name: in its package, where it imports its neighbours so."""
    root, name = file.parent, file.stem
    if _RELATIVE.search(file.read_text(encoding="utf-8", errors="replace")):
        while (root / "__init__.py").is_file():
            root, name = root.parent, f"{root.name}.{name}"
    return root, name


class LibraryMissing(SkillFailed):
    """A handler needs what is not installed in this Python."""


class PythonHandler:
    """The handler that `module:name` or `path/to/file.py:name` names. May be used from several threads."""

    def __init__(
        self,
        spec: str,
        folder: Path,
        changed: Callable[[str], None] = lambda words: None,
        running: Running | None = None,
    ) -> None:
        """Loads it. `folder`: the skill's, where the module is looked for. Raises SkillFailed."""
        module, _, self._name = spec.rpartition(":") if ":" in spec else (spec, "", "")
        self._folders = [(folder / place).resolve() for place in CODE] + [Path.cwd()]
        self._module = self._at(module) if module.endswith(".py") else module
        if self._module.partition(".")[0] == OURS:
            raise SkillFailed(
                f"{self._module}: its package is called {OURS!r}, as this desk's own; run it in the Python of its own "
                "environment with --python PATH"
            )
        self._changed = changed
        self._running = running or Running(seconds=SECONDS)
        self._lock = threading.Lock()
        self._files: dict[str, Path] = {}
        self._stamps: dict[Path, int] = {}
        self._load()

    def _at(self, file: str) -> str:
        """The name of a module given as a file; its folder is looked into before all others."""
        path = next((each for each in [Path(file), *(it / file for it in self._folders)] if each.is_file()), None)
        if path is None:
            raise SkillFailed(f"--endpoint: there is no file {file}; give it as path/to/file.py:handler")
        root, name = importable(path.resolve())
        self._folders.insert(0, root)
        return name

    def reaching(self, client: ApiClient) -> Callable[[Json], Json]:
        """The way to call it, with Alexa's services reached through this client."""
        return lambda event: self(event, client)

    def __call__(self, event: Json, client: ApiClient | None = None) -> Json:
        """One request to the handler. Raises SkillFailed: it raised something, took too long, or gave no JSON."""
        with self._lock:
            if self._stamps != self._now():
                self._reload()
            handler = self._handler
        seconds, told = self._running.seconds, SWALLOWED.get()
        try:
            with (
                self._running.there(self._code),
                reached_through(client),
                watched(lambda error: told and told(_told(error, self._folders))),
                redirect_stdout(_Log(PRINTED.get())),
            ):
                context = LambdaContext(self._module, seconds)
                answer = within(seconds, lambda: handler(json.loads(json.dumps(event)), context))
        except TimeoutError:
            raise SkillFailed(
                f"{self._where}: no answer in {seconds:g} seconds, after which Alexa gives up; make it answer sooner"
            ) from None
        except Exception as error:
            failed = SkillFailed(f"{self._where} raised {_told(error, self._folders)}")
            failed.traceback = "".join(traceback.format_exception(error))
            raise failed from error
        return self._as_json(answer)

    def _as_json(self, answer: Any) -> Json:
        try:
            told = {} if answer is None else answer  # none is no answer, as on Lambda
            sent = json.loads(json.dumps(told, default=_as_number, allow_nan=False))
        except (TypeError, ValueError, RecursionError) as error:
            raise SkillFailed(
                f"{self._where}: the answer cannot be sent as JSON ({error}); return plain data"
            ) from None
        if not isinstance(sent, dict):
            raise SkillFailed(
                f"{self._where} returned {type(answer).__name__}; return Alexa's response as a dictionary"
            )
        return sent

    @property
    def _code(self) -> Path:
        """Where Lambda would stand: the folder that holds the module."""
        file = f"{self._module.partition('.')[0]}.py"
        package = self._module.partition(".")[0]
        return next((it for it in self._folders if (it / file).is_file() or (it / package).is_dir()), Path.cwd())

    @property
    def _where(self) -> str:
        return f"{self._module}:{self._name}"

    def _load(self) -> None:
        for folder in reversed(self._folders):
            if str(folder) in sys.path:
                sys.path.remove(str(folder))
            if folder.is_dir():
                sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        self._forget()
        before = set(sys.modules)
        try:
            with self._running.there(self._code), redirect_stdout(sys.stderr):
                module = importlib.import_module(self._module)
        except ModuleNotFoundError as error:
            if error.name != self._module.partition(".")[0]:
                raise LibraryMissing(
                    f"{self._module} needs {error.name}, which is not installed; pip install it, "
                    "or run the skill in the Python of its own environment with --python PATH"
                ) from None
            looked = ", ".join(str(folder) for folder in self._folders if folder.is_dir())
            raise SkillFailed(f"--endpoint: there is no module {self._module} in {looked}") from None
        except Exception as error:
            raise SkillFailed(f"{self._module} cannot be loaded: {_told(error, self._folders)}") from error
        finally:
            self._files = self._own(set(sys.modules) - before | {self._module})
            self._stamps = self._now()
        self._handler = self._in(module)

    def _in(self, module: ModuleType) -> Handler:
        """The function to call. A skill builder, or the skill it makes, is as good as its handler."""
        names = [self._name] if self._name else USUAL_NAMES
        found = next((getattr(module, name) for name in names if hasattr(module, name)), None)
        self._name = self._name or next((name for name in names if hasattr(module, name)), USUAL_NAMES[0])
        if isinstance(found, SkillBuilder):
            found = found.lambda_handler()
        if not callable(found):
            there = ", ".join(_callables(module)) or "none"
            raise SkillFailed(
                f"--endpoint: {self._where} is no function; name the one that Lambda calls, such as one of: {there}"
            )
        handler: Handler = found
        return handler

    def _own(self, names: set[str]) -> dict[str, Path]:
        """Of these modules, the skill's own and their files."""
        found = {name: getattr(sys.modules.get(name), "__file__", None) for name in names}
        return {
            name: Path(file)
            for name, file in found.items()
            if file and "site-packages" not in file and any(Path(file).is_relative_to(it) for it in self._folders)
        }

    def _now(self) -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in self._files.values() if file.exists()}

    def _reload(self) -> None:
        changed = [str(file) for file, stamp in self._now().items() if self._stamps.get(file) != stamp]
        self._load()
        self._changed(f"{', '.join(changed) or self._module} has changed and was loaded again")

    def _forget(self) -> None:
        """Makes room: for modules that changed, and for ours where another folder had one of that name."""
        for name in self._files:
            sys.modules.pop(name, None)
        top = self._module.partition(".")[0]
        ours = PathFinder.find_spec(top, [str(folder) for folder in self._folders])
        if ours and getattr(sys.modules.get(top), "__file__", None) != ours.origin:
            sys.modules.pop(top, None)


def _callables(module: ModuleType) -> list[str]:
    """The functions and skill builders that a module has of its own."""
    return [
        name
        for name, value in vars(module).items()
        if isinstance(value, SkillBuilder)
        or (
            callable(value)
            and not isinstance(value, type)
            and getattr(value, "__module__", "")
            in (module.__name__, "ask_sdk_core.skill_builder", "ask_sdk_runtime.skill")
        )
    ]


def _as_number(value: Any) -> float:
    """What DynamoDB makes of a number, as AWS's own runtime sends it."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


class _Log(io.TextIOBase):
    """Where a handler prints to: standard error, as Lambda would write its log, and whoever is told of it."""

    def __init__(self, told: Callable[[str], object] | None) -> None:
        self._told = told

    def write(self, text: str) -> int:
        """Prints."""
        if self._told:
            self._told(text)
        return sys.stderr.write(text)


def _told(error: BaseException, folders: list[Path]) -> str:
    """The exception, and the last line of the skill's own code that it came through."""
    if isinstance(error, SyntaxError):
        return f"SyntaxError: {error.msg} ({error.filename}, line {error.lineno})"
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "site-packages" not in frame.filename and any(Path(frame.filename).is_relative_to(it) for it in folders)
    ]
    place = f" ({own[-1].filename}, line {own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {error}{place}"
