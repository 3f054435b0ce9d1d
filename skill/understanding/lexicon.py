"""The listed values of the custom slot types, found in what was said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from rapidfuzz import fuzz, process

from .closed_lists import closed_lists
from .interaction_model import InteractionModel
from .languages import unaccented
from .words import language, little, norms, stem

_CLOSE = 87
"""How alike, of a hundred, a phrase must be to a listed one to count as its misspelling."""
_SHORTEST_MISSPELT = 5
_MOST_WORDS = 40
_MANY = 100
_NOT = "not"
"""As little as it is, it tells in "can't feel my legs"."""
_PHRASE = 3.0

Values = tuple[tuple[str | None, str], ...]
"""(id, canonical name) of each value that some words stand for."""


@dataclass(frozen=True)
class Mention:
    """A listed value heard between two places of the row of words."""

    start: int
    end: int
    matches: Values
    score: float = 1.0
    reading: bool = False
    """Whether it is a number, date, time or duration, whose value is another than the words."""


class Lexicon:
    """All values and synonyms of a model, by their words."""

    def __init__(self, model: InteractionModel) -> None:
        self.language = model.language
        """What numbers, days and times are said in."""
        self._determiners = frozenset(language()["determiners"])
        self._values: dict[str, dict[str, list[tuple[str | None, str]]]] = {}
        self._phrases: dict[str, dict[str, str]] = {}
        self.longest = 1
        for slot_type in (*model.types, *closed_lists(model)):
            # Names before synonyms: a word that is one value's name and another's synonym means the first.
            rows = [(value.value, value) for value in slot_type.values]
            rows += [(synonym, value) for value in slot_type.values for synonym in value.synonyms]
            for phrase, value in rows:
                row = self._bare(norms(phrase))
                for each in dict.fromkeys((row, tuple(map(unaccented, row)))):  # "cafe creme", as it is often typed
                    self._add(slot_type.name, each, (value.id, value.value))
        self._lists = {name: list(phrases) for name, phrases in self._phrases.items()}

    def _add(self, type_name: str, row: tuple[str, ...], value: tuple[str | None, str]) -> None:
        if not row:
            return
        self.longest = max(self.longest, len(row))
        known = self._values.setdefault(_key(row), {}).setdefault(type_name, [])
        if value not in known:
            known.append(value)
        self._phrases.setdefault(type_name, {}).setdefault(" ".join(row), _key(row))

    def _bare(self, row: tuple[str, ...]) -> tuple[str, ...]:
        while len(row) > 1 and row[0] in self._determiners:
            row = row[1:]
        return row

    def phrases(self, type_name: str) -> list[str]:
        """Every name and synonym of a type, in comparable words."""
        return self._lists.get(type_name, [])

    def tells(self, type_name: str) -> bool:
        """Whether the values are mostly whole phrases, and many: what people tell in words of their own."""
        phrases = self.phrases(type_name)
        return len(phrases) >= _MANY and sum(len(each.split()) for each in phrases) >= _PHRASE * len(phrases)

    def hints(self, row: tuple[str, ...]) -> bool:
        """Whether all the telling words of something people tell are said, in whatever order."""
        heard = {stem(word) for word in row}
        return any(rest <= heard for each in heard for rest in self._told.get(each, ()))

    def ready(self) -> None:
        """Makes now what is otherwise made at the first sentence, so that whoever keeps this keeps it as well."""
        _ = self._told

    @cached_property
    def _told(self) -> dict[str, list[frozenset[str]]]:
        """The telling words of each phrase of the types that people tell in words of their own, by the first."""
        found: dict[str, list[frozenset[str]]] = {}
        for phrase in (phrase for name in self._lists if self.tells(name) for phrase in self._lists[name]):
            stems = dict.fromkeys(stem(word) for word in norms(phrase) if word == _NOT or word not in little())
            named = [word for word in norms(phrase) if word not in self._determiners]
            is_all = bool(stems) and len(named) == 1  # one word only where it is all of what is told: "a melanoma"
            if len(stems) > 1 or is_all:
                found.setdefault(next(iter(stems)), []).append(frozenset(stems))
        return found

    def reads(self, type_name: str, row: tuple[str, ...]) -> Values:
        """The values that exactly these words stand for."""
        return tuple(self._values.get(_key(self._bare(row)), {}).get(type_name, ()))

    def ends(self, row: tuple[str, ...]) -> list[dict[str, list[int]]]:
        """For each place of the words, by type, where a listed value that begins there ends; the longest first."""
        found: list[dict[str, list[int]]] = [{} for _ in row]
        stems = [stem(word) for word in row]
        for start in reversed(range(len(row))):
            if row[start] in self._determiners:  # a value may have one in front or not
                known = [(start + 1, stems[start])]
                behind: dict[str, list[int]] = found[start + 1] if start + 1 < len(row) else {}
                found[start] = {type_name: list(ends) for type_name, ends in behind.items()}
            else:
                keys = accumulate(stems[start : start + self.longest + 1])
                known = list(enumerate(keys, start + 1))
            for end, key in reversed(known):
                for type_name in self._values.get(key, ()):
                    found[start].setdefault(type_name, []).append(end)
        return found

    def find(self, row: tuple[str, ...]) -> dict[str, list[Mention]]:
        """Listed values anywhere in the words, by type, in any form of their words; the longest at each place."""
        found: dict[str, list[Mention]] = {}
        stems = [stem(word) for word in row]
        for start in range(len(row)):
            if row[start] in self._determiners:
                continue
            keys = accumulate(stems[start : start + self.longest + 1])
            known = [(end, key) for end, key in enumerate(keys, start + 1) if key in self._values]
            for end, key in reversed(known):
                for type_name, values in self._values[key].items():
                    mentions = found.setdefault(type_name, [])
                    if not mentions or mentions[-1].end <= start:
                        mentions.append(Mention(start, end, tuple(values)))
        return found

    def find_misspelt(self, type_name: str, row: tuple[str, ...]) -> Mention | None:
        """The best near miss of a listed value in the row of words."""
        choices, row = self.phrases(type_name), row[:_MOST_WORDS]
        spans = [(start, end) for start in range(len(row)) for end in range(start + 1, min(len(row), start + 4) + 1)]
        windows = {span: " ".join(row[slice(*span)]) for span in spans}
        long = [span for span in spans if len(windows[span]) >= _SHORTEST_MISSPELT]
        if not long or not choices:
            return None
        alike = process.cdist([windows[span] for span in long], choices, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        at, choice = divmod(int(alike.argmax()), len(choices))
        if not alike[at, choice]:
            return None
        matches = self._values[self._phrases[type_name][choices[choice]]][type_name]
        return Mention(*long[at], tuple(matches), float(alike[at, choice]) / 100)


@lru_cache(maxsize=50_000)
def _key(row: tuple[str, ...]) -> str:
    # Joined, so that "dead lifts" and "deadlifts", "push ups" and "pushups" are the same.
    return "".join(stem(word) for word in row)
