"""Numbers as they are said in other languages: by a library where it knows them, else by their parts."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from . import spoken

_DIGITS = {each: at for at, each in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
LONGEST = 8
"""Words that a number has at most."""


@lru_cache(maxsize=20_000)
def number(words: tuple[str, ...], language: str) -> int | None:
    """The number that these words are, or None."""
    if not words or len(words) > LONGEST:
        return None
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0][:12])
    whole, forms = "".join(words), spoken(language)["numbers"]["forms"]
    if whole in forms and (len(words) == 1 or language == "ja"):
        return int(forms[whole])
    if language == "ja":
        return _composed(tuple("".join(words)), _DIGITS, _SCALES)
    if language == "hi":
        return _composed(words, *_hindi())
    return _european(" ".join(words), language)


def _european(phrase: str, language: str) -> int | None:
    from text_to_num import text2num

    try:
        return int(text2num(phrase, language))
    except (ValueError, KeyError):
        return None


@cache
def _hindi() -> tuple[Mapping[str, int], Mapping[str, int]]:
    told = spoken("hi")["numbers"]
    units = {each: at for at, each in enumerate(told["words"].split())} | told["also"]
    return ({unicodedata.normalize("NFKC", each): value for each, value in units.items()},
            {unicodedata.normalize("NFKC", each): value for each, value in told["scales"].items()})  # fmt: skip


def _composed(parts: tuple[str, ...], units: Mapping[str, int], scales: Mapping[str, int]) -> int | None:
    """A number of parts that are added up, each a unit times the scales behind it; "十" alone is ten."""
    total, group, unit = 0, 0, None
    for part in parts:
        if part in units and unit is None:
            unit = units[part]
        elif part in scales and scales[part] >= 1000 and (unit is not None or group):
            total, group, unit = total + (group + (unit or 0)) * scales[part], 0, None
        elif part in scales:
            group, unit = group + (1 if unit is None else unit) * scales[part], None
        else:
            return None
    return total + group + (unit or 0)
