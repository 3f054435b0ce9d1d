"""What takes an alarm back: a denial of the sign by name, at once or in answer to the question that names it.

A sign that has sides ("chest pain or trouble breathing") is denied when those are that were told; where a side is left
open, only that is asked. Doubt, a bare no to something else, or a pain that eased take nothing back.
"""

from __future__ import annotations

from skill.dialogue import alarm
from skill.dialogue.alarm import DENYING, LESSER, MINE, USUAL, WITHDRAW, standing
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.answers import AnswerReading, read_answer
from skill.guidance.case import Case
from skill.guidance.denials import is_anew, leaves_open, side_id, sides_denied, sides_left
from skill.guidance.model import RedFlag, Urgency
from skill.guidance.red_flags import is_of_ones_own, is_ruled_out
from skill.guidance.triage import Alarm


def is_due(turn: Turn, about: str) -> bool:
    """Whether that flag still stands."""
    return about in turn.case.flags


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
    _note_what_is_denied(turn, flag)
    known = turn.content.red_flags[flag]
    kind = USUAL if is_said_to_be_old(turn) else WITHDRAW
    left = _sides_left(turn, flag)
    if kind == WITHDRAW and left:
        return _ask_left(turn, flag, left)
    other = turn.slot("Correction")
    if other and other.id == "someone_else":
        turn.say("correction.someone_else")
    words = known.usual if kind == USUAL else known.ask
    if not (alarm.is_private(turn, flag) or _was_asked_twice(turn, kind, flag)):
        turn.say("alarm.check", sign=known.heard)
    return _ask(turn, kind, flag, words)


def _was_asked_twice(turn: Turn, kind: str, flag: str) -> bool:
    return turn.open == (kind, flag) and turn.case.doubted > 0


def _ask(turn: Turn, kind: str, flag: str, words: str) -> Then:
    """One of the questions that name a sign; the third time in a row in as few words as a yes or a no needs."""
    if _was_asked_twice(turn, kind, flag):
        is_whole = kind == WITHDRAW and words == turn.content.red_flags[flag].ask and not alarm.is_private(turn, flag)
        short = _flag(turn, flag).heard.capitalize() if is_whole else words.removesuffix("?")
        words = turn.phrase("alarm.yes_or_no", sign=short)
    turn.case = turn.case.but(doubted=turn.case.doubted + 1 if turn.open == (kind, flag) else 0)
    return turn.ask(f"{kind}:{flag}", words, reprompt=standing(turn).say)


def _note_what_is_denied(turn: Turn, flag: str) -> None:
    """Notes the sides that were denied by name, where nothing else is told: "sore when I press it, I breathe fine"."""
    reading = turn.reading
    if turn.text and not (reading.affirmed or reading.asks or leaves_open(turn.said, turn.content)):
        _note_sides(turn, flag)


def is_taken_back(turn: Turn) -> bool:
    """Whether it is said that it was misheard or a joke, in whatever else: that is asked about."""
    stop = standing(turn)
    hidden = stop.which or stop.flags[0] in triage.STANDS or turn.open.kind in DENYING or turn.red_flags
    return not hidden and any(f" {words} " in turn.plain for words in turn.content.intake.taking_back.words)


def is_lesser(turn: Turn) -> bool:
    """Whether a lesser kind of the sign is told, and something of it denied: "a small fall, no weak bones"."""
    stop = standing(turn)
    if stop.which or not turn.text or turn.open.kind in DENYING:
        return False
    row, said = turn.content.red_flags[stop.flags[0]], turn.said.reading
    if not row.if_lesser or set(turn.red_flags) - {row.id} or turn.reading.asks or not any(said.scope.denied):
        return False
    told = {one.concept for one in said.mentions if not said.scope.denied[one.start]}
    return not told.isdisjoint(row.lesser) and told.isdisjoint(row.not_lesser)


