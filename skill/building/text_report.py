"""`back-coach check --report`: one table of every text that is said: reading grade, words, seconds, review."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from skill.building.review import as_heard
from skill.building.review_parts import parts
from skill.building.signatures import is_signed, signatures
from skill.guidance.content import Content, default_content
from skill.guidance.model import Locale

WORDS_A_SECOND = 2.6
"""How fast Alexa speaks: 82 words took her 31 seconds."""
FEWEST_WORDS = 8
"""Of fewer words no reading grade can be told."""
SIGNED, CHANGED, UNSIGNED = "signed", "changed since", "unreviewed"

Grade = Callable[[str], float]


@dataclass(frozen=True)
class Text:
    """A text that is said, and how it reads and sounds."""

    where: str
    words: int
    seconds: float
    grade: float | None
    """The school year of the United States that reads it (Flesch and Kincaid); None where nobody can tell."""
    review: str


def texts(content: Content, locale: Locale) -> Iterator[Text]:
    """Every text in the words of a place, in the order of the review document."""
    given, grade = signatures(content), _grade()
    for part in parts(content):
        signature = given.get(part.id)
        review = SIGNED if is_signed(part, signature) else CHANGED if signature else UNSIGNED
        for section in part.sections:
            for label, text in section.said:
                heard = as_heard(text, locale)
                words = len(heard.split())
                where = ", ".join(filter(None, (part.id, section.title, label)))
                read = grade(re.sub(r"[\[\]]", "", heard)) if grade and words >= FEWEST_WORDS else None
                yield Text(where, words, words / WORDS_A_SECOND, read, review)


def run() -> None:
    """Prints the table in the words of the United States, in which the content is written."""
    content = default_content()
    print(*printed(content, content.locale("en-US")), sep="\n")


def printed(content: Content, locale: Locale) -> Iterator[str]:
    """The table, line by line, and what it comes to."""
    rows = list(texts(content, locale))
    yield f"{'words':>5} {'seconds':>7} {'grade':>5}  {'review':<13} text"
    for row in rows:
        grade = "-" if row.grade is None else f"{row.grade:.1f}"
        yield f"{row.words:>5} {row.seconds:>7.1f} {grade:>5}  {row.review:<13} {row.where}"
    unsigned = sum(row.review != SIGNED for row in rows)
    yield f"{len(rows)} texts, {sum(row.words for row in rows)} words, {unsigned} of them not signed by anybody"
    if all(row.grade is None for row in rows):
        yield "no reading grade: pip install textstat"


def _grade() -> Grade | None:
    """What tells the reading grade, where that library is installed."""
    try:
        import textstat
    except ModuleNotFoundError:
        return None
    read: Grade = textstat.flesch_kincaid_grade
    return read
