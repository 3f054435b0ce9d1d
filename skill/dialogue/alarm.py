"""An alarm: sounded, repeated, helped with, and taken back only when the sign it is about is denied by name."""

from __future__ import annotations

from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.model import AlarmHelp, Urgency
from skill.guidance.triage import Alarm

WHICH, AGAIN, WITHDRAW = "which", "again", "withdraw"


def standing(turn: Turn) -> Alarm:
    """The alarm of the case. Raises ValueError where there is none."""
    stop = triage.alarm(turn.case, turn.content)
    if stop is None:
        raise ValueError("there is no alarm in this case; ask triage.alarm first")
    return stop


def sound(turn: Turn) -> Then:
    """Speaks the alarm of the case: where to go and why, and nothing else."""
    stop = standing(turn)
    turn.say_words(stop.say)
    _decided(turn, stop)
    if stop.which and turn.open.kind != WHICH:
        return ask_which(turn, stop.which.id)
    named = not stop.which and not is_private(turn, stop.flags[0])
    return _ask_again(turn, stop, "alarm.heard" if named else "alarm.again")


def repeat(turn: Turn) -> Then:
    """The same once more, because they want to hear it; nothing new was decided."""
    then = sound(turn)
    turn.red_flags = ()
    return then


def say_again(turn: Turn) -> Then:
    """The same once more, and with it the question that was open: which sign it was, or is it there."""
    stop = standing(turn)
    turn.say_words(stop.say)
    _decided(turn, stop)
    turn.red_flags = ()
    return turn.still_open()


def ask(turn: Turn, about: str) -> Then:
    """Back to the alarm after a detour."""
    return repeat(turn)


def ask_which(turn: Turn, about: str) -> Then:
    """Asks which sign of a bundle it was."""
    question = turn.content.questions[about]
    return turn.ask(f"{WHICH}:{about}", question.which, reprompt=question.say)


def which_is_due(turn: Turn, about: str) -> bool:
    """Whether a sign of that bundle is still suspected."""
    return about in turn.case.suspected


def explain_which(turn: Turn) -> Then:
    """Why it matters, and the question again."""
    turn.say_words(turn.content.questions[turn.open.about].why)
    return ask_which(turn, turn.open.about)


def withdrawal_is_due(turn: Turn, about: str) -> bool:
    """Whether that flag still stands."""
    return about in turn.case.flags


def hold(turn: Turn) -> Then:
    """Somebody wants to go on: a short word why not, what to do, and what help there is. No steps, and no tape."""
    stop = standing(turn)
    own = "" if stop.which else turn.content.red_flags[stop.flags[0]].hold
    if own:
        turn.say_words(own)
    else:
        turn.say(f"alarm.hold.{stop.urgency}")
    return Then.ASK_AGAIN


def after_detour(turn: Turn) -> Then:
    """Something else was dealt with while the alarm stands: it goes on standing, and no step comes."""
    stop = standing(turn)
    _decided(turn, stop)
    turn.red_flags = ()
    return _ask_again(turn, stop, "alarm.help")


def mark(turn: Turn) -> None:
    """Every answer while an alarm stands shows how urgent it is, and in an emergency begins with the number to call."""
    stop, first = triage.alarm(turn.case, turn.content), "".join(turn.spoken()[:1])
    if stop and not turn.topic:
        turn.urgency = stop.urgency
    is_emergency = stop is not None and stop.urgency == Urgency.EMERGENCY
    if is_emergency and first and turn.locale.words["emergency_number"] not in first.partition(".")[0]:
        turn.sentences.insert(0, turn.phrase("alarm.first"))


def keep_private(turn: Turn) -> None:
    """What is told or asked of a private sign stays between the two: no card, no words on a screen, no repeat."""
    stop = triage.alarm(turn.case, turn.content)
    about = {turn.open.about, turn.asked.partition(":")[2], *(stop.flags if stop and not stop.which else ())}
    if not any(is_private(turn, id) for id in about):
        return
    turn.private, turn.title, turn.pictured = True, None, None
    if turn.question:
        turn.reprompt = turn.phrase("alarm.quiet")


def is_private(turn: Turn, flag: str) -> bool:
    """Whether this is a red flag that must stay between the two."""
    known = turn.content.red_flags.get(flag)
    return known is not None and known.private


def _decided(turn: Turn, stop: Alarm) -> None:
    turn.urgency, turn.red_flags = stop.urgency, turn.red_flags or stop.flags
    turn.title, turn.sources = turn.phrase("card.alarm"), turn.sources or stop.sources
    turn.answer_open()
    turn.alerts.wish = None  # nothing is started after an alarm
    turn.case = turn.case.but(topic=None, waiting=())


def _ask_again(turn: Turn, stop: Alarm, key: str = "alarm.again") -> Then:
    heard = turn.content.red_flags[stop.flags[0]].heard
    return turn.ask(AGAIN, turn.content.phrase(key, turn.case.turn), reprompt=stop.say, sign=heard)


