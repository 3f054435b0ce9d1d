"""The red-flag net: what must raise a flag, what must stay quiet, and what needs one more question."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.guidance import scanner_files, signs, words
from skill.guidance.content import ContentError, default_content
from skill.guidance.files import shipped
from skill.guidance.red_flags import CERTAINTIES, scan
from skill.guidance.scanner import load
from tests import tries
from tests.conftest import table

RECALL = table("red_flags/recall.toml")
QUIET = table("red_flags/quiet.toml")
UNSURE = [
    (certainty, flag, said)
    for certainty, flags in table("red_flags/unsure.toml").items()
    for flag, row in flags.items()
    for said in row["said"]
]
HEARD_OR_ASKED = table("red_flags/heard_or_asked.toml")
NEVER_ALARMING = table("red_flags/never_alarming.toml")["said"]
DENIED_THEN_DESCRIBED = table("red_flags/denied_then_described.toml")["case"]
WAYS = table("red_flags/ways_of_telling.toml")
FLAGS = default_content().red_flags
URGENT = ("emergency", "today")
SPOKEN_OF = [
    ("i want to die", False), ("my friend says he wants to kill himself", True), ("my son is suicidal", True),
    ("everyone would be better off without me", False), ("my boyfriend hits me", False), ("he's not breathing", True),
    ("my sister's husband hits her", True),
]  # fmt: skip
ROLES = [
    ("at nine", "clock"), ("nine am", "clock"), ("ten o'clock", "clock"), ("thirty minutes", "length"),
    ("six weeks", "length"), ("two hundred milligrams", "dose"), ("four out of ten", "score"), ("ten years old", "age"),
    ("eighty kilos", "measure"), ("twelve reps", "count_of"), ("step three", "named"),
    ("march fourteen", "date"), ("i took eight of them", "count"),
]  # fmt: skip
CARRIERS = [
    "so um {} since yesterday",
    "{} and it started after squats",
    "well the thing is {}",
    "my back hurts and {}",
    "next step please oh and {}",
    "yes {}",
    "no but {}",
]


def stated(text: str) -> set[str]:
    """The flags a text states as a fact."""
    return {finding.flag for finding in scan(text) if finding.certainty == "stated"}


@pytest.mark.parametrize("flag", RECALL)
def test_it_is_heard(flag: str) -> None:
    assert [said for said in RECALL[flag]["said"] if flag not in stated(said)] == []


@pytest.mark.parametrize("flag", WAYS["symptoms"])
def test_it_is_heard_however_it_is_told(flag: str) -> None:
    said = [way.format(symptom) for way, symptom in product(WAYS["ways"], WAYS["symptoms"][flag])]
    assert [text for text in said if flag not in stated(text)] == []


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_has_many_cases(flag: str) -> None:
    assert len(RECALL[flag]["said"]) >= 12


@pytest.mark.parametrize("why", QUIET)
def test_it_stays_quiet(why: str) -> None:
    assert [(said, scan(said)) for said in QUIET[why]["said"] if scan(said)] == []


@pytest.mark.parametrize(("certainty", "flag", "said"), UNSURE)
def test_it_asks_rather_than_alarms(certainty: str, flag: str, said: str) -> None:
    finding = next(finding for finding in scan(said) if finding.flag == flag)
    assert finding.certainty == certainty
    assert finding.ask
    assert not stated(said)


@pytest.mark.parametrize("flag", HEARD_OR_ASKED)
def test_it_is_raised_or_asked_about(flag: str) -> None:
    said = HEARD_OR_ASKED[flag]["said"]
    assert [text for text in said if flag not in {finding.flag for finding in scan(text)}] == []


def test_it_raises_no_alarm() -> None:
    urgent = {text: stated(text) for text in NEVER_ALARMING}
    alarms = {text: flags for text, flags in urgent.items() if any(FLAGS[flag].urgency in URGENT for flag in flags)}
    assert alarms == {}


@pytest.mark.parametrize(("said", "of_another"), SPOKEN_OF)
def test_a_finding_says_whether_it_is_of_another(said: str, of_another: bool) -> None:
    assert [finding.of_another for finding in scan(said)] == [of_another]


@pytest.mark.parametrize(("said", "role"), ROLES)
def test_a_number_has_a_role(said: str, role: str) -> None:
    lexicon = load().lexicon
    read = lexicon.read(said)
    (number, *_) = words.numbers(read)
    assert lexicon.role(number, read) == role


@pytest.mark.parametrize("said", ["09:00", "PT30M", "2026-11-29", "set it for 09:00", "P1DT2H", "at 18:30:00"])
def test_what_alexa_writes_for_a_time_holds_no_number(said: str) -> None:
    assert words.numbers(load().lexicon.read(said)) == []


@pytest.mark.parametrize("case", DENIED_THEN_DESCRIBED, ids=lambda case: case["said"])
def test_denying_one_thing_does_not_hide_another(case: dict[str, Any]) -> None:
    assert stated(case["said"]) >= set(case["raises"])
    assert {finding.flag for finding in scan(case["said"])} >= set(case.get("asks", ()))
    assert not {finding.flag for finding in scan(case["said"])} & set(case.get("quiet", ()))


@pytest.mark.parametrize("flag", FLAGS)
def test_phrases_raise_their_flag_whatever_is_said_around_them(flag: str) -> None:
    phrases = FLAGS[flag].phrases
    assert len(phrases) >= 6
    said = [carrier.format(phrase) for carrier, phrase in product(["{}", *CARRIERS], phrases)]
    assert [text for text in said if flag not in stated(text)] == []


@pytest.mark.parametrize("flag", FLAGS)
def test_look_alikes_stay_quiet(flag: str) -> None:
    assert len(FLAGS[flag].look_alikes) >= 3
    assert [(said, scan(said)) for said in FLAGS[flag].look_alikes if scan(said)] == []


NOUNS = [
    "numbness", "tingling", "weakness", "numbness between my legs", "trouble peeing", "weakness in my legs",
    "chest pain", "trouble breathing", "fever", "chills", "blood in my pee", "falls", "osteoporosis", "steroids",
    "cancer", "weight loss", "night sweats", "lump on my back", "blood thinners", "back surgery", "rash",
    "pain down my leg", "diabetes", "pregnancy", "car accident", "dark pee", "seizures", "suicidal thoughts",
    "swelling of my throat", "unbearable pain",
]  # fmt: skip


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("denial", ["no {}", "i don't have any {}", "without {}", "no fever or {}", "never had {}"])
def test_what_is_denied_stays_quiet(noun: str, denial: str) -> None:
    assert scan(denial.format(noun)) == ()


@pytest.mark.parametrize("noun", NOUNS)
def test_the_same_untold_raises(noun: str) -> None:
    assert scan(f"i have {noun}") or noun in ("tingling", "numbness", "weakness")


AREAS = ["my back", "my lower back", "the left side of my back", "my spine muscles", "my upper back muscles"]
FEELS = ["hurts", "is sore", "is really tight", "aches", "is killing me", "is stiff", "has a sharp pain when i bend"]
CAUSES = [
    "after deadlifts", "after a long run", "after spin class", "from sitting at my desk", "since leg day",
    "from carrying my toddler", "after rowing", "since i lifted a heavy box yesterday", "when i play golf",
    "after my first bootcamp", "from shoveling snow", "after push ups and pull ups", "from picking up my kids",
    "after swimming breaststroke",
]  # fmt: skip
CODAS = ["", " and my legs are sore too", " since this morning", " about a six out of ten", " what should i do"]


def test_ordinary_reports_of_a_sore_back_stay_quiet() -> None:
    said = [f"{area} {feel} {cause}{coda}" for area, feel, cause, coda in product(AREAS, FEELS, CAUSES, CODAS)]
    loud = [(text, scan(text)) for text in said if scan(text)]
    assert loud == []


def test_a_finding_says_which_words_raised_it() -> None:
    (finding,) = scan("Well, my back hurts and now I can't feel my legs")
    assert (finding.flag, finding.urgency) == ("both_legs", "emergency")
    assert finding.words == ("I", "can't", "feel", "my", "legs")
    assert (finding.certainty, finding.ask) == ("stated", None)


def test_an_unsure_finding_brings_its_question() -> None:
    (finding,) = scan("my pee is dark yellow")
    assert (finding.flag, finding.certainty) == ("rhabdo", "ambiguous")
    assert finding.ask is not None
    assert "cola" in finding.ask


def test_the_worst_comes_first_and_each_flag_once() -> None:
    findings = scan("i have a fever and a rash and i can't pee and i really can't pee")
    assert [finding.flag for finding in findings] == ["cauda_equina", "fever_or_infection", "rash"]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("thirty nine", 39.0),
        ("thirty eight point five", 38.5),
        ("thirty eight five", 38.5),
        ("thirty eight and a half", 38.5),
        ("a hundred and two", 102.0),
        ("one hundred two point six", 102.6),
        ("one oh one", 101.0),
        ("100.4", 100.4),
        ("102 point 5", 102.5),
    ],
)
def test_numbers_are_read_as_they_are_said(said: str, value: float) -> None:
    (number,) = words.numbers(words.read(said, {}))
    assert number.value == value


@pytest.mark.parametrize("said", ["my temperature is {}", "it's {} degrees and i have a temperature", "temp of {}"])
@pytest.mark.parametrize(
    "reading", ["thirty nine", "38.4", "a hundred and one", "102 point 5", "thirty eight and a half"]
)
def test_a_fever_is_heard_in_numbers(said: str, reading: str) -> None:
    assert "fever_or_infection" in stated(said.format(reading))


@pytest.mark.parametrize("said", ["my temperature is thirty seven", "98.6 is my temperature", "temperature of 99"])
def test_a_healthy_temperature_is_none(said: str) -> None:
    assert scan(said) == ()


def test_curly_apostrophes_capitals_and_missing_ones_read_alike() -> None:
    said = ["I CAN\N{RIGHT SINGLE QUOTATION MARK}T PEE", "i can't pee", "i cant pee", "I cannot pee!"]
    assert [[finding.flag for finding in scan(text)] for text in said] == [["cauda_equina"]] * 4


SOME_WORDS = st.sampled_from(
    [
        "my", "back", "legs", "numb", "no", "not", "but", "pee", "fever", "i", "can't", "feel", "and", "weak", "chest",
        "pain", "38", "years", "old", "\N{SLIGHTLY SMILING FACE}", "\x00", "болит", "or", "what", "if", "is", "it", ".",
    ]
)  # fmt: skip


@settings(max_examples=tries(300), deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(SOME_WORDS, max_size=60).map(" ".join)))
def test_any_text_gets_an_answer(text: str) -> None:
    for finding in scan(text):
        assert finding.flag in FLAGS
        assert finding.words
        assert finding.certainty in CERTAINTIES
        assert (finding.ask is None) == (finding.certainty == "stated")


@settings(max_examples=tries(40), deadline=None)
@given(st.lists(SOME_WORDS, min_size=1, max_size=8).map(" ".join))
def test_the_effort_grows_with_the_text_and_no_faster(text: str) -> None:
    def groups(times: int) -> int:
        net = load()
        return len(net.lexicon.mentions(net.lexicon.read(f"{text} " * times)))

    assert groups(40) <= 2 * groups(20) + len(text)


def test_a_very_long_text_is_read_to_its_end() -> None:
    assert "cauda_equina" in stated("my back is sore and " * 500 + "i can't pee")
    assert scan("x" * 10_000) == ()


def test_every_concept_is_used_and_every_sign_has_words() -> None:
    net = load()
    table = {key: shipped().row("lexicon.toml", key) for key in ("concepts", "covering", "numbers")}
    used = {one for some in net.signs.values() for sign in some for one in (*sign.concepts, *sign.unless)}
    told = (*default_content().conditions.values(), *default_content().constraints.values())
    used |= {*net.parts, *(one for row in told for one in row.concepts)}
    used |= {one for flag in net.flags.values() for one in flag.ruled_out}
    assert {*table["concepts"], *table["numbers"]} - used - {*table["covering"]} == set()


def test_a_sign_without_words_is_refused() -> None:
    (sign,) = list(signs.signs_of("rash", {"phrases": [], "signs": []}))
    unknown = signs.Sign("rash", ("rash", "spotz"), sign.unless, None, signs.NEAR)
    with pytest.raises(ContentError, match=r"red_flags.toml \[rash\].*spotz"):
        scanner_files.check(unknown, load().lexicon.concepts)
