"""Words cut into the pieces that BERT's vocabulary knows, as its authors' own tokenizer cuts them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|\S")
"""A Chinese character, a word, or a mark."""
_MOST = 126
"""The encoder was taught on sentences of up to 128 pieces, with the two that mark beginning and end."""
_LONGEST_WORD = 100


class WordPieces:
    """Numbers for the pieces of a sentence. A vocabulary has one piece a line; the number is the line's."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").splitlines()
        self._number = {piece: at for at, piece in enumerate(lines)}
        self._begin, self._end = self._number["[CLS]"], self._number["[SEP]"]
        self._unknown = [self._number["[UNK]"]]
        self._cut = lru_cache(maxsize=20_000)(self._cut_word)

    def numbers(self, sentence: str) -> list[int]:
        """The pieces of a sentence between the marks of its beginning and end."""
        found = [number for word in _WORD.findall(_plain(sentence)) for number in self._cut(word)]
        return [self._begin, *found[:_MOST], self._end]

    def _cut_word(self, word: str) -> list[int]:
        """The longest known piece from the left, then the longest of what is left."""
        if len(word) > _LONGEST_WORD:
            return self._unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            ends = range(len(word), start, -1)
            pieces = ((end, ("##" if start else "") + word[start:end]) for end in ends)
            known = next(((end, self._number[piece]) for end, piece in pieces if piece in self._number), None)
            if known is None:
                return self._unknown
            start = known[0]
            found.append(known[1])
        return found


def _plain(sentence: str) -> str:
    """Lower case, without accents."""
    parts = unicodedata.normalize("NFD", sentence.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")