def ask_if_lesser(turn: Turn) -> Then:
    """What would make a lesser one dangerous, all of it named: a plain no to that takes the alarm back."""
    turn.answer_open()
    return ask_lesser_again(turn, standing(turn).flags[0])


def ask_lesser_again(turn: Turn, about: str) -> Then:
    """The same once more."""
    return _ask(turn, LESSER, about, turn.content.red_flags[about].if_lesser)


def read_lesser(turn: Turn) -> Then:
    """An answer in words to that: only a plain no takes it back."""
    reading, against = turn.reading, turn.content.red_flags[turn.open.about].not_lesser
    if any(one.concept in against for one in turn.said.reading.mentions):
        return confirm(turn)
    if reading.clears:
        turn.answer_open()
        return _take_back(turn, (turn.open.about,))
    if reading.word in ("yes", "unsure", "soft_no") or reading.affirmed or reading.unsure:
        return confirm(turn)
    return ask_lesser_again(turn, turn.open.about) if reading.word == "no" or turn.slot("Age") else Then.NOT_UNDERSTOOD


def _sides_left(turn: Turn, flag: str) -> tuple[str, ...]:
    """The questions for the sides that are open, where others were denied; empty where none was, or all were."""
    known = turn.content.red_flags[flag]
    gone = any(side_id(flag, side) in turn.case.denied for side in known.sides)
    return tuple(side.ask for side in sides_left(known, turn.case)) if gone else ()


def _ask_left(turn: Turn, flag: str, left: tuple[str, ...]) -> Then:
    turn.say("alarm.left")
    return _ask(turn, WITHDRAW, flag, left[0])


def is_of_their_own(turn: Turn) -> bool:
    """Whether somebody who told of another's danger tells of their own back now."""
    stop = standing(turn)
    hidden = set(stop.flags) & triage.STANDS or alarm.is_private(turn, stop.flags[0])
    return turn.case.another and not (stop.which or hidden) and is_of_ones_own(turn.said.reading)


def ask_whose(turn: Turn) -> Then:
    """One question for all that was told of the other: whether they have any of it themselves."""
    turn.answer_open()
    turn.say("alarm.whose")
    return ask_whose_again(turn, standing(turn).flags[0])


def ask_whose_again(turn: Turn, about: str) -> Then:
    """The same once more."""
    heard = (_flag(turn, flag).heard for flag in _standing_flags(turn))
    return turn.ask_phrase(f"{MINE}:{about}", "alarm.mine", signs=turn.phrase("alarm.or_else").join(heard))


def not_mine(turn: Turn) -> Then:
    """All that was told of the other is denied of themselves, by name: their own check begins."""
    turn.case = turn.case.but(told=True)
    return _take_back(turn, _standing_flags(turn))


def read_whose(turn: Turn) -> Then:
    """An answer in words: a plain no to all of it, or all of it denied."""
    reading = turn.reading
    flags = _standing_flags(turn)
    if reading.clears or (set(flags) <= set(_denied_by_name(turn))):
        turn.answer_open()
        return not_mine(turn)
    if reading.word == "no" and not reading.affirmed and not reading.unsure:
        return ask_whose_again(turn, turn.open.about)
    return confirm(turn) if reading.word or reading.affirmed or reading.unsure else Then.NOT_UNDERSTOOD


def _standing_flags(turn: Turn) -> tuple[str, ...]:
    """The flags that stop coaching, worst first."""
    every = triage.worst_first(turn.case.flags, turn.content)
    return tuple(flag.id for flag in every if triage.stops(flag))


def is_said_to_be_old(turn: Turn) -> bool:
    """Whether the sign is said to be an old one, and is one of those of which only what is new is an alarm."""
    stop, began, day = standing(turn), turn.slot("OnsetDay"), turn.slot("Day")
    for_long = turn.reading.as_usual or (began is not None and began.id == "long_time")
    for_long = for_long or (day is not None and day.value.isdecimal() and int(day.value) < turn.today.year)
    return for_long and not stop.which and bool(turn.content.red_flags[stop.flags[0]].usual)


