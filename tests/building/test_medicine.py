"""What is said of medicine, heat and cold in every locale: no dose, no brand, and what must not be left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skill.building.locale_check import every
from skill.guidance.content import Content, fill

DOSE = re.compile(
    r"\b(\d+|milligrams?|mgs?|grams?|(one|two|three|four|six|eight|ten) (tablets|pills|capsules|every))\b", re.I
)
BRANDS = ("advil", "tylenol", "motrin", "aleve", "nurofen", "voltaren", "voltarol", "panadol", "crocin", "combiflam",
          "brufen", "calpol", "dolo", "volini", "deep heat", "tiger balm")  # fmt: skip


def answers(content: Content, *topics: str) -> Iterator[str]:
    """Everything these topics say, in the words of every locale."""
    for locale in every(content):
        values = {"told": "it", **locale.words}
        for topic in map(content.topic, topics):
            for noun in (topic, *topic.aspects):
                for text in (noun.answer, noun.more, noun.instead):
                    plain = {key: re.sub(r"[\d-]+", "", value) for key, value in values.items()}
                    yield locale.own(fill(text, plain))


def test_no_answer_about_medicine_names_a_dose_or_a_brand(content: Content) -> None:
    said = list(answers(content, "medication", "supplements", "alcohol"))
    assert len(said) > 200
    for text in said:
        assert not DOSE.search(text), text
        assert not any(brand in text.lower() for brand in BRANDS), text


def test_cold_and_heat_say_not_to_sleep_with_it(content: Content) -> None:
    for topic in ("ice", "heat"):
        asleep = next(aspect for aspect in content.topic(topic).aspects if "sleep" in " ".join(aspect.asks))
        assert re.match(r"(don't|never|not|stay awake|no )", asleep.answer.lower()), asleep.answer
    for step in ("cold_pack", "warmth", "cold_or_warmth"):
        assert "awake" in content.step(step).say