def help_with(turn: Turn, topic: str | None = None) -> Then:
    """What to tell them, who when it is closed, how to wait, what not to take: help with what the alarm asks for."""
    stop, said = standing(turn), turn.slot("Matter")
    if said and said.id == "seen_doctor":
        return seen(turn)
    matter = _matter(turn, said.id if said else None, topic)
    turn.say_words(matter.emergency if stop.urgency == Urgency.EMERGENCY else matter.others)
    turn.title, turn.sources = turn.phrase("card.alarm"), matter.sources
    return Then.ASK_AGAIN


def _matter(turn: Turn, id: str | None, topic: str | None) -> AlarmHelp:
    """What they ask, by its id or by a topic that comes down to it."""
    known = turn.content.alarm_help
    of_topic = next((each for each in known.values() if topic in each.topics), known["what_now"])
    found: AlarmHelp = known.get(id or "", of_topic)
    return found


def doubt(turn: Turn) -> Then:
    """ "I said no", "that's not what I meant": one direct question naming the sign, which an explicit no takes back."""
    stop = standing(turn)
    if stop.which:
        return unfold(turn, stop)
    flag = stop.flags[0]
    if flag in triage.STANDS:
        turn.say(f"alarm.stands.{flag}")
        return Then.ASK_AGAIN
    turn.answer_open()
    known = turn.content.red_flags[flag]
    other = turn.slot("Correction")
    if other and other.id == "someone_else":
        turn.say("correction.someone_else")
    if not is_private(turn, flag):
        turn.say("alarm.check", sign=known.heard)
    return turn.ask(f"{WITHDRAW}:{flag}", known.usual if is_old(turn) else known.ask, reprompt=stop.say)


def is_old(turn: Turn) -> bool:
    """Whether the sign is said to be an old one, and is one of those of which only what is new is an alarm."""
    stop = standing(turn)
    return turn.reading.as_usual and not stop.which and bool(turn.content.red_flags[stop.flags[0]].usual)


def doubt_if_better(turn: Turn) -> Then:
    """ "It's gone": the direct question whether the sign is there; a pain that eased is no reason to go on."""
    said = turn.slot("Trend")
    return doubt(turn) if said and said.id in ("gone", "better") else hold(turn)


def unfold(turn: Turn, stop: Alarm | None = None) -> Then:
    """A yes to a bundle was not meant so: its signs one by one, while the alarm stands."""
    question = turn.content.questions[turn.open.about] if stop is None else stop.which
    if question is None:
        return doubt(turn)
    turn.answer_open()
    turn.case = triage.unfolded(turn.case, question)
    turn.say("safety.one_by_one")
    return Then.ASK_PART


def ask_withdrawal(turn: Turn, about: str) -> Then:
    """The question that names the sign, once more."""
    return turn.ask(f"{WITHDRAW}:{about}", turn.content.red_flags[about].ask, reprompt=standing(turn).say)


def withdraw(turn: Turn) -> Then:
    """The sign was denied by name: the flag is taken back, the safety line stays, and the place is kept."""
    flag = turn.content.red_flags[turn.open.about]
    turn.case = triage.withdrawn(turn.case, flag.id)
    if triage.alarm(turn.case, turn.content):
        return Then.GO_ON
    turn.say("alarm.withdrawn.private" if flag.private else f"alarm.withdrawn.{flag.urgency}", sign=flag.heard)
    return Then.GO_ON if turn.case.told or turn.case.steps else Then.ASK_AGAIN


def confirm(turn: Turn) -> Then:
    """The sign is there after all, or nobody is sure: then the alarm stands."""
    turn.answer_open()
    return repeat(turn)


def read_withdrawal(turn: Turn) -> Then:
    """An answer in words to the question that names the sign. Only a plain denial takes the alarm back.

    A no with something else beside it neither takes it back nor confirms it: the question is asked again.
    """
    reading, flag = turn.reading, turn.open.about
    if reading.clears or (flag in reading.denied and not reading.affirmed and not reading.unsure):
        turn.answer_open()
        return withdraw(turn)
    if reading.word == "no" and not reading.affirmed and not reading.unsure:
        return ask_withdrawal(turn, flag)
    if reading.word or reading.affirmed or reading.unsure:
        return confirm(turn)
    return Then.NOT_UNDERSTOOD


def seen(turn: Turn) -> Then:
    """A clinician has looked at it: their plan comes first, and steps from here would only get in its way."""
    stop = standing(turn)
    turn.case = turn.case.but(seen=True)
    open_to_questions = stop.urgency == Urgency.EMERGENCY or triage.may_be_advised(turn.case, turn.content)
    turn.say(f"alarm.seen.{stop.urgency}" if open_to_questions else "alarm.seen.no_plan")
    turn.answer_open()
    return Then.ASK_AGAIN


def call_for_help(turn: Turn) -> Then:
    """ "Call an ambulance": the coach cannot, and says at once how to. To ask for it is to tell of an emergency."""
    turn.case = triage.told(turn.case, ("other_emergency",), turn.content)
    turn.red_flags = ("other_emergency",)
    turn.say("alarm.cannot_call")
    stop = standing(turn)
    _decided(turn, stop)
    return _ask_again(turn, stop, "alarm.help")
