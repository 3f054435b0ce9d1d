"""Moves about reminders that are set: which there are, and taking them back."""

from __future__ import annotations

from skill.dialogue.alerts.schedule import spoken
from skill.dialogue.ports import NOT_ALLOWED, AlertsError, Problem, Reminder, Reminders
from skill.dialogue.recall import recall
from skill.dialogue.turn import Then, Turn


def calls_of(turn: Turn) -> Reminders:
    """The calls about reminders in this turn. Raises AlertsError where the request gave no way to them."""
    if turn.services is None:
        raise AlertsError("unsupported")
    return turn.services.reminders


def status(turn: Turn) -> Then:
    """Which reminders are still to come: those set in this session by their time, earlier ones by their words."""
    try:
        kept = _kept(turn)
    except AlertsError as error:
        _explain(turn, error.problem)
    else:
        for reminder in kept:
            turn.retold_by = "ReminderStatusIntent"
            _tell(turn, reminder)
        if not kept:
            turn.say("reminder.none")
    return Then.STEPS


def cancel(turn: Turn) -> Then:
    """Takes back the reminders that are meant: those for the task that was named, or all of this skill."""
    try:
        tokens = _meant(turn)
    except AlertsError as error:
        _explain(turn, error.problem)
    else:
        _cancel(turn, tokens)
    return Then.STEPS


def _kept(turn: Turn) -> list[Reminder]:
    """The reminders still to come. Notes of all others are dropped. Raises AlertsError."""
    kept = calls_of(turn).all()
    tokens = {reminder.token for reminder in kept}
    turn.alerts.reminders = [note for note in turn.alerts.reminders if note.token in tokens]
    turn.alerts.earlier = [token for token in turn.alerts.earlier if token in tokens]
    return kept


def _tell(turn: Turn, reminder: Reminder) -> None:
    for note in turn.alerts.reminders:
        if note.token == reminder.token:
            return turn.say("reminder.one", name=note.name, when=spoken(turn, note.when))
    turn.say("reminder.earlier", words=reminder.text[:1].lower() + reminder.text[1:])


def _meant(turn: Turn) -> list[str]:
    """The tokens of those that are meant. Where they cannot be read, our own notes serve. Raises AlertsError."""
    recall(turn)
    try:
        kept = {reminder.token: reminder.text for reminder in _kept(turn)}
    except AlertsError:
        if not turn.alerts.reminders and not turn.alerts.earlier:
            raise
        kept = dict.fromkeys(turn.alerts.earlier, "")
        kept |= {note.token: turn.phrase("reminder.text", name=note.name) for note in turn.alerts.reminders}
    task = turn.slot("Task")
    if task is None or not task.id:
        return list(kept)
    words = turn.phrase("reminder.text", name=turn.phrase(f"reminder.tasks.{task.id}"))
    return [token for token, text in kept.items() if text == words]


def _cancel(turn: Turn, tokens: list[str]) -> None:
    done: list[str] = []
    problems: list[Problem] = []
    for token in tokens:
        try:
            calls_of(turn).cancel(token)
        except AlertsError as error:
            if error.problem != "gone":
                problems.append(error.problem)
                continue
        done.append(token)
    turn.alerts.reminders = [note for note in turn.alerts.reminders if note.token not in done]
    turn.alerts.earlier = [token for token in turn.alerts.earlier if token not in done]
    if done:
        key = "reminder.cancelled" if len(done) == 1 else "reminder.cancelled_all"
        turn.say(key, count=turn.content.number(len(done)))
    if problems:
        _explain(turn, problems[0])
    if not tokens:
        turn.say("reminder.none")


def _explain(turn: Turn, problem: Problem) -> None:
    if problem not in NOT_ALLOWED:
        turn.say(f"alerts.kept.{problem}")
    else:  # somebody who never allowed reminders need not hear that they did not
        turn.say("alerts.kept.permission" if turn.alerts.reminders else "reminder.none_here")
