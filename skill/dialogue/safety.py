"""The safety check: bundled questions, their parts one by one, and the one question that tells harm from idle talk."""

from __future__ import annotations

from skill.dialogue import alarm, withdrawal
from skill.dialogue.turn import Then, Turn
from skill.dialogue.words import spoken_list
from skill.guidance import triage
from skill.guidance.answers import read_answer
from skill.guidance.denials import sides_denied
from skill.guidance.model import SafetyPart, SafetyQuestion
from skill.guidance.red_flags import Finding, findings

SAFETY, PART, CLARIFY = "safety", "part", "clarify"


def ask_bundle(turn: Turn, question: SafetyQuestion, again: bool = False) -> Then:
    """Asks a bundled question, shorter the second time; of one that was denied in part only the rest."""
    left = triage.parts_left(turn.case, question)
    if len(left) == len(question.parts):
        words = question.again if again else question.ask
    else:
        names = tuple(part.name for part in left)
        words = turn.content.phrase("safety.rest", turn.case.turn).format(parts=spoken_list(names, turn.phrase("or")))
    return turn.ask(f"{SAFETY}:{question.id}", words, reprompt=question.silence)


def ask_part(turn: Turn, question: SafetyQuestion, part: SafetyPart) -> Then:
    """Asks for one sign by itself."""
    return turn.ask(f"{PART}:{question.id}/{part.id}", part.ask, reprompt=question.silence)


def ask_bundle_again(turn: Turn, about: str) -> Then:
    """Back to a bundled question after a detour."""
    turn.say("safety.noticed" if turn.red_flags else "safety.back")
    return ask_bundle(turn, turn.content.questions[about], again=True)


def ask_part_again(turn: Turn, about: str) -> Then:
    """Back to a single sign after a detour, or to the next where that one was denied on the way."""
    if turn.red_flags:
        turn.say("safety.noticed")
    question, part = _part(turn, about)
    left = triage.parts_left(turn.case, question)
    return ask_part(turn, question, part if part in left or not left else left[0])


def _part(turn: Turn, about: str) -> tuple[SafetyQuestion, SafetyPart]:
    question_id, _, part_id = about.partition("/")
    question = turn.content.questions[question_id]
    return question, next(part for part in question.parts if part.id == part_id)


def bundle_is_due(turn: Turn, about: str) -> bool:
    """Whether a bundle is neither answered nor unfolded by now."""
    check = triage.unanswered(turn.case, turn.content.questions[about])
    return isinstance(check, triage.AskSafety)


def part_is_due(turn: Turn, about: str) -> bool:
    """Whether anything of the bundle is still to be asked: where this sign was denied meanwhile, the next."""
    question, _ = _part(turn, about)
    return triage.unanswered(turn.case, question) is not None


def clarifying_is_due(turn: Turn, about: str) -> bool:
    """Whether a sign is still unclear."""
    return about not in turn.case.flags


def unclear(turn: Turn) -> tuple[str, ...]:
    """The clarifying questions that are open or wait."""
    asked = (*turn.case.waiting, turn.case.asked)
    return tuple(
        each for each in asked if each.startswith(f"{CLARIFY}:") and clarifying_is_due(turn, each[len(CLARIFY) + 1 :])
    )


def is_plain_no(turn: Turn) -> bool:
    """Whether a no was said and nothing that weighs. A mere remark beside it ("no, I swim every week") passes only
    where nothing was told so far: in the check, and not where a sign is unclear or an alarm stands."""
    is_of_check = turn.open.kind in (SAFETY, PART) and not triage.alarm(turn.case, turn.content)
    return turn.reading.clears_check if is_of_check else turn.reading.clears


def _question(turn: Turn) -> SafetyQuestion:
    """The bundled question that is open."""
    return turn.content.questions[turn.open.about.partition("/")[0]]


def after(turn: Turn, question: SafetyQuestion) -> Then:
    """Where the conversation goes when a question of the check was answered and no alarm came of it."""
    if triage.alarm(turn.case, turn.content) and question.id not in turn.case.unfolded:
        return alarm.sound(turn)
    if triage.unanswered(turn.case, question):
        return Then.ASK_PART if question.id in turn.case.unfolded else Then.GO_ON
    if triage.alarm(turn.case, turn.content):
        return alarm.sound(turn)
    return Then.GO_ON if question in triage.opening_questions(turn.content) else Then.HURT_CHECKED


