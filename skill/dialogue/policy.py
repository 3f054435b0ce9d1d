"""The order of every turn: listen for red flags first, then the question that is open, then what was asked for."""

from __future__ import annotations

from functools import partial

from skill.dialogue import (
    abroad,
    agreeing,
    alarm,
    flow,
    getting_help,
    global_commands,
    memory_moves,
    reports,
    safety,
    steps,
    topics,
    withdrawal,
)
from skill.dialogue.alerts import asking, consent, putting_right, reminders, set_reminder, start_timer, timers
from skill.dialogue.coaching import (
    about,
    adapting,
    another_step,
    course,
    leading,
    overview,
    progress,
    walking,
    walking_week,
)
from skill.dialogue.intake import is_asked_about, listen, take_in
from skill.dialogue.intents import topic_of
from skill.dialogue.question import Move, Question
from skill.dialogue.questions import question_of
from skill.dialogue.turn import Then, Turn
from skill.guidance import triage
from skill.guidance.answers import may_deny
from skill.guidance.conditions import conditions_in
from skill.guidance.kinds import tells_of_pain
from skill.guidance.matters import is_question
from skill.guidance.model import Urgency
from skill.guidance.red_flags import Finding, is_of_an_animal
from skill.guidance.triage import Alarm


def _ask_again(turn: Turn) -> Then:
    return Then.ASK_AGAIN


def _nothing(turn: Turn) -> Then:
    return Then.NOT_UNDERSTOOD


YES, NO, NOT_SURE, OKAY = "AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AcknowledgeIntent"
HELP, DETAIL, ASK_BACK = "AMAZON.HelpIntent", "StepDetailIntent", "AskBackIntent"

TELLS: dict[str, Move] = {
    "ReportPainIntent": reports.report_pain,
    "ReportSymptomIntent": adapting.told_symptom,
    "DescribeIntent": adapting.in_passing(reports.tell),
    "OtherBodyPartIntent": adapting.in_passing(reports.other_body_part),
    "FeelingIntent": about.feeling,
}
"""What tells something, and may ask something in the same words: that is answered where there is an answer to it."""

DENIES = frozenset({"AnswerIntent", *TELLS})
"""Where words may take back what an alarm is about, be it half a sign."""


def _hurts(turn: Turn) -> Then:
    """It hurts when they do that; before there are steps it may be a question: "it hurts on one side is that bad"."""
    return (steps.hurts if turn.case.steps else topics.or_asked(steps.hurts))(turn)


def _walks(turn: Turn) -> Then:
    """A wish for a walking plan; in words that nobody listed it may be a question: "is it better to walk on grass"."""
    said = turn.slot("Walk")
    is_free = said is not None and said.id is None
    return (topics.or_asked(walking.walk) if is_free else walking.walk)(turn)


def _correct(turn: Turn) -> Then:
    """What was told is put right: a number for the pain, or anything else."""
    then = progress.put_right(turn, putting_right.number(turn))
    return then if then is not Then.NOT_UNDERSTOOD else reports.correct(turn)


MOVES: dict[str, Move] = {
    **{intent: topics.or_asked(move) for intent, move in TELLS.items()},
    "LaunchRequest": global_commands.launch,
    "AnswerIntent": reports.tell,
    "CorrectionIntent": _correct,
    "CallForHelpIntent": alarm.call_for_help,
    "GetHelpIntent": topics.calm,
    "StretchHowToIntent": topics.stretch_how_to,
    "GoToStepIntent": steps.go_to,
    "StepsLeftIntent": steps.left,
    "StepDetailIntent": topics.detail,
    "StepHurtsIntent": _hurts,
    "HowIsItIntent": topics.or_asked(course.how_is_it),
    "CannotIntent": adapting.cannot,
    "OtherStepIntent": another_step.other_step,
    "LeadMeIntent": leading.lead,
    "PlanOverviewIntent": overview.overview,
    "AlreadyDoneIntent": overview.already_done,
    "WalkingIntent": _walks,
    "WhoSaysIntent": about.who_says,
    "SpeakingStyleIntent": global_commands.speaking_style,
    "ThanksIntent": global_commands.thanks,
    "StartTimerIntent": walking_week.timer,
    "TimerStatusIntent": timers.status,
    "PauseTimerIntent": timers.pause,
    "ResumeTimerIntent": timers.resume,
    "CancelTimerIntent": start_timer.cancel,
    "SetReminderIntent": set_reminder.propose,
    "ReminderStatusIntent": reminders.status,
    "CancelReminderIntent": reminders.cancel,
    "RememberMeIntent": memory_moves.remember_me,
    "MemoryStatusIntent": memory_moves.status,
    "ForgetMeIntent": memory_moves.forget_me,
    "Connections.Response": consent.answered,
    YES: _ask_again,
    NO: _ask_again,
    NOT_SURE: _ask_again,
    OKAY: _ask_again,
    ASK_BACK: topics.detail,
    "AMAZON.NextIntent": steps.next_one,
    "AMAZON.PreviousIntent": steps.previous,
    "AMAZON.RepeatIntent": global_commands.repeat,
    "AMAZON.StartOverIntent": steps.start_over,
    "AMAZON.PauseIntent": steps.pause,
    "AMAZON.ResumeIntent": steps.resume,
    HELP: _ask_again,
    "AMAZON.StopIntent": global_commands.stop,
    "AMAZON.CancelIntent": global_commands.cancel,
    "AMAZON.NavigateHomeIntent": global_commands.stop,
    "AMAZON.FallbackIntent": _nothing,
}
"""What each intent does where the open question does not say otherwise."""


