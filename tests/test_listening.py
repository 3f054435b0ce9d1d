"""What the skill takes from the slots of a request: each thing told once, in its context, and of the right part."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from skill.dialogue.intake import listen, take_in
from skill.dialogue.ports import Heard
from skill.dialogue.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import Content

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def heard(content: Content, intent: str, **slots: tuple[str, str | None]) -> Turn:
    """A turn that has listened to these slots: the words, and the id they were resolved to."""
    told = {name: Heard(*slot) for name, slot in slots.items()}
    turn = Turn(content, content.locales["en-US"], Case(), intent, NOW, told)
    listen(turn)
    take_in(turn)
    return turn


def test_words_that_a_longer_slot_holds_too_keep_their_context(content: Content) -> None:
    said = "i was lifting weights at the gym and hurt my upper back"
    told = {
        "Activity": ("lifting weights", "lifting"),
        "BodyArea": ("upper back", "upper_back"),
        "Symptom": (said, None),
    }
    turn = heard(content, "ReportPainIntent", **told)
    assert turn.text == said
    assert turn.red_flags == ()
    assert turn.case.activity == "lifting"


def test_different_slots_are_heard_apart(content: Content) -> None:
    turn = heard(content, "ReportSymptomIntent", Symptom=("chest pain", None), AlsoSymptom=("a fever", None))
    assert turn.text == "chest pain. a fever"
    assert set(turn.red_flags) == {"chest_or_breathing", "fever_or_infection"}


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ("a strange seat", ("cauda_equina",)),
        ("numbness", ()),
        ("numbness in my left hand", ()),
        ("numbness in my hand and my back", ("cauda_equina",)),
    ],
)
def test_what_alexa_resolved_counts_unless_it_is_told_of_another_part(
    content: Content, said: str, flags: tuple[str, ...]
) -> None:
    assert heard(content, "ReportSymptomIntent", Symptom=(said, "cauda_equina")).red_flags == flags


@pytest.mark.parametrize(("said", "flags"), [("my back hurts", ("not_improving",)), ("my tonsils were removed", ())])
def test_long_ago_counts_for_the_back(content: Content, said: str, flags: tuple[str, ...]) -> None:
    assert heard(content, "ReportPainIntent", Symptom=(said, None), Onset=("P3Y", None)).red_flags == flags


@pytest.mark.parametrize(
    ("slots", "flags"),
    [
        ({"Severity": ("hurting", None), "Onset": ("P6W", None)}, ("not_improving",)),
        ({"Onset": ("P6W", None)}, ("not_improving",)),
        ({"Severity": ("hurting", None), "Onset": ("P2W", None)}, ()),
        ({"Activity": ("doing yoga", "yoga"), "Onset": ("P3M", None)}, ()),
        ({"Activity": ("lifting", "lifting"), "Onset": ("P10Y", None), "OnsetDay": ("today", "today")}, ()),
    ],
)
def test_how_long_somebody_has_trained_is_not_how_long_it_has_hurt(
    content: Content, slots: dict[str, tuple[str, str | None]], flags: tuple[str, ...]
) -> None:
    assert heard(content, "ReportPainIntent", **slots).red_flags == flags


def test_details_and_what_is_told_make_one_sentence_and_the_rest_stands_alone(content: Content) -> None:
    told = {
        "Symptom": ("no fever", None), "Activity": ("rowing", "rowing"), "AlsoSymptom": ("i can't feel my legs", None),
        "BodyArea": ("upper back", "upper_back"), "Severity": ("pain", None),
    }  # fmt: skip
    turn = heard(content, "ReportPainIntent", **told)
    assert turn.text == "rowing, upper back, pain, no fever. i can't feel my legs"
    assert turn.red_flags == ("both_legs",)


def test_an_id_resolved_from_a_part_of_what_was_said_does_not_outweigh_the_whole(content: Content) -> None:
    told = {"Symptom": ("cancer", "cancer_or_night_pain"), "AlsoSymptom": ("how common is cancer", None)}
    assert heard(content, "ReportSymptomIntent", **told).red_flags == ()


def test_a_question_about_nobody_raises_nothing_that_alexa_resolved(content: Content) -> None:
    told = {"Symptom": ("stroke", "collapse_or_reaction"), "AlsoSymptom": ("what are the signs of a stroke", None)}
    assert heard(content, "ReportSymptomIntent", **told).red_flags == ()


def test_what_alexa_resolved_counts_where_the_scanner_does_not_know_the_words(content: Content) -> None:
    told = {"Symptom": ("flumpy", "kidney")}
    assert heard(content, "ReportSymptomIntent", **told).red_flags == ("kidney",)
