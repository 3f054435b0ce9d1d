"""An alarm: sounded, repeated, held against everything else, and never lost. What takes it back is in `withdrawal`."""

from __future__ import annotations

from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.matters import is_question
from skill.guidance.model import Urgency
from skill.guidance.triage import Alarm

WHICH, AGAIN, OFFER_WORDS = "which", "again", "offer_words"
WITHDRAW, USUAL, MINE, LESSER = "withdraw", "usual", "mine", "lesser"
DENYING = (WITHDRAW, USUAL, MINE, LESSER)
"""The questions that name a sign, a no to which takes the alarm back."""


def standing(turn: Turn) -> Alarm:
    """The alarm of the case. Raises ValueError where there is none."""
    stop = triage.alarm(turn.case, turn.content)
    if stop is None:
        raise ValueError("there is no alarm in this case; ask triage.alarm first")
    return stop


def sound(turn: Turn) -> Then:
    """Speaks the alarm of the case: where to go and why, and nothing else."""
    stop = standing(turn)
    turn.say_words(_words(turn, stop))
    decided(turn, stop)
    if stop.which and turn.open.kind != WHICH:
        return ask_which(turn, stop.which.id)
    named = not stop.which and not is_private(turn, stop.flags[0])
    return ask_what_else(turn, stop, "alarm.heard" if named else "alarm.again")


def sound_more(turn: Turn) -> Then:
    """Something was told beside the sign that the alarm is about: no second speech, but that they must hear of it."""
    stop = standing(turn)
    turn.say(f"alarm.more_called.{stop.urgency}" if turn.case.called else f"alarm.more.{stop.urgency}")
    decided(turn, stop)
    return ask_what_else(turn, stop)


def _words(turn: Turn, stop: Alarm) -> str:
    """What the alarm says, of somebody else where it is about them."""
    of_them = "" if stop.which or not turn.case.another else turn.content.red_flags[stop.flags[0]].say_for_another
    return of_them or stop.say


def repeat(turn: Turn) -> Then:
    """The same once more, because they want to hear it; nothing new was decided."""
    then = sound(turn)
    turn.red_flags = ()
    return then


def say_again(turn: Turn) -> Then:
    """The same once more, and with it the question that was open: which sign it was, or is it there."""
    stop = standing(turn)
    turn.say_words(_words(turn, stop))
    decided(turn, stop)
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


def hold(turn: Turn) -> Then:
    """Somebody wants to go on: a short word why not, what to do, and what help there is. No steps, and no tape."""
    stop = standing(turn)
    own = "" if stop.which else turn.content.red_flags[stop.flags[0]].hold
    if own:
        turn.say_words(own)
    elif turn.open.kind in DENYING:
        turn.say(f"alarm.hold_asked.{stop.urgency}")
    elif turn.case.called:
        turn.say(f"alarm.hold_called.{stop.urgency}")
    elif turn.case.seen and stop.urgency != Urgency.EMERGENCY:
        turn.say("alarm.hold_seen")
    else:
        turn.say(f"alarm.hold.{stop.urgency}")
    return Then.ASK_AGAIN


def not_here(turn: Turn, asks: bool = False) -> Then:
    """What nobody here can answer: a question is one for those who look at it, and all else is held."""
    asks = asks or (bool(turn.text) and is_question(turn.plain))
    if (
        not asks
        or turn.open.kind in DENYING
        or turn.case.called
        or turn.case.seen
        or is_private(turn, standing(turn).flags[0])
    ):
        return hold(turn)
    turn.say(f"alarm.ask_them.{standing(turn).urgency}")
    return Then.ASK_AGAIN


def not_caught(turn: Turn) -> Then:
    """Nobody made anything of what was said: that is said, and what can be asked."""
    stop = standing(turn)
    if turn.open.kind in DENYING or turn.case.called or turn.case.seen or stop.urgency == Urgency.SOON:
        return hold(turn)
    if not stop.which and turn.content.red_flags[stop.flags[0]].hold:
        return hold(turn)
    turn.say(f"alarm.not_caught.{stop.urgency}")
    return Then.ASK_AGAIN


def back(turn: Turn) -> Then:
    """The coach is opened once more while an alarm stands: what it is about comes first."""
    stop = standing(turn)
    if stop.flags[0] in triage.STANDS or is_private(turn, stop.flags[0]) or turn.case.called:
        return hold(turn)
    turn.say(f"alarm.back.{stop.urgency}", sign=sign(turn, stop))
    return Then.ASK_AGAIN


