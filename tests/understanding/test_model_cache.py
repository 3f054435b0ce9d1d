"""What is learnt is kept by the mark of what it was learnt from, and a bar is shown only while something is learnt."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from skill.desk.under_test import locale_model
from skill.desk.under_test.locale_model import LearningBar
from skill.understanding import (
    InteractionModel,
    Tier,
    Understanding,
    labelled,
    model_cache,
    sentence_classifier,
    word_classifier,
)
from skill.understanding.encoder import is_installed
from skill.understanding.model_cache import ModelCache, usual_folder
from skill.understanding.sentence_classifier import SentenceClassifier
from skill.understanding.word_classifier import WordClassifier
from skill.understanding.words import norms

from .conftest import MONDAY

WEATHER: dict[str, Any] = {
    "languageModel": {
        "intents": [
            {
                "name": "RainIntent",
                "slots": [{"name": "Day", "type": "AMAZON.DATE"}],
                "samples": ["will it rain {Day}"],
            },
            {"name": "WindIntent", "samples": ["how windy is it", "is there a storm coming"]},
        ]
    }
}
SAID = "any idea if we will get rain on friday"
TIERS = [
    "default",
    pytest.param("best", marks=pytest.mark.skipif(not is_installed(), reason="the encoder is not installed")),
]


@pytest.fixture(autouse=True)
def short_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few requests from outside rather than hundreds, so that learning takes no time."""
    rows = [norms(text) for text in ("play some jazz", "tell me a joke", "what is ten times twelve")]
    monkeypatch.setattr(labelled, "background", lambda samples: iter(rows))


def told(folder: Path, content: dict[str, Any], tier: Tier) -> tuple[list[float], Understanding]:
    """What a learner is told of its progress."""
    parts: list[float] = []
    model = InteractionModel.parse(content)
    understanding = Understanding(model, lambda: MONDAY, folder=folder, tier=tier, progress=parts.append)
    understanding.prepare()
    return parts, understanding


@pytest.mark.parametrize("tier", TIERS)
def test_a_changed_model_is_learnt_anew_and_the_old_one_is_still_known(tmp_path: Path, tier: Tier) -> None:
    first, understanding = told(tmp_path, WEATHER, tier)
    assert first == sorted(first) and first[-1] == pytest.approx(1)
    again, read = told(tmp_path, WEATHER, tier)
    assert again == [] and read.understand(SAID) == understanding.understand(SAID)
    changed = json.loads(json.dumps(WEATHER))
    changed["languageModel"]["intents"][0]["samples"].append("is it going to pour {Day}")
    assert told(tmp_path, changed, tier)[0], "a sample more"
    assert told(tmp_path, changed, tier)[0] == told(tmp_path, WEATHER, tier)[0] == []
    changed["languageModel"]["types"] = [{"name": "T", "values": [{"name": {"value": "x"}}]}]
    assert told(tmp_path, changed, tier)[0], "a type more"


