"""Utterances and what they mean to the person who labelled them: JSON lines, or the project's own TOML tables."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skill.simulator.labels import KINDS, group_of, intents_for, label_of, red_flag_kind

_OUT_OF_SCOPE = "out_of_scope"


class EvaluationError(Exception):
    """The labelled utterances cannot be used. Says which file and line, and what to mend."""


@dataclass(frozen=True)
class Labelled:
    """One utterance and what is right for it."""

    text: str
    label: str
    """What it is counted under."""
    intents: frozenset[str] = frozenset()
    """Any of these is right; none where only the red flags count."""
    needs: tuple[frozenset[str], ...] = ()
    """One flag of each of these has to be raised."""
    may: frozenset[str] = frozenset()
    """Flags that may be raised without being called for."""
    slots: dict[str, Any] = field(default_factory=dict)
    """What was clearly said, by the names of `slots.EXPECTED`."""
    hard_negative: bool = False
    """Whether it sounds like a red flag and is none."""

    @property
    def is_flag(self) -> bool:
        """Whether a red flag has to be raised."""
        return bool(self.needs)

    @property
    def is_outside(self) -> bool:
        """Whether it is nothing for this skill."""
        return self.label == _OUT_OF_SCOPE


def read(path: Path) -> list[Labelled]:
    """The utterances of a file of JSON lines, of a TOML file, or of a folder of these. Raises EvaluationError."""
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix in (".toml", ".jsonl"))
        if not files:
            raise EvaluationError(f"{path}: holds no .toml or .jsonl file; name a folder such as tests/utterances")
        return [row for file in files for row in read(file)]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error}); name a file of JSON lines") from None
    return list(_tables(path, text) if path.suffix == ".toml" else _lines(path, text))


def _lines(path: Path, text: str) -> Iterator[Labelled]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield _from_labels(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                message = f"{path}, line {number}: {error!r}; a line needs at least text and label"
                raise EvaluationError(message) from None


def _from_labels(row: dict[str, Any]) -> Labelled:
    text, label = row["text"], row["label"]
    labels = (label, *row.get("alt", ()))
    kinds = frozenset[str]().union(*(KINDS.get(red_flag_kind(each) or "", ()) for each in labels))
    return Labelled(
        text=text,
        label=group_of(label),
        intents=frozenset[str]().union(*(intents_for(each) for each in labels)),
        needs=(kinds,) if red_flag_kind(label) else (),
        may=kinds,
        slots=row.get("slots", {}),
        hard_negative=bool(row.get("hard_negative")),
    )


def _tables(path: Path, text: str) -> Iterator[Labelled]:
    try:
        rows = tomllib.loads(text).get("utterance", [])
    except tomllib.TOMLDecodeError as error:
        raise EvaluationError(f"{path}: {error}; correct the TOML there") from None
    for number, row in enumerate(rows, start=1):
        if "said" not in row or not (row.get("intent") or row.get("flags") or row.get("quiet")):
            raise EvaluationError(f"{path}, utterance {number}: needs said, and an intent, flags or quiet")
        yield _from_table(row)


def _from_table(row: dict[str, Any]) -> Labelled:
    flags = tuple(row.get("flags", ()))
    intent = row.get("intent", "")
    return Labelled(
        text=row["said"],
        label=f"red_flag:{flags[0]}" if flags else label_of(intent) if intent else "quiet",
        intents=frozenset({intent, *row.get("alt", ())} - {""}),
        needs=tuple(frozenset({flag}) for flag in flags),
        slots=row.get("slots", {}),
        hard_negative=bool(row.get("quiet")),
    )
