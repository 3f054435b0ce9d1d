"""Seven languages besides English, as far as the machine's part of a conversation goes: see understanding/languages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.desk.desk import Desk
from skill.desk.device_words import means, opening_words, says, spoken_to_skill, yes_or_no
from skill.desk.under_test import Models, SkillUnderTest
from skill.understanding import slot_types
from skill.understanding.languages import LANGUAGES, language_of, spoken
from skill.understanding.templates import usual_wordings
from skill.understanding.words import split
from tests.conftest import TESTS, table

DATA = table("understanding/languages.toml")
WEDNESDAY = date(2026, 1, 7)
LOCALES = {"de": "de-DE", "es": "es-MX", "fr": "fr-CA", "it": "it-IT", "pt": "pt-BR", "ja": "ja-JP", "hi": "hi-IN"}
NAMES = {"ja": "なぞなぞ クイズ", "hi": "योग गुरु"}
BUILT_IN = [
    "Help",
    "Stop",
    "Cancel",
    "Yes",
    "No",
    "Next",
    "Previous",
    "Repeat",
    "Pause",
    "Resume",
    "StartOver",
    "Fallback",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_amazons_own_slot_types_are_read(language: str) -> None:
    wrong = []
    for kind, phrases in DATA["values"][language].items():
        for phrase, value in phrases.items():
            words = split(phrase, with_fillers=True)
            row = " ".join(each.raw if each.norm.isdigit() else each.norm for each in words)
            found = slot_types.read(f"AMAZON.{kind}", row, WEDNESDAY, language)
            if found != value:
                wrong.append((kind, phrase, value, found))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_what_is_read(language: str) -> None:
    for kind, phrases in spoken(language)["examples"].items():
        for phrase in phrases:
            row = " ".join(each.raw if each.norm.isdigit() else each.norm for each in split(phrase, with_fillers=True))
            assert slot_types.read(f"AMAZON.{kind}", row, WEDNESDAY, language), phrase


@pytest.mark.parametrize("row", DATA["opened"], ids=lambda row: row["said"])
def test_a_skill_is_opened(row: dict[str, str]) -> None:
    assert spoken_to_skill(row["said"], row["name"], row["language"]) == row["wish"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_all_that_english_says(language: str) -> None:
    english = {name for name in usual_wordings() if f"{name.removesuffix('Intent')}" in BUILT_IN}
    assert english <= {*spoken(language)["intents"], "FallbackIntent"}
    assert says(language).keys() == {"not_understood", "skill_failed", "accepts", "denies", "asks"}
    assert language_of(LOCALES[language]) == language and language_of("nl-NL") == "en"
    for text in ("not_understood", "skill_failed"):
        assert says(language)[text] != says("en")[text]


class Repeats:
    """A skill that says which intent it was asked for, and with which slots."""

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        request = event["request"]
        told = {each["name"]: each.get("value") for each in request.get("intent", {}).get("slots", {}).values()}
        name = request.get("intent", {}).get("name", request["type"])
        text = " ".join([name.removeprefix("AMAZON."), *(f"{key}={value}" for key, value in told.items() if value)])
        return {"response": {"outputSpeech": {"type": "PlainText", "text": text}, "shouldEndSession": False}}


def model(language: str) -> dict[str, Any]:
    """A model without a word of its own but what a slot stands in."""
    carrier = {"de": "stelle auf {T}", "es": "pon {T}", "fr": "règle sur {T}", "it": "imposta {T}", "pt": "coloque {T}",
               "ja": "{T} に セット", "hi": "{T} पर सेट करो"}[language]  # fmt: skip
    intents = [{"name": f"AMAZON.{name}Intent", "samples": []} for name in BUILT_IN]
    own = {"name": "SetIntent", "slots": [{"name": "T", "type": "AMAZON.DURATION"}], "samples": [carrier]}
    return {"languageModel": {"invocationName": NAMES.get(language, "mein kleiner test"), "intents": [*intents, own]}}


SET = {"de": "stelle auf fünf minuten", "es": "pon cinco minutos", "fr": "règle sur cinq minutes",
       "it": "imposta cinque minuti", "pt": "coloque cinco minutos", "ja": "五分にセット",
       "hi": "पाँच मिनट पर सेट करो"}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation(language: str, tmp_path: Path) -> None:
    (tmp_path / f"{LOCALES[language]}.json").write_text(json.dumps(model(language)), encoding="utf-8")
    served = SkillUnderTest(Models.found(tmp_path), lambda client: Repeats())
    echo = Desk(None, served).echo()
    assert echo.say(opening_words(echo.model.model.invocation_name, language))["speech"] == "LaunchRequest"
    assert echo.say(SET[language])["speech"] == "SetIntent T=PT5M"
    for name in BUILT_IN[:-1]:
        for said in spoken(language)["intents"][f"{name}Intent"]:
            assert echo.say(said)["intent"] == f"AMAZON.{name}Intent", said
    assert yes_or_no(spoken(language)["intents"]["YesIntent"][0], "", language) is True
    assert means(spoken(language)["intents"]["StopIntent"][0], "AMAZON.StopIntent", language=language)


def test_a_skill_can_be_opened_first(capsys: pytest.CaptureFixture[str]) -> None:
    trip = TESTS / "skills" / "trip"
    assert main(["say", "--launch", "--skill", str(trip), "--endpoint", "trip:handler"]) == 0
    assert capsys.readouterr().out == "you    open trip planner\nskill  Where shall we go?\n"
    assert main(["say", "--skill", str(trip), "--endpoint", "trip:handler"]) == 2
