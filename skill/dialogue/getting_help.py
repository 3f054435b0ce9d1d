"""While an alarm stands: help with what it asks for, and what is told of getting it, that they called or are going.

What somebody wants is told by their own words first, as most sentences hold more than Alexa makes of them.
"""

from __future__ import annotations

from skill.dialogue import alarm
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.aspects import fits
from skill.guidance.matters import is_question
from skill.guidance.model import AlarmHelp, Urgency
from skill.guidance.triage import Alarm

UNDER_WAY = frozenset({"called", "goes", "arrived"})
"""What tells that help is under way: then it is not ordered again."""


def in_words(turn: Turn) -> AlarmHelp | None:
    """What the words come down to, of what helps with an alarm; None where nothing fits."""
    if not turn.text:
        return None
    matters = turn.content.alarm_help.values()
    return next((each for each in matters if any(fits(cue, turn.plain) for cue in each.cues)), None)


def help_with(turn: Turn, topic: str | None = None) -> Then:
    """What to tell them, who when it is closed, how to wait, what not to take: help with what the alarm asks for."""
    said = turn.slot("Matter")
    matter = in_words(turn)
    if matter is None and topic is None and said and not said.id and is_question(turn.plain):
        return alarm.not_here(turn)
    return answer(turn, matter or _matter(turn, said.id if said else None, topic))


def say_what_to_tell(turn: Turn) -> Then:
    """Yes, they want to know what to say."""
    return answer(turn, turn.content.alarm_help["tell_them"])


def _matter(turn: Turn, id: str | None, topic: str | None) -> AlarmHelp:
    """What they ask, by its id or by a topic that comes down to it."""
    known, said = turn.content.alarm_help, turn.slot("Aspect")
    asked = (f"{topic}.{said.id}" if said and said.id else "", topic)
    fitting = (each for meant in asked for each in known.values() if meant in each.topics)
    of_topic = next(fitting, known["what_now"])
    found: AlarmHelp = known.get(id or "", of_topic)
    return found


def answer(turn: Turn, matter: AlarmHelp) -> Then:
    """Says that help. Who has called or is on the way is told that it is right, and goes with a goodbye."""
    stop = alarm.standing(turn)
    if matter.means == "seen":
        return seen(turn)
    turn.say_words(_words(turn, matter, stop), **_values(turn, stop))
    turn.title, turn.sources = turn.phrase("card.alarm"), matter.sources
    if matter.means in UNDER_WAY:
        turn.case = turn.case.but(called=True)
    takes_leave = turn.also_wants == "AMAZON.StopIntent" or matter.means == "arrived"
    if matter.means and takes_leave and stop.flags[0] not in triage.STANDS:
        return turn.end()
    return Then.ASK_AGAIN


def _values(turn: Turn, stop: Alarm) -> dict[str, str]:
    """What was heard, why it matters, and who is called: with a pregnancy always those who care for it."""
    own = {"sign": alarm.sign(turn, stop), "because": alarm.because(turn, stop)}
    if stop.flags[0] == "pregnancy":
        own |= dict.fromkeys(("advice_line", "after_hours"), turn.locale.words["maternity"])
    return own


def say_where(turn: Turn) -> Then:
    """The country they are in was told: its number, where the content knows it."""
    stop = alarm.standing(turn)
    turn.say(f"alarm.country.{stop.urgency}", country=turn.locale.country)
    return Then.ASK_AGAIN


def leave(turn: Turn) -> Then:
    """Goodbye, and before it what was said of getting help: "I'm going now, bye"."""
    matter = in_words(turn)
    return answer(turn, matter) if matter and matter.means in UNDER_WAY else alarm.goodbye(turn)


def _words(turn: Turn, matter: AlarmHelp, stop: Alarm) -> str:
    if stop.urgency != Urgency.EMERGENCY:
        return matter.seen if turn.case.seen and matter.seen else matter.others
    of_them = matter.for_another if turn.case.another else ""
    return of_them or (matter.by_car if _may_be_driven(stop) else "") or matter.emergency


def _may_be_driven(stop: Alarm) -> bool:
    """Whether what the alarm says names the emergency room, which somebody may be driven to."""
    return "{emergency_room}" in stop.say


def seen(turn: Turn) -> Then:
    """A clinician has looked at it: their plan comes first, and steps from here would only get in its way."""
    stop = alarm.standing(turn)
    turn.case = turn.case.but(seen=True)
    open_to_questions = stop.urgency == Urgency.EMERGENCY or triage.may_be_advised(turn.case, turn.content)
    turn.say(f"alarm.seen.{stop.urgency}" if open_to_questions else "alarm.seen.no_plan")
    turn.answer_open()
    return Then.ASK_AGAIN
