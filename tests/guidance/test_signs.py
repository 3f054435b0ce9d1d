"""Signs as they are written, and the tables that are compiled of them."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from skill.guidance import scanner, signs
from skill.guidance.rows import ContentError, InMemory
from skill.guidance.scanner_files import compiled
from skill.guidance.signs import NEAR, PHRASES, FlagRow, Part, Sign, signs_of
from tests.guidance import small


def written(*some: str, **row: Any) -> list[Sign]:
    """The signs of a flag without its phrases."""
    return list(signs_of("rash", {"signs": some, **row}))[1:]


SIGNS: list[tuple[str, list[Sign]]] = [
    ("numb", [Sign("rash", ("numb",), {}, None, 12)]),
    ("numb saddle", [Sign("rash", ("numb", "saddle"), {}, None, 12)]),
    ("numb saddle 5", [Sign("rash", ("numb", "saddle"), {}, None, 5)]),
    ("numb|weak saddle", [Sign("rash", (each, "saddle"), {}, None, 12) for each in ("numb", "weak")]),
    ("a|b c|d", [Sign("rash", pair, {}, None, 12) for pair in (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))]),
    ("numb -ice -back/legs", [Sign("rash", ("numb",), {"ice": "", "back": "legs"}, None, 12)]),
    ("numb ?", [Sign("rash", ("numb",), {}, None, 12, True)]),
    ("numb ? 3 -ice", [Sign("rash", ("numb",), {"ice": ""}, None, 3, True)]),
]


@pytest.mark.parametrize(("said", "wanted"), SIGNS)
def test_a_sign_as_it_is_written(said: str, wanted: list[Sign]) -> None:
    assert written(said) == wanted
    assert NEAR == 12


def test_the_phrases_of_a_flag_are_a_sign_and_excuses_hold_for_all() -> None:
    row = {"signs": ["numb -ice"], "unless": ["back/legs"], "clarify": [{"ask": "Is it?", "signs": ["weak", "sick"]}]}
    unless = {"back": "legs"}
    assert list(signs_of("rash", row)) == [
        Sign("rash", ("rash" + PHRASES,), unless, None, 12),
        Sign("rash", ("numb",), {**unless, "ice": ""}, None, 12),
        Sign("rash", ("weak",), unless, "Is it?", 12),
        Sign("rash", ("sick",), unless, "Is it?", 12),
    ]


def test_a_net_finds_signs_by_their_first_concept_and_parts_by_theirs() -> None:
    rules = small.rules()
    assert [(sign.flag, sign.concepts, sign.near, sign.ask) for sign in rules.signs["numb"]] == [
        ("numb_legs", ("numb", "legs"), 4, None),
        ("numb_legs", ("numb", "ice", "legs"), 12, "Only after ice?"),
    ]
    assert [sign.flag for sign in rules.signs["hot" + PHRASES]] == ["hot"]
    assert rules.parts["numb"] == [Part("numb_legs", True, "")]
    assert rules.parts["legs"] == [Part("numb_legs", False, "")]
    assert rules.parts["fall"] == [Part("fell", True, "hot")]
    assert rules.flags["numb_legs"] == FlagRow(0, "emergency", "Are your legs numb?", False)
    assert rules.flags["expecting"] == FlagRow(1, "today", "Are you pregnant?", True)


def test_the_words_of_phrases_are_found_in_any_spelling() -> None:
    found = {one.concept for one in small.read("My legs, have gone").mentions}
    assert "numb_legs" + PHRASES in found


def broken(*way: str, value: Any = None) -> InMemory:
    """The small files with another value there."""
    files = copy.deepcopy(small.files())
    table: Any = files
    for key in way[:-1]:
        table = table[key]
    table[way[-1]] = value
    return InMemory(files)


BROKEN = [
    (
        ("red_flags.toml", "hot", "signs"),
        ["spotz"],
        r"^red_flags\.toml \[hot\]: 'spotz' is no concept; add it to lexicon",
    ),
    (("red_flags.toml", "hot", "unless"), ["spotz"], r"\[hot\]: 'spotz' is no concept"),
    (("red_flags.toml", "hot", "unless"), ["ice/spotz"], r"\[hot\]: 'spotz' is no concept"),
    (
        ("red_flags.toml", "hot", "named"),
        ["fever|spotz"],
        r"^red_flags\.toml \[hot\] named: 'spotz' is no concept; add",
    ),
    (
        ("lexicon.toml", "concepts", "ice"),
        ["get (up|(out)"],
        r"^lexicon\.toml: 'get \(up\|\(out\)' has a bracket too many",
    ),
    (("lexicon.toml", "concepts", "ice"), ["get up)"], r"has a bracket too many"),
]


@pytest.mark.parametrize(("way", "value", "why"), BROKEN)
def test_what_cannot_be_compiled_says_where_it_stands(way: tuple[str, ...], value: Any, why: str) -> None:
    with pytest.raises(ContentError, match=why):
        compiled(broken(*way, value=value))


def test_the_tables_are_plain_data_in_a_fixed_order() -> None:
    tables = compiled(InMemory(small.files()))
    assert tables == compiled(InMemory(small.files()))
    assert list(tables["places"]) == sorted(tables["places"])
    assert tables["spellings"] == {"can't": ["can", "not"], "colour": ["color"]}
    assert tables["places"]["gave"] == tables["places"]["give*"] == ["gave|give*"]
    assert set(tables["places"]["day"]) == {"+day", "day"}
    lists = tables["lexicon"]["lists"]
    assert lists["endings"] == ["", "s", "ed", "er", "ing", "iest"]  # the shortest first
    assert lists["beginnings"] == [8]
    assert lists["roles_before"] == {"step": "named", "at": "clock"}
    assert lists["cues"][0] == "denies" and lists["covering"] == ["saying"]
    assert tables["entries"]["numb"] == [["numb"], {}] or tables["entries"]["numb"] == (["numb"], {})
    assert tables["concepts"].keys() >= {"numb", "hot", "saying", "denies", "hot" + PHRASES}
    assert tables["flags"]["fell"] == [3, "soon", "Did you fall?", False, [], "", "hot", False]
    assert tables["parts"]["fever"] == [["hot", True, ""]]
    assert tables["conditions"] == {"hand": [[0, "gloved"]], "ice": [[0, "gloved"], [1, "iced"]]}


def test_what_is_shipped_is_loaded_once() -> None:
    assert scanner.load() is scanner.load()
    assert signs.FLAGS == "red_flags.toml"