def yes(turn: Turn) -> Then:
    """A plain yes to a bundle acts first, and then asks which."""
    question = _question(turn)
    turn.case = triage.suspected(turn.case, question)
    return alarm.sound(turn)


def no(turn: Turn) -> Then:
    """A plain no to a bundle."""
    question = _question(turn)
    turn.case = triage.cleared(turn.case, question)
    return after(turn, question)


def unfold(turn: Turn) -> Then:
    """Doubt about a bundle does not alarm: its signs are asked one by one."""
    turn.answer_open()
    turn.case = triage.unfolded(turn.case, _question(turn)).but(missed=0)
    turn.say("safety.one_by_one")
    return Then.ASK_PART


def read_bundle(turn: Turn) -> Then:
    """An answer in words to a bundle. It clears only where nothing is left over but denials."""
    reading, question = turn.reading, _question(turn)
    if reading.asks:
        return explain(turn)
    if is_plain_no(turn):
        turn.answer_open()
        return no(turn)
    left, denied_before = triage.parts_left(turn.case, question), turn.case.denied
    turn.case = triage.denied(turn.case, triage.parts_denied(reading.denied, turn.text, turn.content), turn.content)
    if reading.word in ("soft_no", "unsure") or reading.unsure:
        return unfold(turn)
    if reading.word == "yes":
        turn.answer_open()
        return yes(turn)
    if triage.parts_left(turn.case, question) != left:
        turn.answer_open()
        turn.acknowledge("safety.noted")
        return after(turn, question)
    if turn.case.denied != denied_before:  # signs of another question: that one will be shorter
        turn.acknowledge("safety.noted")
        return ask_bundle(turn, question, again=True)
    return Then.NOT_UNDERSTOOD


def missed(turn: Turn) -> Then:
    """Not understood: asked once more, shorter."""
    _say_missed(turn)
    return ask_bundle(turn, _question(turn), again=True)


def explain(turn: Turn) -> Then:
    """A question about the question is answered, and the check stays open."""
    question, back = _question(turn), turn.slot("Back")
    if back and back.id == "one_by_one":
        return unfold(turn)
    said = set(turn.text.lower().split())
    explained = [part for part in question.parts if part.explain and said & set(part.words)]
    meant = max(explained, key=lambda part: len(said & set(part.words)), default=None)
    turn.say_words(meant.explain if meant else question.why)
    return ask_bundle(turn, question, again=True)


def part_yes(turn: Turn) -> Then:
    """Yes to a single sign, or not sure of it: that is the alarm."""
    _, part = _part(turn, turn.open.about)
    turn.red_flags = (part.flag,)
    turn.case = triage.told(turn.case, turn.red_flags, turn.content)
    return alarm.sound(turn)


def part_no(turn: Turn) -> Then:
    """No to a single sign."""
    question, part = _part(turn, turn.open.about)
    denied = triage.parts_left(turn.case, question) if turn.reading.of_all else (part,)
    turn.case = triage.denied(turn.case, denied, turn.content)
    return after(turn, question)


def _asked_for_a_plain_no(turn: Turn) -> bool:
    """Whether "not really" was said for the first time: it is no yes yet, and the question comes once more."""
    soft = turn.reading.word == "soft_no" and not turn.reading.unsure and turn.case.missed == 0
    if soft:
        turn.case = turn.case.but(missed=1)
        turn.say("safety.is_that_a_no")
    return soft


