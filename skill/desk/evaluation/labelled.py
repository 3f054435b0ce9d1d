"""Utterances and what they mean to the person who labelled them: JSON lines, our TOML tables, Amazon's annotations."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from skill.desk.evaluation.annotations import annotated
from skill.desk.evaluation.labels import KINDS, group_of, intents_for, label_of, red_flag_kind
from skill.json_reader import Flaw, Reader

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
            refuse = partial(_refused, f"{path}, line {number}")
            yield _from_labels(Reader.parse(line, refuse, "it", 'write one object a line: {"text": "…", "label": "…"}'))


def _refused(place: str, flaw: Flaw) -> EvaluationError:
    return EvaluationError(f"{place}: {flaw}")


def _from_labels(row: Reader) -> Labelled:
    label = row["label"].text()
    labels = (label, *row["alt"].texts())
    kinds = frozenset[str]().union(*(_flags(each) for each in labels))
    return Labelled(
        text=row["text"].text(),
        label=group_of(label),
        intents=frozenset[str]().union(*(intents_for(each) for each in labels)),
        needs=(kinds,) if red_flag_kind(label) else (),
        may=kinds,
        slots=dict(row["slots"].object()) if row["slots"].is_given else {},
        hard_negative=bool(row["hard_negative"].value),
    )


def _flags(label: str) -> frozenset[str]:
    """Our flags that a label may mean: those of its kind, or the one that it names."""
    kind = red_flag_kind(label)
    return KINDS.get(kind, frozenset({kind})) if kind else frozenset()


def _tables(path: Path, text: str) -> Iterator[Labelled]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EvaluationError(f"{path}: {error}; correct the TOML there") from None
    rows = Reader(data, partial(_refused, str(path)))["utterance"]
    for number, row in enumerate(replace(rows, remedy="write [[utterance]] before each").items(), start=1):
        yield _from_table(Reader(row.value, partial(_refused, f"{path}, utterance {number}"), whole="it"))


def _from_table(row: Reader) -> Labelled:
    flags, intent, is_quiet = row["flags"].texts(), row["intent"].text("", least=0), bool(row["quiet"].value)
    said = row["said"].text()
    if not (intent or flags or is_quiet):
        raise row.wrong("needs an intent, flags or quiet", "add what is right for it")
    return Labelled(
        text=said,
        label=f"red_flag:{flags[0]}" if flags else label_of(intent) if intent else "quiet",
        intents=frozenset({intent, *row["alt"].texts()} - {""}),
        needs=tuple(frozenset({flag}) for flag in flags),
        slots=dict(row["slots"].object()) if row["slots"].is_given else {},
        hard_negative=is_quiet,
    )
