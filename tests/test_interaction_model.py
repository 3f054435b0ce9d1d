"""The interaction model: what Amazon would say of it, and every sentence resolving to its own intent."""

from __future__ import annotations

import json
import re
from zlib import crc32

import pytest
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope

from skill.desk.desk import default_desk
from skill.interaction_models import MODELS
from skill.understanding import InteractionModel

MODEL = InteractionModel.load(MODELS / "en-US.json")
INTENTS = {intent.name: intent for intent in MODEL.intents}


def test_amazons_own_classes_read_the_model_and_the_manifest() -> None:
    from ask_sdk_core.serialize import DefaultSerializer

    serializer = DefaultSerializer()
    model = serializer.deserialize((MODELS / "en-US.json").read_text("utf-8"), InteractionModelData)
    language = model.interaction_model.language_model
    assert language.invocation_name == "back coach"
    assert len(language.intents) == len(MODEL.intents)
    manifest = serializer.deserialize((MODELS / "skill.json").read_text("utf-8"), SkillManifestEnvelope)
    assert manifest.manifest.publishing_information.locales["en-US"].name == "Back Coach"


def test_the_model_holds_no_tabs_or_doubled_keys() -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    json.loads((MODELS / "en-US.json").read_text("utf-8"), object_pairs_hook=once)


BUILT_IN = {
    "AMAZON.DURATION": "three days",
    "AMAZON.NUMBER": "four",
    "AMAZON.DATE": "tomorrow",
    "AMAZON.TIME": "eight in the morning",
    "AMAZON.Ordinal": "ninth",
}


FREE_WORDS = [
    "the leg thing goes sideways like sand",
    "something under there goes sideways",
    "the sandy leg goes sideways sometimes",
    "there is sand in my bones",
    "a funny sort of crunch on the left",
    "this feel like wet cardboard in my boot",
]
"""What somebody might say where any words fit. Which other intent they lean to is chance, so one of them has to do."""


def filled(sample: str, slots: dict[str, str], free: str) -> str:
    """The sample with a value in each slot, which its own words choose: another sample changes none.

    A value can make it what another intent's sample says word for word ("can i lie on a rest day"), which is no fault
    of either: then another value has to do.
    """
    at = crc32(f"{sample} {FREE_WORDS.index(free) % 2}".encode())

    def value(match: re.Match[str]) -> str:
        type_name = slots[match.group(1)]
        if type_name == "AMAZON.SearchQuery":
            return free
        if type_name in BUILT_IN:
            return BUILT_IN[type_name]
        values = next(type for type in MODEL.types if type.name == type_name).values
        listed = values[at % len(values)]
        return ([*listed.synonyms, listed.value])[at % (len(listed.synonyms) + 1)]

    return re.sub(r"\{(\w+)\}", value, sample)


def is_open(sample: str, intent: str) -> bool:
    """Whether it takes any words."""
    return any(INTENTS[intent].slots[name] == "AMAZON.SearchQuery" for name in re.findall(r"\{(\w+)\}", sample))


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_every_sentence_resolves_to_its_own_intent(intent: str) -> None:
    understand = default_desk().model("en-US").understanding.understand
    wrong = {}
    for sample in INTENTS[intent].samples:
        said = dict.fromkeys(filled(sample, INTENTS[intent].slots, free) for free in FREE_WORDS)
        found = {}
        for words in said:
            understood = understand(words)
            found[words] = understood.intent
            if understood.intent == intent or not (understood.why == "exact" or is_open(sample, intent)):
                break
        if intent not in found.values():
            wrong |= found
    assert wrong == {}
