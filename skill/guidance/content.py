"""The content as the nouns of `model`. Each row is read once, when it is first needed."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache, cached_property
from typing import Any, get_args

from skill.guidance.files import shipped
from skill.guidance.model import (
    Activity,
    AlarmHelp,
    AnswerWords,
    Aspect,
    Claim,
    Clarify,
    Condition,
    Constraint,
    Country,
    Cues,
    Form,
    Gate,
    Intake,
    Kind,
    Locale,
    Offer,
    Onset,
    PainWords,
    Picture,
    Plan,
    PuttingRight,
    RedFlag,
    SafetyPart,
    SafetyQuestion,
    Side,
    Source,
    Stage,
    Step,
    TimeLadder,
    ToldBack,
    Topic,
    Urgency,
    WalkingWeek,
    WordList,
)
from skill.guidance.rows import ContentError, Files, LazyMapping, Noun, Table, build

__all__ = ["Content", "ContentError", "default_content", "fill", "placeholders"]

UNKNOWN_ACTIVITY = "unknown"
ELSEWHERE = "elsewhere"
CONTENT_ENGLISH = "american"
"""The kind of English the content is written in."""


def placeholders(text: str) -> set[str]:
    """The names in curly braces in a spoken text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def fill(text: str, values: dict[str, str]) -> str:
    """Puts values where the {placeholders} are. Raises ContentError where one has no value: no brace is ever spoken."""
    if "{" not in text and "}" not in text:
        return text
    try:
        return text.format_map(values)
    except (KeyError, IndexError, ValueError) as error:
        raise ContentError(f"no value for {error} in {text!r}; pass one or correct the placeholder") from error