def _remind_to_call(turn: Turn) -> Then:
    """A reminder while an alarm stands: to call somebody, where that is soon enough, never to move or to stretch."""
    stop, task = alarm.standing(turn), turn.slot("Task")
    if stop.urgency == Urgency.EMERGENCY:
        return getting_help.answer(turn, turn.content.alarm_help["time_it"])
    if task and task.id:
        return _no_exercise(turn)
    then, wish = set_reminder.propose(turn), turn.alerts.wish
    if stop.urgency == Urgency.TODAY and turn.asked == asking.REMIND and wish and wish.when:
        turn.say("alarm.remind_late" if turn.day_of(wish.when.instant) > turn.today else "alarm.remind_today")
    return then


def _time_the_call(turn: Turn) -> Then:
    """A timer while an alarm stands: nothing is timed, but a reminder comes as late, where that is soon enough."""
    if length := turn.slot("Duration"):
        turn.slots = {"Delay": length}
        return _remind_to_call(turn)
    return getting_help.answer(turn, turn.content.alarm_help["time_it"])


def _no_exercise(turn: Turn) -> Then:
    """Something to do for the back is wished for while an alarm stands."""
    return getting_help.answer(turn, turn.content.alarm_help["exercise"])


def _feeling(turn: Turn) -> Then:
    """How they feel about it: kind words that do not make light of the alarm."""
    stop = alarm.standing(turn)
    if stop.flags[0] in triage.STANDS or alarm.is_private(turn, stop.flags[0]) or turn.case.called or turn.case.seen:
        return about.feeling(turn)
    return getting_help.answer(turn, turn.content.alarm_help["feelings"])


AFTER_ALARM: dict[str, Move] = {
    "GetHelpIntent": getting_help.help_with,
    "CallForHelpIntent": alarm.call_for_help,
    "CorrectionIntent": withdrawal.doubt,
    "HowIsItIntent": withdrawal.doubt_if_better,
    "StepDetailIntent": getting_help.help_with,
    "FeelingIntent": _feeling,
    "WhoSaysIntent": about.who_says,
    "SpeakingStyleIntent": global_commands.speaking_style,
    "SetReminderIntent": _remind_to_call,
    "StartTimerIntent": _time_the_call,
    "LaunchRequest": alarm.back,
    "AMAZON.FallbackIntent": alarm.not_caught,
    "StretchHowToIntent": _no_exercise,
    "LeadMeIntent": _no_exercise,
    "WalkingIntent": _no_exercise,
    "ForgetMeIntent": memory_moves.forget_me,
    "MemoryStatusIntent": memory_moves.status,
    "Connections.Response": consent.answered,
    "ThanksIntent": global_commands.thanks,
    "AMAZON.RepeatIntent": alarm.say_again,
    "AMAZON.HelpIntent": getting_help.help_with,
    "AMAZON.StartOverIntent": alarm.not_now,
    "AMAZON.StopIntent": global_commands.stop,
    "AMAZON.CancelIntent": global_commands.stop,
    "AMAZON.NavigateHomeIntent": global_commands.stop,
}
"""What an intent still does while an alarm stands. Every other hears why there are no steps, and what help there is."""

ASKS_AGAIN = frozenset(
    {"SessionResumedRequest", "Dialog.InputRequest", "Dialog.API.Invoked", "Display.ElementSelected"}
)
"""Requests out of a conversation that come of nothing this skill does: it asks once more what was open."""

SAYS_BY_ITSELF = frozenset({"AlreadyDoneIntent", "ReportPainIntent"})
"""What may answer a question without any words in slots: "I did that already", "my back hurts"."""

