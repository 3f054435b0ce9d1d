"""What is made of a model once is kept, and believed only where it is whole, ours and of this model."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from skill.understanding import InteractionModel, Understanding, tables
from skill.understanding.tables import tables_of

from .conftest import MONDAY
from .test_model_cache import SAID, WEATHER


@pytest.fixture
def model() -> InteractionModel:
    return InteractionModel.parse(WEATHER)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[InteractionModel]:
    """Every model that tables are made of, rather than found."""
    seen: list[InteractionModel] = []
    make = tables._made
    monkeypatch.setattr(tables, "_made", lambda model: (seen.append(model), make(model))[1])
    return seen


def kept(folder: Path) -> Path:
    (file,) = folder.glob("tables-*.pickle")
    return file


def test_they_are_made_once(model: InteractionModel, tmp_path: Path, made: list[InteractionModel]) -> None:
    first, again = tables_of(model, tmp_path), tables_of(model, tmp_path)
    assert made == [model] and again.stems == first.stems and again.lexicon.phrases("T") == first.lexicon.phrases("T")
    assert tables_of(model, None).samples == first.samples and len(made) == 2, "without a folder nothing is kept"


def test_another_model_has_others(model: InteractionModel, tmp_path: Path, made: list[InteractionModel]) -> None:
    tables_of(model, tmp_path)
    tables_of(InteractionModel.parse({"languageModel": {"intents": []}}), tmp_path)
    assert len(made) == 2


def test_what_is_found_understands_as_what_was_made(model: InteractionModel, tmp_path: Path) -> None:
    first, found = (Understanding(model, lambda: MONDAY, folder=tmp_path, tier="default") for _ in range(2))
    for said in (SAID, "will it rain tomorrow", "how windy is it"):
        assert found.understand(said) == first.understand(said)


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", pickle.dumps("no tables")])
def test_a_spoilt_file_is_made_anew(
    model: InteractionModel, tmp_path: Path, made: list[InteractionModel], spoilt: bytes
) -> None:
    tables_of(model, tmp_path)
    kept(tmp_path).write_bytes(spoilt)
    assert tables_of(model, tmp_path).samples and len(made) == 2
    assert tables_of(model, tmp_path).samples and len(made) == 2, "written again"


def test_what_others_may_write_is_not_read(
    model: InteractionModel, tmp_path: Path, made: list[InteractionModel]
) -> None:
    tables_of(model, tmp_path)
    kept(tmp_path).chmod(0o666)
    tables_of(model, tmp_path)
    assert len(made) == 2


def test_a_model_too_deep_to_be_kept_does_no_harm(tmp_path: Path) -> None:
    deep = {"languageModel": {"intents": [{"name": "LongIntent", "samples": [" ".join(["go"] * 5_000)]}]}}
    assert tables_of(InteractionModel.parse(deep), tmp_path).samples == 1
    assert not list(tmp_path.glob("tables-*"))