def read_part(turn: Turn) -> Then:
    """An answer in words to a single sign: a doubt counts as yes, a soft no is asked once more."""
    reading = turn.reading
    if reading.asks:
        return explain_part(turn)
    if is_plain_no(turn):
        turn.answer_open()
        return part_no(turn)
    question, part = _part(turn, turn.open.about)
    if _asked_for_a_plain_no(turn):
        return ask_part(turn, question, part)
    doubtful = part.flag in reading.unsure and part.flag not in reading.in_passing
    if reading.word in ("yes", "unsure", "soft_no") or doubtful:
        turn.answer_open()
        return part_yes(turn)
    denied = triage.parts_denied(reading.denied, turn.text, turn.content)
    if part in denied and not reading.but_so:
        turn.answer_open()
        turn.case = triage.denied(turn.case, denied, turn.content)
        return after(turn, _question(turn))
    if deny_in_passing(turn):
        return ask_part(turn, question, part)
    return Then.NOT_UNDERSTOOD


def deny_in_passing(turn: Turn) -> bool:
    """Takes in signs that were denied while another was asked about: "chest is fine too". Whether there were any."""
    flags = tuple(flag for each in turn.content.questions.values() for flag in each.flags)
    reading = read_answer(turn.said, flags, turn.content)
    parts = triage.parts_denied(reading.denied, turn.text, turn.content)
    if not parts or reading.affirmed or reading.unsure:
        return False
    turn.case = triage.denied(turn.case, parts, turn.content)
    turn.acknowledge("safety.noted")
    return True


def missed_part(turn: Turn) -> Then:
    """Not understood: the same short question once more."""
    _say_missed(turn)
    return ask_part(turn, *_part(turn, turn.open.about))


def missed_clarifying(turn: Turn) -> Then:
    """Not understood: the question whether a sign is there, once more."""
    _say_missed(turn)
    return ask_clarifying_again(turn, turn.open.about)


def _say_missed(turn: Turn) -> None:
    """That it was not understood, or that a no was heard and something else with it."""
    turn.say("safety.heard_no" if turn.reading.word == "no" else "missed.safety")


def give_up(turn: Turn) -> Then:
    """Nobody could be understood: a kind end, with what to watch for and the number, and without steps.

    Who says no, with whatever else, goes on being asked: there is a way on, and a plain no is all it takes.
    """
    if turn.reading.word == "no":
        turn.case = turn.case.but(missed=0)
        turn.say("safety.plain_no")
        return turn.still_open()
    turn.answer_open()
    turn.say("safety.give_up")
    turn.say("safety_net")
    return turn.end()


def explain_part(turn: Turn) -> Then:
    """What a sign means, and its question again."""
    question, part = _part(turn, turn.open.about)
    turn.say_words(part.explain or question.why)
    return ask_part(turn, question, part)


def clarify(turn: Turn, finding: Finding) -> Then:
    """Asks the one question that tells harm from a figure of speech, or whether it is happening now."""
    flag = turn.content.red_flags[finding.flag]
    if finding.certainty == "hypothetical":
        turn.say(f"clarify.hypothetical.{flag.urgency}")
        return turn.ask_phrase(f"{CLARIFY}:{flag.id}", "clarify.now")
    turn.say("clarify.ambiguous")
    return turn.ask(f"{CLARIFY}:{flag.id}", finding.ask or flag.ask)


def ask_clarifying_again(turn: Turn, about: str) -> Then:
    """Back to a clarifying question after a detour."""
    return turn.ask(f"{CLARIFY}:{about}", turn.content.red_flags[about].ask)


def explain_sign(turn: Turn) -> Then:
    """What is meant by the one sign that is asked about, or why it is, and the question again."""
    parts = (part for question in turn.content.questions.values() for part in question.parts)
    meant = next((part.explain for part in parts if part.flag == turn.open.about), "")
    turn.say_words(meant or turn.content.phrase("help.safety"))
    return Then.ASK_AGAIN


def clarified(turn: Turn) -> Then:
    """Yes, or not sure: the sign is there."""
    turn.red_flags = (turn.open.about,)
    turn.urgency = turn.content.red_flags[turn.open.about].urgency
    turn.case = triage.told(turn.case, turn.red_flags, turn.content).but(told=True)
    return alarm.sound(turn) if triage.alarm(turn.case, turn.content) else Then.GO_ON


