"""Whatever is typed, there is an answer and never an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.understanding import FALLBACK, InteractionModel, Understanding
from tests import tries

from .conftest import MONDAY, understanding_of

BITS = st.sampled_from(
    ["a", "large", "pizza", "order", "no", "and", "5", "half", "hour", "past", "of", "the", "next", "may", "1/2",
     "8:99", "second", "o'clock", "p.m.", "{Size}", "'", "can't", "ago", "0", "99999999999", "twenty", "3rd", "31st",
     "february", "hundred", "million", "in", "last", "week", "am", "ten", "to", "1.5.3", "12/45", "year", "decade",
     "point", "1/1/0000"]
)  # fmt: skip
NOTHING = [
    "", " ", "\n\t", "🍕", "👍🏽👨\u200d👩\u200d👧", "...?!", "a" * 10_000, "pizza " * 2_000, "\x00\x07\x1b[31m", "'",
    "\u200f", "um uh er", "我的背很痛", "спина болит", "مرحبا", "{Size}", "٣ ٤",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_to_understand_is_fallback(text: str) -> None:
    found = understanding_of("pizza").understand(text)
    assert (found.intent, found.why, dict(found.slots)) == (FALLBACK, "rejected", {})


def test_a_long_list_of_phrases_may_hold_one_that_is_a_little_word() -> None:
    phrases = ["us", "the", "not", *(f"the college of art{number} and of others" for number in range(120))]
    values = [{"name": {"value": each}} for each in phrases]
    intents = [{"name": "FindIntent", "slots": [{"name": "School", "type": "SCHOOL"}], "samples": ["about {School}"]}]
    language = {"invocationName": "school finder", "intents": intents, "types": [{"name": "SCHOOL", "values": values}]}
    model = InteractionModel.parse({"interactionModel": {"languageModel": language}})
    found = Understanding(model, lambda: MONDAY, folder=None, tier="default").understand("is there something for us")
    assert 0 <= found.confidence <= 1


def test_a_long_story_is_heard_to_its_end() -> None:
    story = "so i was on my way home and my kids were hungry and we thought, well, order a large pizza with pepperoni, "
    found = understanding_of("pizza").understand(story * 5)
    assert 0 <= found.confidence <= 1


@settings(max_examples=tries(300), deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    found = understanding_of("pizza").understand(text)
    assert 0 <= found.confidence <= 1


@settings(max_examples=tries(300), deadline=None)
@given(st.lists(BITS, max_size=40), st.sampled_from(["Size", "Topping", "Count"]))
def test_any_mix_of_known_words(bits: list[str], slot: str) -> None:
    text = " ".join(bits)
    for name in ("pizza", "weather"):
        found = understanding_of(name).understand(text, elicited=("OrderPizzaIntent", slot))
        assert 0 <= found.confidence <= 1
        assert all(each.value is None or each.value for each in found.slots.values())
