"""An Alexa interaction model, read as Amazon writes it: intents, their samples and the slot types."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

SLOT_IN_SAMPLE = re.compile(r"\{\s*([^{}|]+?)\s*\}")
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


@dataclass(frozen=True)
class InteractionModel:
    """What people may say to one skill."""

    invocation_name: str
    intents: tuple[Intent, ...]
    types: tuple[SlotType, ...]

    def intent(self, name: str) -> Intent | None:
        """The intent of that name, if people can say it."""
        return next((intent for intent in self.intents if intent.name == name), None)

    @classmethod
    def load(cls, path: str | Path) -> InteractionModel:
        """Reads a model file. Raises ModelError when it is missing, malformed or contradicts itself."""
        return cls.parse(read_json(path), str(path))

    @classmethod
    def parse(cls, content: Mapping[str, Any], source: str = "model") -> InteractionModel:
        """Takes a model as Amazon's JSON holds it, with or without the outer `interactionModel`."""
        return _Reader(source).model(content)


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


class _Reader:
    """Walks the JSON, and knows the place it is at for its error messages."""

    def __init__(self, source: str) -> None:
        self.source = source

    def model(self, content: Any) -> InteractionModel:
        outer = self._mapping(content, "the file")
        inner = self._mapping(outer.get("interactionModel", outer), "interactionModel")
        if "languageModel" not in inner:
            remedy = "give an interaction model: interactionModel, in it languageModel, in it intents and types"
            self._fail("interactionModel.languageModel", "is missing", remedy)
        language = self._mapping(inner["languageModel"], "interactionModel.languageModel")
        types = [self._type(raw, f"types[{at}]") for at, raw in enumerate(self._list(language, "types"))]
        known = {each.name: each for each in types}
        intents = [self._intent(raw, f"intents[{at}]", known) for at, raw in enumerate(self._list(language, "intents"))]
        self._refuse_twins([each.name for each in types], "types")
        self._refuse_twins([each.name for each in intents], "intents")
        return InteractionModel(
            str(language.get("invocationName", "")),
            tuple(intents),
            tuple(types),
        )

    def _intent(self, raw: Any, key: str, types: Mapping[str, SlotType]) -> Intent:
        content = self._mapping(raw, key)
        name = self._text(content, "name", key)
        slots: dict[str, str] = {}
        answers: dict[str, tuple[str, ...]] = {}
        for at, entry in enumerate(self._list(content, "slots", name)):
            place = f"{name}.slots[{at}]"
            slot = self._mapping(entry, place)
            kind = self._shared(slot, place) or self._text(slot, "type", place)
            if not kind.startswith(_ELSEWHERE) and kind not in types:
                self._fail(f"{place}.type", f"no type '{kind}'", f"add '{kind}' to types")
            called = self._text(slot, "name", place)
            if called in slots:
                self._fail(f"{place}.name", f"'{called}' is there twice", "give one of them another name")
            slots[called] = kind
            if said := self._texts(slot, "samples", place):
                answers[called] = said
        samples = self._texts(content, "samples", name)
        self._check_samples(samples, slots, name, name)
        for called, said in answers.items():
            self._check_samples(said, slots, name, f"{name}.slots.{called}")
        return Intent(name, slots, samples, answers)

    def _check_samples(self, samples: tuple[str, ...], slots: Mapping[str, str], name: str, place: str) -> None:
        for at, sample in enumerate(samples):
            if set("{}") & set(SLOT_IN_SAMPLE.sub("", sample)):
                remedy = "write a slot as {Name}, with both braces and nothing but its name between"
                self._fail(f"{place}.samples[{at}]", f"'{sample}' has a brace that holds no slot", remedy)
            for used in SLOT_IN_SAMPLE.findall(sample):
                if used not in slots:
                    self._fail(
                        f"{place}.samples[{at}]",
                        f"'{sample}' uses the slot '{used}', which {name} does not declare",
                        f"add '{used}' to the slots of {name} or correct the sample",
                    )

    def _type(self, raw: Any, key: str) -> SlotType:
        content = self._mapping(raw, key)
        name = self._shared(content, key) or self._text(content, "name", key)
        supplier = self._mapping(content.get("valueSupplier") or {}, f"{name}.valueSupplier")
        # Either place may hold the values; those of a catalog are at Amazon.
        listed = [*self._list(content, "values", name), *self._list(supplier, "values", f"{name}.valueSupplier")]
        entries = enumerate(listed)
        return SlotType(name, tuple(self._value(entry, f"{name}.values[{at}]") for at, entry in entries))

    def _shared(self, content: Mapping[str, Any], key: str) -> str:
        """The id of a type that several skills share, kept at Amazon; empty where none is meant."""
        if content.get("slotTypeReference") is None:
            return ""
        reference = self._mapping(content["slotTypeReference"], f"{key}.slotTypeReference")
        return self._text(reference, "id", f"{key}.slotTypeReference")

    def _value(self, raw: Any, key: str) -> Value:
        content = self._mapping(raw, key)
        name = self._mapping(content.get("name"), f"{key}.name")
        identity = content.get("id")
        synonyms = self._texts(name, "synonyms", f"{key}.name")
        return Value(str(identity) if identity else None, self._text(name, "value", f"{key}.name"), synonyms)

    def _mapping(self, raw: Any, key: str) -> Mapping[str, Any]:
        if not isinstance(raw, Mapping):
            self._fail(key, "is not a JSON object", "write it as Amazon's schema has it, in braces")
        return raw  # type: ignore[no-any-return]

    def _list(self, content: Mapping[str, Any], key: str, inside: str = "languageModel") -> list[Any]:
        found = content.get(key) or []
        if not isinstance(found, list):
            self._fail(f"{inside}.{key}", "is not a list", "put it in square brackets")
        return list(found)

    def _texts(self, content: Mapping[str, Any], key: str, inside: str) -> tuple[str, ...]:
        found = self._list(content, key, inside)
        for at, each in enumerate(found):
            if not isinstance(each, str):
                self._fail(f"{inside}.{key}[{at}]", "is not text", "put it in quotes")
        return tuple(found)

    def _text(self, content: Mapping[str, Any], key: str, inside: str) -> str:
        found = content.get(key)
        if not isinstance(found, str) or not found.strip():
            self._fail(f"{inside}.{key}", "is missing or empty", f'add "{key}": "..." there')
        return str(found)

    def _refuse_twins(self, names: list[str], key: str) -> None:
        for name in names:
            if names.count(name) > 1:
                self._fail(key, f"'{name}' is there {names.count(name)} times", "merge them into one")

    def _fail(self, key: str, problem: str, remedy: str) -> None:
        raise ModelError(f"{self.source}: {key}: {problem}; {remedy}")
