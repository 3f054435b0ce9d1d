"""What a question is about: the topic that Alexa heard, and the words, weighed against each other.

"Is it okay to go to a wedding and dance" is no sample of any topic, and "is turmeric any good" may be taken for a
question about painkillers. Four things speak for an answer: its own cues, that its topic was heard, the words that
name it wherever it is asked (content/matters.toml), and how like the words are to a question that is written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from skill.guidance.aspects import BEGINNING, aspect_of, aspect_with_id, beginnings, fits
from skill.guidance.content import Content
from skill.guidance.files import made_of_tables, shipped
from skill.guidance.likeness import Answer, Index
from skill.guidance.model import Aspect, Topic
from skill.guidance.rows import Files, Tables

FILE = "matters.toml"
CUE, HEARD, VALUE, NAMED, SUBJECT = 0.4, 0.15, 0.35, 0.4, 0.2
"""What each of these adds to the likeness: a cue of the topic, the topic itself, the value that Alexa made of a word, a
matter that is named, a cue of a topic that is named. Chosen on questions that are in no list of the project."""
ENOUGH, ENOUGH_ALONE = 0.49, 0.56
"""Less than this is no answer to just that; the second where no topic was heard, or another one that nothing names."""

Cue = tuple[str, frozenset[str] | None, str]
"""As it is written, how the words it needs begin, and what it names."""


def is_question(words: str) -> bool:
    """Whether plain words ask: they begin as questions do, hold what only a question does, or turn to ask."""
    begins = words.startswith(_asked("first"))
    return begins or any(each in words for each in _asked("anywhere")) or _turns_to_ask(words)


def _turns_to_ask(words: str) -> bool:
    """Whether it ends as a question: "is the roller alright", which "the roller is alright" does not."""
    ends = next((each for each in _asked("last") if words.endswith(each)), "")
    left = words.removesuffix(ends.removeprefix(" ")).rstrip()
    return bool(ends) and any(each in left for each in _asked("turning")) and not left.endswith((" is", " are"))


def question_in(
    words: str, content: Content, heard: Topic | None = None, value: str | None = None
) -> tuple[Topic, Aspect] | None:
    """The topic and the question of it that plain words ask, or None where no answer is sure enough.

    `heard` is the topic that Alexa heard, and `value` the id of what it made of a word of it.
    """
    of_heard = ((aspect_of(heard, words), CUE), (aspect_with_id(heard, value), VALUE)) if heard else ()
    named = _named(words, content)
    spoken_for = {*named, *((heard.id, found.id) for found, _ in of_heard if heard and found)}
    like = asked().like(words, ENOUGH - HEARD if heard else ENOUGH_ALONE, spoken_for)
    scores: dict[Answer, float] = defaultdict(float, like)
    if heard:
        for topic, id in scores:
            scores[topic, id] += HEARD if topic == heard.id else 0.0
        for found, weight in of_heard:
            if found:
                known = (heard.id, found.id) in scores
                scores[heard.id, found.id] += weight if known else weight + HEARD
    for answer, weight in named.items():
        scores[answer] += weight
    sure = (answer for answer in scores if scores[answer] >= _enough(answer, heard, named))
    best = max(sure, key=lambda answer: scores[answer], default=None)
    if best is None:
        return None
    meant = content.topic(best[0])
    aspect = aspect_with_id(meant, best[1])
    return (meant, aspect) if aspect else None


def _enough(answer: Answer, heard: Topic | None, named: Collection[Answer]) -> float:
    """How much has to speak for an answer: more where only its likeness leads away from the topic that was heard."""
    return ENOUGH if heard and (answer[0] == heard.id or answer in named) else ENOUGH_ALONE


def _named(words: str, content: Content) -> dict[Answer, float]:
    """The answers that plain words name, wherever they are asked for: the first matter, and all subjects."""
    begun, found = {word[:BEGINNING] for word in words.split()}, dict[Answer, float]()
    for topic in _fitting(_subjects(), words, begun):
        if aspect := aspect_of(content.topic(topic), words):
            found[topic, aspect.id] = SUBJECT
    if answer := next(_fitting(_about(), words, begun), ""):
        topic, _, id = answer.partition(".")
        found[topic, id] = found.get((topic, id), 0.0) + NAMED
    return found


def _fitting(cues: Iterable[Cue], words: str, begun: set[str]) -> Iterator[str]:
    """What those of the cues name that fit these words, which begin so."""
    for cue, needs, named in cues:
        if (needs is None or not needs.isdisjoint(begun)) and fits(cue, words):
            yield named


@cache
def asked() -> Index:
    """The questions that are written down, of the content files."""
    return made_of_tables(Index, _compiled)


def _compiled(files: Files) -> Tables:
    from skill.guidance.likeness_files import asks_of, compiled  # what is shipped needs no compiler

    return compiled(asks_of(files))


@cache
def _asked(place: str) -> tuple[str, ...]:
    return tuple(f" {each} " for each in shipped().row(FILE, "asked")[place])


@cache
def _subjects() -> tuple[Cue, ...]:
    return tuple((cue, beginnings(cue), topic) for topic, cue in shipped().row(FILE, "subject").items())


@cache
def _about() -> tuple[Cue, ...]:
    return tuple((cue, beginnings(cue), answer) for cue, answer in shipped().row(FILE, "about").items())
