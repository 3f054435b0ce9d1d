"""An Alexa interaction model, read as Amazon writes it: intents, their samples and the slot types."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from skill.json_reader import Reader

from .languages import ENGLISH, language_of

SLOT_IN_SAMPLE = re.compile(r"\{\s*([^{}|]+?)\s*\}")
_LOCALE = re.compile(r"\b[a-z]{2}-[A-Z]{2}$")
_ELSEWHERE = ("AMAZON.", "amzn1.ask.")
"""How the names of types begin that Amazon keeps: its own, and those that several skills share."""


class ModelError(ValueError):
    """The interaction model cannot be used. The message names the file, the key and the remedy."""


class Value(NamedTuple):
    """One value of a slot type, and the other words people use for it."""

    id: str | None
    """The id the skill is told when this value is heard. Amazon lets it be missing."""
    value: str
    """The canonical name, which the skill is told as well."""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class SlotType:
    """A list of values, or an extension of one of Amazon's own types."""

    name: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Intent:
    """Something a person may want, with the sentences they say for it."""

    name: str
    slots: dict[str, str]
    """Slot name to the name of its type."""
    samples: tuple[str, ...] = ()
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What people say when they are asked for a slot, by the slot's name."""
    multiple: frozenset[str] = frozenset()
    """The slots that may be given several values in one breath."""


@dataclass(frozen=True)
class InteractionModel:
    """What people may say to one skill."""

    invocation_name: str
    intents: tuple[Intent, ...]
    types: tuple[SlotType, ...]
    language: str = ENGLISH
    """What Amazon's own intents and slot types are said in."""

    def intent(self, name: str) -> Intent | None:
        """The intent of that name, if people can say it."""
        return next((intent for intent in self.intents if intent.name == name), None)

    def spoken_in(self, named: str) -> InteractionModel:
        """The same for a locale, or for a file whose name ends in one, such as `pets.de-DE`."""
        found = _LOCALE.search(named)
        return replace(self, language=language_of(found[0])) if found else self

    @classmethod
    def load(cls, path: str | Path) -> InteractionModel:
        """Reads a model file. Raises ModelError when it is missing, malformed or contradicts itself."""
        return cls.parse(read_json(path), str(path)).spoken_in(Path(path).stem)

    @classmethod
    def parse(cls, content: Mapping[str, Any], source: str = "model") -> InteractionModel:
        """Takes a model as Amazon's JSON holds it, with or without the outer `interactionModel`."""
        return _model(content, source)


def read_json(path: str | Path) -> Any:
    """The data in a JSON file. Raises ModelError when it is missing or no JSON."""
    try:
        return json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); give the path of a model") from error
    except UnicodeDecodeError as error:
        raise ModelError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ModelError(f"{path}: {where}: {error.msg}; correct the JSON there") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets without end
        raise ModelError(f"{path}: holds nothing to be read ({error}); give the path of a model") from error


def _model(content: Any, source: str) -> InteractionModel:
    outer = Reader(content, lambda flaw: ModelError(f"{source}: {flaw}"), "", "the file")
    inner = (
        outer["interactionModel"] if "interactionModel" in outer.object() else replace(outer, place="interactionModel")
    )
    language = inner["languageModel"]
    if not language.is_given:
        remedy = "give an interaction model: interactionModel, in it languageModel, in it intents and types"
        raise language.wrong("is missing", remedy, "missing")
    types = [_type(each) for each in language["types"].items()]
    known = {each.name for each in types}
    intents = [_intent(each, known) for each in language["intents"].items()]
    _refuse_twins([each.name for each in types], language["types"])
    _refuse_twins([each.name for each in intents], language["intents"])
    return InteractionModel(str(language.object().get("invocationName", "")), tuple(intents), tuple(types))


def _intent(raw: Reader, types: Collection[str]) -> Intent:
    name = raw["name"].text()
    raw = replace(raw, place=name)
    slots: dict[str, str] = {}
    answers: dict[str, tuple[str, ...]] = {}
    asked: list[Reader] = []
    multiple: set[str] = set()
    for slot in raw["slots"].items():
        kind = _shared(slot) or slot["type"].text()
        if not kind.startswith(_ELSEWHERE) and kind not in types:
            raise slot["type"].wrong(f"is '{kind}', but there is no type '{kind}'", f"add '{kind}' to types")
        called = slot["name"].text()
        if called in slots:
            raise slot["name"].wrong(f"'{called}' is there twice", "give one of them another name")
        slots[called] = kind
        if slot["multipleValues"]["enabled"].flag(False):
            multiple.add(called)
        if said := slot["samples"].texts():
            answers[called] = said
            asked.append(replace(slot["samples"], place=f"{name}.slots.{called}.samples"))
    for samples in (raw["samples"], *asked):
        _check_samples(samples, slots, name)
    return Intent(name, slots, raw["samples"].texts(), answers, frozenset(multiple))


def _check_samples(samples: Reader, slots: Collection[str], name: str) -> None:
    for at, sample in enumerate(samples.texts()):
        if set("{}") & set(SLOT_IN_SAMPLE.sub("", sample)):
            remedy = "write a slot as {Name}, with both braces and nothing but its name between"
            raise samples[at].wrong(f"'{sample}' has a brace that holds no slot", remedy)
        for used in SLOT_IN_SAMPLE.findall(sample):
            if used not in slots:
                found = f"'{sample}' uses the slot '{used}', which {name} does not declare"
                raise samples[at].wrong(found, f"add '{used}' to the slots of {name} or correct the sample")


def _type(raw: Reader) -> SlotType:
    name = _shared(raw) or raw["name"].text()
    raw = replace(raw, place=name)
    listed = raw["values"].items()
    if raw["valueSupplier"].value:  # either place may hold the values; those of a catalog are at Amazon
        listed += raw["valueSupplier"]["values"].items()
    return SlotType(name, tuple(map(_value, listed)))


def _shared(raw: Reader) -> str:
    """The id of a type that several skills share, kept at Amazon; empty where none is meant."""
    reference = raw["slotTypeReference"]
    return reference["id"].text() if reference.is_given else ""


def _value(raw: Reader) -> Value:
    name, id = raw["name"], raw["id"].value
    return Value(str(id) if id else None, name["value"].text(), name["synonyms"].texts())


def _refuse_twins(names: list[str], place: Reader) -> None:
    for name in names:
        if names.count(name) > 1:
            raise place.wrong(f"'{name}' is there {names.count(name)} times", "merge them into one")
