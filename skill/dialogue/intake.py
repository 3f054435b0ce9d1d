"""Hears what was told: red flags in every text, then the details of the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from skill.dialogue.intents import topic_of
from skill.dialogue.ports import Heard
from skill.dialogue.safety import PART, SAFETY
from skill.dialogue.times import seconds_of
from skill.dialogue.turn import FREE_TEXT, NOTHING_READ, Turn
from skill.guidance import triage
from skill.guidance.answers import AnswerReading, may_deny, read_answer
from skill.guidance.conditions import conditions_in, constraints_in
from skill.guidance.denials import is_anew, is_recent, sides_told
from skill.guidance.kinds import kind_of
from skill.guidance.matters import is_question, question_in
from skill.guidance.model import Urgency
from skill.guidance.plan import onset_of
from skill.guidance.reading import read
from skill.guidance.red_flags import Finding, findings, is_elsewhere, is_of_somebody_else, names_family, scan

ADAPTS = frozenset({"CannotIntent", "DescribeIntent", "OtherBodyPartIntent"})
"""The intents whose moves take in themselves what somebody has not got or cannot do, so that the steps follow."""


def listen(turn: Turn) -> Finding | None:
    """Scans everything said for red flags and raises those that are stated.

    Returns the finding to clarify first, where words could mean harm or not. The text decides: what Alexa resolved a
    slot to counts as well, unless the words deny it. While a check is open the words are read as an answer to it too.
    """
    if not turn.text:
        return None
    heard = [one for one in findings(turn.said.reading, turn.said.hits) if not _is_only_asked_about(turn, one)]
    stated = [finding.flag for finding in heard if finding.certainty == "stated"]
    turn.reading = _reading(turn)
    doubtful = _old_or_of_family(turn, heard)
    if turn.checking:
        stated = [flag for flag in stated if flag not in (*turn.reading.denied, *turn.reading.unsure)]
        if turn.intent != "CorrectionIntent":  # "I said the left side" names no part of the question
            stated += turn.reading.affirmed
    resolved = {} if stated or heard else _resolved_flags(turn)
    stated += [id for name, id in resolved.items() if name in turn.own_words]
    usual = _usual_for_them(turn, stated)
    stated = [flag for flag in stated if flag not in usual]
    doubtful += [row for row in usual.values() if row.flag not in turn.case.withdrawn]
    if stated:
        _note_whose(turn, [one for one in heard if one.certainty == "stated"])
        raise_flags(turn, tuple(dict.fromkeys(stated)))
    unclear = [*doubtful, *(finding for finding in heard if finding.certainty != "stated")]
    unclear += [_doubtful(id, turn) for name, id in resolved.items() if name not in turn.own_words]
    return next(iter(unclear), None)


def _note_whose(turn: Turn, told: list[Finding]) -> None:
    """Notes that an alarm is about somebody else, where the first that raises it is told of them."""
    first = triage.alarm(turn.case, turn.content) is None
    if told and (first or turn.case.another):
        turn.case = turn.case.but(another=is_of_somebody_else(turn.said.reading, told))


def _old_or_of_family(turn: Turn, heard: list[Finding]) -> list[Finding]:
    """What is asked about rather than taken for a yes: a part named as always so, and a yes that is a relative's.

    What was asked so before and denied stays denied: "legs same as always".
    """
    if turn.open.kind not in (SAFETY, PART):
        return []
    told = {finding.flag for finding in heard if finding.certainty == "stated"}
    rows = [turn.content.red_flags[flag] for flag in _asked_flags(turn)]
    old = [row for row in rows if row.usual and row.id in turn.reading.affirmed and row.id not in told]
    old = old if turn.reading.as_usual else []
    before = tuple(row.id for row in old if row.id in turn.case.withdrawn)
    gone = {row.id for row in old}
    turn.reading = turn.reading._replace(
        affirmed=tuple(flag for flag in turn.reading.affirmed if flag not in gone),
        denied=(*turn.reading.denied, *before),
    )
    found = [_doubtful(row.id, turn)._replace(ask=row.usual) for row in old if row.id not in before]
    of_family = [
        row for row in rows if row.of_family and turn.reading.word == "yes" and names_family(turn.said.reading)
    ]
    return found + [_doubtful(row.id, turn)._replace(ask=row.of_family) for row in of_family if row.id not in told]


def _usual_for_them(turn: Turn, stated: list[str]) -> dict[str, Finding]:
    """What is asked about first, as it may be an old sign of theirs: legs that feel little, told from a wheelchair.

    Not where it is said to be new, worse or of these days. What was asked and is as usual is not asked again.
    """
    if not stated or is_anew(turn.said, turn.content) or is_recent(turn.said, turn.content):
        return {}
    known = {*turn.case.constraints, *constraints_in(turn.said.reading)}
    rows = (turn.content.red_flags[flag] for flag in stated if flag not in turn.case.flags)
    usual = (row for row in rows if row.usual and not known.isdisjoint(row.usual_with))
    return {row.id: _doubtful(row.id, turn)._replace(ask=row.usual) for row in usual}


def _is_only_asked_about(turn: Turn, finding: Finding) -> bool:
    """Whether a sign is what a question is about, whose answer says what to watch for: "is it my kidneys".

    What is told is never only that, but for the one word that is all there is where a topic's question was heard: of
    "is it my kidneys" that is "kidneys".
    """
    topic = topic_of(turn.intent, turn.content.topics)
    named = topic is not None and finding.urgency != Urgency.EMERGENCY and _is_all_asked(turn)
    if (finding.certainty == "stated" or finding.told) and not named:
        return False
    if topic is None and not is_question(turn.plain):
        return False
    asked = question_in(turn.plain, turn.content, turn.content.topic(topic) if topic else None, _value(turn))
    return asked is not None and finding.flag in asked[1].about_signs


def _is_all_asked(turn: Turn) -> bool:
    """Whether nothing was said but the word that a question is about, one that is listed."""
    said = turn.slot("Aspect")
    return said is not None and said.id is not None and turn.text == said.value


def _value(turn: Turn) -> str | None:
    said = turn.slot("Aspect")
    return said.id if said else None


def raise_flags(turn: Turn, flags: tuple[str, ...]) -> None:
    """These red flags were told in this turn."""
    worst = triage.worst_first(flags, turn.content)
    turn.red_flags = tuple(flag.id for flag in worst)
    turn.urgency = worst[0].urgency
    turn.case = triage.told(turn.case, turn.red_flags, turn.content)
    turn.case = turn.case.adding(sides=tuple(side for flag in worst for side in sides_told(turn.said, flag)))


def _reading(turn: Turn) -> AnswerReading:
    """What was said as an answer to the check that is open, or to the alarm that stands."""
    stop = triage.alarm(turn.case, turn.content)
    if not turn.checking and stop is None:
        return NOTHING_READ
    return read_answer(turn.said, _asked_flags(turn) if turn.checking else stop.flags if stop else (), turn.content)


def is_asked_about(turn: Turn, flag: str) -> bool:
    """Whether the open question is about this red flag, among others."""
    return flag in _asked_flags(turn)


def _asked_flags(turn: Turn) -> tuple[str, ...]:
    """The red flags the open question is about."""
    about, _, part_id = turn.open.about.partition("/")
    question = turn.content.questions.get(about)
    if question is None:
        return (about,)
    return tuple(part.flag for part in question.parts if part.id == part_id) or question.flags


def _resolved_flags(turn: Turn) -> dict[str, str]:
    """What Alexa's own entity resolution found, by slot, in a symptom ("numbness") in which the scanner saw nothing."""
    if turn.intent not in ("ReportSymptomIntent", "AnswerIntent") or is_elsewhere(turn.said.reading):
        return {}
    return {
        name: heard.id
        for name in FREE_TEXT
        if (heard := turn.slot(name))
        and heard.id
        and heard.id in turn.content.red_flags
        and heard.id not in turn.reading.denied
        and not denied(heard.value)
        and not _meant_otherwise(name, heard, turn)
    }


