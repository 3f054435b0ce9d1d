"""What can be wrong with the answers to questions: a first sentence that does not answer, a cue that does not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from skill.guidance.aspects import aspect_of, plain
from skill.guidance.content import ELSEWHERE, Content, fill, placeholders
from skill.guidance.model import Aspect, Topic
from skill.guidance.scanner import load

MOST_WORDS_FIRST = 25
"""How many words the first sentence of an answer may have: it is the answer."""
ASKS = range(6, 15)
"""In how many ways a question is written down."""
BARE_YES_OR_NO = re.compile(r"(yes|no|nope|sure|absolutely)\b[,.]", re.IGNORECASE)
"""An opening that says the opposite once the question is turned round: "is it bad for me", "is it good for me"."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of topics, their questions, and the conditions that speak against them."""
    for topic in map(content.topic, content.topic_ids):
        where = f"topics/{topic.id}.toml"
        yield from _first_sentence(topic.answer, where, content)
        yield from _against(topic, topic.avoid_with, topic.instead, where, content)
        for id, times in Counter(aspect.id for aspect in topic.aspects).items():
            if times > 1:
                yield f"{where}: {times} aspects are called {id!r}; give each an id of its own"
        for aspect in topic.aspects:
            place = f"{where}: {aspect.id}"
            yield from _first_sentence(aspect.answer, place, content)
            yield from _against(topic, aspect.avoid_with or (), aspect.instead or topic.instead, place, content)
            yield from _asked(topic, aspect, place)
            for id in aspect.about_signs:
                if id not in content.red_flags:
                    yield f"{place}: about_signs names {id!r}, which is no red flag; correct it"
    yield from _conditions(content)
    yield from _calm(content)
    yield from _matters(content)


def _matters(content: Content) -> Iterator[str]:
    """Whether whatever is named wherever it is asked has an answer, and each topic words that name it."""
    file = "matters.toml"
    if missing := {"asked", "about", "subject"} - set(content.files.keys(file)):
        yield from (f"{file}: [{each}] missing; add it" for each in sorted(missing))
        return
    for cue, answer in content.files.row(file, "about").items():
        topic, _, aspect = answer.partition(".")
        if topic not in content.topic_ids or aspect not in {one.id for one in content.topic(topic).aspects}:
            yield f"{file} [about]: {cue!r} leads to {answer!r}, which is no question of a topic; correct it"
    for topic in set(content.files.row(file, "subject")) - set(content.topic_ids):
        yield f"{file} [subject]: {topic!r} is no topic; correct it"
    for key in {"first", "anywhere", "turning", "last"} - set(content.files.row(file, "asked")):
        yield f"{file} [asked]: {key} missing; add it"


def _calm(content: Content) -> Iterator[str]:
    for each in content.alarm_help.values():
        topic, _, aspect = each.calm.partition(".")
        known = content.topic(topic).aspects if topic in content.topic_ids else ()
        if each.calm and aspect not in {one.id for one in known}:
            yield f"alarm_help.toml [{each.id}]: calm names {each.calm!r}, which is no question of a topic; correct it"


def _first_sentence(text: str, where: str, content: Content) -> Iterator[str]:
    if BARE_YES_OR_NO.match(text):
        yield f"{where}: opens with {text.split()[0]!r}, which may reverse the question; say it in words that can't"
    for locale in (*content.locales.values(), content.locale(ELSEWHERE)):
        if placeholders(text) <= locale.words.keys():
            first = re.split(r"(?<=[.?])\s", fill(text, locale.words))[0]
            if (words := len(first.split())) > MOST_WORDS_FIRST:
                yield f"{where}: {words} words in the first sentence in {locale.id}; answer in {MOST_WORDS_FIRST}"


def _against(topic: Topic, avoid_with: tuple[str, ...], instead: str, where: str, content: Content) -> Iterator[str]:
    for id in avoid_with:
        if id not in content.conditions:
            yield f"{where}: avoid_with names {id!r}, not in conditions.toml; add it there or correct the id"
    if avoid_with and not instead:
        yield f"{where}: avoid_with without instead; say what those people are to do"


def _asked(topic: Topic, aspect: Aspect, where: str) -> Iterator[str]:
    if len(aspect.asks) not in ASKS:
        yield f"{where}: {len(aspect.asks)} asks; write {ASKS.start} to {ASKS.stop - 1}"
    for ask in aspect.asks:
        found = aspect_of(topic, plain(ask))
        if found is None or found.id != aspect.id:
            yield f"{where}: {ask!r} is taken for {found.id if found else 'no question'}; mend the cues"


def _conditions(content: Content) -> Iterator[str]:
    concepts = load().lexicon.concepts
    for id, condition in content.conditions.items():
        for concept in condition.concepts:
            if concept not in concepts:
                yield f"conditions.toml [{id}]: {concept!r} is no concept of lexicon.toml; add its words there"
        if not condition.concepts and id not in content.red_flags:
            yield f"conditions.toml [{id}]: no concepts, and no red flag either; say what it is told by"
