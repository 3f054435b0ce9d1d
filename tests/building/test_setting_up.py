"""Who sets up where something is in the way reads a sentence about it, and loses nothing that was there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_rooms import ROOT

CUT_OFF = """\
WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by \
'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection at 0x7f>: Failed to establish a new connection'
ERROR: Could not find a version that satisfies the requirement uv==0.1 (from versions: none)
ERROR: No matching distribution found for uv==0.1
"""
"""What pip says where there is no network."""
MUCH = "\n".join(f"  line {number} of a traceback that pip prints" for number in range(60))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What setting up needs of a checkout, where a path has a space; and the home of who does it."""
    folder = tmp_path / "my checkout"
    for name in ("script", "locks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    (tmp_path / "home").mkdir()
    return folder


def python_with(checkout: Path, pip: str) -> Path:
    """A Python whose environments are ready at once and whose pip is this: shell commands that see its words as "$*".

    The real pip is never asked, for it would install where these tests run.
    """
    python = checkout.parent / "python"
    python.write_text(
        f"""#!/usr/bin/env bash
case "$*" in
"-m venv"*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
"-m pip install"*)
{pip}
;;
"-m"*) ;;
*) exec {sys.executable} "$@" ;;
esac
"""
    )
    python.chmod(0o755)
    return python


def run(checkout: Path, pip: str, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(checkout.parent / "home"),
        "TMPDIR": str(checkout.parent),
        "PYTHON": str(python_with(checkout, pip)),
    }
    return subprocess.run([checkout / "script" / script, *words], env=env, capture_output=True, text=True, check=False)


def saying(text: str) -> str:
    """A pip that says this and fails."""
    return f"cat <<'END'\n{text}\nEND\nexit 1"


def before(folder: Path) -> Path:
    """An environment of before something changed in what the project needs."""
    (folder / "bin").mkdir(parents=True)
    (folder / "ready-to-run").write_text("of another time\n")
    (folder / "mark").write_text("the one before")
    return folder


@pytest.mark.parametrize("script", ["run", "test"])
def test_without_a_network_a_sentence_is_said_and_the_environment_before_is_kept(checkout: Path, script: str) -> None:
    there = before(checkout / ".venv")
    for _ in range(2):
        done = run(checkout, saying(CUT_OFF), script, "my back hurts")
        assert (done.returncode, done.stdout) == (1, "")
        assert "there is no network here, or one that pip cannot pass" in done.stderr
        assert len(done.stderr.splitlines()) <= 8
        assert (there / "mark").read_text() == "the one before"
        assert not (checkout / "build" / "venv-before").exists()


def test_an_environment_that_was_put_aside_when_setting_up_was_killed_comes_back(checkout: Path) -> None:
    before(checkout / "build" / "venv-before")
    (checkout / ".venv" / "half").mkdir(parents=True)
    assert run(checkout, saying(CUT_OFF), "run").returncode == 1
    assert (checkout / ".venv" / "mark").read_text() == "the one before"


def test_who_had_none_is_left_none_that_looks_ready(checkout: Path) -> None:
    assert run(checkout, saying(CUT_OFF), "run").returncode == 1
    assert not (checkout / ".venv" / "ready-to-run").exists()


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))", "PIP_CERT"),
        ("ERROR: ProxyError('Unable to connect to proxy')", "HTTPS_PROXY"),
        ("ERROR: ReadTimeoutError: Read timed out.", "no network here"),
        ("ERROR: Failed building wheel for cryptography", "cannot be installed"),
    ],
)
def test_of_pips_pages_a_sentence_and_what_matters_are_shown(checkout: Path, says: str, sentence: str) -> None:
    done = run(checkout, saying(f"{MUCH}\n{says}\n{MUCH}"), "run")
    assert done.returncode == 1
    assert sentence in done.stderr and says in done.stderr
    assert len(done.stderr.splitlines()) <= 10
    if "all of it in " in done.stderr:
        log = Path(done.stderr.split("all of it in ")[1].split(":\n")[0])
        assert log.read_text().count("traceback") == 120


def test_a_library_that_one_can_do_without_is_left_out(checkout: Path) -> None:
    """No uv and no encoder: all else is installed."""
    pip = 'case "$*" in *encoder.txt*|*install.txt*) exit 1 ;; esac'
    done = run(checkout, pip, "install", str(checkout / "here"), "desk", "encoder?")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "Left out, for it cannot be had: what locks/encoder.txt names"