class Content:
    """Everything the coach knows, read as far as it is asked for."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def _nouns(self, noun: type[Noun], name: str) -> LazyMapping[Noun]:
        where = f"{name} [{{}}]" if name.endswith(".toml") else f"{name}/{{}}.toml"
        return LazyMapping(self.files, name, lambda id, row: build(noun, {"id": id, **row}, where.format(id)))

    def _plain(self, name: str) -> LazyMapping[Any]:
        return LazyMapping(self.files, name, lambda key, row: row)

    @cached_property
    def topics(self) -> LazyMapping[Topic]:
        """Every answer by its id."""
        return LazyMapping(self.files, "topics", self._topic)

    def _topic(self, id: str, row: Table) -> Topic:
        where = f"topics/{id}.toml"
        aspects = tuple(self._aspect(each, where) for each in row.get("aspects", ()))
        return build(Topic, {"id": id, **row, "aspects": aspects}, where)

    def _aspect(self, row: Table, where: str) -> Aspect:
        """One question of a topic. `same_as = "topic.aspect"` gives it the answer of that one."""
        place = f"{where} [[aspects]] {row.get('id')}"
        own = {key: value for key, value in row.items() if key != "same_as"}
        if same := row.get("same_as"):
            topic, _, aspect = same.partition(".")
            others = self.files.row("topics", topic)["aspects"] if topic in self.files.keys("topics") else ()
            theirs = next((other for other in others if other.get("id") == aspect and "same_as" not in other), None)
            if theirs is None:
                raise ContentError(f"{place}: same_as names {same!r}, which has no answer; correct it")
            own = {**theirs, **own}
        elif "answer" not in own:
            raise ContentError(f"{place}: answer missing; add it, or same_as for the answer of another question")
        return build(Aspect, own, place)

    @cached_property
    def steps(self) -> LazyMapping[Step]:
        """Every step by its id, stretches included."""
        return LazyMapping(self.files, "steps", _step)

    @property
    def topic_ids(self) -> tuple[str, ...]:
        """The ids of all topics: their file names."""
        return tuple(self.topics)

    @property
    def step_ids(self) -> tuple[str, ...]:
        """The ids of all steps, stretches included."""
        return tuple(self.steps)

    def topic(self, id: str) -> Topic:
        """The answer with this id. Raises ContentError where there is none."""
        return _of(self.topics, id, "topics")

    def step(self, id: str) -> Step:
        """The step or stretch with this id. Raises ContentError where there is none."""
        return _of(self.steps, id, "steps")

    @property
    def stretches(self) -> Iterator[Step]:
        """The steps that can be asked for by name."""
        return (step for step in self.steps.values() if step.stretch)

    @cached_property
    def conditions(self) -> LazyMapping[Condition]:
        """What people may have told that speaks against advice, by its id."""
        return self._nouns(Condition, "conditions.toml")

    @cached_property
    def sources(self) -> LazyMapping[Source]:
        """Every source by its id."""
        return LazyMapping(self.files, "sources.toml", lambda id, row: build(Source, row, f"sources.toml [{id}]"))

    @property
    def claims(self) -> Iterator[Claim]:
        """Every claim of the articles, for reviewers: no turn reads them."""
        for at, row in enumerate(self._plain("claims.toml").get("claim", ()), start=1):
            yield build(Claim, row, f"claims.toml [[claim]] {row.get('id', f'number {at}')}")

    @cached_property
    def activities(self) -> LazyMapping[Activity]:
        """Every activity by its id, and the one for activities we do not know."""
        return self._nouns(Activity, "activities.toml")

    def activity(self, id: str | None) -> Activity:
        """The activity with this id; the general one where it is unknown or not said."""
        return self.activities.get(id or UNKNOWN_ACTIVITY) or self.activities[UNKNOWN_ACTIVITY]

    @cached_property
    def plans(self) -> dict[tuple[Onset, Kind], Plan]:
        """The plan for every time since onset and every kind of pain."""
        plans: dict[tuple[Onset, Kind], Plan] = {}
        for onset in get_args(Onset):
            for kind in get_args(Kind):
                where = f"plans.toml [{onset}.{kind}]"
                try:
                    row = self.files.row("plans.toml", onset)[kind]
                except KeyError:
                    raise ContentError(f"{where}: missing; every time and kind needs a plan") from None
                plans[onset, kind] = build(Plan, {"onset": onset, "kind": kind, **row}, where)
        return plans

    @cached_property
    def red_flags(self) -> LazyMapping[RedFlag]:
        """Every red flag by its id."""
        return LazyMapping(self.files, "red_flags.toml", _red_flag)

    @cached_property
    def clarifying(self) -> dict[str, tuple[str, ...]]:
        """The questions that clear up what may be harmless, by the id of the red flag."""
        rows = {id: row.get("clarify", ()) for id, row in self._plain("red_flags.toml").items()}
        where = "red_flags.toml [[{}.clarify]]"
        return {id: tuple(build(Clarify, row, where.format(id)).ask for row in rows[id]) for id in rows}

    @cached_property
    def covering(self) -> dict[str, tuple[str, ...]]:
        """Those of them a no to which denies all that the check asks of the flag."""
        rows = {id: row.get("clarify", ()) for id, row in self._plain("red_flags.toml").items()}
        return {id: tuple(row["ask"] for row in rows[id] if row.get("covers")) for id in rows}

    @cached_property
    def questions(self) -> LazyMapping[SafetyQuestion]:
        """The bundled safety questions by id, in the order they are asked."""
        return LazyMapping(self.files, "safety_questions.toml", _safety_question)

    @cached_property
    def alarm_help(self) -> LazyMapping[AlarmHelp]:
        """Help with an alarm, by what is asked."""
        return self._nouns(AlarmHelp, "alarm_help.toml")

    @cached_property
    def countries(self) -> LazyMapping[Country]:
        """The countries whose emergency number is known, by that number or their locale."""
        return self._nouns(Country, "countries.toml")

    def locale_in(self, country: str, here: Locale) -> Locale:
        """The locale for somebody who says that they are in a country, or the one that was heard where nobody knows."""
        known = next((each for each in self.countries.values() if country in map(str.lower, each.names)), None)
        if known is None or here.words["emergency_number"] == known.number:
            return here
        name = next(each for each in known.names if each.lower() == country)
        there = self.locale(known.locale or None)
        words = there.words | {"emergency_number": known.number}
        return replace(there, country=name, words=words, english=here.english, instead=here.instead)

    @cached_property
    def constraints(self) -> LazyMapping[Constraint]:
        """What somebody may not have or be able to do, by its id."""
        return self._nouns(Constraint, "constraints.toml")

    @cached_property
    def gates(self) -> LazyMapping[Gate]:
        """What comes before going back to sport, in the order it is asked."""
        return self._nouns(Gate, "gates.toml")

    @cached_property
    def course(self) -> LazyMapping[Stage]:
        """The parts of the course, by the time since onset that each is for."""
        return self._nouns(Stage, "course.toml")

    @cached_property
    def time_ladder(self) -> LazyMapping[TimeLadder]:
        """How long each kind of pain may stay as it is."""
        return self._nouns(TimeLadder, "time_ladder.toml")

    @cached_property
    def walking(self) -> LazyMapping[WalkingWeek]:
        """The weeks of the walking program, in order, by their number."""
        return self._nouns(WalkingWeek, "walking.toml")

    @cached_property
    def pictures(self) -> LazyMapping[Picture]:
        """What tells the kinds of pain apart, in the order it is asked."""
        return self._nouns(Picture, "pictures.toml")

    @cached_property
    def offers(self) -> LazyMapping[Offer]:
        """What is offered after an answer."""
        return self._nouns(Offer, "offers.toml")

    @property
    def locales(self) -> dict[str, Locale]:
        """Every locale by its id, such as en-US."""
        return {id: locale for id, locale in self._every_locale.items() if id != ELSEWHERE}

    def locale(self, id: str | None) -> Locale:
        """The locale with this id; for any other the one that names no numbers, for a wrong one would be worse."""
        found = self._every_locale.get(id or ELSEWHERE) or self._every_locale.get(ELSEWHERE)
        if not isinstance(found, Locale):
            raise ContentError(f"locales.toml: {ELSEWHERE} missing; add what is said where nobody knows the numbers")
        return found

    @cached_property
    def _every_locale(self) -> LazyMapping[Locale]:
        return LazyMapping(self.files, "locales.toml", self._locale)

    def _locale(self, id: str, row: Table) -> Locale:
        where = f"locales.toml [{id}]"
        locale = build(Locale, {"id": id, **row}, where)
        if locale.english == CONTENT_ENGLISH:
            return locale
        if locale.english not in self.variants:
            raise ContentError(f"{where}: variants.toml has no table {locale.english!r}; add it or correct english")
        return replace(locale, instead=self.variants[locale.english])

    @cached_property
    def variants(self) -> LazyMapping[dict[str, str]]:
        """By kind of English: what is said instead of American words."""
        return LazyMapping(self.files, "variants.toml", lambda english, row: row)

    @cached_property
    def intake(self) -> Intake:
        """How people say when it began, what it is like, and yes or no: the words that fill the case."""
        tables: Table = {name: self.files.row("intake.toml", name) for name in self.files.keys("intake.toml")}
        nouns: dict[str, type[Any]] = {
            "answers": AnswerWords,
            "pain": PainWords,
            "repeating": WordList,
            "errands": WordList,
            "taking_back": WordList,
            "whereabouts": WordList,
            "told_back": ToldBack,
            "putting_right": PuttingRight,
        }
        for name in nouns.keys() & tables.keys():
            tables[name] = build(nouns[name], tables[name], f"intake.toml [{name}]")
        return build(Intake, tables, "intake.toml")

    @cached_property
    def kinds(self) -> LazyMapping[WordList]:
        """The words that tell each kind of pain."""
        return LazyMapping(self.files, "kinds.toml", lambda kind, row: build(WordList, row, f"kinds.toml [{kind}]"))

    @cached_property
    def phrases(self) -> LazyMapping[Any]:
        """Everything that is spoken besides topics, steps and flags."""
        return self._plain("phrases.toml")

    def phrase(self, key: str, turn: int = 0) -> str:
        """The words for a key such as "steps.next"; where there are several wordings, `turn` picks one.

        Raises ContentError for a key that has no words.
        """
        first, *rest = key.split(".")
        words: Any = self.phrases.get(first)
        for part in rest:
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


def _of(rows: LazyMapping[Noun], id: str, folder: str) -> Noun:
    try:
        return rows[id]
    except KeyError:
        raise ContentError(f"{id}.toml: there is no such file in {folder}/; add it or correct the id") from None


def _red_flag(id: str, row: Table) -> RedFlag:
    spoken = {field.name for field in fields(RedFlag)}
    table = {key: value for key, value in row.items() if key in spoken}  # the rest is the scanner's
    where = f"red_flags.toml [{id}]"
    sides = tuple(build(Side, side, f"{where} sides") for side in row.get("sides", ()))
    try:
        return build(RedFlag, {"id": id, **table, "sides": sides, "urgency": Urgency(row.get("urgency", ""))}, where)
    except ValueError as error:
        raise ContentError(f"{where}: urgency missing or unknown ({error}); say {', '.join(Urgency)}") from None


def _step(id: str, row: Table) -> Step:
    where = f"steps/{id}.toml"
    led = {"led": build(Cues, row["led"], f"{where} [led]")} if "led" in row else {}
    forms = {name: build(Form, form, f"{where} [forms.{name}]") for name, form in row.get("forms", {}).items()}
    return build(Step, {"id": id, **row, **led, "forms": forms}, where)


def _safety_question(id: str, row: Table) -> SafetyQuestion:
    where = f"safety_questions.toml [{id}]"
    parts = tuple(build(SafetyPart, part, f"{where} parts") for part in row.get("parts", ()))
    return build(SafetyQuestion, {"id": id, **row, "parts": parts}, where)


@cache
def default_content() -> Content:
    """The content that ships with the project."""
    return Content(shipped())
