"""Utterances and what they mean to the person who labelled them: JSON lines, our TOML tables, Amazon's annotations."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from skill.desk.evaluation.annotations import annotated
from skill.desk.evaluation.labels import KINDS, group_of, intents_for, label_of, red_flag_kind

_OUT_OF_SCOPE = "out_of_scope"
_KINDS: dict[type, str] = {str: "text", dict: "table", list: "list"}


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
    """The utterances of JSON lines, of TOML, of an annotation set (.json), or of a folder. Raises EvaluationError."""
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix in (".toml", ".jsonl"))
        if not files:
            raise EvaluationError(f"{path}: holds no .toml or .jsonl file; name a folder such as tests/utterances")
        return [row for file in files for row in read(file)]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error}); name a file of JSON lines") from None
    if path.suffix == ".json":
        return _annotations(path, text)
    return list(_tables(path, text) if path.suffix == ".toml" else _lines(path, text))


def _annotations(path: Path, text: str) -> list[Labelled]:
    """Amazon's own kind of labels: what the NLU evaluation tool takes. Their slots are not compared here."""
    try:
        rows = annotated(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{path}: {error}") from None
    names = [[each.intent for each in row.expected] for row in rows]
    return [Labelled(row.utterance, label_of(of[0]), frozenset(of)) for row, of in zip(rows, names, strict=True)]


def _lines(path: Path, text: str) -> Iterator[Labelled]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise EvaluationError(f"{path}, line {number}: is no JSON ({error}); write one object a line") from None
            if problem := _problem(row, {"text": str, "label": str}, {"slots": dict, "alt": list}):
                raise EvaluationError(f"{path}, line {number}: {problem}")
            yield _from_labels(row)


def _problem(row: Any, needed: Mapping[str, type], optional: Mapping[str, type]) -> str:
    """What keeps a row from being used, and the remedy; empty where nothing does."""
    if not isinstance(row, dict):
        return 'is not an object; write {"text": "...", "label": "..."}'
    for name, kind in {**needed, **optional}.items():
        if name in needed and not row.get(name):
            return f"has no {name}; add it"
        if not isinstance(row.get(name, kind()), kind):
            return f"{name} is no {_KINDS[kind]}; correct it"
    texts = (*row.get("alt", ()), *row.get("flags", ()))
    return "" if all(isinstance(each, str) for each in texts) else "alt and flags hold names; put them in quotes"


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
    if not isinstance(rows, list):
        raise EvaluationError(f"{path}: utterance is no list; write [[utterance]] before each")
    optional = {"intent": str, "alt": list, "flags": list, "slots": dict}
    for number, row in enumerate(rows, start=1):
        problem = _problem(row, {"said": str}, optional)
        if not problem and not (row.get("intent") or row.get("flags") or row.get("quiet")):
            problem = "needs an intent, flags or quiet; add what is right for it"
        if problem:
            raise EvaluationError(f"{path}, utterance {number}: {problem}")
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
