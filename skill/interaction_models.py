"""The interaction model of each locale, and the store manifest, as Amazon reads them.

There is one English model, written in American words. The other locales get the words of their English beside them:
people take their words along when they move, so nothing is taken out. Where a locale needs more than that it has a file
of its own, such as `interaction_model/en-IN.json`, which is then read as it is.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

from skill.guidance.content import CONTENT_ENGLISH, default_content
from skill.guidance.model import Locale
from skill.json_reader import Json

HERE = Path(__file__).parent
MODELS = next(filter(Path.is_dir, (HERE / "interaction_model",)), HERE.parent / "interaction_model")
"""In an installed wheel inside the package, in a checkout beside it."""
COMMON = MODELS / "en-US.json"
MANIFEST = MODELS / "skill.json"


def interaction_model(locale: str) -> Json:
    """What people say to the skill in a locale, in Amazon's JSON. Raises KeyError for one there is no skill for."""
    model, adapt = _read(model_file(locale)), adapters().get(locale)
    return adapt(model) if adapt else model


def manifest(privacy_policy_url: str | None = None) -> Json:
    """What the store is told of the skill, in Amazon's JSON. With an address, that is where the privacy policy is."""
    told = _read(MANIFEST)
    for locale in told["manifest"]["privacyAndCompliance"]["locales"].values() if privacy_policy_url else ():
        locale["privacyPolicyUrl"] = privacy_policy_url
    return told


def model_file(locale: str) -> Path:
    """The file that the model of a locale is made of. Raises KeyError for a locale there is no skill for."""
    if locale not in default_content().locales:
        raise KeyError(locale)
    own = MODELS / f"{locale}.json"
    return own if own.exists() else COMMON


def adapters() -> dict[str, Callable[[Json], Json]]:
    """By locale, what makes its model of the common one; none for a locale whose file is read as it is."""
    return {
        id: with_words_of_others
        for id, locale in default_content().locales.items()
        if locale.english != CONTENT_ENGLISH and model_file(id) == COMMON
    }


def with_words_of_others(model: Json) -> Json:
    """The model with what is said in other kinds of English beside each sample and synonym."""
    model = copy.deepcopy(model)
    language, ears = model["interactionModel"]["languageModel"], _ears()
    for intent in language["intents"]:
        intent["samples"] = _beside(intent.get("samples", []), ears)
    for type in language["types"]:
        for value in type["values"]:
            name = value["name"]
            told = _beside([name["value"], *name.get("synonyms", [])], ears)
            name["synonyms"] = [each for each in told if each != name["value"]]
    return model


def _beside(said: list[str], ears: tuple[Locale, ...]) -> list[str]:
    """The texts, each followed by its other wordings that are not there yet."""
    wider: dict[str, None] = {}
    for text in said:
        wider[text] = None
        wider |= {other: None for ear in ears if (other := ear.own(text)) not in said}
    return list(wider)


def _ears() -> tuple[Locale, ...]:
    """A locale for every kind of English."""
    return tuple({locale.english: locale for locale in default_content().locales.values()}.values())


def _read(path: Path) -> Json:
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found