def doubt_if_better(turn: Turn) -> Then:
    """ "It's gone": the direct question whether the sign is there; a pain that eased is no reason to go on."""
    said = turn.slot("Trend")
    return doubt(turn) if said and said.id in ("gone", "better") else alarm.hold(turn)


def unfold(turn: Turn, stop: Alarm | None = None) -> Then:
    """A yes to a bundle was not meant so: its signs one by one, while the alarm stands."""
    question = turn.content.questions[turn.open.about] if stop is None else stop.which
    if question is None:
        return doubt(turn)
    turn.answer_open()
    turn.case = triage.unfolded(turn.case, question)
    turn.say("safety.one_by_one")
    return Then.ASK_PART


def ask_again(turn: Turn, about: str) -> Then:
    """The question that names the sign, once more; of one that was denied in part only what is left."""
    left = _sides_left(turn, about)
    words = left[0] if left else turn.content.red_flags[about].ask
    return _ask(turn, WITHDRAW, about, words)


def ask_usual_again(turn: Turn, about: str) -> Then:
    """The question whether an old sign is new or worse, once more."""
    return _ask(turn, USUAL, about, turn.content.red_flags[about].usual)


def withdraw(turn: Turn) -> Then:
    """The sign was denied by name: the flag is taken back, the safety line stays, and the place is kept."""
    return _take_back(turn, (turn.open.about,))


def _take_back(turn: Turn, flags: tuple[str, ...]) -> Then:
    """Takes these flags back. What was denied is not asked again in the check."""
    for flag in flags:
        turn.case = without(turn, flag)
    if triage.alarm(turn.case, turn.content):
        return Then.GO_ON
    turn.case = turn.case.but(called=False, another=False)
    known = _flag(turn, flags[0])
    turn.say("alarm.withdrawn.private" if known.private else f"alarm.withdrawn.{known.urgency}", sign=known.heard)
    return Then.GO_ON if turn.case.told or turn.case.steps else Then.ASK_AGAIN


def without(turn: Turn, flag: str) -> Case:
    """The case in which a sign was denied by name: it is not asked for again."""
    return triage.denied(triage.withdrawn(turn.case, flag), triage.parts_of(flag, turn.content), turn.content)


def at_once(turn: Turn) -> Then | None:
    """The sign is denied by name in so many words: no question is needed. None where it is not, or not wholly."""
    stop = standing(turn)
    if stop.which or not turn.text or turn.open.kind in DENYING:
        return None
    flag = stop.flags[0]
    denied = _denied_by_name(turn)
    if flag not in denied:
        return None
    _note_sides(turn, flag)
    if sides_left(turn.content.red_flags[flag], turn.case):
        return doubt(turn)
    turn.answer_open()
    return _take_back(turn, (flag, *(each for each in denied if each != flag and _is_whole(turn, each))))


def _is_whole(turn: Turn, flag: str) -> bool:
    """Whether nothing of a sign is left open by what was denied."""
    _note_sides(turn, flag)
    return not sides_left(turn.content.red_flags[flag], turn.case)


def _denied_by_name(turn: Turn) -> tuple[str, ...]:
    """Which of the flags that stand are denied in words that affirm nothing, ask nothing and leave nothing in doubt."""
    flags = _standing_flags(turn)
    reading = read_answer(turn.said, flags, turn.content)
    if reading.affirmed or reading.asks or reading.word not in (None, "no") or leaves_open(turn.said, turn.content):
        return ()
    gone = {flag: sides_denied(turn.said, _flag(turn, flag), turn.content) for flag in flags}
    whole = {flag for flag in flags if gone[flag] and len(gone[flag]) == len(_flag(turn, flag).sides)}
    if set(reading.unsure) - whole:  # what is told once more with a doubt is denied only where all of it is
        return ()
    named = (flag for flag in flags if flag in reading.denied or gone[flag])
    return tuple(flag for flag in named if not (flag in triage.STANDS or _is_only_ruled_out(turn, flag)))


