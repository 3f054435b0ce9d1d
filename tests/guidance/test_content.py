"""The content as nouns, on small files of our own: what is found, what is made of it, what is wrong with it."""

from __future__ import annotations

import copy
from typing import Any, get_args

import pytest

from skill.guidance.content import Content, ContentError, fill, placeholders
from skill.guidance.files import CONTENT
from skill.guidance.model import Kind, Onset, Urgency
from skill.guidance.rows import InMemory
from skill.guidance.toml_files import TomlFiles

FILES = TomlFiles(CONTENT)


def small(**changed: Any) -> Content:
    """The shipped content, with other tables in place of these files: `plans_toml={...}`."""
    names = [name for name in FILES.names() if name not in ("topics", "steps")]
    tables = {name: {key: FILES.row(name, key) for key in FILES.keys(name)} for name in names}
    return Content(InMemory({**tables, **{name.replace("_toml", ".toml"): table for name, table in changed.items()}}))


def row(name: str, key: str, **changed: Any) -> dict[str, Any]:
    """A row of the shipped content, a little different; a key that becomes None is left out."""
    table = {**copy.deepcopy(FILES.row(name, key)), **changed}
    return {key: value for key, value in table.items() if value is not None}


def test_placeholders_are_the_names_in_braces() -> None:
    assert placeholders("Call {number} or {doctor}, {number}.") == {"number", "doctor"}
    assert placeholders("Nothing.") == set()


def test_a_text_is_filled_in_or_not_spoken() -> None:
    assert fill("Call {number}.", {"number": "911"}) == "Call 911."
    for text in ("Call {number}.", "Call {}.", "Call {"):
        with pytest.raises(ContentError, match="no value for"):
            fill(text, {"other": "911"})


def test_a_topic_and_a_step_are_named_by_their_file() -> None:
    content = small(topics={"ice": row("topics", "ice")}, steps={"cold_pack": row("steps", "cold_pack")})
    assert (content.topic_ids, content.step_ids) == (("ice",), ("cold_pack",))
    assert content.topic("ice").id == "ice" and content.step("cold_pack").id == "cold_pack"
    with pytest.raises(ContentError, match=r"^rain\.toml: there is no such file in topics/; add it or correct the id$"):
        content.topic("rain")
    with pytest.raises(ContentError, match=r"^rain\.toml: there is no such file in steps/"):
        content.step("rain")


def test_only_stretches_can_be_asked_for_by_name() -> None:
    content = small(
        steps={name: row("steps", name, stretch=is_one) for name, is_one in (("warmth", False), ("cat_cow", True))}
    )
    assert [step.id for step in content.stretches] == ["cat_cow"]


ASPECT = {"id": "asleep", "asks": ["can I nod off"], "cues": ["nod off"], "answer": "No.", "sources": [], "review": ""}


def test_a_question_of_a_topic_may_have_the_answer_of_another() -> None:
    theirs = {**ASPECT, "id": "nap", "answer": "Set a timer."}
    ours = {"id": "asleep", "cues": ["sleep"], "same_as": "heat.nap"}
    content = small(
        topics={"ice": row("topics", "ice", aspects=[ours]), "heat": row("topics", "heat", aspects=[theirs])}
    )
    (found,) = content.topic("ice").aspects
    assert (found.id, found.cues, found.answer) == ("asleep", ("sleep",), "Set a timer.")


@pytest.mark.parametrize("same_as", ["heat.none", "rain.nap", "heat", "heat.copied"])
def test_a_question_whose_answer_is_nowhere_is_told_of(same_as: str) -> None:
    copied = {"id": "copied", "same_as": "heat.nap"}
    heat = row("topics", "heat", aspects=[{**ASPECT, "id": "nap"}, copied])
    content = small(topics={"ice": row("topics", "ice", aspects=[{"id": "x", "same_as": same_as}]), "heat": heat})
    with pytest.raises(ContentError, match=rf"^topics/ice\.toml \[\[aspects\]\] x: same_as names '{same_as}'"):
        content.topic("ice")


def test_the_activity_nobody_knows_stands_for_all_that_are_not_listed(content: Content) -> None:
    unknown = content.activities["unknown"]
    assert content.activity("squats").id == "squats"
    assert content.activity("juggling") == content.activity(None) == content.activity("") == unknown


