"""Content whose words say where they stand: "safety/first" for what is spoken under first of [safety] in phrases.toml.

So a test of the policy sees which words are said, and does not change where they are written anew. Names, numbers,
lists and times are left as they are, and so is all that is read and not spoken.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from skill.guidance.content import Content, placeholders
from skill.guidance.files import shipped
from skill.guidance.rows import Files

SPOKEN = {
    "activities.toml": {"ease_off", "back_to_it", "prevention", "watch"},
    "alarm_help.toml": {"emergency", "others", "by_car", "for_another", "seen"},
    "constraints.toml": {"say"},
    "gates.toml": {"ask", "otherwise"},
    "plans.toml": {"intro", "refer"},
    "red_flags.toml": {"ask", "single", "say"},
    "safety_questions.toml": {"ask", "again", "silence", "say", "which", "why", "explain"},
    "steps": {"say", "brief", "how", "why", "stop_rule", "unless", "announce"},
    "topics": {"answer", "more", "safety_net", "instead"},
}
"""The keys of each file whose words are spoken; of phrases.toml every sentence is."""
SENTENCE = re.compile(r"[.?!]$")
IN_TURN = "missed"
"""Phrases of which each wording has its own time; of all others it is no matter which is said."""
OF_THE_LOCALE = "emergency_number"
"""The one word of a locale that an answer must begin with."""


class Named:
    """The files that ship, with names in place of what is spoken."""

    def __init__(self) -> None:
        self._files: Files = shipped()
        self.keys = self._files.keys

    def row(self, name: str, key: str) -> Any:
        """One row."""
        row = self._files.row(name, key)
        if name == "phrases.toml":
            return _phrases(row, key)
        return _named(row, f"{name.removesuffix('.toml')}/{key}", SPOKEN.get(name, set()))


@cache
def named_content() -> Content:
    """The content with names in place of words."""
    return Content(Named())


def _named(value: Any, name: str, spoken: set[str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _named(each, f"{name}/{key}", spoken, key) for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [
            _named(each, f"{name.rpartition('/')[0]}/{each.get('id', at)}", spoken) for at, each in enumerate(value)
        ]
    return _name_of(value, name) if key in spoken and isinstance(value, str) and value else value


def _phrases(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _phrases(each, f"{name}/{key}") for key, each in value.items()}
    if isinstance(value, list) and SENTENCE.search(value[0]):
        first = _name_of(value[0], name)
        return [f"{first} {at + 1}" for at, _ in enumerate(value)] if name.startswith(IN_TURN) else [first]
    return _name_of(value, name) if isinstance(value, str) and SENTENCE.search(value) else value


def _name_of(words: str, name: str) -> str:
    known = sorted(placeholders(words) - LOCAL)
    values = ", ".join(f"{each}={{{each}}}" for each in known)
    number = f" {{{OF_THE_LOCALE}}}" if f"{{{OF_THE_LOCALE}}}" in words.partition(".")[0] else ""
    return f"{name}{number}" + (f" ({values})" if values else "")


LOCAL = set(Content(shipped()).locale("en-US").words)
"""What a locale has a word for."""