def _is_only_ruled_out(turn: Turn, flag: str) -> bool:
    """Whether something is told that would rule it out, and no more: "I'm a man", but not "a man can't be pregnant"."""
    denied = any(hit.denied and hit.sign.flag == flag for hit in turn.said.hits)
    return is_ruled_out(turn.said.reading, flag) and not denied


def _flag(turn: Turn, id: str) -> RedFlag:
    return turn.content.red_flags[id]


def _note_sides(turn: Turn, flag: str) -> None:
    """Notes which sides of a sign were denied."""
    known = turn.content.red_flags[flag]
    turn.case = turn.case.adding(denied=sides_denied(turn.said, known, turn.content))


def confirm(turn: Turn) -> Then:
    """The sign is there after all, or nobody is sure: then the alarm stands, and need not be heard whole again."""
    stop = standing(turn)
    turn.answer_open()
    if stop.which or stop.flags[0] in triage.STANDS or alarm.is_private(turn, stop.flags[0]):
        return alarm.repeat(turn)
    seen = turn.case.seen and stop.urgency != Urgency.EMERGENCY
    turn.say("alarm.confirmed.seen" if seen else f"alarm.confirmed.{stop.urgency}")
    alarm.decided(turn, stop)
    turn.red_flags = ()
    return alarm.ask_what_else(turn, stop)


def read(turn: Turn) -> Then:
    """An answer in words to the question that names the sign. Only a plain denial takes the alarm back.

    A no with something else beside it neither takes it back nor confirms it: the question is asked again.
    """
    reading, flag = turn.reading, turn.open.about
    if reading.clears or (_denies(reading, flag) and not _leaves_a_side(turn, flag)):
        turn.answer_open()
        return _take_back(turn, (flag, *(each for each in _denied_by_name(turn) if each != flag)))
    if _denies(reading, flag) or (reading.word == "no" and not reading.affirmed and not reading.unsure):
        return ask_again(turn, flag)
    if reading.word or reading.affirmed or reading.unsure:
        return confirm(turn)
    return Then.NOT_UNDERSTOOD


def _denies(reading: AnswerReading, flag: str) -> bool:
    return flag in reading.denied and not reading.affirmed and not reading.unsure


def _leaves_a_side(turn: Turn, flag: str) -> bool:
    """Whether a side of the sign that was told is left open; then it is noted what was denied."""
    _note_sides(turn, flag)
    return bool(sides_left(turn.content.red_flags[flag], turn.case))


def read_usual(turn: Turn) -> Then:
    """An answer to the question whether an old sign is new or worse: as it always was, or that it is neither."""
    reading, flag = turn.reading, turn.open.about
    if says_as_usual(turn, flag):
        turn.answer_open()
        return _take_back(turn, (flag,))
    others = [each for each in (*reading.affirmed, *reading.unsure) if each != flag]
    if is_anew(turn.said, turn.content) or others or reading.word in ("yes", "unsure", "soft_no"):
        return confirm(turn)
    return ask_usual_again(turn, flag) if reading.word == "no" or reading.denied else Then.NOT_UNDERSTOOD


def says_as_usual(turn: Turn, flag: str) -> bool:
    """Whether an old sign is said to be neither new nor worse, and nothing else is told."""
    reading = turn.reading
    others = [each for each in (*reading.affirmed, *reading.unsure) if each != flag]
    left = set(reading.left_over.split()) - set(turn.content.intake.answers.unchanged)
    says_no = reading.clears or reading.as_usual or (reading.word == "no" and not left)
    return says_no and not (
        is_anew(turn.said, turn.content) or others or reading.asks or reading.word in ("yes", "unsure")
    )
