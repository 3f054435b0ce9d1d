"""Makes of lexicon.toml and red_flags.toml what the scanner looks things up in, row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, product
from typing import Any

from skill.guidance.lexicon import ANY_ENDING, ANY_WORD, AT_ONCE, THE_END, Node
from skill.guidance.outline import LONG_AGO
from skill.guidance.rows import ContentError, Files, Tables
from skill.guidance.signs import ANSWER, FLAGS, PHRASES, Part, Sign, signs_of
from skill.guidance.words import read

LEXICON = "lexicon.toml"
INTAKE = "intake.toml"
CONDITIONS, CONSTRAINTS = "conditions.toml", "constraints.toml"
GROUP = re.compile(r"\(([^()]*)\)")
LISTS = (
    "small_words", "negative_words", "subjects", "verbs", "openers", "concern", "happening", "lasting", "never_idle",
    "carries_on", "beside_numbers", "prepositions", "regions", "fine_words", "pronouns", "joins",
)  # fmt: skip
"""What the lexicon holds as it is written."""
ANSWERS = (
    "no", "no_alone", "soft_no", "yes", "yes_alone", "unsure", "all_of_them", "degrees", "excepting", "asks", "asides",
    "turns_to", "to_all", "as_usual", "weighs", "limits", "at_times",
)  # fmt: skip
"""Which lists of intake.toml are phrases of answers, in the notation of the lexicon."""


def compiled(files: Files) -> Tables:
    """All tables of the scanner. Raises ContentError where a sign names a concept that has no words."""
    flags = {flag: files.row(FLAGS, flag) for flag in files.keys(FLAGS)}
    phrases = {flag + PHRASES: row["phrases"] for flag, row in flags.items()}
    lexicon = {key: files.row(LEXICON, key) for key in files.keys(LEXICON)}
    tables = _lexicon(lexicon, _answers(files.row(INTAKE, "answers")), phrases)
    parts: dict[str, list[Part]] = defaultdict(list)
    for concept, part in _parts(flags):
        if concept not in tables["concepts"]:
            raise ContentError(f"{FLAGS} [{part.flag}] named: {concept!r} is no concept; add it to lexicon.toml")
        parts[concept].append(part)
    signs: dict[str, list[Any]] = defaultdict(list)
    for flag, row in flags.items():
        for sign in signs_of(flag, row):
            check(sign, tables["concepts"])
            signs[sign.concepts[0]].append([*sign])
    told = {flag: _told_of(at, row) for at, (flag, row) in enumerate(flags.items())}
    in_signs: dict[str, dict[str, None]] = defaultdict(dict)
    for flag, concepts, *_ in (row for rows in signs.values() for row in rows):
        for concept in concepts:
            in_signs[concept][flag] = None
    return {
        **tables,
        "concepts": {concept: [*in_signs[concept]] for concept in tables["concepts"]},
        "signs": dict(signs),
        "conditions": _told_by(files, CONDITIONS),
        "constraints": _told_by(files, CONSTRAINTS),
        "flags": told,
        "ruling": {concept: True for row in flags.values() for concept in row.get("ruled_out", ())},
        "parts": {name: [*map(list, some)] for name, some in parts.items()},
    }


def _told_of(at: int, row: Mapping[str, Any]) -> list[Any]:
    """What the scanner knows of a flag."""
    instead_of = row.get("instead_of", "") if row.get("named") else ""
    old_is_none = LONG_AGO in row.get("unless", ())
    rest = row.get("own", False), row.get("ruled_out", []), row.get("usual", ""), instead_of, old_is_none
    return [at, row["urgency"], row["ask"], *rest]


def _told_by(files: Files, table: str) -> dict[str, list[Any]]:
    """What of a table each concept tells of, with its place there."""
    told: dict[str, list[Any]] = defaultdict(list)
    for at, id in enumerate(files.keys(table)):
        for concept in files.row(table, id).get("concepts", ()):
            told[concept].append([at, id])
    return dict(told)


def _parts(flags: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Part]]:
    """The concepts that name a flag where a question asks about it, the main ones first."""
    for flag, row in flags.items():
        for at, concepts in enumerate(row.get("named", ())):
            for concept in concepts.split("|"):
                yield concept, Part(flag, at == 0, row.get("instead_of", ""))


def _answers(lists: Mapping[str, Any]) -> dict[str, list[str]]:
    """The words of answers as concepts."""
    ordinals = [f"{number} (one|part|thing|bit|)" for number in lists["ordinals"]]
    return {ANSWER + name: lists[name] for name in ANSWERS} | {ANSWER + "ordinals": ordinals}


def check(sign: Sign, concepts: Iterable[str]) -> None:
    """Raises ContentError where the sign names a concept that has no words."""
    for concept in (*sign.concepts, *sign.unless, *sign.unless.values()):
        if concept and concept not in concepts:
            raise ContentError(f"{FLAGS} [{sign.flag}]: {concept!r} is no concept; add it to lexicon.toml")


def _lexicon(
    table: Mapping[str, Any], answers: Mapping[str, Iterable[str]], phrases: Mapping[str, Iterable[str]]
) -> Tables:
    spellings = {word: read.split() for word, read in table["spellings"].items()}
    lists = {**table["cues"], **table["concepts"], **table["covering"]}
    entries, of_answers, roles = _tree(lists), _tree(answers), _tree(table["number_roles"]["after"])
    said = {word: tuple(read) for word, read in spellings.items()}
    for concept, texts in phrases.items():
        for text in texts:
            _add(entries, [word.read for word in read(text, said)], concept)
    numbers = [_number(name, row) for name, row in table["numbers"].items()]
    trees = [entries, of_answers, roles, *(row[key] for row in numbers for key in ("after", "not_after"))]
    before = [place for row in numbers for places in row["before"] for place in places]
    places_of = _by_choice([*chain.from_iterable(map(_places_in, trees)), *before])
    listed = {
        **{name: table[name] for name in LISTS},
        "cues": list(table["cues"]),
        "covering": list(table["covering"]),
        "endings": sorted(table["endings"], key=len),
        "beginnings": sorted({len(choice) - 1 for choice in places_of if choice.endswith(ANY_ENDING)}),
        "numbers": numbers,
        "roles_after": roles,
        "roles_before": {word: role for role, words in table["number_roles"]["before"].items() for word in words},
    }
    return {
        "lexicon": {"lists": listed},
        "spellings": spellings,
        "places": places_of,
        "entries": entries[1],
        "answers": of_answers[1],
        "concepts": {concept: True for concept in (*lists, *phrases, *table["numbers"])},
    }


def _wordings(entries: Iterable[str]) -> Iterator[list[str]]:
    """Every entry place by place, its choices of several words multiplied out."""
    for entry in entries:
        yield from map(list, _wordings_of(entry))


@cache
def _wordings_of(entry: str) -> tuple[tuple[str, ...], ...]:
    parts = GROUP.split(entry)
    if any(bracket in part for part in parts for bracket in "()"):
        raise ContentError(f"{LEXICON}: {entry!r} has a bracket too many or one within another; write it out")
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return tuple(
        tuple(chain.from_iterable(places))
        for wording in product(*choices)
        for places in product(*map(_spelt_out, "".join(wording).split()))
    )


def _spelt_out(place: str) -> list[list[str]]:
    """What a place stands for: "_3" for one to three words, "$|up" for an end or "up", any other for itself."""
    most = place.removeprefix(ANY_WORD)
    if most.isdigit() and most != place:
        return [[ANY_WORD] * count for count in range(1, int(most) + 1)]
    if place.startswith(THE_END) and place != THE_END:
        return [[THE_END], [place.removeprefix(f"{THE_END}|")]]
    return [[place]]


def _tree(lists: Mapping[str, Iterable[str]]) -> Node:
    root: Node = ([], {})
    for concept, wordings in lists.items():
        for places in _wordings(wordings):
            _add(root, places, concept)
    return root


def _add(node: Node, places: Iterable[str], concept: str) -> None:
    for place in places:
        node = node[1].setdefault(place, ([], {}))
    if concept not in node[0]:
        node[0].append(concept)


def _number(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    trees = {key: _tree({name: row.get(key, ())}) for key in ("after", "not_after")}
    before = list(_wordings(row.get("before", ())))
    plain = {"between": row["between"], "roles": row.get("roles", []), "alone": row.get("alone", False)}
    return {"concept": name, "before": before, **plain, **trees}


def _places_in(node: Node) -> Iterator[str]:
    for place, onward in node[1].items():
        yield place
        yield from _places_in(onward)


def _by_choice(places: Iterable[str]) -> dict[str, list[str]]:
    """The places each choice belongs to."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for place in places:
        for choice in place.removeprefix(AT_ONCE).split("|"):
            found[choice][place] = None
    return {choice: list(some) for choice, some in sorted(found.items())}