ERRANDS = frozenset({"StartTimerIntent", "SetReminderIntent"})
"""What may be asked for behind a no, and is done all the same: "no to all, can you set a timer"."""

OF_THE_TALK = frozenset({"SpeakingStyleIntent"})
"""What is about how the coach talks, and answers nothing."""

OF_STEPS = frozenset(
    {
        "StepHurtsIntent", "GoToStepIntent", "StepsLeftIntent", "OtherStepIntent", "PlanOverviewIntent",
        "AlreadyDoneIntent", "CannotIntent",
    }
)  # fmt: skip
"""What is about the steps, and no question to those who look at an alarm."""

AFTER_CHECK = frozenset(
    {
        "GoToStepIntent", "StepsLeftIntent", "OtherStepIntent", "LeadMeIntent", "PlanOverviewIntent",
        "AlreadyDoneIntent", "StepDetailIntent", "StretchHowToIntent", "AskBackIntent",
        "AMAZON.NextIntent", "AMAZON.PreviousIntent",
    }
)  # fmt: skip
"""What is about the steps, and comes only when no question of the safety check is open or waits."""


def answer(turn: Turn) -> None:
    """Makes the answer to one turn."""
    case_before = turn.case
    before, missed_before, flags_before = turn.case.asked, turn.case.missed, turn.case.flags
    question = question_of(before)
    turn.open, turn.checking, turn.comes_back = flow.open_of(before), question.is_check, question.comes_back
    tells_where = abroad.hear(turn)
    unclear = listen(turn)
    flow.follow(turn, _move(turn, question, unclear, flags_before, tells_where)(turn))
    topics.put_right(turn, case_before)
    flow.settle(turn, before)
    alarm.mark(turn)
    alarm.keep_private(turn)
    if missed_before and turn.case.missed == missed_before:
        turn.case = turn.case.but(missed=0)  # this one was understood


def _move(
    turn: Turn, question: Question, unclear: Finding | None, flags_before: tuple[str, ...], tells_where: bool
) -> Move:
    """What this turn does: a new alarm, then the one that stands, then a doubt, then what was said."""
    stop = triage.alarm(turn.case, turn.content)
    if stop and set(turn.red_flags) - set(flags_before):
        before = triage.alarm(turn.case.but(flags=flags_before), turn.content)
        if before is not None and before.which is None and before.flags == stop.flags:
            if topic_of(turn.intent, turn.content.topics) == "causes":
                return partial(getting_help.help_with, topic="causes")
            matter = getting_help.in_words(turn) if turn.urgency == Urgency.SOON else None
            return partial(getting_help.answer, matter=matter) if matter else alarm.sound_more
        return alarm.sound if stop.urgency == Urgency.EMERGENCY else partial(_sound, stop)
    if unclear and _matters(turn, unclear, stop):
        return partial(_clarify, unclear)
    if stop and tells_where:
        return getting_help.say_where
    return partial(_while_alarm_stands if stop else _understand, question)


def _sound(stop: Alarm, turn: Turn) -> Then:
    """An alarm that is no emergency, behind what must not be done, where that was asked: "heat, and I'm pregnant"."""
    topics.warn_first(turn, stop.flags[0])
    return alarm.sound(turn)


def _matters(turn: Turn, unclear: Finding, stop: Alarm | None) -> bool:
    """Whether to ask what an unclear sign is about: not for one no worse than what stands, nor beside a plain no.

    Nor where a question is asked back about the one that is open: "what do you mean, between my legs".
    """
    if stop and Urgency(unclear.urgency).rank >= stop.urgency.rank:
        return False
    if turn.open.kind == safety.CLARIFY and safety.is_denied_beside(turn, unclear):
        return False
    return not (
        turn.checking and (safety.is_plain_no(turn) or (turn.reading.asks and is_asked_about(turn, unclear.flag)))
    )


def _clarify(unclear: Finding, turn: Turn) -> Then:
    take_in(turn)
    if turn.intent == "ReportPainIntent":
        turn.case = turn.case.but(told=True)
    safety.deny_the_others(turn, unclear)
    topics.warn_first(turn, unclear.flag)
    return safety.clarify(turn, unclear)


