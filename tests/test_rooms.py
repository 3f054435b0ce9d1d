"""The rooms keep their promises: who may import what, no circles, and no spoken words in Python."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
SKILL = ROOT / "skill"

MAY_IMPORT = {
    "guidance": set(),
    "dialogue": {"skill.guidance", "isodate"},
    "alexa": {"skill.dialogue", "skill.guidance", "ask_sdk_core", "ask_sdk_model", "boto3", "botocore", "isodate",
              "platformdirs", "requests"},
    "web": {"skill.alexa", "ask_sdk_core", "ask_sdk_model", "ask_sdk_webservice_support", "certifi", "cryptography",
            "flask", "gunicorn", "platformdirs", "prometheus_client", "requests", "werkzeug"},
    "understanding": {"skill.json_reader", "dateutil", "numpy", "platformdirs", "rapidfuzz", "text_to_num"},
    "interaction_models": {"skill.guidance", "skill.json_reader"},
    "json_reader": set(),
    "desk": {"skill.alexa", "skill.dialogue", "skill.guidance", "skill.interaction_models", "skill.json_reader",
             "skill.understanding", "skill.web", "_typeshed", "ask_sdk_core", "ask_sdk_model",
             "ask_sdk_runtime", "dateutil", "flask", "isodate",
             "jinja2", "moto", "prompt_toolkit", "pytest", "rapidfuzz", "requests", "rich", "tomlkit", "werkzeug"},
    "building": {"skill.alexa", "skill.desk", "skill.dialogue", "skill.guidance", "skill.interaction_models",
                 "skill.json_reader", "skill.understanding", "PIL", "isodate", "packaging", "textstat"},
    "__main__": {"skill.building", "skill.desk", "skill.understanding"},
}  # fmt: skip
"""What each room may import besides itself, the standard library and the version of the project."""


def graph(package: str = "skill") -> grimp.ImportGraph:
    """Who imports whom: also relatively, inside functions, as a part of a package and for type checking alone."""
    return grimp.build_graph(package, include_external_packages=True, cache_dir=None)


def broken(graph: grimp.ImportGraph, root: str = "skill") -> Iterator[str]:
    """Every import that a room may not make, as a sentence."""
    for module in sorted(graph.find_descendants(root)):
        room = module.split(".")[1]
        allowed = {f"{root}.{room}", *(name.replace("skill.", f"{root}.") for name in MAY_IMPORT[room])}
        for name in sorted(graph.find_modules_directly_imported_by(module)):
            part_of_it = any(name == each or name.startswith(f"{each}.") for each in allowed)
            if not (part_of_it or name == root or name.partition(".")[0] in sys.stdlib_module_names):
                yield f"{module} imports {name}"


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """One circle of those that import each other, the first again at its end; empty where there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def files_of(graph: grimp.ImportGraph, root: str = "skill") -> dict[str, set[str]]:
    """Which file of the project imports which."""
    ours = {root, *graph.find_descendants(root)}
    return {module: graph.find_modules_directly_imported_by(module) & ours - {module} for module in ours}


def parts_of(folder: str, graph: grimp.ImportGraph) -> dict[str, set[str]]:
    """Which part of a folder, a file or a folder with all in it, imports which."""
    parts = graph.find_children(folder)
    inside = {part: {part, *graph.find_descendants(part)} for part in parts}
    imported = {
        part: set().union(*map(graph.find_modules_directly_imported_by, modules)) for part, modules in inside.items()
    }
    return {part: {other for other in parts - {part} if inside[other] & imported[part]} for part in parts}


GRAPH = graph()
FOLDERS = sorted({module.rpartition(".")[0] for module in GRAPH.find_descendants("skill")})


def test_every_room_has_a_row() -> None:
    assert {module.split(".")[1] for module in GRAPH.find_descendants("skill")} == MAY_IMPORT.keys()


def test_every_file_is_seen() -> None:
    """A folder that is no package would be looked at by nobody."""
    written = {path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in SKILL.rglob("*.py")}
    assert {name.removesuffix(".__init__") for name in written} == {"skill", *GRAPH.find_descendants("skill")}


