"""One setting chooses the store, and nothing that was not chosen is imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from skill.alexa.memory.in_memory import InMemoryStore
from skill.alexa.memory.setting import VARIABLE, SettingError, chosen_store, store_at
from skill.alexa.memory.sqlite import SQLiteStore
from tests.test_rooms import ROOT


def test_each_form_names_its_store(tmp_path: Path) -> None:
    assert store_at("none") is None
    assert isinstance(store_at("memory"), InMemoryStore)
    file = store_at(f"sqlite://{tmp_path}/memory.sqlite3")
    assert isinstance(file, SQLiteStore) and file.path == tmp_path / "memory.sqlite3"
    own = store_at("sqlite")
    assert isinstance(own, SQLiteStore) and own.path.name == "memory.sqlite3" and own.path.parent.name == "back-coach"
    table = store_at("dynamodb://my-table")
    assert getattr(table, "table", "") == "my-table"


@pytest.mark.parametrize("setting", ["sqlit", "sqlite://", "sqlite:///", "sqlite://relative", "dynamodb", "dynamodb://",
                                     "none://x", "memory://x", "redis://localhost", "://"])  # fmt: skip
def test_what_names_no_store_is_refused_with_the_remedy(setting: str) -> None:
    with pytest.raises(SettingError, match=f"{VARIABLE} is .* set it to one of: none, .*dynamodb://table"):
        store_at(setting)


def test_the_environment_is_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_store("memory") is None  # the tests' own setting
    monkeypatch.setenv(VARIABLE, "memory")
    assert isinstance(chosen_store(), InMemoryStore)
    monkeypatch.delenv(VARIABLE)
    assert chosen_store() is None
    assert isinstance(chosen_store("memory"), InMemoryStore)


@pytest.mark.parametrize(
    ("setting", "never"),
    [
        ("none", {"boto3", "botocore", "sqlite3", "platformdirs"}),
        ("dynamodb://table", {"boto3", "botocore", "sqlite3", "platformdirs"}),
        ("sqlite:///nowhere/file", {"boto3", "botocore", "platformdirs"}),
    ],
)
def test_what_is_not_needed_is_not_imported(setting: str, never: set[str]) -> None:
    code = f"import sys, lambda_function; print(set(sys.modules) & {never!r})"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "lambda",
        env={"PYTHONPATH": str(ROOT), VARIABLE: setting},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "set()\n"
