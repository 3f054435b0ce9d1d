"""A yes with more behind it: it is taken, and so is what was told with it. News of getting worse comes first."""

from __future__ import annotations

from skill.dialogue import steps, topics
from skill.dialogue.coaching import progress
from skill.dialogue.question import Question
from skill.dialogue.turn import Then, Turn
from skill.guidance.kinds import reports_pain
from skill.guidance.model import Urgency
from skill.guidance.news import news_in
from skill.guidance.scanner import load

AGREED = frozenset({"Affirmed", "Agreed"})
"""The slots with what stands behind a yes, and with a yes before something that has an intent of its own."""


def is_agreed(turn: Turn, question: Question) -> bool:
    """Whether a yes that means something here was said, with words behind it that take nothing of it back."""
    if not AGREED & turn.slots.keys() or question.is_check or (question.in_alarm and not question.of_errand):
        return False
    if not question.asks_plainly or not turn.open.kind:
        return False
    held = {word.read for word in turn.said.reading.words} & {*load().lexicon.negative}
    news = _news(turn)
    can_wait = not turn.red_flags or (news == "worse" and turn.urgency == Urgency.SOON)  # new signs are asked for then
    return can_wait and (news is not None or not (held or reports_pain(turn.text, turn.content)))


def agree(turn: Turn, question: Question) -> Then:
    """The yes, and a word on how it goes. Where that is worse, signs are asked for, and the question waits."""
    news = _news(turn)
    if news == "worse":
        turn.case = turn.case.but(trend=news)
        return progress.worse(turn)
    if news:
        turn.case = turn.case.but(trend=news)
        turn.say(_word_on(turn, news))
    asked = turn.also_asks
    turn.answer_open()
    then = question.yes(turn)
    return topics.answer(turn, *asked) if asked and then in (Then.STEPS, Then.ASK_AGAIN) else then


def _news(turn: Turn) -> str | None:
    trend = turn.slot("Trend")
    return trend.id if trend and trend.id else news_in(turn.text, turn.content)


def _word_on(turn: Turn, news: str) -> str:
    return "trend.keep" if news == "better" and steps.current(turn) else WORDS_ON[news]


WORDS_ON = {"better": "trend.better", "same": "trend.same", "gone": "trend.gone"}