@pytest.mark.parametrize("tier", TIERS)
def test_whatever_is_spoilt_is_learnt_anew(tmp_path: Path, tier: Tier) -> None:
    _, understanding = told(tmp_path, WEATHER, tier)
    for file in sorted(set(tmp_path.glob("*.npz")) - set(tmp_path.glob("vectors-*"))):
        kept = file.read_bytes()
        with np.load(file) as arrays:
            foreign = {name: arrays[name] for name in arrays} | {"weights": arrays["weights"][:1]}
        np.savez(file, **foreign)
        for spoilt in (file.read_bytes(), kept[: len(kept) // 2]):
            file.write_bytes(spoilt)
            parts, anew = told(tmp_path, WEATHER, tier)
            assert parts or file.name.startswith("mood"), "what takes long is told of"
            assert anew.understand(SAID) == understanding.understand(SAID)
            assert file.read_bytes() == kept, "written again"


@pytest.mark.parametrize(
    ("load", "learnt"),
    [
        (WordClassifier.load, word_classifier.learn([("hot", ("w sun", "w warm")), ("cold", ("w ice",))])),
        (SentenceClassifier.load, sentence_classifier.learn(["hot", "hot", "cold"], np.eye(3, 384, dtype=np.float32))),
    ],
    ids=["words", "meaning"],
)
def test_no_spoilt_byte_is_an_error(tmp_path: Path, load: Any, learnt: Any) -> None:
    cache = ModelCache(tmp_path, "kind")
    cache.keep("mark", learnt.save)
    (file,) = tmp_path.iterdir()
    kept = file.read_bytes()
    assert cache.find("mark", load) is not None
    unreadable = 0
    for place in range(0, len(kept), 7):
        file.write_bytes(kept[:place] + bytes([kept[place] ^ 0xFF]) + kept[place + 1 :])
        unreadable += cache.find("mark", load) is None
    assert unreadable > len(kept) / 7 / 2
    for length in range(0, len(kept), 97):
        file.write_bytes(kept[:length])
        assert cache.find("mark", load) is None


def test_no_more_is_kept_than_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_cache, "_MOST_KEPT", 8)
    for number in range(10):
        tiny = {"languageModel": {"intents": [{"name": f"Intent{number}", "samples": ["go"]}]}}
        told(tmp_path, tiny, "default")
    assert len(list(tmp_path.glob("understanding-*"))) == 8


def test_what_is_used_is_kept_the_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_cache, "_MOST_KEPT", 2)
    cache = ModelCache(tmp_path, "kind")
    for age, mark in enumerate(("new", "old")):
        cache.keep(mark, lambda file: file.write_bytes(b"learnt"))
        os.utime(tmp_path / f"kind-{mark}.npz", (1_000_000 - age, 1_000_000 - age))
    assert cache.find("old", Path.read_bytes) == b"learnt"
    cache.keep("another", lambda file: file.write_bytes(b"learnt"))
    assert {file.name for file in tmp_path.iterdir()} == {"kind-old.npz", "kind-another.npz"}


def test_where_the_home_cannot_be_written_what_is_learnt_is_kept_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert usual_folder(tmp_path / "new" / "back-coach") == tmp_path / "new" / "back-coach"
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert usual_folder(Path("/dev/null/back-coach")) == tmp_path / "cache" / "back-coach"
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))  # no environment of one's own
    assert usual_folder(Path("/dev/null/back-coach")) == Path("/dev/null/back-coach")


def bar_on(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> tuple[LearningBar, io.StringIO]:
    """A bar that draws on a paper of ours."""
    paper = io.StringIO()
    monkeypatch.setattr(
        locale_model,
        "Console",
        lambda stderr: Console(file=paper, force_terminal=terminal, width=80, color_system=None),
    )
    return LearningBar(), paper


def test_a_bar_is_drawn_on_a_terminal_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    bar, paper = bar_on(monkeypatch, terminal=True)
    Understanding(InteractionModel.parse(WEATHER), folder=None, tier="default", progress=bar).prepare()
    drawn = paper.getvalue()
    assert "learning what people say" in drawn and "━" in drawn
    assert drawn.endswith(("\x1b[2K", "\x1b[?25h")), "nothing is left of it"
    for part in (0.2, 1.0):
        bar(part)  # it can begin anew, for another model


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    bar, paper = bar_on(monkeypatch, terminal=False)
    Understanding(InteractionModel.parse(WEATHER), folder=None, tier="default", progress=bar).prepare()
    assert paper.getvalue().strip() == ""


def test_nothing_is_drawn_where_nothing_is_learnt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told(tmp_path, WEATHER, "default")
    bar, paper = bar_on(monkeypatch, terminal=True)
    Understanding(InteractionModel.parse(WEATHER), folder=tmp_path, tier="default", progress=bar).prepare()
    assert paper.getvalue() == ""