def test_every_time_and_kind_has_a_plan(content: Content) -> None:
    assert len(content.plans) == len(get_args(Onset)) * len(get_args(Kind))
    assert all((plan.onset, plan.kind) == key for key, plan in content.plans.items())
    plans = {key: FILES.row("plans.toml", key) for key in FILES.keys("plans.toml")}
    without = {**plans, "weeks": {kind: plan for kind, plan in plans["weeks"].items() if kind != "nerve"}}
    with pytest.raises(
        ContentError, match=r"^plans\.toml \[weeks\.nerve\]: missing; every time and kind needs a plan$"
    ):
        _ = small(plans_toml=without).plans
    with pytest.raises(ContentError, match=r"^plans\.toml \[fresh\.soreness\]: .*steps.* missing"):
        _ = small(plans_toml={**plans, "fresh": {**plans["fresh"], "soreness": {"intro": "Go."}}}).plans


FLAG = "red_flags.toml"


def test_a_red_flag_has_what_is_spoken_of_it_and_not_what_is_scanned() -> None:
    content = small(red_flags_toml={"rash": row(FLAG, "rash", signs=["x"], hums=True)})
    assert content.red_flags["rash"].urgency is Urgency.SOON
    with pytest.raises(ContentError, match=r"^red_flags\.toml \[rash\]: say missing; add it$"):
        small(red_flags_toml={"rash": row(FLAG, "rash", say=None)}).red_flags["rash"]
    for urgency in (None, "later"):
        with pytest.raises(
            ContentError, match=r"^red_flags\.toml \[rash\]: urgency missing or unknown .*; say emergency"
        ):
            small(red_flags_toml={"rash": row(FLAG, "rash", urgency=urgency)}).red_flags["rash"]


def test_what_clears_up_a_sign_is_asked_in_the_order_of_the_file() -> None:
    asked = [{"ask": "Is it one?", "signs": []}, {"ask": "Is it two?", "signs": []}]
    table = {"rash": row(FLAG, "rash", clarify=asked), "clot": row(FLAG, "clot", clarify=None)}
    assert small(red_flags_toml=table).clarifying == {"rash": ("Is it one?", "Is it two?"), "clot": ()}
    with pytest.raises(ContentError, match=r"^red_flags\.toml \[\[rash\.clarify\]\]: ask missing"):
        _ = small(red_flags_toml={"rash": row(FLAG, "rash", clarify=[{"signs": []}])}).clarifying


def test_a_safety_question_is_made_with_its_parts(content: Content) -> None:
    assert all(
        question.parts and part.flag in question.flags
        for question in content.questions.values()
        for part in question.parts
    )
    name = "safety_questions.toml"
    with pytest.raises(ContentError, match=r"^safety_questions\.toml \[leg_signs\]: silence missing"):
        small(safety_questions_toml={"leg_signs": row(name, "leg_signs", silence=None)}).questions["leg_signs"]
    with pytest.raises(ContentError, match=r"^safety_questions\.toml \[leg_signs\] parts: .*flag"):
        small(safety_questions_toml={"leg_signs": row(name, "leg_signs", parts=[{"id": "x"}])}).questions["leg_signs"]


@pytest.mark.parametrize(
    ("asked", "found"), [("en-GB", "en-GB"), ("de-DE", "elsewhere"), (None, "elsewhere"), ("", "elsewhere")]
)
def test_a_locale_nobody_knows_names_no_numbers(asked: str | None, found: str, content: Content) -> None:
    assert content.locale(asked).id == found
    assert "elsewhere" not in content.locales and "en-GB" in content.locales


def test_a_locale_says_things_in_its_own_english(content: Content) -> None:
    assert content.locale("en-US").instead == {}
    assert content.locale("en-GB").instead == content.variants["british"] != {}
    with pytest.raises(ContentError, match=r"^locales\.toml \[en-GB\]: variants\.toml has no table 'welsh'; add it or"):
        small(locales_toml={"en-GB": row("locales.toml", "en-GB", english="welsh")}).locale("en-GB")


