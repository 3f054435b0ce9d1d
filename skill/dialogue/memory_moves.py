"""Moves about the memory: may I, welcome back, remember me, forget me."""

from __future__ import annotations

from skill.dialogue import flow
from skill.dialogue.ports import Away
from skill.dialogue.recall import kept_steps, recall_anew
from skill.dialogue.record import Record
from skill.dialogue.turn import Turn


def welcome(turn: Turn, kept: Record) -> None:
    """Welcome back: where they were. No step is spoken before the safety check."""
    numbers = {"number": turn.content.number(kept.at + 1), "total": turn.content.number(len(kept.steps))}
    turn.say("memory.welcome_late" if kept.began_a_while_ago(turn.now) else "memory.welcome", **numbers)
    turn.ask_phrase("welcome", "memory.go_on")


def go_on(turn: Turn) -> None:
    """They want to go on with the steps that are kept: first the safety check, for something may be new or worse."""
    turn.memory.resuming = True
    turn.case = turn.case.but(told=True, onset=turn.case.onset or "unknown")
    flow.go_on(turn)


def go_on_if_kept(turn: Turn) -> bool:
    """Goes on with the steps that are kept. False where there are none."""
    if kept_steps(turn) is None:
        return False
    go_on(turn)
    return True


def welcomed(turn: Turn) -> None:
    """Yes, to going on with the steps that are kept."""
    if not go_on_if_kept(turn):
        flow.what_to_say(turn)


def afresh(turn: Turn) -> None:
    """No, not the steps that are kept."""
    turn.ask_phrase("what", "what.ask")


def remember_me(turn: Turn) -> None:
    """Somebody wants to be remembered: that is their consent."""
    memory = turn.memory
    if memory.record is None:
        turn.say("memory.cannot")
    elif recall_anew(turn):
        turn.say("memory.already")
    else:
        _begin(turn)
    flow.after_errand(turn)


def status(turn: Turn) -> None:
    """Tells all that is kept about this person, by kind; before they have answered, all that would be."""
    if turn.case.asked_kind == "remember":
        return explain(turn)
    kept = recall_anew(turn)
    if turn.memory.away:
        turn.say("memory.unknown")
    elif kept is None:
        turn.say("memory.status_none")
    else:
        _tell(turn, kept)
    flow.after_errand(turn)


def explain(turn: Turn) -> None:
    """What a yes would mean, and the question once more."""
    turn.say("memory.would")
    flow.offer(turn)


def _tell(turn: Turn, kept: Record) -> None:
    number = turn.content.number
    if kept.steps:
        turn.say("memory.status_steps", total=number(len(kept.steps)), number=number(kept.at + 1))
    turn.say("memory.status_brief" if kept.brief else "memory.status_full")
    if kept.reminders:
        turn.say("memory.status_reminders")
    turn.say("memory.status_end")


def agree(turn: Turn) -> None:
    """Yes, remember where I am."""
    _begin(turn)
    flow.after_errand(turn)


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
    turn.say("memory.agreed" if turn.case.steps else "memory.agreed_early")


def decline(turn: Turn) -> None:
    """No, do not remember me. Nothing is kept, not even that."""
    turn.say("memory.declined")
    flow.after_errand(turn)


def forget_me(turn: Turn) -> None:
    """Deletes what is kept at once, says so, and loses nobody's place in this conversation."""
    forget(turn)
    flow.after_errand(turn)


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
