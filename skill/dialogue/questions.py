"""The policy: every kind of question the coach can ask, one row each, and what comes of every answer to it.

Adding a question is one row here and its words in the content.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from skill.dialogue import (
    alarm,
    getting_help,
    global_commands,
    memory_moves,
    reports,
    safety,
    steps,
    topics,
    withdrawal,
)
from skill.dialogue.alerts import asking, putting_right, set_reminder, start_timer
from skill.dialogue.coaching import course, offers, picture, progress, return_to_sport, walking, walking_week
from skill.dialogue.question import Question
from skill.dialogue.turn import Then, Turn


def _ask_again(turn: Turn) -> Then:
    return Then.ASK_AGAIN


def _still_open(turn: Turn) -> Then:
    return turn.still_open()


def _to_the_step(turn: Turn) -> Then:
    """Back to where they are; outside the steps, to what one can say."""
    return Then.SPEAK_STEP if turn.case.steps else Then.ASK_AGAIN


def _errand(kind: str) -> partial[Then]:
    return partial(_ask_errand, kind)


def _ask_errand(kind: str, turn: Turn, about: str) -> Then:
    return asking.ask(turn, kind)


NOTHING_OPEN = Question(
    ask=reports.ask_what,
    yes=_ask_again,
    no=_ask_again,
    unsure=_to_the_step,
)

NAMES_A_SIGN = Question(
    ask=withdrawal.ask_again,
    yes=withdrawal.confirm,
    no=withdrawal.withdraw,
    unsure=withdrawal.confirm,
    words=withdrawal.read,
    why=safety.explain_sign,
    comes_back=True,
    due=withdrawal.is_due,
    acknowledged=_still_open,
    is_check=True,
    in_alarm=True,
)
"""Asks of the sign that raised an alarm, by its name: a no takes that back."""

QUESTIONS: dict[str, Question] = {
    # --- the safety check ---
    safety.SAFETY: Question(
        ask=safety.ask_bundle_again,
        yes=safety.yes,
        no=safety.no,
        unsure=safety.unfold,
        words=safety.read_bundle,
        missed=safety.missed,
        missed_twice=safety.unfold,
        why=safety.explain,
        help="help.safety",
        comes_back=True,
        due=safety.bundle_is_due,
        acknowledged=_still_open,
        is_check=True,
    ),
    safety.PART: Question(
        ask=safety.ask_part_again,
        yes=safety.part_yes,
        no=safety.part_no,
        unsure=safety.part_yes,
        words=safety.read_part,
        missed=safety.missed_part,
        missed_twice=safety.give_up,
        why=safety.explain_part,
        help="help.safety",
        comes_back=True,
        due=safety.part_is_due,
        acknowledged=_still_open,
        is_check=True,
        in_alarm=True,
    ),
    safety.CLARIFY: Question(
        ask=safety.ask_clarifying_again,
        yes=safety.clarified,
        no=safety.harmless,
        unsure=safety.clarified,
        words=safety.read_clarified,
        missed=safety.missed_clarifying,
        missed_twice=safety.give_up,
        why=safety.explain_sign,
        help="help.safety",
        comes_back=True,
        due=safety.clarifying_is_due,
        acknowledged=_still_open,
        is_check=True,
        in_alarm=True,
    ),
    # --- after an alarm ---
    alarm.WHICH: Question(
        ask=alarm.ask_which,
        yes=withdrawal.confirm,
        no=withdrawal.unfold,
        unsure=withdrawal.confirm,
        words=safety.read_which,
        why=alarm.explain_which,
        comes_back=True,
        due=alarm.which_is_due,
        acknowledged=_still_open,
        is_check=True,
        in_alarm=True,
    ),
    alarm.AGAIN: Question(
        ask=alarm.ask,
        yes=alarm.repeat,
        no=alarm.not_again,
        unsure=alarm.repeat,
        acknowledged=alarm.hold,
        in_alarm=True,
    ),
    alarm.OFFER_WORDS: Question(
        ask=alarm.offer_words_again,
        yes=getting_help.say_what_to_tell,
        no=alarm.goodbye,
        unsure=getting_help.say_what_to_tell,
        in_alarm=True,
    ),
    alarm.WITHDRAW: NAMES_A_SIGN,
    alarm.USUAL: replace(NAMES_A_SIGN, ask=withdrawal.ask_usual_again, words=withdrawal.read_usual),
    alarm.LESSER: replace(NAMES_A_SIGN, ask=withdrawal.ask_lesser_again, words=withdrawal.read_lesser, why=None),
    alarm.MINE: Question(
        ask=withdrawal.ask_whose_again,
        yes=withdrawal.confirm,
        no=withdrawal.not_mine,
        unsure=withdrawal.confirm,
        words=withdrawal.read_whose,
        comes_back=True,
        due=withdrawal.is_due,
        acknowledged=_still_open,
        is_check=True,
        in_alarm=True,
    ),
    # --- what happened ---
    reports.ONSET: Question(
        ask=reports.ask_onset,
        yes=_still_open,
        no=reports.onset_unknown,
        unsure=reports.onset_unknown,
        words=reports.onset_told,
        missed_twice=reports.onset_unknown,
        comes_back=True,
        due=reports.onset_is_due,
    ),
    reports.WHAT: Question(
        ask=reports.ask_what,
        yes=_ask_again,
        no=global_commands.stop,
        unsure=_to_the_step,
    ),
    # --- the steps ---
    steps.NEXT: Question(
        ask=steps.ask_next,
        yes=steps.next_one,
        no=steps.wait,
        unsure=_to_the_step,
        of_step=True,
    ),
    steps.BACK: Question(
        ask=steps.ask_back,
        yes=_to_the_step,
        no=steps.wait,
        unsure=_to_the_step,
        of_step=True,
    ),
    steps.TIME: Question(
        ask=steps.ask_time,
        yes=start_timer.time_step,
        no=steps.wait,
        unsure=_to_the_step,
        of_step=True,
    ),
    progress.FELT: Question(
        ask=progress.ask_felt,
        yes=_still_open,
        no=steps.next_one,
        unsure=steps.next_one,
        words=progress.felt,
        help="help.felt",
        acknowledged=steps.next_one,
        of_step=True,
    ),
    progress.WAY_BACK: Question(
        ask=progress.ask_way_back,
        yes=progress.take_way_back,
        no=offers.walking_instead,
        unsure=_ask_again,
    ),
    # --- over days ---
    course.COURSE: Question(
        ask=course.ask,
        yes=course.yes,
        no=course.no,
        unsure=course.skip,
        words=course.told,
        missed_twice=course.skip,
        help="help.course",
        comes_back=True,
        due=course.is_due,
        acknowledged=course.okay,
    ),
    offers.OFFER: Question(
        ask=offers.ask,
        yes=offers.take,
        no=_ask_again,
        unsure=_ask_again,
    ),
    picture.PICTURE: Question(
        ask=picture.ask_again,
        yes=picture.yes,
        no=picture.no,
        unsure=picture.unsure,
        comes_back=True,
        acknowledged=_still_open,
    ),
    walking.FROM: Question(
        ask=walking.ask_from,
        yes=_still_open,
        no=walking.from_the_start,
        unsure=walking.from_the_start,
        words=walking.from_told,
        missed_twice=walking.from_the_start,
        comes_back=True,
    ),
    walking_week.WALK: Question(
        ask=walking_week.ask,
        yes=walking_week.now,
        no=walking_week.not_now,
        unsure=walking_week.not_now,
        words=walking_week.told,
        help="help.walking",
    ),
    return_to_sport.GATE: Question(
        ask=return_to_sport.ask_again,
        yes=return_to_sport.yes,
        no=return_to_sport.no,
        unsure=return_to_sport.unsure,
        help="help.gate",
        comes_back=True,
        due=return_to_sport.is_due,
        acknowledged=_still_open,
        of_step=True,
    ),
    # --- answers to questions ---
    topics.MORE: Question(
        ask=reports.ask_what,
        yes=topics.detail,
        no=_ask_again,
        unsure=_to_the_step,
        in_alarm=True,
    ),
    # --- timers and reminders ---
    asking.DURATION: Question(
        ask=_errand(asking.DURATION),
        yes=_still_open,
        no=start_timer.drop,
        unsure=_still_open,
        words=putting_right.how_long,
        of_errand=True,
        comes_back=True,
        due=asking.duration_is_due,
    ),
    asking.WHEN: Question(
        ask=_errand(asking.WHEN),
        yes=_still_open,
        no=set_reminder.drop,
        unsure=_still_open,
        words=putting_right.of_reminder,
        of_errand=True,
        comes_back=True,
        in_alarm=True,
    ),
    asking.DELAY: Question(
        ask=_errand(asking.DELAY),
        yes=_still_open,
        no=set_reminder.drop,
        unsure=_still_open,
        words=putting_right.of_reminder,
        of_errand=True,
        comes_back=True,
        in_alarm=True,
    ),
    asking.REMIND: Question(
        ask=_errand(asking.REMIND),
        yes=set_reminder.confirm,
        no=set_reminder.drop,
        unsure=_still_open,
        words=putting_right.of_reminder,
        of_errand=True,
        comes_back=True,
        in_alarm=True,
    ),
    # --- the memory ---
    memory_moves.REMEMBER: Question(
        ask=memory_moves.offer,
        yes=memory_moves.agree,
        no=memory_moves.decline,
        unsure=memory_moves.decline,
        why=memory_moves.explain,
        of_step=True,
    ),
    memory_moves.WELCOME: Question(
        ask=memory_moves.ask_welcome,
        yes=memory_moves.go_on_if_kept,
        no=memory_moves.afresh,
        unsure=_still_open,
        comes_back=True,
        due=memory_moves.welcome_is_due,
    ),
    memory_moves.FORGET: Question(
        ask=memory_moves.ask_forget,
        yes=memory_moves.forgotten,
        no=memory_moves.not_forgotten,
        unsure=memory_moves.not_forgotten,
        comes_back=True,
        in_alarm=True,
    ),
}


def question_of(asked: str) -> Question:
    """The row for a question as `Case.asked` holds it; for none, or one of another version, that nothing is open."""
    return QUESTIONS.get(asked.partition(":")[0], NOTHING_OPEN)
