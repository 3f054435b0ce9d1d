"""Everybody hears the numbers and words of where they are, in every answer there is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData

from skill.__main__ import main
from skill.alexa import build_skill, invoke
from skill.alexa.speech import heard
from skill.building import locale_check
from skill.building.locale_check import strangers
from skill.desk import alexa_request
from skill.desk.alexa_request import Device
from skill.desk.app import create_desk_app
from skill.desk.desk import default_desk, new_echo
from skill.dialogue.intents import intent_of
from skill.dialogue.times import spoken_day
from skill.dialogue.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import ELSEWHERE, Content, ContentError, default_content
from skill.guidance.files import CONTENT
from skill.guidance.model import Urgency
from skill.guidance.red_flags import scan
from skill.guidance.toml_files import TomlFiles
from skill.interaction_models import interaction_model
from skill.understanding import Slot, Understood
from tests.conftest import rows

ROWS = rows("locales.toml", "locale")
SPOKEN = ["en-US", "en-GB", "en-AU", "en-CA", "en-IN"]
ASKED = {
    "CauseEmergency": ("ReportSymptomIntent", {"Symptom": "my legs feel numb"}, Case()),
    "MedicationIntent": ("MedicationIntent", {}, Case()),
    "More": ("AMAZON.YesIntent", {}, Case(asked="more:medication", topic="medication")),
    "TrainerIntent": ("TrainerIntent", {}, Case()),
    "Crisis": ("ReportSymptomIntent", {"Symptom": "i want to die"}, Case()),
    "Nutrition": ("NutritionIntent", {}, Case()),
}


@cache
def skill() -> Any:
    return build_skill(default_content())


def ask(locale: str, intent: str, slots: dict[str, str], case: Case) -> dict[str, Any]:
    told = {name: Slot(name, "AMAZON.SearchQuery", value, (), value) for name, value in slots.items()}
    understood = Understood(intent=intent, confidence=1.0, slots=told, why="exact", candidates=())
    request = alexa_request.intent(understood, locale, datetime(2026, 11, 22, tzinfo=UTC))
    return send({**request, "locale": locale or None}, case)


def send(request: dict[str, Any], case: Case) -> dict[str, Any]:
    attributes = {"case": case.to_session()}
    api = {"apiEndpoint": "https://api.amazonalexa.com", "apiAccessToken": "token"}
    return invoke(skill(), alexa_request.envelope(request, "session", False, attributes, Device(screen=True), api))


def speech(answer: dict[str, Any]) -> str:
    return heard((answer["response"].get("outputSpeech") or {}).get("ssml", ""))


def texts(value: Any) -> Iterator[str]:
    """Every text in an answer's speech, card and data of the screen."""
    if isinstance(value, str):
        yield heard(value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def read_and_heard(answer: dict[str, Any]) -> str:
    """All that reaches somebody, without the list of sources: their names and addresses are those of other people."""
    response = answer["response"]
    card = (response.get("card") or {}).get("content", "").partition("Sources:")[0]
    shown = [each.get("datasources") for each in response.get("directives") or []]
    said = [(response.get(key) or {}) for key in ("outputSpeech", "reprompt")]
    return " ".join([*texts(said), *texts(shown), card, (response.get("card") or {}).get("title", "")])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"] or "none")
def test_everybody_hears_their_own_words(row: dict[str, Any], content: Content) -> None:
    for asked, words in row["hears"].items():
        answer = ask(row["id"], *ASKED[asked])
        for each in words:
            assert each in speech(answer), f"{asked}: {speech(answer)}"
        if asked == "CauseEmergency":
            assert row["number"] in speech(answer).partition(".")[0]
            country = content.locale(row["id"]).country
            assert (f"That number is for {country}." in answer["response"]["card"]["content"]) == bool(country)


def every_answer(locale: str, content: Content) -> Iterator[dict[str, Any]]:
    """Every topic, flag, stretch and step, hello, help and goodbye, as it is answered in one locale."""
    yield send({**alexa_request.launch(locale, datetime(2026, 11, 22, tzinfo=UTC)), "locale": locale}, Case())
    for topic in content.topic_ids:
        yield ask(locale, intent_of(topic), {}, Case())
        yield ask(locale, "AMAZON.YesIntent", {}, Case(asked=f"more:{topic}", topic=topic))
    for flag in content.red_flags:
        yield ask(locale, "AMAZON.FallbackIntent", {}, Case(flags=(flag,)))
        yield ask(locale, "AMAZON.StopIntent", {}, Case(flags=(flag,)))
        yield ask(locale, "AMAZON.YesIntent", {}, Case(asked=f"clarify:{flag}"))
    for question in content.questions:
        yield ask(locale, "AMAZON.YesIntent", {}, Case(asked=f"safety:{question}"))
        yield ask(locale, "AMAZON.FallbackIntent", {}, Case(asked=f"safety:{question}"))
    for step in content.step_ids:
        walking = Case(told=True, cleared=("emergency_signs", "today_signs"), onset="fresh", kind="strain")
        for activity in list(content.activities)[:: 1 if step == "ease_off" else 50]:
            there = walking.but(steps=(step,), activity=activity)
            yield ask(locale, "AMAZON.StartOverIntent", {}, there)
        yield ask(locale, "StepDetailIntent", {}, there)
        yield ask(locale, "StepDetailIntent", {}, there.but(explained=step))
        yield ask(locale, "AMAZON.NextIntent", {}, there)
    for onset, kind in content.plans:
        cleared = ("emergency_signs", "today_signs")
        yield ask(locale, "AMAZON.NextIntent", {}, Case(told=True, cleared=cleared, onset=onset, kind=kind))
    for intent in ("AMAZON.HelpIntent", "AMAZON.StopIntent", "OtherBodyPartIntent", "StartTimerIntent"):
        yield ask(locale, intent, {}, Case())


@pytest.mark.parametrize("locale", [*SPOKEN, "en-NZ"])
def test_no_answer_holds_a_number_or_word_of_another_locale(locale: str, content: Content) -> None:
    strange = strangers(content.locale(locale), content)
    answers = list(every_answer(locale, content))
    assert len(answers) > 300
    found = {read_and_heard(answer): words for answer in answers if (words := strange(read_and_heard(answer)))}
    # A place in the steps is shown in digits; it is no number to dial.
    assert {text: words for text, words in found.items() if any(len(word) > 2 for word in words)} == {}


def test_strangers_are_found(content: Content) -> None:
    heard_by = {id: strangers(content.locale(id), content) for id in [*SPOKEN, ELSEWHERE]}
    assert heard_by["en-GB"]("Call 911, or nine one one, and take acetaminophen toward the emergency room") == {
        "911", "nine one one", "acetaminophen", "toward", "emergency room",
    }  # fmt: skip
    assert heard_by["en-US"]("Call 999 for poo. Ask your GP for paracetamol, or go to A and E") == {
        "999", "poo", "gp", "paracetamol", "a and e",
    }  # fmt: skip
    assert heard_by["en-CA"]("Call 911. Poop, acetaminophen, 988") == set()
    assert heard_by["en-AU"]("Call 000") == set()
    assert heard_by[ELSEWHERE]("Call 112") == {"112"}


SPOILT = {
    "a number in a text": ("topics/ice_or_heat.toml", "Use whichever", "Call 911. Use whichever", "hears '911'"),
    "a word in a text": ("topics/trainer.toml", "{physio}", "a nurse line", "hears 'nurse line'"),
    "a word that is missing": ("locales.toml", 'fever = "thirty eight"\n', "", "words.fever is missing"),
    "a source nobody knows": ("locales.toml", '"samaritans"', '"somebody"', "source 'somebody'"),
    "a number that cannot be dialled": ("locales.toml", '"999"', '"nine nine nine"', "cannot be dialled"),
    "a number where none is known": ("locales.toml", '"a local crisis line"', '"988"', "names 988"),
    "an unknown kind of English": ("locales.toml", '"canadian"', '"klingon"', "no table 'klingon'"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_the_check_finds_what_is_wrong(spoilt: str, tmp_path: Path) -> None:
    file, text, instead, found = SPOILT[spoilt]
    root = shutil.copytree(CONTENT, tmp_path / "content")
    words = (root / file).read_text("utf-8")
    assert text in words
    (root / file).write_text(words.replace(text, instead, 1), "utf-8")
    try:
        problems = list(locale_check.problems(Content(TomlFiles(root))))
    except ContentError as error:
        problems = [str(error)]
    assert any(found in problem for problem in problems), problems


def test_the_content_has_no_strangers(content: Content) -> None:
    assert list(locale_check.problems(content)) == []
    assert list(content.locales) == SPOKEN


@pytest.mark.parametrize("locale", SPOKEN)
def test_every_locale_has_a_model_with_its_words(locale: str) -> None:
    model = interaction_model(locale)
    read = DefaultSerializer().deserialize(json.dumps(model), InteractionModelData)
    assert read.interaction_model.language_model.invocation_name == "back coach"
    words = json.dumps(model)
    assert "paracetamol" in words and "acetaminophen" in words
    assert ('black poo"' in words) == (locale != "en-US")  # American samples stay as Amazon's file has them
    assert "black poop" in words  # and nothing is taken out


def test_a_locale_without_a_skill_has_no_model() -> None:
    with pytest.raises(KeyError):
        interaction_model("en-NZ")


def test_locales_with_the_same_model_share_what_is_learnt() -> None:
    learnt = {locale: default_desk().model(locale).understanding for locale in SPOKEN}
    assert learnt["en-GB"] is learnt["en-AU"] is learnt["en-CA"] is learnt["en-IN"] is not learnt["en-US"]


@pytest.mark.parametrize("flag", sorted(default_content().red_flags))
def test_lay_words_of_every_english_raise_the_same_flags(flag: str, content: Content) -> None:
    for phrase in content.red_flags[flag].phrases:
        raised = {finding.flag for finding in scan(phrase)}
        for locale in content.locales.values():
            assert {finding.flag for finding in scan(locale.own(phrase))} == raised, locale.own(phrase)


@pytest.mark.parametrize("row", rows("locales.toml", "lay"), ids=lambda row: row["said"])
def test_words_of_other_countries_are_heard_as_flags(row: dict[str, Any]) -> None:
    stated = {finding.flag for finding in scan(row["said"]) if finding.certainty == "stated"}
    assert (row.get("flag") in stated) if row.get("flag") else not stated


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] in SPOKEN], ids=lambda row: row["id"])
def test_the_desk_speaks_every_locale(row: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    desk = create_desk_app().test_client()
    turn = desk.post("/say", json={"text": "my legs feel numb", "locale": row["id"]}).get_json()
    assert turn["urgency"] == Urgency.EMERGENCY
    assert row["number"] in turn["speech"].partition(".")[0]
    assert turn["request"]["request"]["locale"] == row["id"]
    assert f">{row['id']}</option>" in desk.get("/").get_data(as_text=True)
    assert main(["say", "--locale", row["id"], "my legs feel numb"]) == 0
    assert f"Call {row['number']} now" in capsys.readouterr().out


def test_a_device_can_change_its_language_in_a_conversation() -> None:
    desk = create_desk_app().test_client()
    first = desk.post("/say", json={"text": "open back coach", "locale": "en-GB"}).get_json()
    assert "999" in first["speech"]
    goes_on = desk.post("/say", json={"text": "my legs feel numb", "session": first["session"]}).get_json()
    assert "Call 999" in goes_on["speech"]
    moved = {"text": "next", "session": first["session"], "locale": "en-AU"}
    assert "Call 000" in desk.post("/say", json=moved).get_json()["speech"]


DAYS = {"en-US": "on Wednesday, December second", "en-GB": "on Wednesday the second of December"}


@pytest.mark.parametrize("locale", DAYS)
def test_a_day_is_named_as_one_says_it_there(locale: str, content: Content) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    turn = Turn(content=content, locale=content.locale(locale), case=Case(), intent="LaunchRequest", now=now)
    assert spoken_day(turn, date(2026, 12, 2), now.date()) == DAYS[locale]


def test_the_devices_of_a_locale_stand_where_it_is_spoken() -> None:
    zones = {locale: new_echo(locale).alerts.zone for locale in SPOKEN}
    assert str(zones["en-AU"]) == "Australia/Sydney" and len(set(map(str, zones.values()))) == len(SPOKEN)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"] or "none")
def test_numbers_to_dial_are_marked_as_such(row: dict[str, Any]) -> None:
    for asked in ("CauseEmergency", "More", "Crisis"):
        spoken = ask(row["id"], *ASKED[asked])["response"]["outputSpeech"]["ssml"]
        plain = re.sub(r'<say-as interpret-as="(digits|telephone)">[\d-]+</say-as>', "", spoken)
        assert not re.search(r"\d", plain), spoken
