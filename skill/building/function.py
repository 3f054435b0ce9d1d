"""The folder that AWS Lambda runs: entry point, three rooms of the skill, compiled content, libraries, byte code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

from skill.building import sbom
from skill.building.content_pack import content_pack
from skill.building.libraries import OURS, files_of, licence_of, needed
from skill.guidance import files
from skill.guidance.toml_files import TomlFiles

ROOT = Path(__file__).parents[2]
ENTRY = ("lambda_function.py", "one_file.py")
ROOMS = ("guidance", "dialogue", "alexa")
"""Nothing of Flask, the desk or the understanding of words is on Lambda."""
WRITTEN = ("guidance/content",)
"""What is shipped in another form: compiled."""
IN_THE_RUNTIME = frozenset({"boto3", "botocore", "s3transfer", "jmespath"})
"""What AWS puts beside every Python function."""
WHERE_IT_RUNS = "/var/task"


def build(folder: Path, python: str | None) -> list[str]:
    """Writes the folder anew. Returns its libraries, one a line with version and licence.

    `python` is the interpreter that writes the byte code; without one there is none, and a start takes twice as long.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for module in ENTRY:
        shutil.copy(ROOT / "lambda" / module, folder)
    _skill(folder / "skill")
    libraries = needed(without=IN_THE_RUNTIME)
    listed = with_libraries(folder, libraries)
    (folder / "LICENCES.txt").write_text("\n".join(listed) + "\n", encoding="utf-8")
    (folder / sbom.FILE).write_text(sbom.sbom(distribution(OURS), libraries), encoding="utf-8")
    shutil.copy(ROOT / "LICENSE", folder)
    if python:
        byte_code(folder, python)
    return listed


def _skill(folder: Path) -> None:
    source = ROOT / "skill"
    folder.mkdir()
    shutil.copy(source / "__init__.py", folder)
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__", *(Path(each).name for each in WRITTEN if each.startswith(room)))
        shutil.copytree(source / room, folder / room, ignore=ignored)
    (folder / "guidance" / Path(files.PACK).name).write_bytes(content_pack(TomlFiles(files.CONTENT)))


def with_libraries(folder: Path, libraries: list[Distribution]) -> list[str]:
    """Copies libraries into the folder. Returns each in a line."""
    listed = []
    for library in libraries:
        for place, path in files_of(library):
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        listed.append(f"{library.metadata['Name']} {library.version}: {licence_of(library)}")
    return listed


def byte_code(folder: Path, python: str) -> None:
    """Compiles everything for one Python, never to be checked against the sources: dates do not survive an archive.

    Raises CalledProcessError where that Python cannot.
    """
    compiler = Path(__file__).with_name("byte_code.py")
    command = [python, "-W", "ignore", "-B", str(compiler), str(folder), WHERE_IT_RUNS]
    # the order of sets in byte code is that of hashes
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})


def interpreter(runtime: str) -> str | None:
    """The interpreter on this machine that is the same Python as a runtime of Lambda ("python3.13"), if any."""
    candidates = (sys.executable, shutil.which(runtime))
    return next((each for each in candidates if each and version_of(each) == runtime), None)


def version_of(python: str) -> str | None:
    """Which Python an interpreter is, as Lambda names it; None where it is none that works."""
    code = "import sys; print('python%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() or None
