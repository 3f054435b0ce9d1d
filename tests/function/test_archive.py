"""What is in the archive, what is not, and that the same inputs make the same bytes."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from skill.building import function
from skill.building.archive import LONG_AGO, archive
from skill.building.libraries import needed

NEVER = ("flask", "werkzeug", "gunicorn", "numpy", "onnxruntime", "cryptography", "rich", "boto3", "pytest")
UNCHECKED_HASH = 0b01
LOADED = """
import json, sys
sys.path.insert(0, ".")
import lambda_function
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def names(shared: Path) -> list[str]:
    with zipfile.ZipFile(shared / "lambda.zip") as packed:
        assert packed.testzip() is None
        assert {entry.date_time for entry in packed.infolist()} == {LONG_AGO}
        return packed.namelist()


def test_the_same_inputs_make_the_same_bytes(shared: Path, tmp_path: Path) -> None:
    function.build(tmp_path / "elsewhere", sys.executable)
    archive(tmp_path / "elsewhere", tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (shared / "lambda.zip").read_bytes()


def test_the_rooms_are_those_a_speaker_needs(names: list[str]) -> None:
    assert names == sorted(names, key=lambda name: Path(name).parts)
    assert "lambda_function.py" in names
    rooms = {name.split("/")[1] for name in names if name.startswith("skill/")}
    assert rooms == {"__init__.py", "__pycache__", *function.ROOMS}
    tops = {name.split("/")[0] for name in names}
    assert tops.isdisjoint(NEVER)
    assert not [name for name in names if name.endswith((".so", ".pyd"))], "it runs on every kind of machine"


def test_content_is_there_once(names: list[str]) -> None:
    assert "skill/guidance/content.pack" in names
    assert not [name for name in names if name.startswith("skill/guidance/content/")]


def test_every_module_has_byte_code_that_is_never_checked(unpacked: Path) -> None:
    sources = list(unpacked.rglob("*.py"))
    assert len(sources) > 500
    for source in sources:
        code = Path(importlib.util.cache_from_source(str(source))).read_bytes()
        assert code[:4] == importlib.util.MAGIC_NUMBER
        assert int.from_bytes(code[4:8], "little") == UNCHECKED_HASH, source


def test_a_start_loads_neither_flask_nor_what_few_turns_need(unpacked: Path) -> None:
    python = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run([python, "-S", "-s", "-c", LOADED], cwd=unpacked, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "skill.alexa.skill" in loaded
    late = {
        "requests",
        "isodate",
        "zoneinfo",
        "tomllib",
        "urllib.request",
        "dateutil",
        "concurrent.futures",
        "hashlib",
        "pathlib",
        "sqlite3",
        *NEVER,
    }
    assert loaded.isdisjoint(late), loaded & late
    assert not [name for name in loaded if name.startswith(("skill.web", "skill.desk", "skill.building"))]
    assert sum(name.startswith("ask_sdk_model") for name in loaded) < 100


def test_the_licences_of_all_libraries_are_in_it(unpacked: Path) -> None:
    listed = (unpacked / "LICENCES.txt").read_text(encoding="utf-8").splitlines()
    libraries = needed(without=function.IN_THE_RUNTIME)
    assert [line.split()[0] for line in listed] == [library.metadata["Name"] for library in libraries]
    assert "ask-sdk-core" in {line.split()[0] for line in listed}
    assert not [line for line in listed if line.endswith("unknown")]
    assert len(list(unpacked.glob("*.dist-info"))) == len(libraries)
