"""The content many times over: as if there were as many more topics, steps, activities, red flags and words for them.

A copy has ids of its own and words of its own: "numbness" becomes "numbnessqb". Small words ("i", "my", "not") stay, as
they would, where the wording holds another word as well. What speaks of the same few things however much content there
is, such as the ways to say yes, stays too.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from skill.guidance.toml_files import TomlFiles

FEW = ("intake.toml", "kinds.toml", "variants.toml")
CLOSED = ("small_words", "negative_words", "subjects")
WORD = re.compile(r"[a-z]{3,}")
NUMERALS = frozenset("abcdefghij")


class Multiplied(TomlFiles):
    """Files with every row so many times."""

    def __init__(self, files: TomlFiles, times: int) -> None:
        super().__init__(files.root)
        self._once, self._marks = files, ["", *(_mark(at) for at in range(1, times))]

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of all rows and of their copies."""
        once = self._once.keys(name)
        if name in FEW or name == "lexicon.toml":
            return once
        return tuple(key + mark for mark in self._marks for key in once)

    def row(self, name: str, key: str) -> Any:
        """A row or a copy of one."""
        if name == "lexicon.toml":
            return self._lexicon[key]
        key, mark = _parted(key) if name not in FEW else (key, "")
        row = self._once.row(name, key)
        return {**row, **self._scanned(row, mark)} if mark and name == "red_flags.toml" else row

    @cached_property
    def _small(self) -> frozenset[str]:
        lists = (self._once.row("lexicon.toml", name) for name in CLOSED)
        return frozenset(word for some in lists for entry in some for word in WORD.findall(entry))

    @cached_property
    def _lexicon(self) -> dict[str, Any]:
        once = {name: self._once.row("lexicon.toml", name) for name in self._once.keys("lexicon.toml")}
        for name in ("concepts", "covering"):
            once[name] = {
                concept + mark: [self._words(entry, mark) for entry in entries]
                for mark in self._marks
                for concept, entries in once[name].items()
            }
        once["numbers"] = {concept + mark: row for mark in self._marks[:1] for concept, row in once["numbers"].items()}
        once["spellings"] = {
            self._words(word, mark): self._words(read, mark)
            for mark in self._marks
            for word, read in once["spellings"].items()
        }
        return once

    def _scanned(self, row: dict[str, Any], mark: str) -> dict[str, Any]:
        """What the scanner looks for in a copy: its phrases and signs, in its own words."""
        copy: dict[str, Any] = {"phrases": [self._words(phrase, mark) for phrase in row["phrases"]]}
        copy["signs"] = [self._sign(sign, mark) for sign in row["signs"]]
        copy["unless"] = [self._concept(concept, mark) for concept in row.get("unless", ())]
        copy["clarify"] = [
            {**each, "signs": [self._sign(sign, mark) for sign in each["signs"]]} for each in row.get("clarify", ())
        ]
        return copy

    def _sign(self, sign: str, mark: str) -> str:
        return re.sub(r"[a-z_]{2,}", lambda match: self._concept(match.group(), mark), sign)

    def _concept(self, concept: str, mark: str) -> str:
        return concept + mark if concept + mark in self._marked else concept

    @cached_property
    def _marked(self) -> frozenset[str]:
        return frozenset((*self._lexicon["concepts"], *self._lexicon["covering"]))

    def _words(self, entry: str, mark: str) -> str:
        words = WORD.findall(entry)
        keep = self._small if any(word not in self._small for word in words) else frozenset()
        return WORD.sub(lambda match: match.group() + ("" if match.group() in keep else mark), entry)


def _mark(at: int) -> str:
    return "q" + "".join("abcdefghij"[int(digit)] for digit in str(at))


def _parted(key: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.+?)(q[a-j]+)?", key)
    return (found[1], found[2] or "") if found else (key, "")
