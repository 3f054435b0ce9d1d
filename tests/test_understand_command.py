"""`back-coach understand MODEL.json "..."`: what it prints and returns for anybody's model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.understanding import encoder
from tests.conftest import TESTS

MODELS = TESTS / "understanding" / "models"
PIZZA = str(MODELS / "pizza.json")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["understand", *arguments, "--json", "--tier", "default"]) == 0
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


def test_json_has_the_reading_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, PIZZA, "two BIG pizzas with bell peppers and mushrooms") == {
        "text": "two BIG pizzas with bell peppers and mushrooms",
        "intent": "OrderPizzaIntent",
        "confidence": pytest.approx(0.9, abs=0.1),
        "why": "classifier",
        "slots": {
            "Size": {"type": "SIZE", "value": "big", "heard": "big", "matches": [{"id": "large", "name": "large"}]},
            "Topping": {
                "type": "TOPPING",
                "value": "bell peppers",
                "heard": "bell peppers",
                "matches": [{"id": None, "name": "green peppers"}],
            },
            "Extra": {
                "type": "TOPPING",
                "value": "mushrooms",
                "heard": "mushrooms",
                "matches": [{"id": "mushroom", "name": "mushrooms"}],
            },
            "Count": {"type": "AMAZON.NUMBER", "value": "2", "heard": "two", "matches": []},
        },
        "candidates": [
            {"intent": "OrderPizzaIntent", "confidence": pytest.approx(0.9, abs=0.1)},
            *[any_candidate()] * 2,
        ],
    }


def any_candidate() -> Any:
    class Candidate:
        def __eq__(self, other: object) -> bool:
            return (
                isinstance(other, dict) and other.keys() == {"intent", "confidence"} and 0 <= other["confidence"] <= 1
            )

        __hash__ = None  # type: ignore[assignment]

    return Candidate()


def test_other_scripts_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    main(["understand", str(MODELS / "wetter.ja-JP.json"), "東京 の天気", "--json", "--tier", "default"])
    assert '"value": "東京"' in capsys.readouterr().out


def test_a_model_whose_name_says_no_locale_is_heard_in_the_one_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "InteractionModel.json"
    file.write_text(json.dumps({"languageModel": {"intents": [{"name": "AMAZON.StopIntent", "samples": []}]}}))
    assert printed(capsys, str(file), "arrête")["intent"] == "AMAZON.FallbackIntent"
    assert printed(capsys, str(file), "arrête", "--locale", "fr-FR")["intent"] == "AMAZON.StopIntent"


@pytest.mark.parametrize("text", ["", "   ", "?!", "🍕", "\x00", "word " * 3_000])
def test_nothing_that_can_be_heard_is_fallback(capsys: pytest.CaptureFixture[str], text: str) -> None:
    found = printed(capsys, PIZZA, text)
    assert (found["intent"], found["why"], found["slots"], found["candidates"]) == (
        "AMAZON.FallbackIntent", "rejected", {}, [],
    )  # fmt: skip


def test_people_are_shown_value_and_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", PIZZA, "order three big pizzas"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["intent      OrderPizzaIntent", "confidence  1.00", "why         exact"]
    assert "slot        Size = big; listed as large (large)" in lines
    assert "slot        Count = 3, heard as 'three'" in lines
    assert main(["understand", PIZZA, ""]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "likeliest   -"


def test_a_file_is_read_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("order a big pizza\n\nstop\n")
    assert main(["understand", PIZZA, "--lines", str(file), "--json", "--tier", "default"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["text"], each["intent"]) for each in found] == [
        ("order a big pizza", "OrderPizzaIntent"), ("", "AMAZON.FallbackIntent"), ("stop", "AMAZON.StopIntent"),
    ]  # fmt: skip
    assert main(["understand", PIZZA, "help", "--lines", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("text")] == [
        "text        help", "text        order a big pizza", "text        ", "text        stop",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "tomorrow"),
    [("2026-11-25T10:00:00Z", "2026-11-26"), ("2026-12-31T23:59:00-08:00", "2027-01-01"), ("2026-11-25", "2026-11-26")],
)
def test_tomorrow_starts_from_the_moment_that_is_named(
    capsys: pytest.CaptureFixture[str], now: str, tomorrow: str
) -> None:
    found = printed(capsys, str(MODELS / "weather.json"), "will it rain tomorrow", "--now", now)
    assert [slot["value"] for slot in found["slots"].values()] == [tomorrow]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "nothing is said; give a sentence in quotes, or --lines FILE"),
        (["--lines", "no/such/file"], "--lines no/such/file: cannot be read"),
        (["hello", "--now", "noon"], "'noon' is no day and time; write it like 2026-11-25T10:00:00Z"),
    ],
)
def test_what_cannot_be_asked_is_named(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    try:
        code = main(["understand", PIZZA, *arguments])
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 2 and words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ["cannot be read", "give the path of a model"]),
        ("", ["line 1, column 1", "correct the JSON there"]),
        ("{", ["line 1, column 2", "correct the JSON there"]),
        ("[]", ["object"]),
        ('"text"', ["object"]),
        ('{"name": "back-coach", "version": "1"}', ["languageModel", "missing"]),
        ('{"manifest": {}, "interactionModel": {}}', ["languageModel", "missing"]),
        ('{"languageModel": {"intents": [{"name": ""}]}}', ["intents[0].name"]),
    ],
)
def test_a_model_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, words: list[str]
) -> None:
    file = tmp_path / "en-US.json"
    if content is not None:
        file.write_text(content)
    assert main(["understand", str(file), "hello"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"back-coach understand: {file}: ") and captured.err.count("\n") == 1
    assert all(word in captured.err for word in words)


@pytest.mark.parametrize(
    "language",
    [
        {},
        {"intents": []},
        {"intents": [{"name": "GoIntent"}]},
        {"intents": [{"name": "GoIntent", "samples": ["", " "]}]},
    ],
)
def test_a_model_without_samples_understands_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: dict[str, Any]
) -> None:
    file = tmp_path / "en-US.json"
    file.write_text(json.dumps({"languageModel": language}))
    assert printed(capsys, str(file), "hello there")["intent"] == "AMAZON.FallbackIntent"


def test_the_best_tier_is_refused_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(encoder, "is_installed", lambda: False)
    encoder.default_encoder.cache_clear()
    assert main(["understand", PIZZA, "hello", "--tier", "best"]) == 2
    assert "pip install '.[simulator]' in a checkout" in capsys.readouterr().err
