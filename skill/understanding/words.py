"""Text as a row of words that can be compared: case, punctuation, fillers and contractions made alike."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_WORD = re.compile(r"(?:(?<!\S)-)?\d+(?:[:.,/]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_SCRIPT = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f"
"""Japanese, which is written without spaces: each letter counts as a word."""
_OTHERS = re.compile(rf"[{_SCRIPT}\u0900-\u097f]")
_WORD_OF_OTHERS = re.compile(
    rf"(?:(?<!\S)-)?\d+(?:[:.,/]\d+)*|[{_SCRIPT}]|(?:[^\W\d_{_SCRIPT}]|[\u0900-\u0963\u0970-\u097f])+(?:'[^\W\d_]+)*"
)
"""The vowels of Hindi are marks behind a letter, and part of its word."""
_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
"""What a terminal sends for keys and colors; nobody says it."""
_FRACTION = re.compile(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])")
"""Between the two and the half of "2½", which would be 21/2 else."""
_SPELLED = re.compile(r"\b([a-z])\.\s?(?:([a-z])\.)(?:\s?([a-z])\.)?", re.IGNORECASE)
# Typographic apostrophes and the slash of "½", as NFKC leaves them, and the dot of a Turkish capital I.
_PLAIN = {0x2019: "'", 0x2018: "'", 0x60: "'", 0x2044: "/", 0x130: "I", 0x307: ""}
_IS = {"it", "that", "what", "where", "who", "how", "there", "here", "when", "he", "she", "this", "why"}
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word in comparable form, and where it stands in the text. A contraction gives two of one place."""

    norm: str
    raw: str
    at: int


Words = tuple[Word, ...]


@cache
def language() -> dict[str, Any]:
    """Fillers, polite words and contractions, from language.toml."""
    return tomllib.loads(Path(__file__).with_name("language.toml").read_text(encoding="utf-8"))


@cache
def _joined() -> re.Pattern[str]:
    phrases = (phrase.replace(" ", "[ -]") for phrase in language()["joined"])
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


@cache
def little() -> frozenset[str]:
    """Words that say little by themselves."""
    return frozenset(language()["little"])


def split(text: str, *, with_fillers: bool = False) -> Words:
    """The words of a text, mostly without the fillers."""
    clean = _clean(text)
    words = tuple(
        Word(norm, found.group().lower(), found.start())
        for found in _word_in(clean).finditer(clean)
        for norm in _expand(found.group().lower())
    )
    return words if with_fillers else without_fillers(words)


def _clean(text: str) -> str:
    if text.isascii() and "\x1b" not in text:  # nothing to be made plain, as in tens of thousands of samples
        clean = text.replace("`", "'")
    else:
        clean = unicodedata.normalize("NFKC", _FRACTION.sub(" ", _ESCAPE.sub(" ", text))).translate(_PLAIN)
    clean = _joined().sub(lambda found: re.sub(r"\W", "", found[0]), clean)
    if "." not in clean:
        return clean
    return _SPELLED.sub(lambda found: "".join(part for part in found.groups() if part) + " ", clean)


def _word_in(clean: str) -> re.Pattern[str]:
    return _WORD if clean.isascii() or not _OTHERS.search(clean) else _WORD_OF_OTHERS


def without_fillers(words: Words) -> Words:
    """The words that carry something."""
    fillers = _phrases("fillers")
    return tuple(word for word in words if (word.norm,) not in fillers)


def norms(text: str, *, with_fillers: bool = False) -> tuple[str, ...]:
    """The comparable words of a text."""
    clean = _clean(text)
    found = (norm for word in _word_in(clean).findall(clean) for norm in _expand(word.lower()))
    return tuple(found) if with_fillers else tuple(norm for norm in found if norm not in _filling())


def said(words: Words) -> str:
    """The words as they were said, in lower case: what Alexa hands over as a slot's value."""
    places = {word.at: word.raw for word in words}
    if not any(_OTHERS.match(raw) for raw in places.values()):
        return " ".join(places.values())
    text, ends = "", 0
    for at, raw in places.items():
        text += raw if not text or (at == ends and not raw[0].isspace()) else f" {raw}"
        ends = at + len(raw)
    return text


def openings(words: Words) -> Words:
    """The words without the polite ones before and after, as long as something is left."""
    start, end = 0, len(words)
    while (step := _phrase_at(words[start:end], "polite_endings", False)) and start < end - step:
        end -= step
    while (step := _phrase_at(words[start:end], "polite_openings", True)) and start + step < end:
        start += step
    return words[start:end]


def _phrase_at(words: Words, kind: str, leading: bool) -> int:
    row = tuple(word.norm for word in words)
    for length in range(min(5, len(row)), 0, -1):
        part = row[:length] if leading else row[-length:]
        if part in _phrases(kind):
            return length
    return 0


@cache
def openers() -> frozenset[str]:
    """Words by themselves that may stand before any sentence."""
    single = language()["fillers"] + [phrase for phrase in language()["polite_openings"] if " " not in phrase]
    return frozenset(single)


@cache
def _filling() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases("fillers") if len(phrase) == 1)


@cache
def _phrases(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(part for word in phrase.split() for part in _expand(word)) for phrase in language()[kind])


@lru_cache(maxsize=50_000)
def _expand(word: str) -> tuple[str, ...]:
    known = language()["contractions"].get(word)
    if known:
        return tuple(known.split())
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)], full)
    if word.endswith("'s") and word[:-2] in _IS:
        return (word[:-2], "is")
    if word.endswith("s's"):
        return (word[:-2].replace("'", ""),)
    return (word.replace("'", ""),)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its ending, so that "stretches", "stretching" and "stretch" are one."""
    if len(word) < 4:
        return word
    if not word.isascii():
        return word.removesuffix("s")
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
            # A consonant is doubled only before an ending: "hopping", but "butt" is no "but".
            if ending in ("ing", "ed") and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
                word = word[:-1]
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word
