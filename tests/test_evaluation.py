"""`back-coach evaluate`: what it reads, how it counts, what it shows."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.desk.desk import default_desk
from skill.desk.evaluation import report
from skill.desk.evaluation.labelled import EvaluationError, read
from skill.desk.evaluation.measuring import Figure, figures, percentiles, what_is_wrong
from skill.desk.evaluation.slots import compared
from skill.desk.evaluation.summary import read_summary, sidecar
from tests.evaluated import RESULTS, evaluated
from tests.test_rooms import ROOT

LINE = '{"text": "ice it", "label": "ice"}'


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857, table I, method 3; and the ends.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
     (20, 20, 0.8389, 1.0), (0, 0, 0.0, 1.0)],
)  # fmt: skip
def test_intervals_are_those_of_the_books(right: int, of: int, low: float, high: float) -> None:
    assert Figure("x", right, of).interval == pytest.approx((low, high), abs=0.00006)


def test_percentiles() -> None:
    assert percentiles([]) == (0.0, 0.0)
    assert percentiles([7.0]) == (7.0, 7.0)
    assert percentiles([float(each) for each in range(101)]) == (50.0, 99.0)


def test_the_figures_count_what_they_say() -> None:
    counted = {each.name: (each.right, each.of) for each in figures(RESULTS)}
    assert counted == {
        "in-scope intent or topic": (4, 5),
        "red flags: any raised": (2, 3),
        "red flags: raised or asked": (2, 3),
        "red flags: right kind": (1, 3),
        "hard negatives left quiet": (1, 1),
        "ordinary in-scope left quiet": (3, 4),
        "out of scope rejected": (1, 2),
        "timer durations exact": (1, 1),
    }


def test_mistakes_are_told_apart() -> None:
    assert [what_is_wrong(*each) for each in RESULTS] == [
        "", "other", "alarm", "", "missed", "kind", "", "", "accepted", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "slots", "found"),
    [
        ({"duration_seconds": 900}, {"Duration": {"value": "PT15M"}}, {"Duration": True}),
        ({"duration_seconds": 90}, {"Duration": {"value": "PT1M30S"}}, {"Duration": True}),
        ({"Duration": "PT90S"}, {"Duration": {"value": "PT1M30S"}}, {"Duration": True}),
        ({"Duration": "PT90S"}, {"Duration": {"value": "PT90M"}}, {"Duration": False}),
        ({"Duration": "PT90S"}, {"Duration": {"value": "a while"}}, {"Duration": False}),
        ({"Duration": "PT90S"}, {}, {"Duration": False}),
        ({"activity": "deadlifts"}, {"Activity": {"value": "deadlifting", "id": "deadlift"}}, {"Activity": True}),
        ({"Activity": "deadlift"}, {"Activity": {"value": "squats", "id": "squats"}}, {"Activity": False}),
        ({"activity": "quidditch"}, {"Activity": {"value": "quidditch"}}, {}),
        ({"onset_hours": 48}, {"Onset": {"value": "P2D"}}, {"onset bucket": True}),
        ({"onset_hours": 2}, {"Onset": {"value": "P3W"}}, {"onset bucket": False}),
        ({"onset_hours": 24}, {"OnsetDay": {"value": "yesterday", "id": "yesterday"}}, {"onset bucket": True}),
        ({"StepNumber": 4}, {"StepNumber": {"value": "4"}}, {"StepNumber": True}),
        ({"mood": "sad"}, {}, {}),
    ],
)
def test_slots_are_compared_by_what_they_mean(
    wanted: dict[str, Any], slots: dict[str, Any], found: dict[str, bool]
) -> None:
    said = {name: {"id": None, **told} for name, told in slots.items()}
    assert compared(wanted, said, default_desk().model("en-US")) == found


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(f"{LINE}\n\n" + LINE.replace('"ice"}', '"red_flag:trauma", "alt": ["rest"]}'))
    (tmp_path / "a.toml").write_text('[[utterance]]\nsaid = "ow"\nflags = ["rash", "kidney"]')
    (tmp_path / "notes.txt").write_text("not read")
    table, plain, flag = read(tmp_path)
    assert (table.label, table.needs) == ("red_flag:rash", (frozenset({"rash"}), frozenset({"kidney"})))
    assert (plain.text, plain.intents) == ("ice it", frozenset({"IceIntent"}))
    assert flag.needs == (frozenset({"major_trauma", "fragile_bones"}),) and flag.intents == frozenset({"RestIntent"})


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jsonl", f"{LINE}\nno json", ["a.jsonl, line 2", "is not JSON", "one object a line"]),
        ("a.jsonl", f"{LINE}\n\n[]", ["line 3", "is not an object"]),
        ("a.jsonl", '{"label": "ice"}', ["line 1", "text is missing", "add it"]),
        ("a.jsonl", '{"text": "ice it"}', ["line 1", "label is missing"]),
        ("a.jsonl", '{"text": 5, "label": "ice"}', ["line 1", "text is not text: 5"]),
        ("a.jsonl", '{"text": "a", "label": "ice", "alt": "rest"}', ["line 1", "alt is not a list"]),
        ("a.jsonl", '{"text": "a", "label": "ice", "alt": [1]}', ["line 1", "quotes"]),
        ("a.jsonl", '{"text": "a", "label": "ice", "slots": []}', ["line 1", "slots is not an object"]),
        ("a.jsonl", "[" * 100_000, ["line 1", "is not JSON"]),
        ("a.toml", "[[utterance]\n", ["a.toml", "line 1", "correct the TOML"]),
        ("a.toml", "utterance = 5", ["utterance is not a list", "[[utterance]]"]),
        (
            "a.toml",
            '[[utterance]]\nsaid = "a"\nintent = "I"\n[[utterance]]\nintent = "I"',
            ["utterance 2", "said is"],
        ),
        ("a.toml", '[[utterance]]\nsaid = "a"', ["utterance 1", "needs an intent"]),
        ("a.toml", '[[utterance]]\nsaid = "a"\nflags = "rash"', ["utterance 1", "flags is not a list"]),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, name: str, content: str, words: list[str]) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError) as error:
        read(file)
    assert all(word in str(error.value) for word in words), error.value


def test_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe")
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.jsonl").write_text("\n")
    for name, words in (
        ("none.jsonl", "cannot be read"),
        ("latin.jsonl", "cannot be read"),
        ("empty", "holds no .toml or .jsonl file"),
        ("nothing.jsonl", "holds no utterances"),
    ):
        assert main(["evaluate", str(tmp_path / name)]) == 2
        assert words in capsys.readouterr().err


class Tags(HTMLParser):
    """Whether every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "path", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "rect"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_is_whole_and_shows_everything() -> None:
    tags = Tags()
    html = report.page(evaluated())
    tags.feed(html)
    assert tags.open == []
    shown = " ".join(" ".join(tags.text).split())
    for words in (
        "80.0% 4 of 5", "to 96.4%", "Red flags by kind", "Red flags that nothing was raised for: 1",
        "Red flags taken for another: 1", "False alarms: 1", "Nothing for this skill, and yet answered: 1",
        "Taken for something else: 1", "ice a cake <b>", "in the middle", "the longest 9.0 ms", "Slots",
    ):  # fmt: skip
        assert words in shown, words
    assert "<b>" not in html.replace('<b style="', "").partition("ice a cake")[2][:20], "text stays text"