def deny_the_others(turn: Turn, unclear: Finding) -> None:
    """Takes a no to a bundle for all but the one sign that was named beside it: "no, my heart is just racing a bit"."""
    reading = turn.reading
    is_no = reading.word == "no" and not (reading.left_over or reading.affirmed or reading.asks)
    if turn.open.kind == SAFETY and is_no and set(reading.unsure) <= {unclear.flag}:
        others = tuple(part for part in _question(turn).parts if part.flag != unclear.flag)
        turn.case = triage.denied(turn.case, others, turn.content)


def _deny_the_last(turn: Turn, flag: str) -> bool:
    """Of a bundle with one sign left to be asked, denies that where it is what was just asked about. Whether it was."""
    for asked in turn.case.waiting:
        kind, _, about = asked.partition(":")
        left = triage.parts_left(turn.case, turn.content.questions[about]) if kind == SAFETY else ()
        if len(left) == 1 and left[0].flag == flag:
            waiting = tuple(each for each in turn.case.waiting if each != asked)
            turn.case = triage.denied(turn.case, left, turn.content).but(waiting=waiting)
            return True
    return False


def harmless(turn: Turn) -> Then:
    """No: it was nothing. On with what was open."""
    flag = turn.open.about
    asked = {turn.words(ask) for ask in (turn.content.red_flags[flag].ask, *turn.content.covering[flag])}
    if not _deny_the_last(turn, flag):
        turn.acknowledge("safety.cleared")
    if _was_asked_if_new(turn, flag):
        turn.case = withdrawal.without(turn, flag)
    elif turn.last.get("question") in asked:
        turn.case = triage.denied(turn.case, triage.parts_of(flag, turn.content), turn.content)
    return Then.GO_ON if turn.case.told and not turn.case.steps and not turn.case.waiting else Then.STEPS


def is_denied_beside(turn: Turn, unclear: Finding) -> bool:
    """Whether an unclear sign is told once more in answer to its question, and is denied: "puffed, but I breathe fine".

    A no, or a part of it that is fine, and nothing else that is told for certain.
    """
    row, reading = turn.content.red_flags[unclear.flag], turn.reading
    is_same = turn.open.about == unclear.flag and not reading.affirmed and not reading.asks
    fine = bool(sides_denied(turn.said, row, turn.content)) or reading.word == "no"
    return is_same and fine and set(reading.unsure) <= {unclear.flag} and unclear.certainty == "ambiguous"


def _was_asked_if_new(turn: Turn, flag: str) -> bool:
    """Whether it was asked of an old sign whether it is new or worse."""
    row = turn.content.red_flags[flag]
    return bool(row.usual) and turn.last.get("question") == turn.words(row.usual)


def _is_confirmed(turn: Turn, flag: str) -> bool:
    """Whether they tell just what was asked about, without a yes: "I lifted a box"."""
    concepts, reading = turn.content.red_flags[flag].confirmed, turn.said.reading
    return any(one.concept in concepts and not reading.scope.denied[one.start] for one in reading.mentions)


def read_clarified(turn: Turn) -> Then:
    """An answer in words to a clarifying question."""
    reading, flag = turn.reading, turn.open.about
    if _is_confirmed(turn, flag):
        turn.answer_open()
        return clarified(turn)
    if _was_asked_if_new(turn, flag) and withdrawal.says_as_usual(turn, flag):
        turn.answer_open()
        return harmless(turn)
    beside = next((one for one in findings(turn.said.reading, turn.said.hits) if one.flag == flag), None)
    if (
        reading.clears
        or (flag in reading.denied and not reading.affirmed and not reading.unsure)
        or (beside is not None and is_denied_beside(turn, beside))
    ):
        turn.answer_open()
        return harmless(turn)
    if _asked_for_a_plain_no(turn):
        return ask_clarifying_again(turn, flag)
    if reading.word in ("yes", "unsure", "soft_no") or flag in reading.unsure:
        turn.answer_open()
        return clarified(turn)
    if deny_in_passing(turn):
        return ask_clarifying_again(turn, flag)
    return Then.NOT_UNDERSTOOD


def read_which(turn: Turn) -> Then:
    """Which part of the bundle it was. "None" is no answer to that, but a reason to go through them."""
    return withdrawal.unfold(turn) if turn.reading.clears else Then.NOT_UNDERSTOOD
