"""How long the answers to questions are, and how many list dangers: over the questions of the project.

Each is asked in a conversation of its own, in the middle of the steps. Whether an answer is the right one no
program can tell: `--show` prints question and answer, to be judged by somebody.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from skill.desk.desk import new_echo
from skill.guidance.content import default_content

OURS = Path(__file__).parents[1] / "tests" / "questions" / "asked.toml"
BEFORE = ("my back hurts after lifting", "no", "no")
DANGER = ("emergency_number", "emergency_room", "advice_line")
"""The words of a locale one of which every list of dangers says."""


def main(arguments: list[str]) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="script/bench answers")
    parser.add_argument("--questions", type=Path, default=OURS, help="a TOML file by topic, or one JSON object a line")
    parser.add_argument("--show", action="store_true", help="also print each question with what was answered")
    options = parser.parse_args(arguments)
    answers = [asked(question) for question in questions(options.questions)]
    if options.show:
        print(*(json.dumps(answer, ensure_ascii=False) for answer in answers), sep="\n")
    for line in figures(answers):
        print(line)
    return 0


def questions(file: Path) -> Iterator[str]:
    """The questions of a file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".toml":
        yield from (question for asked in tomllib.loads(text).values() for question in asked)
    else:
        rows = (json.loads(line) for line in text.splitlines() if line)
        yield from (row.get("question") or row["text"] for row in rows)


def asked(question: str) -> dict[str, Any]:
    """What somebody hears who asks this between two steps."""
    echo = new_echo("en-US")
    for said in BEFORE:
        echo.say(said)
    turn = echo.say(question)
    keys = ("intent", "topic", "aspect", "red_flags", "speech")
    speech = turn["speech"]
    first = re.split(r"(?<=[.?])\s", speech)[0]
    judged = {"first": first, "words": len(speech.split()), "danger": lists_dangers(speech)}
    return {"question": question, **{key: turn[key] for key in keys}, **judged}  # type: ignore[literal-required]


def lists_dangers(speech: str) -> bool:
    """Whether an answer says where to turn in an emergency, or today."""
    places = default_content().locale("en-US").words
    return any(places[key] in speech for key in DANGER)


def figures(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The figures, line by line. Alarms are counted apart: they are long and name dangers on purpose."""
    every = list(answers)
    calm = [answer for answer in every if not answer["red_flags"]]
    words = sorted(answer["words"] for answer in calm)
    danger = sum(answer["danger"] for answer in calm)
    yield f"{len(every)} questions, {len(every) - len(calm)} of them heard as a danger sign"
    yield f"words of an answer: median {statistics.median(words):.0f}, p95 {words[int(0.95 * len(words))]}"
    yield f"with a list of dangers: {danger / len(calm):.2f}"
    kinds = Counter("particular" if each["aspect"] else "general" if each["topic"] else "none" for each in calm)
    yield ", ".join(f"{kind} answer: {kinds[kind] / len(calm):.2f}" for kind in ("particular", "general", "none"))
