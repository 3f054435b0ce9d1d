"""What can be missing in the scanner's files: the lists that the code looks for, the keys of a number or of a flag.

A list that is not there is no error to the scanner: it hears less. So every name that `skill.guidance` looks for is
named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from skill.guidance.content import Content
from skill.guidance.lexicon import COUNT
from skill.guidance.model import RedFlag
from skill.guidance.outline import LONG_AGO
from skill.guidance.scanner_files import LEXICON, LISTS, compiled
from skill.guidance.signs import FLAGS

TABLES = ("spellings", "cues", "number_roles", "numbers", "covering", "concepts")
CUES = (
    "denies", "no_denial", "denies_all", "ends_denial", "ends_no", "new_clause", "asks", "asks_first", "supposes",
    "turns", "not_so", "tells", "presupposes", "confirms", "idle", "reminds", "never_passing", "their_pain", "my_pain",
    "my_turn", "family", "strangers", "others", "animals", "stories", "not_mine", "not_me", "for_animals", "told_about",
)  # fmt: skip
ROLES = {
    "after": ("clock", "date", "age", "length", "dose", "score", "measure", "count_of"),
    "before": ("clock", "date", "named", "score"),
}
COVERING = ("sayings", "drinks_water")
"""Concepts that no sign names: they only keep others from being heard."""
NAMED = (LONG_AGO, "training_history")
"""Concepts that are looked for by their name."""
NUMBER = ({"between"}, {"after", "not_after", "before", "roles", "alone"})
"""The keys a number must have, and those it may have."""
SCANNED = ({"signs"}, {"named", "unless", "own", "ruled_out", "confirmed", "instead_of", "clarify"})
"""Those of a red flag besides what is spoken of it."""


def problems(content: Content) -> Iterator[str]:
    """Every problem of lexicon.toml, and of what the scanner reads in red_flags.toml. Raises ContentError."""
    missing = list(_missing(content))
    yield from missing
    if not missing and content.intake:  # the words of answers are compiled as well
        compiled(content.files)


def _missing(content: Content) -> Iterator[str]:
    lexicon = {name: content.files.row(LEXICON, name) for name in content.files.keys(LEXICON)}
    yield from _keys(LEXICON, lexicon, ({*LISTS, "endings", *TABLES}, set()))
    yield from _keys(f"{LEXICON} [cues]", lexicon.get("cues", CUES), (set(CUES), set()))
    roles: Mapping[str, Any] = lexicon.get("number_roles", ROLES)
    yield from _keys(f"{LEXICON} [number_roles]", roles, (set(ROLES), set()))
    for way, names in ROLES.items():
        yield from _keys(f"{LEXICON} [number_roles.{way}]", roles.get(way, names), (set(names), set()))
    for name, row in lexicon.get("numbers", {}).items():
        yield from _keys(f"{LEXICON} [numbers.{name}]", row, NUMBER)
        for role in sorted(set(row.get("roles", ())) - {COUNT, *ROLES["after"], *ROLES["before"]}):
            yield f"{LEXICON} [numbers.{name}]: {role!r} is no role of number_roles; correct it"
    for name in COVERING:
        if name not in lexicon.get("covering", COVERING):
            yield f"{LEXICON} [covering]: {name} missing; add it"
    for name in NAMED:
        if name not in lexicon.get("concepts", NAMED):
            yield f"{LEXICON} [concepts]: {name} missing; add it"
    spoken = {field.name for field in fields(RedFlag)}
    for id in content.files.keys(FLAGS):
        yield from _keys(f"{FLAGS} [{id}]", content.files.row(FLAGS, id), (SCANNED[0], SCANNED[1] | spoken))


def _keys(where: str, table: Any, known: tuple[set[str], set[str]]) -> Iterator[str]:
    needed, optional = known
    for name in sorted(needed - set(table)):
        yield f"{where}: {name} missing; add it"
    for name in sorted(set(table) - needed - optional):
        yield f"{where}: {name} is looked for by nobody; correct or remove it"
