"""Number words as digits: "twenty five" as 25, "a hundred and five" as 105, "two point five" as 2.5, "third" as 3th."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .vocabulary import in_order, vocabulary

_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ZEROS = ("zero", "oh", "o")

Found = tuple[int, int] | None
"""A number, and where its words end."""


def in_digits(phrase: str, *, ordinals: bool = True) -> str:
    """The phrase with every number in digits, as it was said: "twenty twenty seven" stays the two numbers 20 27.

    Ordinals end in "th", whichever they are. A comma before three digits parts thousands; else it is a decimal point.
    """
    words = [_plain(word) for word in phrase.split()]
    written: list[str] = []
    at = 0
    while at < len(words):
        word, at = _next(words, at, ordinals)
        written.append(word)
    return " ".join(written)


def _plain(word: str) -> str:
    parts = word.split(",")
    if len(parts) == 1 or not all(part.replace(".", "").isdigit() for part in parts):
        return word
    are_thousands = all(len(part.partition(".")[0]) == 3 for part in parts[1:]) and len(parts[0]) < 4
    return ("" if are_thousands else ".").join(parts)


def _next(words: Sequence[str], at: int, ordinals: bool) -> tuple[str, int]:
    """One word of the written form, and where the words it stands for end."""
    if ordinals and (ordinal := _ordinal(words, at)):
        return f"{ordinal[0]}th", ordinal[1]
    whole = _whole(words, at)
    end = whole[1] if whole else at
    decimals = _decimals(words, end)
    if words[at] in _ZEROS and (decimals := _decimals(words, at + 1)):
        return f"0.{decimals[0]}", decimals[1]
    if decimals and (whole or words[at] == "point"):
        return f"{whole[0] if whole else 0}.{decimals[0]}", decimals[1]
    return (str(whole[0]), end) if whole else (words[at], at + 1)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _small(words: Sequence[str], at: int) -> Found:
    """A number below a hundred in words, or any in digits."""
    word = _word(words, at)
    if word.isdecimal():
        return int(word), at + 1
    if word in _tens():
        unit = _units().get(_word(words, at + 1), 0)
        is_unit = 0 < unit < 10
        return _tens()[word] + (unit if is_unit else 0), at + 1 + is_unit
    return (_units()[word], at + 1) if word in _units() else None


def _whole(words: Sequence[str], at: int) -> Found:
    if words[at] == "a" and _word(words, at + 1) in ("hundred", *_SCALES):
        return _scaled(words, at + 1, 1)
    if words[at] in ("hundred", *_SCALES):
        return _scaled(words, at, 1)
    small = _small(words, at)
    # "007" stays as it is: it is no amount.
    if small is None or (words[at].isdecimal() and words[at] != str(small[0])):
        return None
    return _scaled(words, small[1], small[0])


def _scaled(words: Sequence[str], at: int, number: int) -> tuple[int, int]:
    """The number with the hundreds, thousands and millions that follow it."""
    total, last = 0, 10**12
    while True:
        if _word(words, at) == "hundred" and number < 100:
            number, at = number * 100, at + 1
            if rest := _rest(words, at, 100):
                number, at = number + rest[0], rest[1]
        scale = _SCALES.get(_word(words, at), last)
        if scale >= last:
            return total + number, at
        total, at, last = total + number * scale, at + 1, scale
        rest = _rest(words, at, scale)
        if rest is None:
            return total, at
        number, at = rest


def _rest(words: Sequence[str], at: int, below: int) -> Found:
    """What is added to a round number: "and five", "twenty"."""
    begin = at + (_word(words, at) == "and")
    found = _small(words, begin)
    return found if found and 0 < found[0] < below else None


def _decimals(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """The digits after a spoken point."""
    if _word(words, at) != "point":
        return None
    digits, at = "", at + 1
    while at < len(words):
        found = (0, at + 1) if words[at] in _ZEROS else _small(words, at)
        if found is None or (digits and found[0] > 9):
            break
        digits, at = digits + str(found[0]), found[1]
    return (digits, at) if digits else None


def _ordinal(words: Sequence[str], at: int) -> Found:
    word, after = words[at], _word(words, at + 1)
    if word.isdecimal() and after in vocabulary("ordinal_endings"):
        return int(word), at + 2
    if word in _tens() and 0 < (unit := _ordinals().get(after, 0)) < 10:
        return _tens()[word] + unit, at + 2
    return (_ordinals()[word], at + 1) if word in _ordinals() else None


@cache
def _units() -> dict[str, int]:
    """Zero to nineteen."""
    return {word: at for at, word in enumerate(in_order("units"))}


@cache
def _tens() -> dict[str, int]:
    return {word: 10 * at for at, word in enumerate(in_order("tens"), start=2)}


@cache
def _ordinals() -> dict[str, int]:
    ordinals = {word: at for at, word in enumerate(in_order("ordinals"), start=1)}
    return ordinals | {word: 10 * at for at, word in enumerate(in_order("ordinal_tens"), start=2)}