def sign(turn: Turn, stop: Alarm) -> str:
    """What was heard, in a few words; of a bundle nobody knows, and a private one is not named."""
    hidden = stop.which or is_private(turn, stop.flags[0])
    return turn.phrase("alarm.a_sign") if hidden else turn.content.red_flags[stop.flags[0]].heard


def because(turn: Turn, stop: Alarm) -> str:
    """Why it can't wait."""
    own = "" if stop.which else turn.content.red_flags[stop.flags[0]].because
    return own or turn.phrase("alarm.because")


def not_now(turn: Turn) -> Then:
    """ "Start over": only when that has been looked at, or was misheard."""
    turn.say(f"alarm.not_now.{standing(turn).urgency}")
    return Then.ASK_AGAIN


def after_detour(turn: Turn) -> Then:
    """Something else was dealt with while the alarm stands: it goes on standing, and no step comes."""
    stop = standing(turn)
    decided(turn, stop)
    turn.red_flags = ()
    return ask_what_else(turn, stop)


def mark(turn: Turn) -> None:
    """Every answer while an alarm stands shows how urgent it is, and in an emergency begins with the number to call."""
    stop, first = triage.alarm(turn.case, turn.content), "".join(turn.spoken()[:1])
    if stop and not turn.topic:
        turn.urgency = stop.urgency
    is_emergency = stop is not None and stop.urgency == Urgency.EMERGENCY
    if is_emergency and first and turn.locale.words["emergency_number"] not in first.partition(".")[0]:
        turn.sentences.insert(0, turn.phrase(_first(turn)))


def _first(turn: Turn) -> str:
    """How the number is named: while it is asked whether the sign is there, it is to be called if it is."""
    if turn.asked.partition(":")[0] in DENYING:
        return "alarm.if_so"
    return "alarm.first_called" if turn.case.called else "alarm.first"


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


def decided(turn: Turn, stop: Alarm) -> None:
    """The alarm is what this turn comes to: nothing else that was open or wanted goes on."""
    turn.urgency, turn.red_flags = stop.urgency, turn.red_flags or stop.flags
    turn.title, turn.sources = turn.phrase("card.alarm"), turn.sources or stop.sources
    turn.answer_open()
    turn.alerts.wish = None  # nothing is started after an alarm
    turn.case = turn.case.but(topic=None, waiting=())


def ask_what_else(turn: Turn, stop: Alarm, key: str = "alarm.help") -> Then:
    """Asks whether to say it again, or what else there is to know."""
    heard = turn.content.red_flags[stop.flags[0]].heard
    return turn.ask(AGAIN, turn.content.phrase(key, turn.case.turn), reprompt=_words(turn, stop), sign=heard)


def not_again(turn: Turn) -> Then:
    """They need not hear it again. That takes nothing back: what may still help is offered, or it is goodbye."""
    stop = standing(turn)
    if turn.case.called or set(stop.flags) & triage.STANDS or is_private(turn, stop.flags[0]):
        return goodbye(turn)
    turn.say(f"alarm.not_again.{stop.urgency}")
    return turn.ask_phrase(OFFER_WORDS, "alarm.offer_words")


def offer_words_again(turn: Turn, about: str) -> Then:
    """Offers once more what to say to them."""
    return turn.ask_phrase(OFFER_WORDS, "alarm.offer_words")


def goodbye(turn: Turn) -> Then:
    """Goodbye in one line while an alarm stands: the way to help."""
    stop = standing(turn)
    if stop.flags[0] in triage.STANDS:
        turn.say(f"goodbye.{stop.flags[0]}")
    elif stop.urgency == Urgency.EMERGENCY:
        turn.say("goodbye.called" if turn.case.called else "goodbye.emergency")
    else:
        turn.say("goodbye.by_plan" if turn.case.seen else "goodbye.seen")
    return turn.end()


def call_for_help(turn: Turn) -> Then:
    """ "Call an ambulance": the coach cannot, and says at once how to. To ask for it is to tell of an emergency."""
    turn.case = triage.told(turn.case, ("other_emergency",), turn.content)
    turn.red_flags = ("other_emergency",)
    turn.say("alarm.cannot_call")
    stop = standing(turn)
    decided(turn, stop)
    return ask_what_else(turn, stop)
