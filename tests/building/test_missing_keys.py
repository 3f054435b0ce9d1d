"""Whatever key of whatever content file is lost, `back-coach check` says which, where, and what to do."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from fnmatch import translate
from functools import cache, partial
from typing import Any

import pytest

from skill.building import check, manifest_check, model_check, scanner_check
from skill.guidance.content import Content, default_content
from skill.guidance.model import (
    Activity,
    AlarmHelp,
    Aspect,
    Claim,
    Condition,
    Constraint,
    Country,
    Cues,
    Form,
    Gate,
    Offer,
    Picture,
    Plan,
    RedFlag,
    SafetyPart,
    Source,
    Stage,
    Step,
    TimeLadder,
    Topic,
    WalkingWeek,
)
from skill.guidance.rows import InMemory, Tables
from skill.guidance.toml_files import TomlFiles
from skill.interaction_models import MODELS
from skill.understanding import InteractionModel
from tests import THOROUGH

FILES = default_content().files
assert isinstance(FILES, TomlFiles)
TABLES: Tables = {name: {key: FILES.row(name, key) for key in FILES.keys(name)} for name in FILES.names()}
MODEL = InteractionModel.load(MODELS / "en-US.json")
Key = tuple[str, ...]
"""The name of a file, and the way to a key in it."""

NOUNS: dict[str, type[Any]] = {
    "topics *": Topic,
    "topics * aspects *": Aspect,
    "steps *": Step,
    "steps * forms *": Form,
    "steps * led": Cues,
    "plans.toml * *": Plan,
    "constraints.toml *": Constraint,
    "gates.toml *": Gate,
    "activities.toml *": Activity,
    "sources.toml *": Source,
    "claims.toml claim *": Claim,
    "red_flags.toml *": RedFlag,
    "safety_questions.toml * parts *": SafetyPart,
    "conditions.toml *": Condition,
    "alarm_help.toml *": AlarmHelp,
    "countries.toml *": Country,
    "course.toml *": Stage,
    "time_ladder.toml *": TimeLadder,
    "walking.toml *": WalkingWeek,
    "pictures.toml *": Picture,
    "offers.toml *": Offer,
}
MAY_BE_LEFT_OUT = (
    *(f"{row} {key.name}" for row, noun in NOUNS.items() for key in fields(noun) if key.default is not MISSING),
    *(f"red_flags.toml * {key}" for key in scanner_check.SCANNED[1]),
    *(f"lexicon.toml numbers * {key}" for key in scanner_check.NUMBER[1]),
)
"""Keys that a row may do without."""
WORDS = (
    "variants.toml * *",
    "synonyms.toml read_as *",
    "matters.toml about *",
    "matters.toml subject *",
    "lexicon.toml spellings *",
    "intake.toml said_before *",
    "intake.toml answers ordinals *",
)
"""Entries of a dictionary, which nothing else names."""
UNTOLD = re.compile("|".join(map(translate, (*MAY_BE_LEFT_OUT, *WORDS))))
CITING = ("topics", "steps", "activities.toml", "red_flags.toml", "locales.toml")
SAMPLE = 12 if THOROUGH else 1
"""How many keys of each file are tried; which, a fixed chance decides."""


def keys_of(value: Any, way: Key) -> Iterator[Key]:
    """Every key below, those in lists of tables as well."""
    for key, below in value.items() if isinstance(value, dict) else ():
        yield (*way, key)
        yield from keys_of(below, (*way, key))
    for at, below in enumerate(value) if isinstance(value, list) else ():
        yield from keys_of(below, (*way, str(at)))


def told_of(key: Key) -> bool:
    """Whether losing this key has to be told of."""
    if key[0] == "sources.toml" and len(key) == 2:
        return any(key[1] in row["sources"] for name in CITING for row in TABLES[name].values())
    return not UNTOLD.fullmatch(" ".join(key))


def without(key: Key) -> Content:
    """The content without this key."""
    name, *way, last = key
    tables = {**TABLES, name: copy.deepcopy(TABLES[name])}
    table: Any = tables[name]
    for each in way:
        table = table[int(each) if isinstance(table, list) else each]
    del table[last]
    return Content(InMemory(tables))


def problems(content: Content) -> Iterator[str]:
    """What `check` finds, as far as it is asked for."""
    of_values = partial(model_check.values, MODEL, file="en-US.json")
    for each in (*check.OF_CONTENT, of_values, manifest_check.problems):
        yield from check.found(each, content)


@cache
def every_key(name: str) -> list[Key]:
    """The keys of a file, or of all files of a folder, that have to be told of."""
    least = 2 if name.endswith(".toml") else 3  # a whole file of a folder is no key
    return [key for key in keys_of(TABLES[name], (name,)) if len(key) >= least and told_of(key)]


def some_keys(most: int) -> Iterator[Key]:
    """So many of every file."""
    for name in TABLES:
        keys = every_key(name)
        yield from random.Random(7).sample(keys, min(most, len(keys)))


def test_nothing_is_missing_as_it_is() -> None:
    assert check.of_content(Content(InMemory(TABLES))) == []


@pytest.mark.parametrize("key", [*some_keys(SAMPLE)], ids=" ".join)
def test_a_key_that_is_lost_is_told_of(key: Key) -> None:
    assert any(tells(problem, key) for problem in problems(without(key)))


@pytest.mark.thorough
@pytest.mark.parametrize("key", [*some_keys(1)], ids=" ".join)
def test_no_check_falls_over_what_another_has_found(key: Key) -> None:
    assert [*problems(without(key))]


def tells(problem: str, key: Key) -> bool:
    """Whether a problem names the file and the key, and says what to do."""
    file = key[0] if key[0].endswith(".toml") else f"{key[0]}/{key[1]}.toml"
    return (file in problem or key[0] in problem) and key[-1] in problem and ";" in problem


def test_a_value_that_nobody_puts_in_other_words_is_told_of() -> None:
    (first, *others), (value, *values) = MODEL.types, MODEL.types[0].values
    alone = replace(first, values=(value._replace(synonyms=()), *values))
    found = [*model_check.values(replace(MODEL, types=(alone, *others)), default_content(), "en-US.json")]
    assert found == [f"en-US.json: {first.name}: {value.id!r} has no synonym, and Amazon's schema demands one; add it"]
