"""What the ear alone hears in single turns of conversations: signs and answers, without understanding or dialogue.

A line of a file is `{"pre": [turns before], "text": the turn, "expect": kind}`; or, of labelled utterances,
`{"text", "label", "hard_negative"}`. Kinds that need a whole conversation are passed over.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from skill.guidance.answers import AnswerReading, read_answer
from skill.guidance.content import Content, default_content
from skill.guidance.matching import Scanned
from skill.guidance.red_flags import Finding, scan

URGENT = ("emergency", "today")


def main(arguments: list[str]) -> int:
    """Prints the share heard rightly of each kind, and how long a text takes."""
    parser = argparse.ArgumentParser(prog="script/bench hearing", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what was heard wrongly")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for file in options.files for line in file.read_text(encoding="utf-8").splitlines()]
    asked, right, content = Counter[str](), Counter[str](), default_content()
    for row in rows:
        if not (kind := kind_of(row)):
            continue
        findings, answer = scan(row["text"]), read_answer(Scanned(row["text"]), question(row, content), content)
        good = heard_rightly(kind, findings, answer, answers_a_question=bool(question(row, content)))
        asked[kind], right[kind] = asked[kind] + 1, right[kind] + good
        if options.errors and not good:
            told = [(one.flag, one.certainty, " ".join(one.words)) for one in findings]
            print(kind, "|", " / ".join(row.get("pre", [])[-1:]), "|", row["text"], "|", told, tuple(answer))
    for kind in sorted(asked):
        print(f"{kind:<14} {right[kind]:>4} of {asked[kind]:<4} {right[kind] / asked[kind]:.3f}")
    print(f"{microseconds([row['text'] for row in rows]):.0f} microseconds a text")
    return 0


def kind_of(row: dict[str, Any]) -> str:
    """What is expected of a line; empty where the ear alone cannot say."""
    if "label" in row:
        flagged = row["label"].startswith("red_flag:")
        return "flag" if flagged else "hard_negative" if row.get("hard_negative") else "quiet"
    known = ("alarm_or_ask", "not_alarm", "child", "clears", "not_cleared")
    return row["expect"] if row["expect"] in known else ""


def question(row: dict[str, Any], content: Content) -> tuple[str, ...]:
    """The flags of the safety question open behind the turns before: a report opens the first, a no the next."""
    before = [turn for turn in row.get("pre", ()) if "back" in turn or turn == "no"]
    questions = {1: "emergency_signs", 2: "today_signs"}
    tells = bool(before) and before[0] != "no" and len(before) == len(row["pre"])
    return content.questions[questions[len(before)]].flags if tells and len(before) in questions else ()


def heard_rightly(kind: str, findings: tuple[Finding, ...], answer: AnswerReading, answers_a_question: bool) -> bool:
    """Whether what is heard leads to what is expected."""
    named = answers_a_question and bool(answer.affirmed or answer.unsure or answer.word in ("yes", "unsure"))
    alarms = any(one.urgency in URGENT and one.certainty == "stated" for one in findings)
    return {
        "alarm_or_ask": bool(findings) or named,
        "flag": bool(findings),
        "not_alarm": not alarms and not (answers_a_question and (answer.affirmed or answer.word == "yes")),
        "quiet": not alarms,
        "hard_negative": not findings,
        "child": any(one.flag == "child" for one in findings),
        "clears": answer.clears and not findings,
        "not_cleared": not answer.clears and not answer.affirmed and not alarms,
    }[kind]


def microseconds(texts: list[str]) -> float:
    """How long a text takes to be scanned, the quickest of five rounds."""
    rounds = []
    for _ in range(5):
        started = time.perf_counter()
        for text in texts:
            scan(text)
        rounds.append(time.perf_counter() - started)
    return min(rounds) / max(1, len(texts)) * 1e6
