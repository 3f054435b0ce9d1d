"""What the machine's part of a conversation sounds like in other languages than English: a data file each.

What a skill's own sentences mean comes from its model alone, in any language. Here is what Amazon's own intents are
called, how a skill is opened, how people say numbers, days, times and lengths of time, and what the device says itself.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

ENGLISH = "en"
LANGUAGES = ("de", "es", "fr", "it", "pt", "ja", "hi")
"""Those there is a file for."""
_ACCENTED = frozenset({"de", "es", "fr", "it", "pt"})
"""Those whose accents are often left out when one types. In the others they are what a letter is."""


def language_of(locale: str) -> str:
    """The language of a locale such as de-AT; English where there is no file for it."""
    found = locale.partition("-")[0].lower()
    return found if found in LANGUAGES else ENGLISH


@cache
def spoken(language: str) -> dict[str, Any]:
    """What the file of a language holds."""
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))


def folded(word: str, language: str) -> str:
    """The word without its accents, where people leave them out."""
    return unaccented(word) if language in _ACCENTED else word


def unaccented(word: str) -> str:
    """The word without the accents of Latin letters."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word.replace("ß", "ss"))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return bare if bare.isascii() else word


@cache
def wordings(language: str) -> dict[str, tuple[str, ...]]:
    """How people word Amazon's own intents, by the name of each without its "AMAZON."; also without accents."""
    return {
        name: tuple(dict.fromkeys([*said, *(folded(each, language) for each in said)]))
        for name, said in spoken(language)["intents"].items()
    }
