"""What can be wrong with a locale: a missing word, a number or a word that belongs elsewhere, an unknown source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from skill.building.content_check import FROM_THE_CASE
from skill.building.spoken_texts import spoken_texts
from skill.guidance.content import ELSEWHERE, Content, fill, placeholders
from skill.guidance.model import Locale

NUMBER = re.compile(r"\d[\d-]*")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Strangers = Callable[[str], set[str]]
"""Of a text, the numbers and words in it that belong to other locales."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of every locale."""
    yield from _facts(content)
    for locale in every(content):
        strange = strangers(locale, content)
        for where, text in heard_in(locale, content):
            for found in sorted(strange(text)):
                yield (
                    f"{where}: {locale.id} hears {found!r}, which belongs to another locale; use a placeholder of "
                    "locales.toml, or add the word to variants.toml"
                )


def every(content: Content) -> tuple[Locale, ...]:
    """Every locale, and the one for anywhere else."""
    return (*content.locales.values(), content.locale(ELSEWHERE))


def heard_in(locale: Locale, content: Content) -> Iterator[tuple[str, str]]:
    """Every text that can be spoken, shown or printed on a card, as this locale gets it, and where it stands."""
    values = {**dict.fromkeys(FROM_THE_CASE, ""), **locale.words, "country": locale.country}
    for where, text in _texts(content):
        if placeholders(text) <= values.keys():  # a placeholder without words is a problem of the content
            yield where, locale.own(fill(text, values))


def strangers(locale: Locale, content: Content) -> Strangers:
    """What finds the numbers and words of other locales in a text for this one."""
    numbers = set(NUMBER.findall(" ".join(locale.words.values())))
    words = _words_of_others(locale, content)
    pattern = re.compile(rf"\b({'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b", re.IGNORECASE)

    def find(text: str) -> set[str]:
        return set(NUMBER.findall(text)) - numbers | {found.lower() for found in pattern.findall(text)}

    return find


def _words_of_others(locale: Locale, content: Content) -> set[str]:
    """Terms, words and spelt-out emergency numbers that are at home in other locales only."""
    others = [other for other in every(content) if other is not locale]
    terms = {term for other in others for term in other.terms}
    spelt = {number for other in others if (number := _spelt(other)) != _spelt(locale)}
    said_elsewhere = {said for table in content.variants.values() for said in table.values()}
    foreign = {*terms, *said_elsewhere, *locale.instead, *filter(None, spelt)}
    return foreign - {*locale.terms, *locale.instead.values()}


def _spelt(locale: Locale) -> str:
    """The emergency number as one reads it out, such as "nine one one"."""
    number = locale.words.get("emergency_number", "")
    return " ".join(DIGITS[int(digit)] for digit in number) if number.isdecimal() else ""


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    """Every text and name of the content that somebody may come to hear or see."""
    yield from ((where, text) for _, where, text in spoken_texts(content))
    for topic in map(content.topic, content.topic_ids):
        yield f"topics/{topic.id}.toml: name", topic.name
    for step in map(content.step, content.step_ids):
        yield from ((f"steps/{step.id}.toml: {key}", getattr(step, key)) for key in ("name", "dose"))
    for activity in content.activities.values():
        yield f"activities.toml [{activity.id}]: name", activity.name
    for flag in content.red_flags.values():
        yield from ((f"red_flags.toml [{flag.id}]: {key}", getattr(flag, key)) for key in ("name", "part"))


def _facts(content: Content) -> Iterator[str]:
    """Every locale has all the words, says where it has them from, and has a number of its own to call."""
    needed = set().union(*(locale.words.keys() for locale in every(content)))
    for locale in every(content):
        where = f"locales.toml [{locale.id}]"
        for key in sorted(needed - locale.words.keys()):
            yield f"{where}: words.{key} is missing; add what is said for it there"
        for id in locale.sources:
            if id not in content.sources:
                yield f"{where}: source {id!r} is not in sources.toml; add it there or correct the id"
        if not locale.sources or not locale.review:
            yield f'{where}: sources or review is empty; name where the facts are from, and "unreviewed"'
        if locale.english not in content.phrases.get("time", {}).get("on_date", ()):
            yield f"phrases.toml [time.on_date]: {locale.english} is missing; say how {locale.id} names a day"
        number = locale.words.get("emergency_number", "")
        if locale.id != ELSEWHERE and not number.isdecimal():
            yield f"{where}: emergency_number {number!r} cannot be dialled; write its digits"
        if locale.id == ELSEWHERE and (found := NUMBER.search(" ".join(locale.words.values()))):
            yield f"{where}: names {found.group()}, which may be wrong where it is heard; name no number"