def _while_alarm_stands(question: Question, turn: Turn) -> Then:
    """An answer to what the alarm asked, help with it, a correction; everything else is held."""
    if takes_leave(turn):
        return getting_help.leave(turn)
    if question.in_alarm and (then := _answer(question, turn)) is not Then.NOT_UNDERSTOOD:
        return then
    stop = alarm.standing(turn)
    if withdrawal.is_lesser(turn):
        return withdrawal.ask_if_lesser(turn)
    if withdrawal.is_of_their_own(turn):
        return withdrawal.ask_whose(turn)
    if withdrawal.is_taken_back(turn):  # "I never said numb" denies that it was said
        return withdrawal.doubt(turn)
    if taken_back := withdrawal.at_once(turn):
        return taken_back
    if matter := getting_help.in_words(turn):
        return getting_help.answer(turn, matter)
    denies = set(turn.reading.denied) & set(stop.flags) or (turn.intent in DENIES and _denies(turn))
    if denies or withdrawal.is_said_to_be_old(turn):
        return withdrawal.doubt(turn)
    if id := topic_of(turn.intent, turn.content.topics):
        advises = triage.may_be_advised(turn.case, turn.content)
        return topics.topic(turn, id) if advises else _help_or_hold(turn, id)
    return AFTER_ALARM.get(turn.intent, alarm.hold if turn.intent in OF_STEPS else alarm.not_here)(turn)


def takes_leave(turn: Turn) -> bool:
    """Whether they say goodbye at the end of something that tells and denies no sign: "no thanks, bye"."""
    of_signs = turn.reading.affirmed or turn.reading.denied or turn.reading.unsure or turn.red_flags
    return bool(turn.text) and turn.also_wants == "AMAZON.StopIntent" and not of_signs


def _denies(turn: Turn) -> bool:
    """Whether an answer takes something back, be it half a sign: "no it's not brown". Then it is asked what."""
    another = turn.reading.affirmed or turn.reading.unsure or turn.reading.denied or turn.reading.asks
    return turn.reading.word == "no" or (not another and may_deny(turn.said, turn.content))


def _help_or_hold(turn: Turn, topic: str) -> Then:
    """A question about something to do while an alarm stands: the help it comes down to, if any."""
    helps = any(topic in each.topics for each in turn.content.alarm_help.values())
    return getting_help.help_with(turn, topic) if helps else alarm.not_here(turn, asks=True)


def _understand(question: Question, turn: Turn) -> Then:
    """What was said is an answer to the open question, or does what it says."""
    if turn.text and not turn.case.steps and is_of_an_animal(turn.said.reading):
        return reports.of_an_animal(turn)
    if putting_right.is_of_timer(turn):
        return putting_right.of_timer(turn)
    if putting_right.was_set(turn):
        return putting_right.of_set_reminder(turn)
    told_before = _known_of(turn)
    if not _is_of_errand(turn):  # there a length is no time since it began
        _take_in(turn)
    then = _answer(question, turn)
    if then is Then.NOT_UNDERSTOOD:
        if _is_of_errand(turn):
            _take_in(turn)
        waits = turn.intent in AFTER_CHECK and flow.is_checking(turn)
        then = Then.GO_ON if waits else move_for(turn)(turn)
        is_a_no = turn.checking and safety.is_plain_no(turn) and not reports.is_of_someone_else(turn)
        if then is Then.ASK_AGAIN and is_a_no:
            then = _no_as_well(question, turn)
    if _leaves_room(turn, then) and (wish := turn.also_wants):
        return MOVES[wish](turn)
    if then is not Then.NOT_UNDERSTOOD:
        return then
    if turn.red_flags:  # told of something that can wait a few days: that was understood
        return reports.report_pain(turn)
    if _known_of(turn) != told_before or (turn.text and conditions_in(turn.said.reading)):
        return _noted(turn)
    return _not_understood(question, turn)


def _is_of_errand(turn: Turn) -> bool:
    """Whether a timer or reminder is asked about, and what was told of it may be put right."""
    return turn.intent == "CorrectionIntent" and asking.is_open(turn)


def _take_in(turn: Turn) -> None:
    take_in(turn)
    putting_right.take_in_onset(turn)


def _known_of(turn: Turn) -> tuple[object, ...]:
    """What is known of this person that a turn may tell in passing."""
    return turn.case.conditions, turn.case.began


def _noted(turn: Turn) -> Then:
    """Something was told of themselves, or when it began: that was understood, though it answers nothing."""
    if turn.case.steps and not turn.checking:
        return Then.MERGE
    turn.say("safety.noted")
    return Then.ASK_AGAIN


def _no_and_errand(question: Question, turn: Turn) -> Then:
    """A no, and a timer or reminder with it: the no counts, the errand is run, and then it goes on."""
    turn.answer_open()
    then = question.no(turn)
    if triage.alarm(turn.case, turn.content):
        return then
    done = MOVES[turn.intent](turn)
    return then if done is Then.STEPS else done