def _doubtful(flag: str, turn: Turn) -> Finding:
    """A symptom that is only part of what was said, and that the whole does not bear out: the "stroke" of golf."""
    row = turn.content.red_flags[flag]
    return Finding(flag, row.urgency, (), "ambiguous", row.ask)


def _meant_otherwise(name: str, heard: Heard, turn: Turn) -> bool:
    """Whether the scanner knows these words, and saw nothing in the longer ones they were part of."""
    return name not in turn.own_words and bool(scan(heard.value))


def denied(text: str) -> bool:
    """Whether the words begin by denying, however that is spelled: "no numbness", "nae numbness"."""
    return any(word.read in ("no", "not", "without", "never", "none") for word in read(text).words[:1])


def take_in(turn: Turn) -> None:
    """Puts what was told about activity, time and kind of pain into the case."""
    for slot, take in TAKERS.items():
        if heard := turn.slot(slot):
            take(turn, heard)
    if kind := kind_of(turn.text, turn.content):
        turn.case = turn.case.but(kind=kind)
    if turn.text:
        turn.case = turn.case.adding(conditions=conditions_in(turn.said.reading))
    if turn.text and turn.intent not in ADAPTS:
        turn.case = turn.case.adding(constraints=constraints_in(turn.said.reading))
    if turn.text and not turn.checking and turn.intent in TELLS and may_deny(turn.said, turn.content):
        _take_denials(turn)


