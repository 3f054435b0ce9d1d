"""Reads the content files: TOML in, the nouns of `model` out. Each file is read once, when it is first needed."""

from __future__ import annotations

import string
import tomllib
from dataclasses import MISSING, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args

from skill.guidance.model import (
    Activity,
    Kind,
    Locale,
    Onset,
    Plan,
    RedFlag,
    SafetyQuestion,
    Source,
    Step,
    Topic,
    Urgency,
)

CONTENT = Path(__file__).parent / "content"
UNKNOWN_ACTIVITY = "unknown"

Noun = TypeVar("Noun")
Table = dict[str, Any]


class ContentError(Exception):
    """A content file is missing, malformed or names something that does not exist. Says file, key and remedy."""


def read_toml(path: Path) -> Table:
    """One content file as plain data. Raises ContentError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(
            f"{path.name}: there is no such file in {path.parent.name}/; add it or correct the id"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: not valid TOML ({error}); mend that line") from error


def build(noun: type[Noun], table: Table, where: str) -> Noun:
    """A dataclass from a table, its lists made tuples. Raises ContentError for missing and for unknown keys."""
    known = {field.name: field for field in fields(noun)}  # type: ignore[arg-type]
    if unknown := table.keys() - known.keys():
        raise ContentError(f"{where}: {noun.__name__} has no {', '.join(sorted(unknown))}; correct or remove it")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := needed - table.keys():
        raise ContentError(f"{where}: {', '.join(sorted(missing))} missing; add it")
    return noun(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})


def placeholders(text: str) -> set[str]:
    """The names in curly braces in a spoken text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def fill(text: str, values: dict[str, str]) -> str:
    """Puts values where the {placeholders} are. Raises ContentError where one has no value: no brace is ever spoken."""
    try:
        return text.format_map(values)
    except (KeyError, IndexError, ValueError) as error:
        raise ContentError(f"no value for {error} in {text!r}; pass one or correct the placeholder") from error


class Content:
    """Everything the coach knows, read from a folder as far as it is asked for."""

    def __init__(self, root: Path = CONTENT) -> None:
        self.root = root
        self._topics: dict[str, Topic] = {}
        self._steps: dict[str, Step] = {}

    def _table(self, name: str) -> Table:
        return read_toml(self.root / name)

    def _ids(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in (self.root / folder).glob("*.toml")))

    @cached_property
    def topic_ids(self) -> tuple[str, ...]:
        """The ids of all topics: their file names."""
        return self._ids("topics")

    @cached_property
    def step_ids(self) -> tuple[str, ...]:
        """The ids of all steps, stretches included."""
        return self._ids("steps")

    def topic(self, id: str) -> Topic:
        """The answer with this id."""
        if id not in self._topics:
            table = self._table(f"topics/{id}.toml")
            self._topics[id] = build(Topic, {"id": id, **table}, f"topics/{id}.toml")
        return self._topics[id]

    def step(self, id: str) -> Step:
        """The step or stretch with this id."""
        if id not in self._steps:
            table = self._table(f"steps/{id}.toml")
            self._steps[id] = build(Step, {"id": id, **table}, f"steps/{id}.toml")
        return self._steps[id]

    @cached_property
    def stretches(self) -> tuple[Step, ...]:
        """The steps that can be asked for by name."""
        return tuple(step for step in map(self.step, self.step_ids) if step.stretch)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""
        return {id: Source(name=table["name"], url=table["url"]) for id, table in self._table("sources.toml").items()}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Every activity by its id, and the one for activities we do not know."""
        return {
            id: build(Activity, {"id": id, **table}, f"activities.toml [{id}]")
            for id, table in self._table("activities.toml").items()
        }

    def activity(self, id: str | None) -> Activity:
        """The activity with this id; the general one where it is unknown or not said."""
        return self.activities.get(id or UNKNOWN_ACTIVITY) or self.activities[UNKNOWN_ACTIVITY]

    @cached_property
    def plans(self) -> dict[tuple[Onset, Kind], Plan]:
        """The plan for every time since onset and every kind of pain."""
        table = self._table("plans.toml")
        plans: dict[tuple[Onset, Kind], Plan] = {}
        for onset in get_args(Onset):
            for kind in get_args(Kind):
                where = f"plans.toml [{onset}.{kind}]"
                try:
                    row = table[onset][kind]
                except KeyError:
                    raise ContentError(f"{where}: missing; every time and kind needs a plan") from None
                plans[onset, kind] = build(Plan, {"onset": onset, "kind": kind, **row}, where)
        return plans

    @cached_property
    def red_flags(self) -> dict[str, RedFlag]:
        """Every red flag by its id."""
        spoken = {field.name for field in fields(RedFlag)}
        flags = {}
        for id, table in self._table("red_flags.toml").items():
            row = {key: value for key, value in table.items() if key in spoken}  # the rest is the scanner's
            where = f"red_flags.toml [{id}]"
            row["urgency"] = Urgency(row.get("urgency", ""))
            flags[id] = build(RedFlag, {"id": id, **row}, where)
        return flags

    @cached_property
    def questions(self) -> dict[str, SafetyQuestion]:
        """The bundled safety questions by id, in the order they are asked."""
        return {
            id: build(SafetyQuestion, {"id": id, **table}, f"safety_questions.toml [{id}]")
            for id, table in self._table("safety_questions.toml").items()
        }

    @cached_property
    def locales(self) -> dict[str, Locale]:
        """Every locale by its id, such as en-US."""
        return {
            id: Locale(id=id, language=table.pop("language"), words=table)
            for id, table in self._table("locales.toml").items()
        }

    @cached_property
    def intake(self) -> Table:
        """How people say when it began, what it is like, and yes or no: the words that fill the case."""
        return self._table("intake.toml")

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """The words that tell each kind of pain."""
        return {kind: table["words"] for kind, table in self._table("kinds.toml").items()}

    @cached_property
    def phrases(self) -> Table:
        """Everything that is spoken besides topics, steps and flags."""
        return self._table("phrases.toml")

    def phrase(self, key: str, turn: int = 0) -> str:
        """The words for a key such as "steps.next"; where there are several wordings, `turn` picks one.

        Raises ContentError for a key that has no words.
        """
        words: Any = self.phrases
        for part in key.split("."):
            words = words.get(part) if isinstance(words, dict) else None
        if isinstance(words, list) and words:
            words = words[turn % len(words)]
        if not isinstance(words, str):
            raise ContentError(f"phrases.toml: there are no words for {key!r}; add them")
        return words

    def number(self, value: int) -> str:
        """A number below a hundred in words: 3 is "three", 45 is "forty five"."""
        numbers, tens = self.phrases["numbers"], self.phrases["tens"]
        if 0 <= value < len(numbers):
            return str(numbers[value])
        if 0 <= value < 10 * len(tens):
            return str(tens[value // 10]) + (f" {numbers[value % 10]}" if value % 10 else "")
        return str(value)


@cache
def default_content() -> Content:
    """The content that ships with the project."""
    return Content()