def test_a_room_imports_only_what_it_may() -> None:
    assert list(broken(GRAPH)) == []


def test_no_two_files_import_each_other() -> None:
    assert circle(files_of(GRAPH)) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_parts_of_a_folder_import_each_other_one_way(folder: str) -> None:
    assert circle(parts_of(folder, GRAPH)) == []


PLANTED = [
    ("guidance/plan.py", "from skill import desk", "skill.guidance.plan imports skill.desk"),
    ("guidance/plan.py", "import skill.desk.echo", "skill.guidance.plan imports skill.desk.echo"),
    ("guidance/plan.py", "from .. import dialogue", "skill.guidance.plan imports skill.dialogue"),
    ("guidance/plan.py", "def late():\n    from skill.web import app", "skill.guidance.plan imports skill.web.app"),
    ("guidance/plan.py", "import isodate", "skill.guidance.plan imports isodate"),
    ("dialogue/turn.py", "from ask_sdk_model import Response", "skill.dialogue.turn imports ask_sdk_model"),
    ("alexa/speech.py", "from skill import web", "skill.alexa.speech imports skill.web"),
    ("web/app.py", "from ..desk import echo", "skill.web.app imports skill.desk.echo"),
    ("understanding/words.py", "from skill.guidance import words", "skill.understanding.words imports skill.guidance"),
    ("desk/echo.py", "from skill.building import check", "skill.desk.echo imports skill.building.check"),
    ("interaction_models.py", "from skill import desk", "skill.interaction_models imports skill.desk"),
    ("building/check.py", "import boto3", "skill.building.check imports boto3"),
]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project's Python, as a package of another name."""
    home = tmp_path / "copied"
    for path in SKILL.rglob("*.py"):
        copy = home / path.relative_to(SKILL)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(_copied(path.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return home


def _plant(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{_copied(line)}\n", encoding="utf-8")


def _copied(text: str) -> str:
    return re.sub(r"^(\s*(?:from|import)) skill\b", r"\1 copied", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("file", "planted", "said"), PLANTED)
def test_an_import_that_is_planted_is_found(house: Path, file: str, planted: str, said: str) -> None:
    _plant(house / file, planted)
    found = list(broken(graph("copied"), "copied"))
    assert any(each.replace("copied.", "skill.").startswith(said) for each in found)
    assert len(found) == 1


def test_a_circle_that_is_planted_is_found(house: Path) -> None:
    _plant(house / "guidance" / "rows.py", "from skill.guidance import pack")
    found = graph("copied")
    assert {"copied.guidance.rows", "copied.guidance.pack"} == set(circle(parts_of("copied.guidance", found)))
    assert circle(files_of(found, "copied"))


def test_a_circle_of_folders_that_is_planted_is_found(house: Path) -> None:
    _plant(house / "understanding" / "words.py", "from skill.desk import explaining")
    assert {"copied.understanding", "copied.desk"} <= set(circle(parts_of("copied", graph("copied"))))


def modules(room: str) -> list[Path]:
    return sorted((SKILL / room).rglob("*.py"))


def dotted(path: Path) -> str:
    """The name under which a module is imported: skill.guidance.model.steps."""
    return ".".join(path.relative_to(SKILL.parent).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", modules("guidance"), ids=dotted)
def test_guidance_touches_no_clock_network_or_terminal(path: Path) -> None:
    forbidden = {"time", "datetime", "random", "socket", "urllib", "http", "os", "subprocess", "logging"}
    named = GRAPH.find_modules_directly_imported_by(dotted(path))
    assert not {name.partition(".")[0] for name in named} & forbidden
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
    "path",
    [path for room in ("dialogue", "alexa") for path in modules(room) if path.name not in TO_A_DATABASE],
    ids=lambda path: path.name,
)
def test_no_spoken_words_in_python(path: Path) -> None:
    sentences = [text for text in strings(path) if re.search(r"[A-Za-z']+ [A-Za-z']+ [A-Za-z']+", text)]
    assert sentences == []
