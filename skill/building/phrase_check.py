"""Whether all that the code says has words in phrases.toml, and all words there are said by the code.

What the code says is read from the code: a text such as "steps.next" is the key of a phrase. Of a key that is put
together in a conversation, such as f"missed.{where}", FAMILIES says what it may be.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from skill.guidance.content import Content
from skill.guidance.model import LEVELS, Urgency

SKILL = Path(__file__).parents[1]
SPEAKING = ("guidance", "dialogue", "alexa")
"""The rooms that say phrases."""
SAYING = {"say": 0, "phrase": 0, "acknowledge": 0, "ask_phrase": 1}
"""Which argument of these is a key, so that it is one without a dot, too."""
KEY = re.compile(r"[a-z_*]+(\.[a-z_*]+)+")
NO_KEYS = (".json", ".toml", ".py")
ANY = "*"
"""Stands in a key for what is put into it."""

_PROBLEMS = ("permission", "unsupported", "refused", "gone", "trouble", "unclear", "busy", "offline")
_URGENT = (Urgency.EMERGENCY, Urgency.TODAY, Urgency.SOON)
FAMILIES: dict[str, tuple[str, ...]] = {
    "alerts.timers": (*_PROBLEMS, "declined", "in_vain", "too_many"),
    "alerts.reminders": (*_PROBLEMS, "declined", "in_vain", "past"),
    "alerts.running": _PROBLEMS,
    "alerts.kept": _PROBLEMS,
    "alarm.hold": tuple(Urgency),
    "alarm.hold_asked": tuple(Urgency),
    "alarm.hold_called": tuple(Urgency),
    "alarm.ask_them": tuple(Urgency),
    "alarm.back": tuple(Urgency),
    "alarm.not_caught": (Urgency.EMERGENCY, Urgency.TODAY),
    "alarm.country": tuple(Urgency),
    "alarm.not_now": tuple(Urgency),
    "alarm.more": tuple(Urgency),
    "alarm.more_called": tuple(Urgency),
    "alarm.not_again": tuple(Urgency),
    "alarm.confirmed": tuple(Urgency),
    "alarm.seen": _URGENT,
    "alarm.stands": ("self_harm",),
    "alarm.withdrawn": _URGENT,
    "course": ("same", "worse"),
    "course.compared": ("better", "same", "worse", "gone"),
    "clarify.hypothetical": _URGENT,
    "feeling": ("angry", "fed_up", "in_tears", "low", "not_believed", "scared"),
    "goodbye": ("self_harm",),
    "missed": ("start", "steps"),
    "other_step.no": LEVELS,
    "reminder": ("past", "how_often", "in_today", "in_day", "at_today", "at_day"),
    "screen": (Urgency.EMERGENCY, Urgency.TODAY),
    "screen.button": ("previous", "next", "time", "yes", "no", "not_sure"),
    "walking.went": ("done", "last", "missed", "sore"),
    "time": (
        *("second", "minute", "hour", "day", "week", "seconds", "minutes", "hours", "days", "weeks"),
        *("morning", "afternoon", "evening"),
    ),
}
"""The keys of a table that are put together."""
LISTS = {"numbers": 20, "tens": 10, "time.weekdays": 7, "time.months": 12, "time.ordinals": 31}
"""Lists that are counted into, and how long each must be."""


def problems(content: Content) -> Iterator[str]:
    """Every phrase that is missing, and every one that nobody says."""
    written = dict(_flat(dict(content.phrases), ""))
    families = _families(content)
    said = _said()
    plain = {key for key in said if ANY not in key} | families
    for key in sorted(plain - written.keys()):
        yield f"phrases.toml: {key} is missing, which {said.get(key, 'a conversation')} says; add its words"
    for pattern in sorted(said.keys() - plain):
        if not any(re.fullmatch(re.escape(pattern).replace(r"\*", "[a-z_]+"), key) for key in families):
            yield f"phrases.toml: what {pattern} of {said[pattern]} may be is unknown; add it to phrase_check.FAMILIES"
    for key, long in LISTS.items():
        if len(written.get(key, ())) != long:
            yield f"phrases.toml: {key} is missing or has not {long} words; add them"
    for key in sorted(written.keys() - plain - LISTS.keys()):
        yield f"phrases.toml: {key} is said by nobody; remove it, or say it"


def _families(content: Content) -> set[str]:
    of_content = {
        "reminder.again": content.intake.recurrence.keys(),
        "reminder.tasks": {"default", *content.phrases.get("reminder", {}).get("tasks", ())},
        "time.on_date": {locale.english for locale in content.locales.values()},
    }
    return {f"{table}.{name}" for table, names in {**FAMILIES, **of_content}.items() for name in names}


def _flat(table: dict[str, Any], within: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield within + name, value


@cache
def _said() -> dict[str, str]:
    """Every key that our Python says, and the last module that does."""
    modules = (path for room in SPEAKING for path in sorted((SKILL / room).rglob("*.py")))
    return dict(chain.from_iterable(map(_said_in, modules)))


def _said_in(path: Path) -> Iterator[tuple[str, str]]:
    """Every key in a module, and the module; what is put into a key is a star."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where, inside = f"{path.parent.name}/{path.name}", set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else ANY for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        else:
            text = ""
        if KEY.fullmatch(text) and not text.startswith(ANY) and not text.endswith(NO_KEYS):
            yield text, where
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYING:
            yield from ((key, where) for key in _without_dot(node, node.func.attr))


def _without_dot(call: ast.Call, saying: str) -> Iterator[str]:
    """The keys of a call that says something: in "a if brief else b" it is either."""
    choices = call.args[SAYING[saying] : SAYING[saying] + 1]
    while choices:
        node = choices.pop()
        if isinstance(node, ast.IfExp):
            choices += [node.body, node.orelse]
        elif isinstance(node, ast.Constant) and str(node.value).isidentifier():
            yield str(node.value)