def _no_as_well(question: Question, turn: Turn) -> Then:
    """A plain no that was said with something else, which is dealt with: "no, is heat better than ice"."""
    turn.answer_open()
    return question.no(turn)


def _leaves_room(turn: Turn, then: Then) -> bool:
    """Whether a wish that was said as well may be done: "no ice here, next". In a check only a goodbye."""
    if not turn.text or turn.red_flags:
        return False
    if flow.is_checking(turn):
        return then is Then.NOT_UNDERSTOOD and turn.also_wants == "AMAZON.StopIntent"
    asks_of_step = then is Then.LISTEN and bool(turn.asked) and question_of(turn.asked).of_step
    return asks_of_step or then in (Then.ASK_AGAIN, Then.STEPS, Then.NOT_UNDERSTOOD)


def _answer(question: Question, turn: Turn) -> Then:
    """Yes, no, not sure, words, why and help, as the row of the open question says."""
    if turn.intent in (YES, NO, NOT_SURE, OKAY):
        okay = question.acknowledged or question.yes
        move = {YES: question.yes, NO: question.no, NOT_SURE: question.unsure, OKAY: okay}[turn.intent]
        turn.answer_open()
        return move(turn)
    if turn.intent in ERRANDS and turn.checking and safety.is_plain_no(turn):
        return _no_and_errand(question, turn)
    if turn.checking and safety.is_plain_no(turn) and set(turn.plain.split()) & {*turn.content.intake.errands.words}:
        turn.say("safety.errand_later")
    if agreeing.is_agreed(turn, question) and not putting_right.changes(turn):
        return agreeing.agree(turn, question)
    if question.words and _tells(turn) and (then := question.words(turn)) is not Then.NOT_UNDERSTOOD:
        return then
    if question.why and turn.intent in (DETAIL, ASK_BACK) and (turn.checking or not turn.case.topic):
        return question.why(turn)
    if turn.intent == HELP and (question.help or not triage.alarm(turn.case, turn.content)):
        return _help(question, turn)
    return Then.NOT_UNDERSTOOD


def _tells(turn: Turn) -> bool:
    """Whether words were said that may be an answer: a question is one of its own, whatever words it holds.

    "What if it never gets better" is no no, and neither is it a sign that is told or denied.
    """
    signs = turn.reading.affirmed or turn.reading.denied or turn.reading.unsure
    asks = topic_of(turn.intent, turn.content.topics) is not None and not signs
    asks = asks and (turn.reading.word is None or is_question(turn.plain))  # "no, I take a water tablet"
    if turn.intent in TELLS and not turn.checking:
        asks = asks or turn.also_asks is not None
    if reports.is_of_someone_else(turn):
        return False
    is_of_talk = turn.intent in OF_THE_TALK and not (turn.checking and safety.is_plain_no(turn))
    return (bool(turn.slots) or turn.intent in SAYS_BY_ITSELF) and not asks and not is_of_talk


def _help(question: Question, turn: Turn) -> Then:
    """Help that knows where one is."""
    if question.why and not question.help:
        return question.why(turn)
    turn.say(question.help or ("help.steps" if turn.case.steps else "help.start"))
    return Then.ASK_AGAIN


def _not_understood(question: Question, turn: Turn) -> Then:
    """It is said so, and asked again; what a second time means stands in the row."""
    missed = turn.case.missed + 1
    turn.case = turn.case.but(missed=missed)
    if missed > 1 and question.missed_twice:
        turn.answer_open()
        return question.missed_twice(turn)
    if question.missed:
        return question.missed(turn)
    where = "steps" if turn.case.steps else "start"
    turn.sentences.append(turn.words(turn.content.phrase(f"missed.{where}", missed - 1)))
    return Then.ASK_AGAIN


def _opens_with_pain(turn: Turn) -> bool:
    """Whether a conversation begins with what hurts, and asks nothing, whatever else is in it."""
    begins = not (turn.case.told or turn.case.steps or turn.case.topic)
    tells = begins and tells_of_pain(turn.text, turn.content) and not is_question(turn.plain)
    return tells and not topics.asks_before_pain(turn)


def move_for(turn: Turn) -> Move:
    """What to do for the intent of this turn. An intent nobody knows is treated as not understood."""
    if id := topic_of(turn.intent, turn.content.topics):
        return reports.report_pain if _opens_with_pain(turn) else partial(topics.topic, id=id)
    return _ask_again if turn.intent in ASKS_AGAIN else MOVES.get(turn.intent, _nothing)
