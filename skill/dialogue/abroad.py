"""Where somebody says they are: then the numbers of that country are said, where the content knows them."""

from __future__ import annotations

import re
from functools import lru_cache

from skill.dialogue.turn import Turn
from skill.guidance.content import Content


def hear(turn: Turn) -> bool:
    """Notes the country they say they are in, and speaks for it from now on. Whether it was told just now."""
    said = _country(turn)
    if said:
        turn.case = turn.case.but(country=said)
    if turn.case.country:
        turn.locale = turn.content.locale_in(turn.case.country, turn.locale)
    return bool(said)


def _country(turn: Turn) -> str:
    """The country that was named as the one they are in; empty where none was."""
    if " in " not in turn.plain:  # most sentences
        return ""
    named = _there(turn.content).search(turn.plain)
    return named.group(1) if named else ""


@lru_cache(4)
def _there(content: Content) -> re.Pattern[str]:
    """Somebody who is in a country now: "i'm in france", "we live in ireland"."""
    where, names = (
        content.intake.whereabouts,
        (name.lower() for each in content.countries.values() for name in each.names),
    )
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf" (?:{'|'.join(where.words)}) in ({'|'.join(longest)}) ")
