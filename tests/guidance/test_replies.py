"""What is said to a question: just that, with what was told taken into account, and help where it matters."""

from __future__ import annotations

from typing import Any

import pytest

from skill.guidance.aspects import aspect_with_id
from skill.guidance.content import Content
from skill.guidance.replies import Reply, answer_for, more_for
from tests.conftest import rows

HEEDED = rows("questions/heeded.toml", "told")


def reply(content: Content, topic: str, aspect: str | None = None, told: tuple[str, ...] = (), **how: Any) -> Reply:
    found = content.topic(topic)
    return answer_for(found, aspect_with_id(found, aspect), told, content, **{"heard_net": False, **how})


def test_a_question_is_answered_and_nothing_else(content: Content) -> None:
    asleep = aspect_with_id(content.topic("heat"), "asleep")
    assert asleep is not None
    assert reply(content, "heat", "asleep") == Reply((asleep.answer,), asleep.sources, "asleep", more=True)


def test_the_general_answer_has_its_safety_net_once_a_session(content: Content) -> None:
    heat = content.topic("heat")
    assert reply(content, "heat").sentences == (heat.answer, heat.safety_net)
    assert reply(content, "heat").net
    assert reply(content, "heat", heard_net=True) == Reply((heat.answer,), heat.sources, more=True)


def test_where_it_matters_the_net_is_said_every_time(content: Content) -> None:
    paralysed = reply(content, "reassurance", "paralysed", heard_net=True)
    assert paralysed.net and paralysed.sentences[-1] == content.topic("reassurance").safety_net


def test_what_nobody_can_answer_is_said_so_before_the_general_answer(content: Content) -> None:
    heat = content.topic("heat")
    first, *rest = reply(content, "heat", unplaced=True, heard_net=True).sentences
    assert first in content.phrases["topic"]["general_only"]
    assert rest == [heat.answer]
    wordings = {reply(content, "heat", unplaced=True, turn=turn).sentences[0] for turn in range(3)}
    assert wordings == set(content.phrases["topic"]["general_only"])


def test_there_is_more_to_a_topic_and_to_some_questions(content: Content) -> None:
    ice = content.topic("ice")
    how_long, how_cold = aspect_with_id(ice, "how_long"), aspect_with_id(ice, "how_cold")
    assert how_long is not None
    assert more_for(ice, how_long, heard_net=True).sentences == (how_long.more,)
    assert more_for(ice, None, heard_net=False).sentences == (ice.more, ice.safety_net)
    assert not reply(content, "ice", "how_cold").more
    assert more_for(ice, how_cold, heard_net=True).sentences == (ice.more,)


@pytest.mark.parametrize("row", HEEDED, ids=lambda row: f"{row['told']}: {row['asks']}")
def test_an_answer_heeds_what_was_told(row: dict[str, Any], content: Content) -> None:
    topic, _, aspect = row["asks"].partition(".")
    heeded = reply(content, topic, aspect or None, (row["told"],))
    plain = reply(content, topic, aspect or None)
    assert (heeded.told is not None) == row["heeded"]
    assert (heeded == plain) != row["heeded"]
    if row["heeded"]:
        assert "{told}" in heeded.sentences[0] and len(heeded.sentences) == 1
        assert heeded.told == content.conditions[row["told"]].said
        assert not heeded.net and not heeded.more


def test_the_first_in_the_file_is_named_where_several_things_were_told(content: Content) -> None:
    told = ("long_term_condition", "kidney_disease")
    assert reply(content, "medication", "ibuprofen", told).told == content.conditions["kidney_disease"].said


def test_a_reply_names_no_question_unless_one_was_asked(content: Content) -> None:
    assert Reply(("Yes.",), ()).aspect is None
    assert reply(content, "heat").aspect is None


def test_that_it_is_general_is_said_in_other_words_each_turn(content: Content) -> None:
    usual, first, second = (
        reply(content, "heat", unplaced=True, **how).sentences[0] for how in ({}, {"turn": 0}, {"turn": 1})
    )
    assert usual == first == content.phrase("topic.general_only", 0)
    assert second == content.phrase("topic.general_only", 1) != first
