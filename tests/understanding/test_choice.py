"""Which intent is believed in, where the classifier is in doubt and a sample that takes any words fits."""

from __future__ import annotations

from skill.understanding import FALLBACK
from skill.understanding.choice import BY_MEANING, choose
from skill.understanding.grammar import Match
from skill.understanding.templates import SlotPlace, Template

WORDS = SlotPlace("Words", "AMAZON.SearchQuery")
NET = Match(Template("TellIntent", "i have {Words}", ("i", "have", WORDS)), ((WORDS, 2, 4),), 0, 2, 0)
IN_DOUBT = {"KneeIntent": 0.62, "TellIntent": 0.01, "OtherIntent": 0.05, FALLBACK: 0.32}


def test_a_guess_that_would_lose_the_words_is_given_up_for_a_sample_that_takes_any() -> None:
    assert choose(IN_DOUBT, [NET], BY_MEANING).intent == "TellIntent"


def test_what_is_surely_foreign_is_for_none_of_them() -> None:
    foreign = {name: each / 100 for name, each in IN_DOUBT.items()} | {FALLBACK: 0.99}
    assert choose(foreign, [NET], BY_MEANING, carriers=("KneeIntent", "TellIntent")).intent is None
