"""What a question is about: the topic that Alexa heard, and the words, weighed against each other.

"Is it okay to go to a wedding and dance" is no sample of any topic, and "is turmeric any good" may be taken for a
question about painkillers. Four things speak for an answer: its own cues, that its topic was heard, the words that
name it wherever it is asked (content/matters.toml), and how like the words are to a question that is written down.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from skill.guidance.aspects import aspect_of, aspect_with_id, fits, plain
from skill.guidance.content import Content
from skill.guidance.files import shipped
from skill.guidance.likeness import likeness
from skill.guidance.model import Aspect, Topic

FILE = "matters.toml"
CUE, HEARD, VALUE, NAMED, SUBJECT = 0.4, 0.15, 0.35, 0.4, 0.2
"""What each of these adds to the likeness: a cue of the topic, the topic itself, the value that Alexa made of a word, a
matter that is named, a cue of a topic that is named. Chosen on questions that are in no list of the project."""
ENOUGH, ENOUGH_ALONE = 0.44, 0.55
"""Less than this is no answer to just that; the second where no topic was heard."""


def is_question(text: str) -> bool:
    """Whether the words ask something: they begin as questions do, or hold what only a question does."""
    words = plain(text)
    return any(words.startswith(f" {each} ") for each in _asked("first")) or any(
        f" {each} " in words for each in _asked("anywhere")
    )


def question_in(
    text: str, content: Content, heard: Topic | None = None, value: str | None = None
) -> tuple[Topic, Aspect] | None:
    """The topic and the question of it that these words ask, or None where no answer is sure enough.

    `heard` is the topic that Alexa heard, and `value` the id of what it made of a word of it.
    """
    scores: dict[tuple[str, str], float] = defaultdict(float, likeness(text, content))
    if heard:
        for topic, id in scores:
            scores[topic, id] += HEARD if topic == heard.id else 0.0
        for found, weight in ((aspect_of(heard, text), CUE), (aspect_with_id(heard, value), VALUE)):
            if found:
                known = (heard.id, found.id) in scores
                scores[heard.id, found.id] += weight if known else weight + HEARD
    for key, weight in _named(text, content).items():
        scores[key] += weight
    best = max(scores, key=lambda key: scores[key], default=None)
    if best is None or scores[best] < (ENOUGH if heard else ENOUGH_ALONE):
        return None
    meant = content.topic(best[0])
    aspect = aspect_with_id(meant, best[1])
    return (meant, aspect) if aspect else None


def _named(text: str, content: Content) -> dict[tuple[str, str], float]:
    """The answers that words of the text name, wherever they are asked for: the first matter, and all subjects."""
    words, found = plain(text), dict[tuple[str, str], float]()
    for topic, cue in _table("subject").items():
        if fits(cue, words) and (aspect := aspect_of(content.topic(topic), text)):
            found[topic, aspect.id] = SUBJECT
    if answer := next((answer for cue, answer in _table("about").items() if fits(cue, words)), ""):
        topic, _, id = answer.partition(".")
        found[topic, id] = found.get((topic, id), 0.0) + NAMED
    return found


@cache
def _asked(place: str) -> tuple[str, ...]:
    return tuple(shipped().row(FILE, "asked")[place])


@cache
def _table(name: str) -> dict[str, str]:
    table: dict[str, str] = shipped().row(FILE, name)
    return table