def test_intake_is_made_with_its_words() -> None:
    table = {key: FILES.row("intake.toml", key) for key in FILES.keys("intake.toml")}
    assert small(intake_toml=table).intake.pain.places[:2] == ("back", "spine")
    for key in table:
        with pytest.raises(ContentError, match=rf"^intake\.toml: {key} missing; add it$"):
            _ = small(intake_toml={name: value for name, value in table.items() if name != key}).intake
    for key in table["answers"]:
        answers = {name: value for name, value in table["answers"].items() if name != key}
        with pytest.raises(ContentError, match=rf"^intake\.toml \[answers\]: {key} missing; add it$"):
            _ = small(intake_toml={**table, "answers": answers}).intake
    with pytest.raises(ContentError, match=r"^intake\.toml \[pain\]: places, words missing"):
        _ = small(intake_toml={**table, "pain": {}}).intake


PLACES = [
    ("sources", "sources_toml", r"^sources\.toml \[x\]: name, url missing"),
    ("kinds", "kinds_toml", r"^kinds\.toml \[x\]: words missing"),
    ("activities", "activities_toml", r"^activities\.toml \[x\]: .*missing"),
    ("steps", "steps", r"^steps/x\.toml: .*missing"),
    ("topics", "topics", r"^topics/x\.toml: .*missing"),
    ("conditions", "conditions_toml", r"^conditions\.toml \[x\]: .*missing"),
    ("constraints", "constraints_toml", r"^constraints\.toml \[x\]: .*missing"),
    ("alarm_help", "alarm_help_toml", r"^alarm_help\.toml \[x\]: .*missing"),
]


@pytest.mark.parametrize(("nouns", "file", "why"), PLACES)
def test_a_row_that_cannot_be_made_says_where_it_stands(nouns: str, file: str, why: str) -> None:
    with pytest.raises(ContentError, match=why):
        getattr(small(**{file: {"x": {}}}), nouns)["x"]


def test_a_claim_is_named_by_its_id_or_its_place() -> None:
    claim = {"id": "7", "article": "A", "claim": "It rains.", "verdict": "keep"}
    assert [found.id for found in small(claims_toml={"claim": [claim, {**claim, "id": "8"}]}).claims] == ["7", "8"]
    with pytest.raises(ContentError, match=r"^claims\.toml \[\[claim\]\] 7: verdict missing"):
        list(small(claims_toml={"claim": [{key: claim[key] for key in ("id", "article", "claim")}]}).claims)
    with pytest.raises(ContentError, match=r"^claims\.toml \[\[claim\]\] number 2: article, id, verdict missing"):
        list(small(claims_toml={"claim": [claim, {"claim": "It pours."}]}).claims)
    assert list(small(claims_toml={}).claims) == []


PHRASES = {"one": "only", "many": ["first", "second", "third"], "deep": {"er": {"est": "down"}}, "empty": [], "no": 7}


@pytest.mark.parametrize(
    ("key", "turn", "said"),
    [
        ("one", 0, "only"),
        ("one", 5, "only"),
        ("many", 0, "first"),
        ("many", 2, "third"),
        ("many", 4, "second"),
        ("deep.er.est", 1, "down"),
    ],
)
def test_wordings_take_turns(key: str, turn: int, said: str) -> None:
    assert small(phrases_toml=PHRASES).phrase(key, turn) == said
    assert small(phrases_toml=PHRASES).phrase("many") == "first"


@pytest.mark.parametrize(
    "key", ["none", "one.more", "many.more", "deep", "deep.er", "deep.er.est.er", "empty", "no", ""]
)
def test_a_key_without_words_is_told_of(key: str) -> None:
    with pytest.raises(ContentError, match=rf"^phrases\.toml: there are no words for '{key}'; add them$"):
        small(phrases_toml=PHRASES).phrase(key)


NUMBERS = [
    (0, "none"), (1, "one"), (19, "nineteen"), (20, "twenty"), (21, "twenty one"), (30, "thirty"), (45, "forty five"),
    (99, "ninety nine"), (100, "100"), (-1, "-1"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "said"), NUMBERS)
def test_numbers_below_a_hundred_are_words(value: int, said: str, content: Content) -> None:
    assert content.number(value) == said
