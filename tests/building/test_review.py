"""What a clinician reads holds every word that can be said, and a signature holds for those words alone."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from skill.__main__ import main
from skill.building import check, review, text_report
from skill.building.review_parts import Part, parts
from skill.building.signatures import FILE, problems, state, table_for
from skill.building.spoken_texts import spoken_texts
from skill.guidance.content import Content, default_content
from skill.guidance.rows import InMemory, Tables
from skill.guidance.toml_files import TomlFiles

SIGNED = date(2026, 11, 30)
CHANGES = {
    "topic:ice": ("topics", "ice", "answer"),
    "topic:heat": ("topics", "heat", "safety_net"),
    "step:knee_rolls": ("steps", "knee_rolls", "unless"),
    "flag:rash": ("red_flags.toml", "rash", "say"),
    "gate:walk": ("gates.toml", "walk", "ask"),
    "activity:golf": ("activities.toml", "golf", "back_to_it"),
    "phrases:safety": ("phrases.toml", "safety", "give_up"),
    "locale:en-GB": ("locales.toml", "en-GB", "words", "emergency_number"),
}
"""By the part that is signed, a text of it that somebody changes afterwards."""


def tables() -> Tables:
    files = default_content().files
    assert isinstance(files, TomlFiles)
    return {name: {key: files.row(name, key) for key in files.keys(name)} for name in files.names()}


def part_of(content: Content, id: str) -> Part:
    return next(part for part in parts(content) if part.id == id)


def signed(id: str) -> Tables:
    """The content, with one part signed as it is now."""
    table = table_for(part_of(default_content(), id), "Ada Example", "HCPC PH000000", SIGNED)
    return {**tables(), FILE: tomllib.loads(table)}


def changed(found: Tables, way: tuple[str, ...], word: str = "Please. ") -> Content:
    """The same with a word more in one place."""
    found = copy.deepcopy(found)
    at = found
    for key in way[:-1]:
        at = at[key]
    at[way[-1]] = word + at[way[-1]]  # type: ignore[operator]
    return Content(InMemory(found))


def test_no_text_that_is_spoken_is_missing_in_the_parts(content: Content) -> None:
    said = {text for part in parts(content) for section in part.sections for _, text in section.said}
    spoken = {text for _, _, text in spoken_texts(content) if text}
    assert len(spoken) > 1500
    assert spoken - said == set()


def test_every_part_has_an_id_of_its_own(content: Content) -> None:
    ids = [part.id for part in parts(content)]
    assert len(ids) == len(set(ids)) > 200


@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_the_document_says_all_of_it_in_the_words_of_the_place(content: Content, locale: str) -> None:
    place = content.locale(locale)
    read = unescape(review.document(content, place, SIGNED))
    for _, where, text in spoken_texts(content):
        assert review.as_heard(text, place) in read, where
    assert f"Call {place.words['emergency_number']}" in read
    for id in {id for topic in content.topics.values() for id in topic.sources}:
        assert content.sources[id].url in read
    assert read.count('<p class="sign">') == len(list(parts(content)))
    assert "unreviewed" in read


@pytest.mark.parametrize("id", CHANGES)
def test_a_signature_holds_until_a_word_changes(id: str) -> None:
    found = signed(id)
    content = Content(InMemory(found))
    assert list(problems(content)) == []
    as_read = review.document(content, content.locale("en-US"), SIGNED)
    assert "signed by Ada Example (HCPC PH000000) on 2026-11-30" in as_read
    assert [row.review for row in text_report.texts(content, content.locale("en-US"))].count("signed") > 0

    later = changed(found, CHANGES[id])
    (problem,) = problems(later)
    assert problem.startswith(f"{FILE} [{id}]: changed since it was signed by Ada Example")
    assert "changed since it was signed by Ada" in review.document(later, later.locale("en-US"), SIGNED)


def test_a_change_elsewhere_leaves_a_signature_as_it_was() -> None:
    assert list(problems(changed(signed("topic:ice"), CHANGES["flag:rash"]))) == []


def test_what_must_not_and_the_sources_are_signed_as_well() -> None:
    for key, value in {"avoid_with": ["child"], "sources": ["nhs_back_pain"], "not_if": ["nobody"]}.items():
        found = copy.deepcopy(signed("step:knee_rolls"))
        found["steps"]["knee_rolls"][key] = value
        assert len(list(problems(Content(InMemory(found))))) == 1, key


def test_nothing_is_reviewed_that_nobody_signed() -> None:
    found = copy.deepcopy(tables())
    found["topics"]["ice"]["review"] = "Ada Example, 2026-11-30"
    (problem,) = problems(Content(InMemory(found)))
    assert problem.startswith("topic:ice: review says Ada Example, 2026-11-30, and nobody signed")
    found[FILE] = signed("topic:ice")[FILE]
    assert list(problems(Content(InMemory(found)))) == []


def test_a_signature_says_who_and_when_and_for_what() -> None:
    for key, value, told in (("name", " ", "is empty"), ("date", "soon", "no date")):
        found = signed("topic:ice")
        found[FILE]["topic:ice"][key] = value
        (problem,) = problems(Content(InMemory(found)))
        assert told in problem
    found = {**tables(), FILE: {"topic:tea": signed("topic:ice")[FILE]["topic:ice"]}}
    (problem,) = problems(Content(InMemory(found)))
    assert "no such part" in problem
    assert state(part_of(default_content(), "topic:ice"), None) == "unreviewed"


def test_the_command_prints_the_signature_that_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--sign", "topic:ice", "--name", 'A "Bo" C', "--registration", "1"]) == 0
    found = {**tables(), FILE: tomllib.loads(capsys.readouterr().out)}
    assert list(problems(Content(InMemory(found)))) == []
    assert main(["review", "--sign", "topic:tea", "--name", "A", "--registration", "1"]) == 2
    assert main(["review", "--sign", "topic:ice"]) == 2


def test_the_command_writes_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(review, "BROWSERS", ())
    assert main(["review", "--locale", "en-AU"]) == 0
    assert "Call 000" in (tmp_path / "build" / "review.html").read_text(encoding="utf-8")


def test_the_report_has_a_row_for_every_text(
    content: Content, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "problems", list)  # what it finds is looked at in test_command_line.py
    assert main(["check", "--report"]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = sum(len(section.said) for part in parts(content) for section in part.sections)
    assert sum("unreviewed" in line for line in lines[1 : said + 1]) == said
    assert f"{said} texts" in lines[said + 1]
    row = next(text for text in text_report.texts(content, content.locale("en-US")) if "topic:ice, in" in text.where)
    assert row.grade is not None and 0 < row.grade < 8 and row.seconds == row.words / text_report.WORDS_A_SECOND
