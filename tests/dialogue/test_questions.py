"""The table of the policy: every row is whole, and docs/conversation.md shows it as it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from skill.dialogue.question import Question
from skill.dialogue.questions import NOTHING_OPEN, QUESTIONS, question_of
from tests.dialogue.conversation import CONTENT
from tests.documents import is_shown

COLUMNS = ("ask", "yes", "no", "unsure", "acknowledged", "words", "missed", "missed_twice", "why", "help", "due")
FLAGS = ("comes_back", "is_check", "in_alarm", "of_step")
HEAD = ("question", *(name.replace("_", " ") for name in COLUMNS), "besides")


def shown(value: Any) -> str:
    """A move by the name of its module and its own; a phrase by its key."""
    if isinstance(value, partial):
        return f"{shown(value.func)}({', '.join(map(str, value.args))})"
    if isinstance(value, Callable):  # type: ignore[arg-type]
        return f"{value.__module__.rpartition('.')[2]}.{value.__name__.strip('_')}".removeprefix("questions.")
    return str(value or "")


def line(kind: str, row: Question) -> str:
    flags = ", ".join(name.replace("_", " ") for name in FLAGS if getattr(row, name))
    return f"| {' | '.join([kind, *(shown(getattr(row, name)) for name in COLUMNS), flags])} |"


def table() -> str:
    every = {"(nothing)": NOTHING_OPEN, **QUESTIONS}
    ruled = f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}"
    return "\n".join([ruled, *(line(kind, row) for kind, row in every.items())])


def test_the_document_shows_every_row(request: pytest.FixtureRequest) -> None:
    is_shown("conversation.md", "questions", table(), request.config.getoption("--rewrite"))


@pytest.mark.parametrize("kind", QUESTIONS)
def test_help_has_words(kind: str) -> None:
    key = QUESTIONS[kind].help
    assert not key or CONTENT.phrase(key)


@pytest.mark.parametrize("asked", ["", "renamed", "renamed:about"])
def test_what_nobody_asks_is_nothing_open(asked: str) -> None:
    assert question_of(asked) is NOTHING_OPEN


def test_every_question_of_the_check_comes_back_and_takes_no_okay_for_a_yes() -> None:
    checks = [row for row in QUESTIONS.values() if row.is_check]
    assert all(row.comes_back and row.due and row.acknowledged not in (None, row.yes) for row in checks)
