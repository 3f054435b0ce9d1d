"""Reads what people say in their own words where a yes, a no or the kind of pain was hoped for."""

from __future__ import annotations

from skill.guidance.content import Content
from skill.guidance.model import Answer, Kind


def words_of(text: str) -> str:
    """The words of a text in lower case, one blank between them and at either end, so that " no " can be sought."""
    letters = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in text.lower())
    return f" {' '.join(letters.split())} "


def mentions(text: str, phrases: list[str]) -> bool:
    """Whether one of the phrases stands in the text as whole words."""
    words = words_of(text)
    return any(f" {phrase} " in words for phrase in phrases)


def read_answer(texts: list[str], content: Content) -> Answer | None:
    """A yes, a no or a hedge in free words; None where there is none. A hedge outweighs a yes, and a yes a no."""
    found = {answer for text in texts if (answer := _read(text, content))}
    ranked: tuple[Answer, ...] = ("unsure", "yes", "no")
    return next((answer for answer in ranked if answer in found), None)


def _read(text: str, content: Content) -> Answer | None:
    phrases, words = content.intake["answers"], words_of(text)
    plain: tuple[Answer, ...] = ("yes", "no")
    opens = next((each for each in plain if any(words.startswith(f" {phrase} ") for phrase in phrases[each])), None)
    doubtful = mentions(text, phrases["doubts"]) or (opens != "no" and mentions(text, phrases["degrees"]))
    return "unsure" if doubtful else opens


def kind_of(text: str, content: Content) -> Kind | None:
    """What the pain sounds like in these words: nerve-type before strain before plain soreness."""
    kinds: tuple[Kind, ...] = ("nerve", "strain", "soreness")
    for kind in kinds:
        if mentions(text, content.kinds[kind]):
            return kind
    return None


def reports_pain(text: str, content: Content) -> bool:
    """Whether these words say that a back hurts."""
    return mentions(text, content.intake["pain"]["words"]) or kind_of(text, content) is not None