def _take_denials(turn: Turn) -> None:
    """What was denied in passing is not asked again: "my back hurts, no fever and no numbness"."""
    flags = tuple(flag for question in turn.content.questions.values() for flag in question.flags)
    denials = read_answer(turn.said, flags, turn.content).denied
    if denials:
        turn.case = triage.denied(turn.case, triage.parts_denied(denials, turn.text, turn.content), turn.content)


def _activity(turn: Turn, heard: Heard) -> None:
    turn.case = turn.case.but(activity=heard.id or turn.case.activity)


def _constraint(turn: Turn, heard: Heard) -> None:
    """Something they have not got or cannot do, told in one breath with the pain."""
    known = turn.content.constraints.get(heard.id) if turn.intent == "ReportPainIntent" else None
    if known and not known.level:
        turn.case = turn.case.adding(constraints=(known.id,))


def is_older(turn: Turn) -> bool:
    """Whether an age was told from which on steps are chosen with care."""
    age = turn.slot("Age")
    return age is not None and age.value.isdecimal() and int(age.value) >= OLDER


def _age(turn: Turn, heard: Heard) -> None:
    """An age told in one breath with the pain; told by itself it is taken in like all that stands in the way."""
    if turn.intent == "ReportPainIntent" and is_older(turn):
        turn.case = turn.case.adding(constraints=("older",))


def _onset(turn: Turn, heard: Heard) -> None:
    if seconds := seconds_of(heard.value, turn.now):
        began(turn, timedelta(seconds=seconds))


def _onset_day(turn: Turn, heard: Heard) -> None:
    if heard.id in turn.content.intake.weekdays:
        days = (turn.now.weekday() - turn.content.intake.weekdays[heard.id]) % 7
        began(turn, timedelta(days=days))
    elif heard.id in turn.content.intake.onset_hours:
        began(turn, timedelta(hours=turn.content.intake.onset_hours[heard.id]))


def began(turn: Turn, ago: timedelta) -> None:
    """Takes in how long ago it began. What has hurt for long should be seen."""
    onset = onset_of(ago.total_seconds() / 3600)
    turn.case = turn.case.but(onset=onset, began=(turn.now - ago).date().isoformat())
    if turn.memory.kept and turn.case.told:  # the day that is kept was another
        turn.memory.kept = replace(turn.memory.kept, began="")
    if ago >= LASTING and _is_of_the_pain(turn, ago) and "not_improving" not in turn.case.flags:
        turn.case = turn.case.adding(flags=("not_improving",))
        turn.red_flags, turn.urgency = ("not_improving",), Urgency.SOON


def _is_of_the_pain(turn: Turn, ago: timedelta) -> bool:
    """Whether the time that was told is the pain's: not of another ailment, and not how long somebody has trained.

    Years told with what somebody does are years of doing it: "I've lifted for ten years".
    """
    history = any(one.concept == "training_history" for one in turn.said.reading.mentions)
    alone = ago >= YEARS or turn.slot("OnsetDay") or not any(map(turn.slot, TELL_OF_PAIN))
    trained = history or (turn.slot("Activity") and alone)
    return not trained and not is_elsewhere(turn.said.reading)


YEARS = timedelta(weeks=104)
"""So long is rather how long somebody has done something than how long it has hurt."""
LASTING = timedelta(weeks=4)
"""After this long a back should be seen (NHS: not better within a few weeks)."""
TELLS = frozenset(f"{name}Intent" for name in ("ReportPain", "ReportSymptom", "Describe", "Answer", "Correction"))
"""Where a denial is one of signs: "no fever". What somebody has not got or cannot do is another matter: "no floor"."""
TELL_OF_PAIN = ("BodyArea", "Severity", *FREE_TEXT)
OLDER = 65
"""From this age on a floor may be hard to get up from (NHS, Physical activity guidelines for older adults)."""
TAKERS: dict[str, Callable[[Turn, Heard], None]] = {
    "Age": _age,
    "Constraint": _constraint,
    "Activity": _activity,
    "Onset": _onset,
    "OnsetDay": _onset_day,
}
