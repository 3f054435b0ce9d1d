"""What is said to a question: the answer to just that one, what was told taken into account, and help where it matters.

Pure words of the content, in the order they are said, with the {placeholders} of the locale still in them.
Sources: those of the topic or of the question-sized answer; each names its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from skill.guidance.content import Content
from skill.guidance.model import Aspect, Topic


@dataclass(frozen=True)
class Reply:
    """What is said to one question."""

    sentences: tuple[str, ...]
    sources: tuple[str, ...]
    aspect: str | None = None
    """The id of the question-sized answer; None where it was the general one."""
    told: str | None = None
    """What {told} stands for in the sentences: what speaks against the advice, in spoken words."""
    net: bool = False
    """Whether the safety net is among the sentences."""
    more: bool = False
    """Whether there is more to hear."""


def answer_for(
    topic: Topic,
    aspect: Aspect | None,
    told: Collection[str],
    content: Content,
    *,
    heard_net: bool,
    unplaced: bool = False,
    turn: int = 0,
) -> Reply:
    """The answer to a question: the particular one, or the general one where `aspect` is None.

    `told` are the red flags and conditions (ids) of this person; where one speaks against the advice, what holds for
    them is said instead. `heard_net` is whether this session has heard a safety net, or asked for
    those signs. `unplaced` is whether something
    particular was asked that nobody here can answer: then that is said first, so that nobody takes the general answer
    for a yes. `turn` varies the wording.
    """
    asked = aspect.id if aspect else None
    if against := speaking_against(topic, aspect, told):
        said = aspect.instead if aspect and aspect.instead else topic.instead
        return Reply((said,), (aspect or topic).sources, asked, told=content.conditions[against].said)
    if aspect:
        net = (topic.safety_net,) if aspect.urgent else ()
        return Reply((aspect.answer, *net), aspect.sources, asked, net=bool(net), more=bool(aspect.more))
    honest = (content.phrase("topic.general_only", turn),) if unplaced else ()
    net = (topic.safety_net,) if topic.urgent or not heard_net else ()
    return Reply((*honest, topic.answer, *net), topic.sources, net=bool(net), more=True)


def more_for(topic: Topic, aspect: Aspect | None, *, heard_net: bool) -> Reply:
    """What there is to say beyond the answer, and the safety net where this session has not heard one."""
    more = aspect.more if aspect and aspect.more else topic.more
    net = (topic.safety_net,) if not heard_net else ()
    sources = aspect.sources if aspect and aspect.more else topic.sources
    return Reply((more, *net), sources, aspect.id if aspect else None, net=bool(net))


def speaking_against(topic: Topic, aspect: Aspect | None, told: Collection[str]) -> str | None:
    """What this person told that speaks against the advice, the first in the order of the file; None where nothing."""
    avoid_with = topic.avoid_with if aspect is None or aspect.avoid_with is None else aspect.avoid_with
    return next((id for id in avoid_with if id in told), None)
