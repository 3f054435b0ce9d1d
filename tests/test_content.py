"""The content says what it may, in words one can take in, and loses none of the articles' claims."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import textstat

from skill.building import content_check, topic_check
from skill.building.spoken_texts import spoken_texts
from skill.guidance.content import Content, default_content, fill
from tests.conftest import rows

TOPICS = [
    "ice",
    "heat",
    "ice_or_heat",
    "rest",
    "move_or_bed_rest",
    "stretch",
    "foam_roll",
    "medication",
    "hydration",
    "nutrition",
    "supplements",
    "sleep",
    "warm_up",
    "cool_down",
    "form_posture",
    "progression",
    "core_strength",
    "trainer",
    "equipment",
    "causes",
    "recovery_time",
    "return_to_exercise",
    "see_doctor",
    "alcohol",
    "scans",
    "hands_on_care",
    "reassurance",
    "flare_up",
    "daily_life",
    "prevention",
    "about",
]

RED_FLAGS = {
    "emergency": [
        "cauda_equina",
        "both_legs",
        "major_trauma",
        "chest_or_breathing",
        "aortic",
        "rhabdo",
        "collapse_or_reaction",
        "painkiller_overdose",
        "other_emergency",
        "self_harm",
        "violence",
    ],
    "today": [
        "fever_or_infection",
        "kidney",
        "one_leg_weakness",
        "fragile_bones",
        "cancer_or_night_pain",
        "upper_back_unexplained",
        "pregnancy",
        "blood_thinner_or_surgery",
        "severe_pain",
        "clot",
    ],
    "soon": ["child", "sciatica", "not_improving", "long_term_condition", "rash"],
}


def test_all_topics_are_there(content: Content) -> None:
    assert sorted(content.topic_ids) == sorted(TOPICS)


def test_all_red_flags_are_there_with_their_urgency(content: Content) -> None:
    assert {id: flag.urgency for id, flag in content.red_flags.items()} == {
        id: urgency for urgency, ids in RED_FLAGS.items() for id in ids
    }


def test_there_are_enough_steps_stretches_and_activities(content: Content) -> None:
    assert len(content.step_ids) >= 24
    assert len(list(content.stretches)) >= 12
    assert len(content.activities) > 30


def test_the_content_has_no_problems(content: Content) -> None:
    assert list(content_check.problems(content)) == []


def test_the_answers_to_questions_have_no_problems(content: Content) -> None:
    assert list(topic_check.problems(content)) == []


@pytest.mark.parametrize("id", ["nhs_back_pain", "walkback_2024"])
def test_a_source_says_what_it_supports(id: str) -> None:
    content = Content(default_content().files)
    content.sources = {**content.sources, id: replace(content.sources[id], supports="")}  # type: ignore[assignment]
    assert [f"sources.toml [{id}]: supports is empty; say which statement it holds"] == list(
        content_check.problems(content)
    )


def test_a_source_nobody_cites_is_told_of() -> None:
    content = Content(default_content().files)
    content.sources = {**content.sources, "new": content.sources["nhs_back_pain"]}  # type: ignore[assignment]
    assert any("[new]: nobody cites it" in problem for problem in content_check.problems(content))


def test_the_sources_of_the_last_years_are_cited(content: Content) -> None:
    assert {"who_2023", "walkback_2024", "girft_cauda_equina"} <= content.sources.keys()


def test_clarifying_questions_are_checked_like_everything_spoken() -> None:
    content = Content(default_content().files)
    asked = {ask for asks in content.clarifying.values() for ask in asks}
    assert len(asked) > 10
    assert asked <= {text for _, _, text in spoken_texts(content)}
    content.clarifying = {"rash": ("Is it {nowhere}, i.e. on your toxins?",)}
    problems = "".join(content_check.problems(content))
    assert "[[rash.clarify]]" in problems
    assert "nowhere" in problems
    assert "toxins" in problems


def test_everything_reads_at_grade_seven_or_below(content: Content) -> None:
    words = {**dict.fromkeys(content_check.FROM_THE_CASE, "walking"), **content.locales["en-US"].words}
    words = {
        key: re.sub(r"[\d-]{2,}", "one two three", value) for key, value in words.items()
    }  # digits have no syllables
    by_file: dict[str, list[str]] = {}
    for _, where, text in spoken_texts(content):
        if not where.startswith(("phrases.toml", "conditions.toml")):  # those hold parts of sentences
            by_file.setdefault(where.partition(":")[0], []).append(fill(text, words))
    assert len(by_file) > 120
    grades = {where: textstat.flesch_kincaid_grade(" ".join(texts)) for where, texts in by_file.items()}
    assert {where: grade for where, grade in grades.items() if grade > 7} == {}


def test_every_claim_of_the_articles_is_carried_or_left_out_for_a_reason(content: Content) -> None:
    claims = rows("../skill/guidance/content/claims.toml", "claim")
    numbers = {claim["id"] for claim in claims}
    assert {str(number) for number in range(1, 64)} | {"44a"} <= numbers
    assert len(numbers) == len(claims)
    known = {f"topic:{id}" for id in content.topic_ids} | {f"step:{id}" for id in content.step_ids}
    known |= {f"activity:{id}" for id in content.activities}
    for claim in claims:
        assert claim["verdict"] in {"keep", "qualify", "correct", "leave_out", "add"}
        carried, reason = claim.get("carried_by", []), claim.get("left_out_because")
        assert bool(carried) != bool(reason), f"claim {claim['id']} is either carried or left out"
        assert set(carried) <= known, f"claim {claim['id']} names {set(carried) - known}"


def test_what_the_review_left_out_stays_out(content: Content) -> None:
    spoken = " ".join(text.lower() for _, _, text in spoken_texts(content))
    for words in ("balmorex", "flushes", "trigger point", "stronger than ever", "diclofenac", "milligram"):
        assert words not in spoken


def test_nothing_is_said_to_be_reviewed_that_is_not(content: Content) -> None:
    states = {content.topic(id).review for id in content.topic_ids} | {
        content.step(id).review for id in content.step_ids
    }
    states |= {aspect.review for id in content.topic_ids for aspect in content.topic(id).aspects}
    states |= {flag.review for flag in content.red_flags.values()}
    assert states == {"unreviewed"}
    assert "Not yet reviewed by a clinician" in content.phrase("card.review")
