"""What is in the archive, what is not, and that the same inputs make the same bytes."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from skill.building import function
from skill.building.archive import LONG_AGO, archive
from skill.building.libraries import needed
from tests.test_rooms import ROOT

pytestmark = pytest.mark.xdist_group("the archive")

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


@pytest.mark.thorough
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
        "unicodedata",
        "pathlib",
        "sqlite3",
        "dataclasses",
        "inspect",
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


CASES = """
import json, sys
sys.path.insert(0, ".")
import lambda_function
from skill.dialogue.alert_state import Alerts, TimerNote, When
from skill.dialogue.record import Record
from skill.guidance.case import Case
made = [Case(flags=("rash",), at=2), Alerts(timers=[TimerNote("1", "tea")]), When("2026-11-22T08:00:00+00:00")]
told = [repr(each) for each in made]
told.append([made[0] == Case(flags=("rash",), at=2), made[0] != Case(), hash(made[0]) == hash(made[0].but())])
told.append([Alerts() == Alerts(), Alerts().timers is not Alerts().timers, Alerts.__hash__ is None])
told.append([Record(changed="a") == Record(changed="b"), made[1].to_session()])
told.append(Case.from_session({"at": 3, "flags": 7}).to_session())
for wrong in (lambda: When("tomorrow"), lambda: TimerNote(), lambda: Case(nothing=1)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        told.append(type(error).__name__)
print(json.dumps(told))
"""


def test_classes_that_were_written_out_are_what_dataclasses_are(unpacked: Path) -> None:
    def told(folder: Path, *options: str) -> list[object]:
        command = [sys.executable, *options, "-c", CASES]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        found: list[object] = json.loads(done.stdout)
        return found

    here = ROOT / "lambda"
    assert told(unpacked, "-S", "-s") == told(here)


def test_what_cannot_be_written_out_is_not_built(tmp_path: Path) -> None:
    (tmp_path / "skill").mkdir()
    odd = "from dataclasses import dataclass\n@dataclass\nclass A(dict):\n    a: int = 0\n"
    (tmp_path / "skill" / "odd.py").write_text(odd)
    with pytest.raises(subprocess.CalledProcessError):
        function.byte_code(tmp_path, sys.executable)


def test_the_modules_of_a_start_lie_in_one_file_and_are_found_without_it(unpacked: Path, tmp_path: Path) -> None:
    python = getattr(sys, "_base_executable", sys.executable)
    code = "import sys; sys.path.insert(0, '.'); import lambda_function as f; print(type(f.policy_loader).__name__)"
    code = code.replace("f.policy_loader", "sys.modules['skill.dialogue.policy'].__spec__.loader")
    copied = shutil.copytree(unpacked, tmp_path / "copied")
    loaders = []
    for _ in range(2):
        done = subprocess.run([python, "-S", "-s", "-c", code], cwd=copied, capture_output=True, text=True, check=True)
        loaders.append(done.stdout.strip())
        (copied / "code.bin").unlink(missing_ok=True)
    assert loaders == ["OneFile", "SourceFileLoader"]
