"""The figures of speed in one go, and one page of them: tables as each measurement prints them, with pictures."""

from __future__ import annotations

import argparse
import io
import os
import platform
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from html import escape
from importlib import import_module
from pathlib import Path

from benchmarks.progress import steps

PARTS = {
    "cold": "A cold start on Lambda",
    "turn": "A warm turn",
    "web": "The endpoint",
    "commands": "A command",
    "first_sentence": "The first sentence",
}
QUICK = {
    "cold": ["--runs", "5", "--times", "1", "10"],
    "turn": ["--rounds", "5", "--times", "1", "10"],
    "web": ["--rounds", "2", "--seconds", "2"],
    "commands": ["--runs", "4"],
    "first_sentence": [],
}
RATIO = re.compile(r"(\d+\.\d+)(?: \((\d+\.\d+)-(\d+\.\d+)\))?")
WIDTH, BAR, NAMES = 760, 26, 330


def main(arguments: list[str]) -> int:
    """Runs all of it and prints it."""
    parser = argparse.ArgumentParser(prog="script/bench all", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of {', '.join(PARTS)}; all unless said")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: minutes rather than half an hour")
    parser.add_argument("--report", type=Path, metavar="FILE.md", help="also write a page; its pictures beside it")
    options = parser.parse_args(arguments)
    page = [conditions()]
    for name in steps([each for each in PARTS if not options.parts or each in options.parts], "measuring"):
        told = io.StringIO()
        before = os.getloadavg()[0]
        with redirect_stdout(told):
            import_module(f"benchmarks.{name}").main(QUICK[name] if options.quick else [])
        load = f"Load of the machine before and after: {before:.1f}, {os.getloadavg()[0]:.1f}."
        page += [f"## {PARTS[name]}", f"`script/bench {name}`. {load}", told.getvalue().strip()]
        print("\n\n".join(page[-3:]), flush=True)
        if options.report and (picture := drawn(told.getvalue())):
            file = options.report.with_name(f"{options.report.stem}-{name}.svg")
            file.write_text(picture, encoding="utf-8")
            page.append(f"![{PARTS[name]}: the same as bars]({file.name})")
        if options.report:  # after each part: what was measured is not lost where the next one fails
            options.report.write_text("\n\n".join(["# Performance", *page]) + "\n", encoding="utf-8")
    return 0


def conditions() -> str:
    """Where and when it was measured."""
    cpu = (
        re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        if os.path.exists("/proc/cpuinfo")
        else None
    )
    return (
        f"Written by `script/bench all --report` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()}, "
        f"{platform.system()}, {os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()}). What is compared took "
        "turns in one run, so the ratios hold and the plain figures are those of that machine at that time. In "
        "brackets the quartiles."
    )


def drawn(tables: str) -> str:
    """The ratios of the tables as bars; empty where there are none."""
    rows = list(_ratios(tables))
    if not rows:
        return ""
    most = max(ratio for _, ratio in rows)
    scale = (WIDTH - NAMES - 60) / most
    bars = []
    for at, (name, ratio) in enumerate(rows):
        y = 8 + at * BAR
        bars.append(
            f'<text x="{NAMES - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{NAMES}" y="{y}" width="{ratio * scale:.1f}" height="{BAR - 8}" rx="3"/>'
            f'<text x="{NAMES + ratio * scale + 6:.1f}" y="{y + 14}">{ratio:.2f}</text>'
        )
    one = NAMES + scale
    height = 16 + len(rows) * BAR
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/><g fill="#2c6e8f">{"".join(bars)}</g>'
        f'<path d="M{one:.1f} 0V{height}" stroke="#b3402a" stroke-dasharray="4 3"/></svg>\n'
    )


def _ratios(tables: str) -> Iterator[tuple[str, float]]:
    """What each row is called, with its first column that is headed "times ..."."""
    column, heading = None, ""
    for line in tables.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            column = None
        elif column is None:
            column = next((at for at, cell in enumerate(cells) if cell.startswith("times")), -1)
            heading = cells[0]
        elif column > 0 and len(cells) > column and (found := RATIO.match(cells[column])):
            yield f"{cells[0]} ({heading})"[:58], float(found[1])
