"""The rooms keep their promises: who may import what, and no spoken words in Python."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKILL = ROOT / "skill"

MAY_IMPORT = {
    "guidance": {"skill.guidance"},
    "alexa": {"skill.guidance", "skill.alexa", "ask_sdk_core", "ask_sdk_model", "isodate", "requests",
              "boto3", "botocore", "platformdirs"},
    "web": {"skill.guidance", "skill.alexa", "skill.web", "ask_sdk_core", "ask_sdk_model", "flask", "werkzeug",
            "ask_sdk_webservice_support", "certifi", "cryptography", "gunicorn", "prometheus_client", "requests"},
}  # fmt: skip
"""Besides the standard library. The simulator may import everything below it and its own libraries."""


def modules(room: str) -> list[Path]:
    return sorted((SKILL / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    for path in modules(room):
        for name in imports(path):
            top = name.partition(".")[0]
            allowed = top in sys.stdlib_module_names or any(
                name == ok or name.startswith(f"{ok}.") for ok in MAY_IMPORT[room]
            )
            # "from skill.alexa import path" names the package itself
            assert allowed or name == "skill", f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("path", modules("guidance"), ids=lambda path: path.name)
def test_guidance_touches_no_clock_network_or_terminal(path: Path) -> None:
    forbidden = {"time", "datetime", "random", "socket", "urllib", "http", "os", "subprocess", "logging"}
    assert not {name.partition(".")[0] for name in imports(path)} & forbidden
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"print", "input", "exec", "eval"}


def strings(path: Path) -> list[str]:
    """String literals that are neither docstrings nor parts of errors, logs or patterns."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "log"
        ):
            passed_over |= {id(inner) for inner in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over
    ]


TO_A_DATABASE = {"sqlite.py", "dynamodb.py"}
"""Modules whose sentences are for an engine, in its own language."""


@pytest.mark.parametrize(
    "path", [path for path in modules("alexa") if path.name not in TO_A_DATABASE], ids=lambda path: path.name
)
def test_no_spoken_words_in_python(path: Path) -> None:
    sentences = [text for text in strings(path) if re.search(r"[A-Za-z']+ [A-Za-z']+ [A-Za-z']+", text)]
    assert sentences == []


def test_every_phrase_that_is_spoken_has_words() -> None:
    from skill.guidance.content import default_content

    content = default_content()
    keys = set()
    for path in modules("alexa"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                position = {"say": 0, "phrase": 0, "acknowledge": 0, "ask_phrase": 1}.get(node.func.attr)
                if position is not None and len(node.args) > position:
                    keys |= {
                        inner.value
                        for inner in ast.walk(node.args[position])
                        if isinstance(inner, ast.Constant)
                        and isinstance(inner.value, str)
                        and "." in inner.value.lstrip(".")
                    }
    assert len(keys) > 30
    for key in keys:
        if key.endswith("."):  # the beginning of a key that is put together
            assert content.phrases[key.partition(".")[0]]
        else:
            assert content.phrase(key)
