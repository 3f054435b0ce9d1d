"""Who has signed which part of the content, and whether its words are still those that were signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from skill.building.review_parts import Part, parts
from skill.guidance.content import Content
from skill.guidance.rows import build

FILE = "signatures.toml"
UNREVIEWED = "unreviewed"


@dataclass(frozen=True)
class Signature:
    """Somebody who answers for the words of a part, and is on a register of their profession."""

    name: str
    registration: str
    date: str
    words: str
    """A hash of all that was read."""


def signatures(content: Content) -> dict[str, Signature]:
    """Every signature by the id of its part. Raises ContentError where one lacks a key."""
    rows = {id: content.files.row(FILE, id) for id in content.files.keys(FILE)}
    return {id: build(Signature, row, f"{FILE} [{id}]") for id, row in rows.items()}


def words_of(part: Part) -> str:
    """The hash of all that stands in a part, but for what it says of its own review."""
    read = [{**asdict(section), "review": ""} for section in part.sections]
    return sha256(json.dumps([part.id, part.title, read]).encode()).hexdigest()


def state(part: Part, signature: Signature | None) -> str:
    """Whether a part is signed, in words."""
    if signature is None:
        return UNREVIEWED
    by = f"{signature.name} ({signature.registration}) on {signature.date}"
    return f"signed by {by}" if is_signed(part, signature) else f"changed since it was signed by {by}"


def is_signed(part: Part, signature: Signature | None) -> bool:
    """Whether somebody signed exactly these words."""
    return signature is not None and signature.words == words_of(part)


def table_for(part: Part, name: str, registration: str, day: date) -> str:
    """The table with which somebody signs a part as it is now, to be put into the file."""
    values = {"name": name, "registration": registration, "date": day.isoformat(), "words": words_of(part)}
    rows = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join((f"[{json.dumps(part.id)}]", *rows))


def problems(content: Content) -> Iterator[str]:
    """Every signature that holds no longer, and everything that is said to be reviewed and is not signed."""
    given = signatures(content)
    known = {part.id: part for part in parts(content)}
    for id, signature in given.items():
        if id not in known:
            yield f"{FILE} [{id}]: there is no such part; correct the id, or remove the table"
        elif not is_signed(known[id], signature):
            yield f"{FILE} [{id}]: {state(known[id], signature)}; have it read and signed again, or remove the table"
        elif not all((signature.name.strip(), signature.registration.strip(), _is_day(signature.date))):
            yield f"{FILE} [{id}]: name, registration or date is empty or no date; say who signed, and when"
    for part in known.values():
        said = {section.review for section in part.sections} - {"", UNREVIEWED}
        if said and not is_signed(part, given.get(part.id)):
            yield f"{part.id}: review says {', '.join(sorted(said))}, and nobody signed; say {UNREVIEWED!r}, or sign it"


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
