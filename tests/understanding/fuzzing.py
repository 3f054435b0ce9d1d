"""Anything: texts in any script, and interaction models out of Amazon's own classes. Tests and campaigns draw on it."""

from __future__ import annotations

import json
import string
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.catalog_value_supplier import CatalogValueSupplier
from ask_smapi_model.v1.skill.interaction_model.dialog import Dialog
from ask_smapi_model.v1.skill.interaction_model.dialog_intents import DialogIntents
from ask_smapi_model.v1.skill.interaction_model.inline_value_supplier import InlineValueSupplier
from ask_smapi_model.v1.skill.interaction_model.intent import Intent
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.interaction_model.interaction_model_schema import InteractionModelSchema
from ask_smapi_model.v1.skill.interaction_model.language_model import LanguageModel
from ask_smapi_model.v1.skill.interaction_model.multiple_values_config import MultipleValuesConfig
from ask_smapi_model.v1.skill.interaction_model.slot_definition import SlotDefinition
from ask_smapi_model.v1.skill.interaction_model.slot_type import SlotType
from ask_smapi_model.v1.skill.interaction_model.type_value import TypeValue
from ask_smapi_model.v1.skill.interaction_model.type_value_object import TypeValueObject
from ask_smapi_model.v1.skill.interaction_model.value_catalog import ValueCatalog
from hypothesis import strategies as st

from skill.desk import explaining
from skill.understanding import FALLBACK, InteractionModel, Understanding, Understood

BUILT_IN = ["AMAZON.NUMBER", "AMAZON.DURATION", "AMAZON.DATE", "AMAZON.TIME", "AMAZON.Ordinal", "AMAZON.SearchQuery",
            "AMAZON.FOUR_DIGIT_NUMBER", "AMAZON.PhoneNumber", "AMAZON.City", "AMAZON.Month", "AMAZON.LITERAL",
            "AMAZON.NoSuchType"]  # fmt: skip
INTENTS = ["AMAZON.StopIntent", "AMAZON.HelpIntent", "AMAZON.YesIntent", "AMAZON.FallbackIntent", "AMAZON.NextIntent",
           "AMAZON.NoSuchIntent"]  # fmt: skip
WORDS = ["a", "the", "no", "not", "of", "and", "two", "7", "half", "next", "may", "1/2", "8:99", "o'clock", "p.m.",
         "go", "stop", "ice", "back", "hour", "minutes", "monday", "third", "can't", "zoë's", "天気", "में", "t.", "v.",
         "99999999999", "½", "²", "ß", "İ", "ﬁ", "'", "-", "…", "Ⅷ", "٣", "x" * 60, "um", "please"]  # fmt: skip
WORD = st.sampled_from(WORDS) | st.text(min_size=1, max_size=8)
PHRASE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
NAME = st.text(string.ascii_letters, min_size=1, max_size=3) | st.text(min_size=1, max_size=4)
TEXT = (
    st.text(max_size=300)
    | st.lists(WORD, max_size=60).map(" ".join)
    | st.tuples(WORD, st.integers(0, 1500)).map(lambda drawn: f"{drawn[0]} " * drawn[1])
    | st.text(min_size=900, max_size=1100)
)
"""Any text: of any characters, of words with a catch, of one word over and over, about as long as is listened to."""


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """A model as JSON, written by Amazon's classes. Most hold together; some do not, as people's models."""
    types = draw(st.lists(NAME | st.sampled_from(BUILT_IN), max_size=3, unique=True))
    language = LanguageModel(
        invocation_name=draw(PHRASE),
        types=[draw(slot_types(name)) for name in types] or draw(st.sampled_from([[], None])),
        intents=[draw(intents(name, types)) for name in draw(st.lists(NAME | st.sampled_from(INTENTS), max_size=5))],
    )
    dialog = Dialog(intents=[DialogIntents(name=each.name) for each in language.intents[:1]])
    schema = InteractionModelSchema(language_model=language, dialog=draw(st.sampled_from([None, dialog])))
    written: dict[str, Any] = DefaultSerializer().serialize(InteractionModelData(interaction_model=schema))
    return written


@st.composite
def slot_types(draw: st.DrawFn, name: str) -> SlotType:
    """A type, its values listed or supplied."""
    values = [
        TypeValue(id=draw(st.none() | NAME), name=TypeValueObject(value=draw(PHRASE), synonyms=synonyms))
        for synonyms in draw(st.lists(st.none() | st.lists(PHRASE, max_size=3), max_size=4))
    ]
    catalog = CatalogValueSupplier(value_catalog=ValueCatalog(catalog_id="amzn1.ask-catalog.1", version="1"))
    supplier = draw(st.sampled_from([None, None, InlineValueSupplier(values=values), catalog]))
    return SlotType(name=name, values=None if supplier else values, value_supplier=supplier)


@st.composite
def intents(draw: st.DrawFn, name: str, types: list[str]) -> Intent:
    """An intent with samples that mostly use its slots."""
    names = draw(st.lists(NAME, max_size=3, unique=True))
    piece = WORD | (st.sampled_from(names).map(lambda slot: f"{{{slot}}}") if names else WORD)
    samples = st.lists(st.lists(piece, max_size=6).map(" ".join), max_size=5)
    several = MultipleValuesConfig(enabled=True)
    slots = [
        SlotDefinition(
            name=slot,
            object_type=draw(st.sampled_from([*types, *BUILT_IN])),
            samples=draw(st.none() | samples),
            multiple_values=draw(st.sampled_from([None, several])),
        )
        for slot in names
    ]
    return Intent(name=name, slots=slots, samples=draw(samples))


def assert_sound(found: Understood, model: InteractionModel) -> None:
    """Whatever was said, the answer is one that a skill and its developer can use."""
    intent = model.intent(found.intent)
    assert intent or found.intent == FALLBACK
    assert 0 <= found.confidence <= 1
    scores = [score for _, score in found.candidates]
    assert len(scores) <= 3 and scores == sorted(scores, reverse=True) and all(0 <= each <= 1 for each in scores)
    assert found.slots.keys() == (intent.slots.keys() if intent and found.why != "rejected" else set())
    for slot in found.slots.values():
        assert slot.value is None or (slot.value and slot.heard)
    json.dumps(explaining.data(found)).encode()
    "\n".join(explaining.lines(found)).encode()


def hears(understanding: Understanding, model: InteractionModel, text: str) -> Understood:
    """Says a text, alone and as the answer to every question there is; the same each time. The first is returned."""
    found = understanding.understand(text)
    assert_sound(found, model)
    assert understanding.understand(text) == found
    for intent in model.intents:
        for slot in intent.slots:
            assert_sound(understanding.understand(text, (intent.name, slot)), model)
    return found
