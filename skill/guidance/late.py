"""Advice that was given before something was told that speaks against it: "I'm on prednisone", behind ibuprofen."""

from __future__ import annotations

from typing import NamedTuple

from skill.guidance.aspects import aspect_with_id
from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.model import Aspect, Topic
from skill.guidance.replies import speaking_against


class Correction(NamedTuple):
    """What is said in place of an answer that was given."""

    topic: str
    sentence: str
    told: str
    """What {told} stands for in it."""


def advised(case: Case, topic: Topic, aspect: Aspect | None) -> Case:
    """The case with an answer noted that something may yet speak against; of each topic the last."""
    against = topic.avoid_with if aspect is None or aspect.avoid_with is None else aspect.avoid_with
    others = tuple(each for each in case.advised if each.partition(".")[0] != topic.id)
    is_put_right = speaking_against(topic, aspect, {*case.flags, *case.conditions}) is not None
    told = f"{topic.id}.{aspect.id}" if aspect else topic.id
    return case.but(advised=(*others, told) if against and not is_put_right else others)


def put_right(before: Case, now: Case, content: Content) -> Correction | None:
    """What holds for this person instead of an answer they were given, by what they told since; the latest first."""
    known = {*before.flags, *before.conditions}
    new = {*now.flags, *now.conditions} - known
    for told in reversed(now.advised if new else ()):
        id, _, asked = told.partition(".")
        topic = content.topics.get(id)
        aspect = aspect_with_id(topic, asked) if topic and asked else None
        if topic is None or speaking_against(topic, aspect, known):
            continue
        if against := speaking_against(topic, aspect, new):
            said = aspect.instead if aspect and aspect.instead else topic.instead
            return Correction(id, said, content.conditions[against].said)
    return None


def forgotten(case: Case, topic: str) -> Case:
    """The case once the advice on this topic is put right."""
    return case.but(advised=tuple(each for each in case.advised if each.partition(".")[0] != topic))
