"""The sides of a sign that has several, such as chest pain and trouble breathing: which are told, which are denied."""

from __future__ import annotations

from skill.guidance.answers import concepts_denied
from skill.guidance.case import Case
from skill.guidance.content import Content
from skill.guidance.matching import Scanned
from skill.guidance.model import RedFlag, Side


def side_id(flag: str, side: Side) -> str:
    """How a case remembers that a side was told or denied."""
    return f"{flag}/{side.id}"


def sides_told(said: Scanned, flag: RedFlag) -> tuple[str, ...]:
    """The sides (ids) that a text tells of, within what raises the flag."""
    places = {at for hit in said.hits if hit.sign.flag == flag.id and not hit.denied for at in hit.places}
    named = {one.concept for one in said.reading.mentions if not places.isdisjoint(range(one.start, one.end))}
    return tuple(side_id(flag.id, side) for side in flag.sides if not named.isdisjoint(side.concepts))


def sides_denied(said: Scanned, flag: RedFlag, content: Content) -> tuple[str, ...]:
    """The sides (ids) that a text denies by name."""
    denies = concepts_denied(said, (flag.id,), content)
    return tuple(side_id(flag.id, side) for side in flag.sides if not denies.isdisjoint(side.concepts))


def sides_left(flag: RedFlag, case: Case) -> tuple[Side, ...]:
    """The sides that were told and not denied yet; where nobody knows which were told, all of them count."""
    told = [side for side in flag.sides if side_id(flag.id, side) in case.sides]
    return tuple(side for side in told or flag.sides if side_id(flag.id, side) not in case.denied)


def leaves_open(said: Scanned, content: Content) -> bool:
    """Whether a denial holds only for a time or a condition: "my legs are fine now", "fine when I sit"."""
    return any(word.read in content.intake.answers.for_a_time for word in said.reading.words)


def is_anew(said: Scanned, content: Content) -> bool:
    """Whether it is said to be new or worse, and that is not denied: "not new, but worse"."""
    anew, denied = content.intake.answers.anew, said.reading.scope.denied
    return any(word.read in anew and not denied[at] for at, word in enumerate(said.reading.words))


def is_recent(said: Scanned, content: Content) -> bool:
    """Whether it is said that it began not long ago: "gone numb since yesterday"."""
    return any(word.read in content.intake.answers.recent for word in said.reading.words)
