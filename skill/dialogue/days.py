"""Which day of the course it is: by what was told, or by what is kept of somebody who comes back."""

from __future__ import annotations

from datetime import date, datetime

from skill.dialogue.recall import are_known, recall
from skill.dialogue.record import Record
from skill.dialogue.turn import Turn
from skill.guidance.plan import first_day


def followed(turn: Turn) -> Record | None:
    """What is kept of somebody who comes back on a later day than they were here last."""
    kept = recall(turn)
    if kept is None or not kept.began or not are_known(kept, turn):
        return None
    return kept if _day_of(turn, kept.changed) < turn.today else None


def _day_of(turn: Turn, instant: str) -> date:
    """The day of an instant where the person is; of none, long ago."""
    return turn.day_of(datetime.fromisoformat(instant)) if instant else date.min


def day(turn: Turn) -> int:
    """How many days ago it began: 0 on the first, which is this one where nobody said when."""
    case, kept = turn.case, turn.memory.kept
    if kept and kept.began and (case.returning or not case.told):
        return max((turn.today - date.fromisoformat(kept.began)).days, 0)
    if case.began:
        return max((turn.now.date() - date.fromisoformat(case.began)).days, 0)
    return first_day(case) if case.onset not in (None, "unknown") else 0
