"""When the store is read and written: once where a turn needs it, and then only when something has changed.

A store that is down or slow costs a turn a moment, never the conversation: it goes on without memory, and nothing that
was kept is touched.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from skill.dialogue.ports import Away
from skill.dialogue.record import Record
from skill.dialogue.turn import Turn
from skill.guidance import triage


def recall(turn: Turn) -> Record | None:
    """What is kept about this person, read once a session. How they like to be spoken to is heeded from here on."""
    memory = turn.memory
    if memory.record and not memory.looked:
        memory.looked = True
        try:
            memory.kept = memory.record.read()
        except Away:
            memory.away = True
        if memory.kept:
            turn.case = turn.case.but(brief=turn.case.brief or memory.kept.brief)
            known = {note.token for note in turn.alerts.reminders}
            turn.alerts.earlier = [token for token in memory.kept.reminders if token not in known]
    return memory.kept


def recall_anew(turn: Turn) -> Record | None:
    """The same, read once more: another device, or the app, may have had it deleted meanwhile."""
    turn.memory.looked, turn.memory.away, turn.memory.kept = False, False, None
    return recall(turn)


def kept_steps(turn: Turn) -> Record | None:
    """What is kept, where there are steps to go on with that this version still knows."""
    kept = recall(turn)
    return kept if kept and kept.is_under_way and are_known(kept, turn) else None


def are_known(kept: Record, turn: Turn) -> bool:
    """Whether this version still knows all the steps that are kept."""
    return all(id in turn.content.steps for id in kept.steps)


def take_up(turn: Turn) -> bool:
    """Puts the steps that are kept back into the case, once nothing stands against them. False where there are none.

    Those that something told since forbids are left out. None is added: what was told another day is not known now.
    """
    kept = kept_steps(turn) if turn.memory.resuming else None
    turn.memory.resuming = False
    if kept is None:
        return False
    flags, done = set(turn.case.flags), kept.steps[: kept.at]
    to_come = [id for id in kept.steps[kept.at :] if not flags & set(turn.content.step(id).avoid_with)]
    turn.case = turn.case.but(steps=(*done, *to_come), at=kept.at)
    return True


def other_steps(turn: Turn) -> None:
    """Other steps are begun than those that are kept; on a later day of the same course its first day stays."""
    kept = recall(turn)
    if kept and not turn.case.returning:
        turn.memory.kept = replace(kept, steps=(), at=0, began="", trend="")


def may_offer(turn: Turn) -> bool:
    """Whether this is the moment to ask for consent: once a session, in the steps, while the store can be reached."""
    return bool(turn.case.steps) and may_remember(turn)


def may_remember(turn: Turn) -> bool:
    """Whether somebody may be asked for it at all."""
    memory = turn.memory
    if memory.record is None or memory.asked:
        return False
    return recall(turn) is None and not memory.away


def keep(turn: Turn) -> None:
    """At the end of a turn: writes down where this person is, where they agreed to it and it has changed.

    After an alarm nothing of the course is kept, so that nobody is asked to go on with it another day.
    """
    memory = turn.memory
    if memory.record is None:
        return
    is_alarm = triage.alarm(turn.case, turn.content) is not None
    if is_alarm or turn.alerts.reminders:
        recall(turn)
    if memory.kept is None or memory.away:
        return
    now = _as_it_is(turn, memory.kept, is_alarm)
    if now != memory.kept:
        try:
            memory.record.write(now)
            memory.kept = now
        except Away:
            memory.away = True


def _as_it_is(turn: Turn, kept: Record, is_alarm: bool) -> Record:
    case = turn.case
    tokens = (*turn.alerts.earlier, *(note.token for note in turn.alerts.reminders))
    now = replace(kept, brief=case.brief, reminders=tokens)
    if is_alarm:
        return now.without_course()
    if case.week is not None:
        now = replace(now, week=case.week)
    if case.steps:
        now = _with_steps(turn, now)
    return replace(now, trend=case.trend or kept.trend) if now.began else now


def _with_steps(turn: Turn, kept: Record) -> Record:
    """Where they are now. What was done before something spoke against it does not stand for its being right."""
    case, flags = turn.case, set(turn.case.flags)
    done = [id for id in case.steps[: case.at] if not flags & set(turn.content.step(id).avoid_with)]
    steps = (*done, *case.steps[case.at :])
    return replace(kept, steps=steps, at=len(done), began=kept.began or _first_day(turn))


def _first_day(turn: Turn) -> str:
    """The day it began where the person is; where they did not say, this one."""
    told = date.fromisoformat(turn.case.began) if turn.case.began else turn.now.date()
    return (turn.today - (turn.now.date() - told)).isoformat()
