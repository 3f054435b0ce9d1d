"""An answer is words: what was affirmed, denied, doubted and left over in people's own words."""

from __future__ import annotations

from typing import Any

import pytest

from skill.guidance.answers import may_deny, read_answer
from skill.guidance.content import Content
from skill.guidance.matching import Scanned
from tests.conftest import rows, table

CASES = [(case, said) for case in rows("answers/answers.toml", "case") for said in case["said"]]

OF_ITS_OWN = ("of_all", "as_usual", "remarks", "but_so", "in_passing")
"""What has tests of its own."""


def flags_of(question: str, content: Content) -> tuple[str, ...]:
    return content.questions[question].flags if question in content.questions else (question,)


@pytest.mark.parametrize(("case", "said"), CASES, ids=[said for _, said in CASES])
def test_what_is_heard_in_an_answer(case: dict[str, Any], said: str, content: Content) -> None:
    read = read_answer(Scanned(said), flags_of(case["to"], content), content)
    told = {name: each for name, each in read._asdict().items() if name not in OF_ITS_OWN}
    heard = {**told, **{name: sorted(getattr(read, name)) for name in ("affirmed", "denied", "unsure")}}
    silent: dict[str, Any] = {"affirmed": [], "denied": [], "unsure": [], "word": None, "asks": False, "left_over": ""}
    assert heard == {**silent, **{name: value for name, value in case.items() if name in silent}}
    assert read.clears == case.get("clears", False)


WHOLE = table("answers/clears.toml")


@pytest.mark.parametrize("question", WHOLE["clears"])
def test_a_plain_no_clears(question: str, content: Content) -> None:
    said = WHOLE["clears"][question]["said"]
    assert [text for text in said if not read_answer(Scanned(text), flags_of(question, content), content).clears] == []


@pytest.mark.parametrize("question", WHOLE["clears_nothing"])
def test_a_no_that_holds_more_clears_nothing(question: str, content: Content) -> None:
    said = WHOLE["clears_nothing"][question]["said"]
    assert [text for text in said if read_answer(Scanned(text), flags_of(question, content), content).clears] == []


@pytest.mark.parametrize("said", WHOLE["of_all"]["said"])
def test_a_no_to_everything_is_more_than_a_no_to_one_sign(said: str, content: Content) -> None:
    read = read_answer(Scanned(said), ("cauda_equina",), content)
    assert read.clears
    assert read.of_all


@pytest.mark.parametrize("said", WHOLE["of_one"]["said"])
def test_a_no_to_one_sign_is_none_to_everything(said: str, content: Content) -> None:
    assert not read_answer(Scanned(said), ("cauda_equina",), content).of_all


@pytest.mark.parametrize("said", WHOLE["as_usual"]["said"])
def test_an_old_sign_is_heard_as_one(said: str, content: Content) -> None:
    assert read_answer(Scanned(said), ("both_legs",), content).as_usual


@pytest.mark.parametrize("said", WHOLE["as_new"]["said"])
def test_a_new_sign_is_not_heard_as_an_old_one(said: str, content: Content) -> None:
    assert not read_answer(Scanned(said), ("both_legs",), content).as_usual


def test_several_details_of_a_turn_are_one_answer(content: Content) -> None:
    read = read_answer(Scanned("no fever. i fell"), content.questions["today_signs"].flags, content)
    assert (read.affirmed, read.denied) == (("fragile_bones",), ("fever_or_infection",))
    assert not read_answer(Scanned(""), (), content).clears


@pytest.mark.parametrize(("case", "said"), CASES, ids=[said for _, said in CASES])
def test_nothing_is_denied_where_it_is_seen_so_before(case: dict[str, Any], said: str, content: Content) -> None:
    every = tuple(flag for question in content.questions.values() for flag in question.flags)
    assert may_deny(Scanned(said), content) or read_answer(Scanned(said), every, content).denied == ()


def test_most_of_what_is_told_denies_nothing(content: Content) -> None:
    assert not may_deny(Scanned("my back hurts after lifting"), content)
    assert may_deny(Scanned("my back hurts but no fever"), content)
    assert may_deny(Scanned("my back hurts, both legs work fine"), content)


REMARKS = table("answers/remarks.toml")


def asked(question: str, content: Content) -> tuple[str, ...]:
    """The flags of a bundle, or of one of its parts."""
    bundle, _, part = question.partition("/")
    of_part = tuple(each.flag for each in content.questions[bundle].parts if each.id == part)
    return of_part or flags_of(bundle, content)


@pytest.mark.parametrize("question", REMARKS["passes"])
def test_a_remark_beside_a_no_passes(question: str, content: Content) -> None:
    flags, said = asked(question, content), REMARKS["passes"][question]["said"]
    assert [text for text in said if not read_answer(Scanned(text), flags, content).clears_check] == []


@pytest.mark.parametrize("question", REMARKS["weighs"])
def test_what_may_be_a_sign_is_no_remark(question: str, content: Content) -> None:
    flags, said = asked(question, content), REMARKS["weighs"][question]["said"]
    assert [text for text in said if read_answer(Scanned(text), flags, content).clears_check] == []


def test_a_remark_takes_no_alarm_back(content: Content) -> None:
    reading = read_answer(Scanned("nope i teach spinning on thursdays"), ("chest_or_breathing",), content)
    assert (reading.clears, reading.clears_check) == (False, True)
