"""An evaluation in the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from skill.desk.evaluation.report import changes, shares
from skill.json_reader import Json


def show(found: Json, before: Json | None, console: Console) -> None:
    """Prints the figures, each label and each slot; beside another evaluation, how they have moved."""
    table = _table("figure", found["figures"], shares(before, "figures"))
    for name, (median, most, _) in found["milliseconds"].items():
        table.add_row(f"one {name}, median and p99 ms", "", "", f"{median:.1f}", f"{most:.1f}")
    console.print(table)
    for kind, key in (("label", "labels"), ("red flag", "flags"), ("slot", "slots")):
        if found[key]:
            console.print(_table(kind, found[key], shares(before, key)))
    for how, then, now in changes(before, found) if before else ():
        line = f"{how:8} {now['label']:24} {_heard(then)} -> {_heard(now)}  {now['text']}"
        console.print(line, markup=False, soft_wrap=True)


def show_mistakes(found: Json, console: Console) -> None:
    """Prints every utterance that something is wrong with."""
    for each in found["utterances"]:
        if not each["right"]:
            console.print(f"{each['label']:24} {_heard(each)} {each['text']}", markup=False, soft_wrap=True)


def _table(kind: str, rows: list[list[Any]], before: dict[str, float]) -> Table:
    table = Table(kind, "right", "of", "share", "95%", *(["moved"] if before else []))
    for name, right, of, low, high, *_ in rows:
        moved = f"{right / of - before[name]:+.3f}" if of and name in before else ""
        share, interval = (f"{right / of:.3f}", f"{low:.3f} to {high:.3f}") if of else ("-", "")
        table.add_row(name, str(right), str(of), share, interval, *([moved] if before else []))
    return table


def _heard(utterance: Json) -> str:
    flags = f" [{', '.join(utterance['flags'])}]" if utterance["flags"] else ""
    return f"{utterance['intent']}{flags}"