def test_a_page_beside_another_says_what_moved() -> None:
    html = report.page(evaluated(ice="IceIntent"), evaluated())
    assert "1 mended, 0 broken" in html and "+0.200" in html
    assert "0 mended, 1 broken" in report.page(evaluated(), evaluated(ice="IceIntent"))


def test_a_page_of_ordinary_sentences_alone(tmp_path: Path) -> None:
    found = evaluated() | {"flags": [], "slots": []}
    assert "Red flags by kind" not in report.page(found)


def test_two_reports_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, page = tmp_path / "said.jsonl", tmp_path / "report.html"
    rows = [("should i use ice or heat", "ice_or_heat"), ("next", "previous")]
    file.write_text("\n".join(json.dumps({"text": text, "label": label}) for text, label in rows))
    assert main(["evaluate", str(file), "--tier", "default", "--report", str(page), "--mistakes"]) == 0
    assert "previous                 AMAZON.NextIntent next" in capsys.readouterr().out
    assert read_summary(page) == read_summary(sidecar(page))
    assert read_summary(page)["tier"] == "default"
    file.write_text(file.read_text().replace("previous", "next"))
    for before in (page, sidecar(page)):
        assert main(["evaluate", str(file), "--tier", "default", "--compare", str(before)]) == 0
        out = capsys.readouterr().out
        assert "+0.500" in out and "mended" in out


@pytest.mark.parametrize("content", ["", "<html></html>", "{}", "[]", '{"figures": 1}'])
def test_what_is_no_report_is_not_compared_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (tmp_path / "said.jsonl").write_text(LINE)
    for name in ("other.html", "other.json"):
        (tmp_path / name).write_text(content)
        assert main(["evaluate", str(tmp_path / "said.jsonl"), "--compare", str(tmp_path / name)]) == 2
        assert f"{name}: is no report" in capsys.readouterr().err


def test_a_model_without_code_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(ROOT / "docs" / "examples" / "hello-world" / "models" / "en-US.json", models)
    said = tmp_path / "said.jsonl"
    said.write_text('{"text": "greet grandma", "label": "GreetIntent", "slots": {"Name": "grandma"}}\n')
    assert main(["evaluate", str(said), "--skill", str(tmp_path), "--tier", "default"]) == 0
    out, told = capsys.readouterr()
    assert "the model alone is looked at" in told
    assert re.search(r"Name +│ 1 +│ 1 +│ 1.000", out)
    said.write_text('{"text": "greet grandma", "label": "GreatIntent"}\n')
    assert main(["evaluate", str(said), "--skill", str(tmp_path)]) == 2
    assert "'GreatIntent'" in capsys.readouterr().err
    assert main(["evaluate", str(said), "--skill", str(tmp_path), "--endpoint", "nowhere:handler"]) == 2
