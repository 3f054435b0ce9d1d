"""A text as words, one spelling for each, and the numbers among them."""

from __future__ import annotations

import pytest

from skill.guidance.words import TENS, UNITS, Number, Word, numbers, read

SPELLINGS = {"colour": ("color",), "gonna": ("going", "to"), "cannae": ("can", "not"), "won't": ("will", "not")}


def heard(text: str) -> list[str]:
    return [word.read for word in read(text, SPELLINGS)]


READ = [
    ("My Back HURTS", "my back hurts"),
    ("my colour", "my color"),
    ("i'm gonna lift", "i am going to lift"),
    ("i don't, i've, they're, we'll", "i do not i have they are we will"),
    ("i'd say it's john's", "i say it is john is"),
    ("colour's gone", "color is gone"),
    ("i won't", "i will not"),
    ("i can\N{RIGHT SINGLE QUOTATION MARK}t", "i ca not"),
    ("o'clock rock'n'roll", "o'clock rock'n'roll"),
    ("don''t 'ere'", "don t ere"),
    ("caf\u00e9 na\u00efve \u0431\u043e\u043b\u0438\u0442", "caf\u00e9 na\u00efve \u0431\u043e\u043b\u0438\u0442"),
    ("\uff4dy b\uff41ck", "my back"),  # as some keyboards write it
    ("38.5 or 38,5 or 3.8.5", "38.5 or 38,5 or 3.8 5"),
    ("under_score a-b (c) [d] \U0001f600 e", "under score a b c d e"),
    ("", ""),
    ("?!., \n;", ""),
]


@pytest.mark.parametrize(("text", "words"), READ)
def test_every_word_in_one_spelling(text: str, words: str) -> None:
    assert heard(text) == words.split()


WRITTEN_BY_MACHINES = [
    ("remind me 09:00 please", "remind me please"), ("at 9:05:30 tonight", "at tonight"),
    ("since 2026-11-29 i", "since i"), ("since 2026-11 i", "since i"), ("for PT30M now", "for now"),
    ("for P3D now", "for now"), ("for P1DT2H30M now", "for now"), ("at 123:45 x", "at 123 45 x"),
    ("P is P and PT is PT", "p is p and pt is pt"), ("P3DX now", "p 3 dx now"), ("XPT30M", "xpt 30 m"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRITTEN_BY_MACHINES)
def test_what_alexa_writes_for_times_was_said_by_nobody(text: str, words: str) -> None:
    assert heard(text) == words.split()
    assert [word.pause for word in read("sore PT30M now", {})] == [".", ","]


PAUSES = [
    ("a b", ". "), ("a, b", ".,"), ("a. b", ".."), ("a! b", ".."), ("a? b", ".."), ("a; b", ".."), ("a\nb", ".."),
    ("a, . b", ".."), ("a., b", ".."), ("a,, b", ".,"), ("it's b", ".  "), ("a, it's", "., "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pauses"), PAUSES)
def test_what_stands_before_a_word(text: str, pauses: str) -> None:
    assert [word.pause or " " for word in read(text, {})] == list(pauses)


def test_a_word_keeps_how_it_was_said() -> None:
    assert read("My COLOUR, I'm", SPELLINGS) == [
        Word("my", "My", "."),
        Word("color", "COLOUR", ""),
        Word("i", "I'm", ","),
        Word("am", "I'm", ""),
    ]


def valued(text: str) -> list[float]:
    return [number.value for number in numbers(read(text, {}))]


def spelt(number: int) -> str:
    """A number below a thousand in words."""
    units, tens = {value: word for word, value in UNITS.items()}, {value: word for word, value in TENS.items()}
    if number < 20:
        return units[number]
    if number < 100:
        return f"{tens[number // 10 * 10]} {units[number % 10]}" if number % 10 else tens[number]
    rest = f" {spelt(number % 100)}" if number % 100 else ""
    return f"{units[number // 100]} hundred{rest}"


@pytest.mark.parametrize("hundred", range(10))
def test_every_number_below_a_thousand(hundred: int) -> None:
    some = range(hundred * 100, hundred * 100 + 100)
    assert {value for word, value in UNITS.items()} == set(range(20))
    assert [number for number in some if valued(f"it is {spelt(number)} now") != [number]] == []
    assert [number for number in some if valued(f"it is {number} now") != [number]] == []
    assert [number for number in some if valued(f"it is {spelt(number)} point five now") != [number + 0.5]] == []
    joined = [number for number in some if number > 100 and number % 100]
    assert [each for each in joined if valued(spelt(each).replace("hundred", "hundred and")) != [each]] == []


NUMBERS: list[tuple[str, list[float]]] = [
    ("a hundred", [100]), ("hundred and four", [104]), ("a hundred and two point five", [102.5]),
    ("one oh one", [101]), ("one o two", [102]), ("one oh thirty", [130]), ("two oh one", [2, 1]),
    ("one oh", [1]), ("one oh boy", [1]), ("one oh one point five", [101.5]),
    ("three and a half", [3.5]), ("three and a third", [3]), ("three and half", [3]), ("thirty and a half", [30.5]),
    ("point five", [5]), ("five point", [5]), ("five point sore", [5]), ("two point twenty", [2.2]),
    # whole degrees take a single digit for tenths
    ("thirty five five", [35, 5]), ("thirty six five", [36.5]), ("thirty eight five", [38.5]),
    ("forty one nine", [41.9]), ("forty two five", [42, 5]), ("thirty eight nine", [38.9]),
    ("thirty eight ten", [38, 10]), ("thirty eight zero", [38]), ("38 5", [38, 5]), ("38 five", [38.5]),
    ("thirty eight", [38]), ("thirty eight twenty", [38, 20]),
    # twenty takes one to nine
    ("twenty one", [21]), ("twenty nine", [29]), ("twenty ten", [20, 10]), ("twenty zero", [20, 0]), ("twenty", [20]),
    ("twenty hundred", [2000]), ("hundred hundred", [100, 100]),
    # digits
    ("38.5", [38.5]), ("38,5", [38.5]), ("1234567", [1234567]), ("12345678", []), ("\u0663\u0664", []),
    ("38.5.2", [38.5, 2]),
    ("nothing here", []), ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_numbers_as_they_are_said(text: str, values: list[float]) -> None:
    assert valued(text) == values


PLACES = [
    ("it is a hundred and two point five today", Number(102.5, 3, 8)), ("one oh one", Number(101, 0, 3)),
    ("x three and a half y", Number(3.5, 1, 5)), ("x thirty eight five", Number(38.5, 1, 4)),
    ("x twenty one", Number(21, 1, 3)), ("hundred", Number(100, 0, 1)), ("two hundred and", Number(200, 0, 2)),
    ("one oh boy", Number(1, 0, 1)), ("five point sore", Number(5, 0, 1)), ("x 7", Number(7, 1, 2)),
    ("two hundred six", Number(206, 0, 3)), ("six thousand", Number(6, 0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), PLACES)
def test_which_words_a_number_takes_up(text: str, number: Number) -> None:
    assert numbers(read(text, {})) == [number]
