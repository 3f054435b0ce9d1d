"""Moves about the memory: may I, welcome back, remember me, forget me."""

from __future__ import annotations

from skill.dialogue.days import followed
from skill.dialogue.ports import Away
from skill.dialogue.recall import kept_steps, recall_anew
from skill.dialogue.record import Record
from skill.dialogue.turn import Then, Turn

WELCOME, REMEMBER, FORGET = "welcome", "remember", "forget"


def welcome(turn: Turn, kept: Record) -> Then:
    """Welcome back on the same day: where they were. No step is spoken before the safety check."""
    numbers = {"number": turn.content.number(kept.at + 1), "total": turn.content.number(len(kept.steps))}
    turn.say("memory.welcome", **numbers)
    return ask_welcome(turn)


def ask_welcome(turn: Turn, about: str = "") -> Then:
    """Asks whether to go on with the steps that are kept."""
    return turn.ask_phrase(WELCOME, "memory.go_on")


def welcome_is_due(turn: Turn, about: str) -> bool:
    """Whether there still are steps that are kept, and no other story was begun."""
    return not turn.case.told and kept_steps(turn) is not None


def offer(turn: Turn, about: str = "") -> Then:
    """Asks for the consent to remember where somebody is, in place of the question whether to go on."""
    turn.memory.asked = True
    return turn.ask_phrase(REMEMBER, "memory.offer")


def go_on_if_kept(turn: Turn) -> Then:
    """Goes on with the steps that are kept: first the safety check, for something may be new or worse.

    On another day these are not the right ones any more.
    """
    if followed(turn):
        return Then.FOLLOW
    if kept_steps(turn) is None:
        return Then.ASK_AGAIN
    turn.memory.resuming = True
    turn.case = turn.case.but(told=True, onset=turn.case.onset or "unknown")
    return Then.GO_ON


def afresh(turn: Turn) -> Then:
    """No, not the steps that are kept."""
    return turn.ask_phrase("what", "what.ask")


def remember_me(turn: Turn) -> Then:
    """Somebody wants to be remembered: that is their consent."""
    memory = turn.memory
    if memory.record is None:
        turn.say("memory.cannot")
    elif recall_anew(turn):
        turn.say("memory.already")
    else:
        _begin(turn)
    return Then.STEPS


def status(turn: Turn) -> Then:
    """Tells all that is kept about this person, by kind; before they have answered, all that would be."""
    if turn.open.kind == REMEMBER:
        return explain(turn)
    kept = recall_anew(turn)
    if turn.memory.away:
        turn.say("memory.unknown")
    elif kept is None:
        turn.say("memory.status_none")
    else:
        _tell(turn, kept)
    return Then.STEPS


def explain(turn: Turn) -> Then:
    """What a yes would mean, and the question once more."""
    turn.say("memory.would")
    return offer(turn)


def _tell(turn: Turn, kept: Record) -> None:
    number = turn.content.number
    if kept.is_under_way:
        turn.say("memory.status_steps", total=number(len(kept.steps)), number=number(kept.at + 1))
    elif kept.steps:
        turn.say("memory.status_done")
    if kept.trend:
        turn.say("memory.status_trend")
    if kept.week:
        turn.say("memory.status_week", number=number(kept.week))
    turn.say("memory.status_brief" if kept.brief else "memory.status_full")
    if kept.reminders:
        turn.say("memory.status_reminders")
    turn.say("memory.status_end")


def agree(turn: Turn) -> Then:
    """Yes, remember where I am."""
    _begin(turn)
    return Then.STEPS


def _begin(turn: Turn) -> None:
    memory, record = turn.memory, Record(brief=turn.case.brief)
    memory.asked = True
    try:
        if memory.record is None or memory.away:
            raise Away
        memory.record.begin(record)
    except Away:
        memory.away = True
        return turn.say("memory.trouble")
    memory.kept = record
    early = "memory.agreed_week" if turn.case.week else "memory.agreed_early"
    turn.say("memory.agreed" if turn.case.steps else early)


def decline(turn: Turn) -> Then:
    """No, do not remember me. Nothing is kept, not even that."""
    turn.say("memory.declined")
    return Then.STEPS


def forget_me(turn: Turn) -> Then:
    """What is deleted is gone, so one yes comes before it. Nobody loses their place in this conversation."""
    if turn.memory.record is None:
        turn.say("memory.nothing")
        return Then.STEPS
    return ask_forget(turn)


def ask_forget(turn: Turn, about: str = "") -> Then:
    """Asks whether to delete what is kept."""
    return turn.ask_phrase(FORGET, "memory.forget")


def forgotten(turn: Turn) -> Then:
    """Yes, forget me: done at once. Nothing of what was kept is offered any more."""
    forget(turn)
    return Then.STEPS


def not_forgotten(turn: Turn) -> Then:
    """No, or not sure: everything stays as it is."""
    turn.say("memory.kept")
    return Then.STEPS


def forget(turn: Turn) -> None:
    """Deletes what is kept, and says so."""
    memory = turn.memory
    memory.asked, memory.resuming = True, False
    if memory.record is None:
        return turn.say("memory.nothing")
    try:
        memory.record.delete()
    except Away:
        memory.away = True
        return turn.say("memory.not_forgotten")
    memory.looked, memory.away, memory.kept = True, False, None
    turn.say("memory.forgotten")
    if turn.alerts.earlier or turn.alerts.reminders:
        turn.say("memory.reminders_stay")
