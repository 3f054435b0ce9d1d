"""What is built and installed works far from the checkout: by the wheel, and as the ASK CLI builds a function."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from skill.desk.alexa_request import SKILL_ID, Device
from skill.desk.desk import new_echo
from tests.function.runtime_api import client_in, running
from tests.test_rooms import ROOT

pytestmark = pytest.mark.thorough
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
LEFT_OUT = (".git", ".venv", "build", "node_modules", ".ask", "*.egg-info", "__pycache__", ".*_cache", "tests")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean copy of the project: building writes into it."""
    folder = tmp_path_factory.mktemp("checkout") / "back-coach"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    stale = checkout / "build" / "lib" / "skill" / "stale.py"
    stale.parent.mkdir(parents=True)
    stale.touch()
    pip(checkout, "wheel", ".", "--no-deps", "--wheel-dir", "dist")
    (built,) = (checkout / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_what_is_not_python_and_nothing_stale(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for path in (*ROOT.glob("skill/**/*.toml"), *ROOT.glob("skill/**/*.html"), *ROOT.glob("skill/**/screens/*.json")):
        assert str(path.relative_to(ROOT)) in names
    for path in ROOT.glob("interaction_model/*.json"):
        assert f"skill/interaction_model/{path.name}" in names
    assert not [name for name in names if "stale" in name or name.startswith(("tests", "lambda", "benchmarks"))]


def test_an_install_of_the_wheel_holds_a_conversation(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    pip(tmp_path, "install", "--no-deps", "--target", str(site), str(wheel))
    (site / "libraries.pth").write_text("\n".join(libraries()), encoding="utf-8")
    said = [python, "-m", "skill", "say", "--no-desk", "my back hurts after lifting", "my legs feel numb"]
    env = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME") if name in os.environ}
    done = subprocess.run(said, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "Any numbness between the legs" in done.stdout
    assert "Call 911 now" in done.stdout
    where = subprocess.run(
        [python, "-c", "import skill; print(skill.__file__)"], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert where.stdout.startswith(str(site))
    refused = subprocess.run([python, "-m", "skill", "package"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert (refused.returncode, list(tmp_path.glob("build"))) == (1, [])
    assert "needs a checkout" in refused.stderr


def libraries() -> list[str]:
    """Where the libraries are that were installed here. Finders of an editable install are not among them."""
    return [path for path in sys.path if path.endswith("site-packages")]


def test_the_ask_clis_own_flow_makes_a_function_that_answers(checkout: Path, tmp_path: Path) -> None:
    """It copies lambda/, makes a virtual environment, installs into the copy, and leaves byte code out of the zip."""
    copy = checkout / ".ask" / "lambda"
    shutil.copytree(checkout / "lambda", copy)
    pip(copy, "install", "-r", "requirements.txt", "-t", "./")
    shutil.copytree(copy, tmp_path / "function", ignore=shutil.ignore_patterns("__pycache__", "bin"))
    assert not (tmp_path / "function" / "flask").exists()
    turn = new_echo("en-US", Device(screen=False)).say("my back hurts after lifting")
    with running(
        tmp_path / "function", client_in(tmp_path / "client"), tmp_path / "log", SKILL_ID=SKILL_ID
    ) as function:
        outcome = function.api.invoke(turn["request"])
    assert outcome.kind == "response", outcome
    assert outcome.body["response"] == turn["response"]["response"]


def pip(where: Path, *arguments: str) -> None:
    """Runs pip. Skips the test where the registry cannot be reached: even setuptools comes from there."""
    command = [*PIP, *arguments]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False, timeout=300)
    if any(words in done.stderr for words in ("Failed to establish", "Temporary failure", "No matching distribution")):
        pytest.skip(f"the package registry cannot be reached, which pip {arguments[0]} needs")
    assert done.returncode == 0, done.stderr
