"""What the documents say one types to install it works on a clean machine, and takes nothing from a stranger."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.test_rooms import ROOT
from tests.test_wheel import LEFT_OUT

WRITTEN = [
    *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("skill/**/*.py"), *ROOT.glob("deploy/*"),
    *ROOT.glob("script/*"), *ROOT.glob("benchmarks/*.py"), *ROOT.glob("tests/**/*.py"),
]  # fmt: skip
UNREACHABLE = ("Failed to establish", "Temporary failure", "No matching distribution", "ConnectionError")
HOSTING = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


def test_nothing_tells_anybody_to_install_a_name_that_is_not_ours() -> None:
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]
    by_name = re.compile(rf"\b(?:install|add|uvx|run)\b[^\n`]*[\s'\"]{ours}(?:\[|['\"`\s]|$)")
    told = [path for path in WRITTEN if path.is_file()]
    assert len(told) > 200
    for path in told:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "install" in line and by_name.search(line):
                assert "/opt/" in line or "script/install" in line or "/app" in line, f"{path}: {line}"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean") / "back-coach"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return folder


@pytest.mark.thorough
@pytest.mark.timeout(400)
def test_the_guide_to_hosting_works_in_the_order_it_is_written_in(checkout: Path, tmp_path: Path) -> None:
    install, serve = re.findall(r"^\$ (.*)$", HOSTING, re.MULTILINE)[:2]
    assert install.startswith("script/install /opt/back-coach") and "/opt/back-coach/bin/gunicorn" in serve
    env = {name: os.environ[name] for name in os.environ if name.startswith(("PATH", "PIP_", "HOME", "LANG"))}

    def typed(command: str) -> subprocess.CompletedProcess[str]:
        there = command.replace("/opt/back-coach", str(tmp_path / "opt"))
        return subprocess.run(["bash", "-c", there], cwd=checkout, env=env, capture_output=True, text=True, check=False)

    done = typed(install)
    if any(words in done.stderr for words in UNREACHABLE):
        pytest.skip("the package registry cannot be reached, where the libraries are")
    assert done.returncode == 0, done.stderr
    checked = typed(f"cd / && {serve} --check-config")
    assert (checked.returncode, checked.stderr) == (0, "")
    python = tmp_path / "opt" / "bin" / "python"
    said = typed(f"cd / && {python} -W error -c 'import skill.web, sys; print(sorted(sys.modules))'")
    assert said.returncode == 0 and str(ROOT) not in said.stdout
    missing = typed(f"{python} -m pip check").stdout
    assert set(re.findall(r"requires ([\w-]+), which is not installed", missing)) <= {"certvalidator", "freezegun"}
    for name in ("certvalidator", "freezegun", "oscrypto"):
        assert not list((tmp_path / "opt").glob(f"lib/*/site-packages/{name}"))


@pytest.mark.thorough
def test_what_is_not_as_it_was_locked_is_not_installed(checkout: Path, tmp_path: Path) -> None:
    lock = checkout / "locks" / "build.txt"
    lock.write_text(re.sub(r"sha256:[0-9a-f]{64}", "sha256:" + "0" * 64, lock.read_text(encoding="utf-8")))
    done = subprocess.run(
        [checkout / "script" / "install", tmp_path / "opt", "lambda"], capture_output=True, text=True, check=False
    )
    if any(words in done.stderr for words in UNREACHABLE):
        pytest.skip("the package registry cannot be reached, where the libraries are")
    assert done.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr
    assert not list((tmp_path / "opt").glob("lib/*/site-packages/ask_sdk_core"))
