"""A project of Amazon's command line: where it says its models and its code are, or where they usually lie."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.understanding import ModelError
from skill.understanding.interaction_model import read_json

RESOURCES = ("ask-resources.json", ".ask/config", "skill-package/skill.json", "skill.json")
"""What tells such a project: one of these."""
CODE = ("lambda", "lambda/custom", "lambda/py", "lambda/us-east-1_main", "src", ".")
"""Folders of a project that may hold the code."""
USUAL = (
    "lambda_function.py",
    "index.js",
    "dist/index.js",
    "build/index.js",
    "index.mjs",
    "index.ts",
    "src/index.ts",
    "src/index.js",
    "src/index.mjs",
    "src/lambda_function.py",
    "handler.py",
    "app.py",
    "main.py",
    "hello_world.py",
)
SUFFIXES = (".py", ".js", ".mjs", ".cjs", ".ts")
OTHERS = (("Java", "pom.xml"), ("Java or Kotlin", "build.gradle*"), ("C#", "*.csproj"), ("Go", "go.mod"))
"""What other languages a project may be in, and the file that tells."""
_PYTHON = re.compile(r"^(?:def )?(lambda_handler|handler)\b", re.MULTILINE)
_NODE = re.compile(
    r"exports\.(handler)\b|export (?:const|let|var|(?:async )?function) (handler)\b|export \{[^}]*\b(handler)\s*[,}]"
)


@dataclass(frozen=True)
class Project:
    """What can be put on a desk of a folder."""

    folder: Path
    """Where its models are."""
    endpoint: str
    """Its code, as --endpoint names it."""


def is_project(folder: Path) -> bool:
    """Whether Amazon's command line would work in this folder."""
    return any((folder / each).is_file() for each in RESOURCES)


def project(folder: Path) -> Project:
    """What is in a folder. Raises ModelError: it has no code that is called as Lambda calls it."""
    for source, handler in _declared(folder):
        if endpoint := _named(folder / source, handler):
            return Project(folder, endpoint)
    for place in CODE:
        for name in USUAL:
            if endpoint := _usual(folder / place / name):
                return Project(folder, endpoint)
    for place in CODE[:-1]:  # under a name of its own
        for file in sorted(each for each in (folder / place).glob("*") if each.suffix in SUFFIXES):
            if endpoint := _usual(file):
                return Project(folder, endpoint)
    looked = ", ".join(CODE[:-1])
    if other := _other_language(folder):
        raise ModelError(
            f"{folder}: its code is in {other}, which runs on this desk as a web service: start it as one and name its "
            "address, --endpoint http://127.0.0.1:8080/ (docs/any-skill.md has the few lines it takes)"
        )
    raise ModelError(
        f"{folder}: no handler is declared in its {RESOURCES[0]}, and none of the usual names is in its {looked}; "
        "name it with --endpoint module:function, file.js:function or a URL"
    )


def _other_language(folder: Path) -> str | None:
    """What a project is built in that is neither Python nor Node."""
    places = [folder, *(folder / place for place in CODE)]
    found = (name for name, pattern in OTHERS for place in places if next(place.glob(pattern), None))
    return next(found, None)


def _declared(folder: Path) -> Iterator[tuple[str, str]]:
    """The folder of the code and the handler, as each profile of ask-resources.json has them."""
    file = folder / RESOURCES[0]
    raw = read_json(file) if file.is_file() else {}
    for profile in _tables(raw.get("profiles") if isinstance(raw, dict) else None):
        code = next((str(each.get("src")) for each in _tables(profile.get("code"))), "lambda")
        infrastructure = profile.get("skillInfrastructure")
        settings = infrastructure.get("userConfig") if isinstance(infrastructure, dict) else None
        handler = settings.get("handler") if isinstance(settings, dict) else None
        if isinstance(handler, str):
            yield code, handler


def _tables(raw: Any) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in (raw.values() if isinstance(raw, dict) else ()) if isinstance(each, dict))


def _named(code: Path, handler: str) -> str | None:
    """ "lambda_function.lambda_handler", as Lambda names it: the file that holds it, and its name."""
    module, _, name = handler.rpartition(".")
    for place in (code, code.parent / "lambda"):  # what is built may be away, and its source is there
        for suffix in (".py", ".js", ".mjs", ".cjs"):
            file = place / f"{module.replace('.', '/') if suffix == '.py' else module}{suffix}"
            if file.is_file():
                return f"{file}:{name}"
        source = f"{module.rpartition('/')[2]}.ts"
        for file in (place / f"{module}.ts", place / "src" / source, place / source, place.parent / "src" / source):
            if file.is_file():
                return f"{file}:{name}"
    return None


def _usual(file: Path) -> str | None:
    if not file.is_file():
        return None
    found = (_PYTHON if file.suffix == ".py" else _NODE).search(file.read_text(encoding="utf-8", errors="replace"))
    return f"{file}:{next(filter(None, found.groups()))}" if found else None
