"""Every text of the content that can be spoken, and where it stands: one row a noun, and below it its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from skill.guidance.content import Content
from skill.guidance.model import LEVELS


class Spoken(NamedTuple):
    """Which keys of a noun are spoken."""

    kind: str
    """What its texts are called, such as "step": a text is a "step.say"."""
    place: str
    """Where it stands; {id} is its own and {of} that of the noun that it is a part of."""
    keys: tuple[str, ...]
    nouns: Callable[[Content], Iterable[tuple[str, str, Any]]]
    """Each noun with its id, behind the id of what it is a part of (or nothing)."""


def _whole(table: str) -> Callable[[Content], Iterable[tuple[str, str, Any]]]:
    return lambda content: (("", id, noun) for id, noun in getattr(content, table).items())


def _topics(content: Content) -> Iterator[tuple[str, str, Any]]:
    return (("", id, content.topic(id)) for id in content.topic_ids)


def _aspects(content: Content) -> Iterator[tuple[str, str, Any]]:
    return ((id, aspect.id, aspect) for id in content.topic_ids for aspect in content.topic(id).aspects)


def _steps(content: Content) -> Iterator[tuple[str, str, Any]]:
    return (("", id, content.step(id)) for id in content.step_ids)


def _led(content: Content) -> Iterator[tuple[str, str, Any]]:
    return (("", id, step.led) for _, id, step in _steps(content) if step.led)


def _forms(content: Content) -> Iterator[tuple[str, str, Any]]:
    return ((id, name, form) for _, id, step in _steps(content) for name, form in step.forms.items())


def _places(content: Content) -> Iterator[tuple[str, str, Any]]:
    return (each for each in _forms(content) if each[1] not in LEVELS)


def _levels(content: Content) -> Iterator[tuple[str, str, Any]]:
    return (each for each in _forms(content) if each[1] in LEVELS)


def _plans(content: Content) -> Iterator[tuple[str, str, Any]]:
    return (("", f"{onset}.{kind}", plan) for (onset, kind), plan in content.plans.items())


def _parts(content: Content) -> Iterator[tuple[str, str, Any]]:
    return ((question.id, part.id, part) for question in content.questions.values() for part in question.parts)


_MOVES = ("ready", "go", "back", "other")
SPOKEN = (
    Spoken("topic", "topics/{id}.toml", ("answer", "more", "safety_net", "instead"), _topics),
    Spoken("topic", "topics/{of}.toml: {id}", ("answer", "more", "instead"), _aspects),
    Spoken("condition", "conditions.toml [{id}]", ("said",), _whole("conditions")),
    Spoken("step", "steps/{id}.toml", ("say", "brief", "how", "why", "stop_rule", "announce", "unless"), _steps),
    Spoken("step", "steps/{id}.toml", ("not_if",), _steps),
    Spoken("cue", "steps/{id}.toml [led]", _MOVES, _led),
    Spoken("form", "steps/{of}.toml [forms.{id}]", ("say",), _places),
    Spoken("level", "steps/{of}.toml [forms.{id}]", ("say",), _levels),
    Spoken("cue", "steps/{of}.toml [forms.{id}]", _MOVES, _forms),
    Spoken("activity", "activities.toml [{id}]", ("ease_off", "back_to_it", "prevention", "watch"),
           _whole("activities")),
    Spoken("plan", "plans.toml [{id}]", ("intro", "refer"), _plans),
    Spoken("constraint", "constraints.toml [{id}]", ("say",), _whole("constraints")),
    Spoken("gate", "gates.toml [{id}]", ("ask", "otherwise"), _whole("gates")),
    Spoken("stage", "course.toml [{id}]", ("today", "ahead"), _whole("course")),
    Spoken("picture", "pictures.toml [{id}]", ("ask", "fits"), _whole("pictures")),
    Spoken("offer", "offers.toml [{id}]", ("ask",), _whole("offers")),
    Spoken("flag", "red_flags.toml [{id}]", ("ask", "usual", "single", "heard", "say", "because", "say_for_another",
            "of_family", "if_lesser"), _whole("red_flags")),
    Spoken("question", "safety_questions.toml [{id}]", ("ask", "again", "silence", "say", "which", "why"),
           _whole("questions")),
    Spoken("part", "safety_questions.toml [{of}] {id}", ("name", "ask", "explain"), _parts),
    Spoken("help", "alarm_help.toml [{id}]", ("emergency", "others", "by_car", "for_another", "seen"),
           _whole("alarm_help")),
)  # fmt: skip


def spoken_texts(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every text that can be spoken: its kind (such as "step.say"), where it stands, and the words."""
    for row in SPOKEN:
        for of, id, noun in row.nouns(content):
            where = row.place.format(id=id, of=of)
            for key in row.keys:
                for text in _each(getattr(noun, key)):
                    yield f"{row.kind}.{key}", f"{where}: {key}", text
    for flag in content.red_flags.values():
        for side in flag.sides:
            yield "flag.side", f"red_flags.toml [{flag.id}] sides {side.id}: ask", side.ask
    for id, asked in content.clarifying.items():
        for ask in asked:
            yield "flag.clarify", f"red_flags.toml [[{id}.clarify]]: ask", ask
    yield from _phrases(dict(content.phrases), "")


def _each(text: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text or "",)


def _phrases(table: object, key: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(table, dict):
        for name, value in table.items():
            yield from _phrases(value, f"{key}.{name}" if key else name)
    else:
        for text in table if isinstance(table, list) else [table]:
            yield "phrase", f"phrases.toml: {key}", str(text)
