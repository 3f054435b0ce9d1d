"""The readers of Amazon's slot types, against slots.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from skill.understanding import slot_types
from skill.understanding.interaction_model import InteractionModel
from skill.understanding.lexicon import Lexicon
from skill.understanding.utterance import Utterance
from skill.understanding.words import split

from .conftest import MONDAY

CASES = tomllib.loads((Path(__file__).parent / "slots.toml").read_text(encoding="utf-8"))
SENTENCES = CASES.pop("sentence")
NOTHING = CASES.pop("nothing")
NO_VALUES = Lexicon(InteractionModel.parse({"languageModel": {}}))


def hear(text: str) -> Utterance:
    return Utterance(split(text), NO_VALUES, MONDAY.date())


def test_there_are_many_cases() -> None:
    assert sum(len(cases) for cases in CASES.values()) >= 100


@pytest.mark.parametrize(("kind", "said", "value"), [(k, s, v) for k, rows in CASES.items() for s, v in rows.items()])
def test_reads(kind: str, said: str, value: str) -> None:
    heard = hear(said)
    found = heard.reads(f"AMAZON.{kind}", 0, len(heard.row))
    assert found is not None and found.matches == ((None, value),)


@pytest.mark.parametrize(("kind", "said"), [(k, said) for k, rows in NOTHING.items() for said in rows])
def test_reads_nothing_else(kind: str, said: str) -> None:
    heard = hear(said)
    assert heard.reads(f"AMAZON.{kind}", 0, len(heard.row)) is None


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["said"])
def test_finds_values_in_a_sentence(case: dict[str, Any]) -> None:
    heard = hear(case["said"])
    for kind in case.keys() - {"said"}:
        assert [found.matches[0][1] for found in heard.mentions(f"AMAZON.{kind}")] == case[kind], kind


def test_type_names_are_read_in_any_case() -> None:
    assert slot_types.reader_of("AMAZON.Ordinal") is slot_types.reader_of("AMAZON.ORDINAL") is not None
    assert slot_types.reader_of("AMAZON.City") is None
