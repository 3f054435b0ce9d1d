"""Sample sentences as templates: words to be heard, and slots to be filled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .interaction_model import SLOT_IN_SAMPLE, Intent, InteractionModel
from .languages import ENGLISH, wordings
from .words import language, norms


@dataclass(frozen=True)
class SlotPlace:
    """A place in a template that a slot's words fill."""

    name: str
    type: str


@dataclass(frozen=True)
class Template:
    """One sample of one intent."""

    intent: str
    sample: str
    parts: tuple[str | SlotPlace, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are not slots."""
        return tuple(part for part in self.parts if isinstance(part, str))

    @property
    def places(self) -> tuple[SlotPlace, ...]:
        """The slots, in order."""
        return tuple(part for part in self.parts if isinstance(part, SlotPlace))


@cache
def usual_wordings(language: str = ENGLISH) -> dict[str, tuple[str, ...]]:
    """How people word Amazon's built-in intents. Amazon has its own list; this one stands in for it."""
    if language != ENGLISH:
        return wordings(language)
    content = tomllib.loads(Path(__file__).with_name("builtin_intents.toml").read_text(encoding="utf-8"))
    return {name: tuple(wordings) for name, wordings in content["AMAZON"].items()}


def templates_of(model: InteractionModel) -> tuple[Template, ...]:
    """Every sample of the model, the usual wordings of the built-in intents it declares, and both said in passing."""
    worded = templates_as_worded(model)
    taken = set(map(_shape, worded))
    more = (each for template in worded for each in (_without_subject(template), *_said_twice(template)) if each)
    return worded + tuple(template for template in more if _shape(template) not in taken)


def templates_as_worded(model: InteractionModel) -> tuple[Template, ...]:
    """Every sample of the model, and the usual wordings of the built-in intents it declares."""
    own = [template for intent in model.intents for template in _own(intent)]
    taken = set(map(_shape, own))
    usual = [
        Template(intent.name, sample, norms(sample))
        for intent in model.intents
        for sample in usual_wordings(model.language).get(intent.name.removeprefix("AMAZON."), ())
    ]
    return tuple(own + [template for template in usual if _shape(template) not in taken])


def _said_twice(template: Template) -> Iterator[Template]:
    """An answer with its own word before or after it: "none of those, no"."""
    if word := language()["said_twice"].get(template.intent):
        yield replace(template, parts=(word, *template.parts))
        yield replace(template, parts=(*template.parts, word))


def _without_subject(template: Template) -> Template | None:
    """As it is said in passing: "haven't had any", where "I haven't had any" is a sample."""
    subject, *rest = template.parts or ("",)
    verb, *_ = rest or ("",)
    drops = subject == language()["dropped_subject"] and verb in language()["verbs_without_subject"]
    return replace(template, parts=tuple(rest)) if drops and len(rest) > 1 else None


def answers_of(intent: Intent) -> dict[str, list[Template]]:
    """For each slot that has some, the samples of what people say when they are asked for it."""
    return {
        slot: [Template(intent.name, sample, _parts(intent, sample)) for sample in samples]
        for slot, samples in intent.answers.items()
    }


def _own(intent: Intent) -> list[Template]:
    return [template_of(intent, sample) for sample in intent.samples]


def template_of(intent: Intent, sample: str) -> Template:
    """One sample of an intent."""
    return Template(intent.name, sample, _parts(intent, sample))


def _parts(intent: Intent, sample: str) -> tuple[str | SlotPlace, ...]:
    parts: list[str | SlotPlace] = []
    for at, piece in enumerate(SLOT_IN_SAMPLE.split(sample)):
        if at % 2:
            parts.append(SlotPlace(piece, intent.slots[piece]))
        elif piece.strip():
            # "{Name}'s" is heard as one word, and its ending is left to the value.
            # Fillers stay: a sample may live on its "um".
            parts.extend(norms(re.sub(r"^['\u2019]s?\b", "", piece), with_fillers=True))
    return tuple(parts)


def _shape(template: Template) -> tuple[str, ...]:
    return tuple(part if isinstance(part, str) else f"{{{part.type}}}" for part in template.parts)
