"""Measures understanding on labelled utterances, through the whole skill: only flags the skill raises count."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import isodate
from rich.console import Console
from rich.progress import track
from rich.table import Table

from skill.simulator.desk import new_echo
from skill.simulator.labels import KINDS, group_of, intents_for, label_of, red_flag_kind
from skill.simulator.report import confusion, page


class EvaluationError(Exception):
    """The file of labelled utterances cannot be used. Says which line and what to mend."""


@dataclass(frozen=True)
class Labelled:
    """One utterance and what it means to the person who labelled it."""

    text: str
    label: str
    alternatives: tuple[str, ...]
    slots: dict[str, Any]
    hard_negative: bool


@dataclass(frozen=True)
class Heard:
    """What the skill made of it, as the first thing somebody says."""

    intent: str
    flags: frozenset[str]
    seconds_asked: float | None
    """The length of the Duration slot."""
    milliseconds: float


def read(path: Path) -> list[Labelled]:
    """The labelled utterances of a file, one JSON object a line. Raises EvaluationError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read ({error}); name a file of JSON lines") from None
    found = []
    for number, line in enumerate(filter(str.strip, lines), start=1):
        try:
            row = json.loads(line)
            found.append(
                Labelled(
                    text=row["text"],
                    label=row["label"],
                    alternatives=tuple(row.get("alt", ())),
                    slots=row.get("slots", {}),
                    hard_negative=bool(row.get("hard_negative")),
                )
            )
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path}, line {number}: {error!r}; a line needs at least text and label") from None
    return found


def hear(text: str) -> Heard:
    """Says one utterance to the skill as the first of a conversation."""
    echo = new_echo()
    begun = time.perf_counter()
    turn = echo.say(text)
    milliseconds = (time.perf_counter() - begun) * 1000
    duration = turn["slots"].get("Duration", {}).get("value")
    seconds = isodate.parse_duration(duration).total_seconds() if duration else None
    return Heard(turn["intent"], frozenset(turn["red_flags"]), seconds, milliseconds)


def right_intent(row: Labelled, heard: Heard) -> bool:
    """Whether the intent, or for red flags the flag, is one of those that are right."""
    labels = (row.label, *row.alternatives)
    if any(heard.intent in intents_for(label) for label in labels):
        return True
    return any(heard.flags & KINDS.get(red_flag_kind(label) or "", frozenset()) for label in labels)


def right_kind(row: Labelled, heard: Heard) -> bool:
    """Whether a red flag of the labelled kind, or of an acceptable other kind, was raised."""
    kinds = [red_flag_kind(label) for label in (row.label, *row.alternatives)]
    return any(heard.flags & KINDS.get(kind or "", frozenset()) for kind in kinds)


def quiet(row: Labelled, heard: Heard) -> bool:
    """Whether an utterance that is no red flag raised none (or one that its labels allow)."""
    allowed = [KINDS.get(red_flag_kind(label) or "", frozenset()) for label in row.alternatives]
    return not heard.flags or any(heard.flags & kind for kind in allowed)


Results = list[tuple[Labelled, Heard]]


def figures(results: Results) -> list[tuple[str, int, int]]:
    """The main figures: name, how many are right, of how many."""
    in_scope = [r for r in results if r[0].label != "out_of_scope" and not red_flag_kind(r[0].label)]
    flagged = [r for r in results if red_flag_kind(r[0].label)]
    hard = [r for r in results if r[0].hard_negative]
    ordinary = [r for r in in_scope if not r[0].hard_negative]
    outside = [r for r in results if r[0].label == "out_of_scope"]
    timers = [r for r in results if "duration_seconds" in r[0].slots]

    def count(name: str, rows: Results, right: Iterable[bool]) -> tuple[str, int, int]:
        return name, sum(right), len(rows)

    return [
        count("in-scope intent or topic", in_scope, (right_intent(*r) for r in in_scope)),
        count("red flags: any raised", flagged, (bool(r[1].flags) for r in flagged)),
        count("red flags: right kind", flagged, (right_kind(*r) for r in flagged)),
        count("hard negatives left quiet", hard, (quiet(*r) for r in hard)),
        count("ordinary in-scope left quiet", ordinary, (quiet(*r) for r in ordinary)),
        count("out of scope rejected", outside, (right_intent(*r) for r in outside)),
        count("timer durations exact", timers, (r[1].seconds_asked == r[0].slots["duration_seconds"] for r in timers)),
    ]


def pairs(results: Results) -> list[tuple[str, str]]:
    """What was meant and what it was taken for, utterance by utterance, both as groups of labels."""
    found = []
    for row, heard in results:
        meant = group_of(row.label)
        kind = red_flag_kind(row.label)
        if right_kind(row, heard) if kind else right_intent(row, heard):
            taken = meant
        elif kind:
            taken = "another flag" if heard.flags else "no flag"
        else:
            taken = label_of(heard.intent)
        found.append((meant, taken))
    return found


def run(path: Path, mistakes: bool = False, report: Path | None = None) -> int:
    """Measures a file and prints the figures. Returns the exit code."""
    try:
        rows = read(path)
    except EvaluationError as error:
        print(f"back-coach evaluate: {error}", file=sys.stderr)
        return 2
    if not rows:
        print(f"back-coach evaluate: {path} holds no utterances", file=sys.stderr)
        return 2
    new_echo().say("hello")  # train before the clock runs
    results = [(row, hear(row.text)) for row in track(rows, "listening", console=Console(stderr=True), transient=True)]
    if report:
        report.write_text(page(path.name, figures(results), confusion(pairs(results))), encoding="utf-8")
    console = Console()
    console.print(_summary(results))
    console.print(_by_label(results))
    if mistakes:
        for row, heard in results:
            if not (right_kind(row, heard) if red_flag_kind(row.label) else right_intent(row, heard)) or (
                not red_flag_kind(row.label) and not quiet(row, heard)
            ):
                flags = ", ".join(sorted(heard.flags))
                console.print(f"{row.label:24} {heard.intent:26} [{flags}] {row.text}", markup=False, soft_wrap=True)
    return 0


def _summary(results: Results) -> Table:
    table = Table("figure", "right", "of", "share")
    for name, right, total in figures(results):
        table.add_row(name, str(right), str(total), f"{right / total:.3f}" if total else "-")
    milliseconds = [heard.milliseconds for _, heard in results]
    if len(milliseconds) > 1:
        cuts = quantiles(milliseconds, n=100)
        table.add_row("one turn, median ms", "", "", f"{cuts[49]:.1f}")
        table.add_row("one turn, p99 ms", "", "", f"{cuts[98]:.1f}")
    return table


def _by_label(results: Results) -> Table:
    by_label: dict[str, list[bool]] = defaultdict(list)
    for row, heard in results:
        by_label[row.label].append(right_intent(row, heard))
    table = Table("label", "right", "of", "share")
    for label, right in sorted(by_label.items()):
        table.add_row(label, str(sum(right)), str(len(right)), f"{sum(right) / len(right):.2f}")
    return table
