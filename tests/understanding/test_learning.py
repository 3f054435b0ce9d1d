"""What is learnt: the same every time, kept on disk, and turned away what is not for the skill."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from skill.understanding import InteractionModel, Understanding, labelled, word_classifier
from skill.understanding.background import background
from skill.understanding.encoder import Encoder, is_installed
from skill.understanding.labelled import few_sentences
from skill.understanding.learning import Learning
from skill.understanding.tables import tables_of
from skill.understanding.word_classifier import WordClassifier, learn
from skill.understanding.words import norms

from .conftest import HERE, MONDAY
from .test_model_cache import SAID, WEATHER

ROWS = [("hot", ("w warm", "w sun")), ("cold", ("w ice", "w snow")), ("hot", ("w sun", "c sun")), ("cold", ("w ice",))]


@pytest.fixture
def model() -> InteractionModel:
    return InteractionModel.load(HERE / "models" / "weather.json")


def test_learns_and_tells_how_far_it_is() -> None:
    told: list[float] = []
    learnt = learn(ROWS, told.append)
    assert learnt.probabilities(["w sun"])["hot"] > 0.6 > learnt.probabilities(["w ice"])["hot"]
    assert sum(learnt.probabilities(["w nothing", "w known"]).values()) == pytest.approx(1)
    assert told == sorted(told) and told[-1] == 1


def test_the_same_rows_give_the_same_weights() -> None:
    assert np.array_equal(learn(ROWS).weights, learn(ROWS).weights)


def test_is_kept_and_found_again(model: InteractionModel, tmp_path: Path) -> None:
    first = Learning(model, tables_of(model, None), tmp_path).learnt().words
    (file,) = tmp_path.glob("understanding-*")
    told: list[float] = []
    again = Learning(model, tables_of(model, None), tmp_path, progress=told.append).learnt().words
    assert not told and again.index == first.index and np.array_equal(again.weights, first.weights)
    assert WordClassifier.load(file).labels == first.labels


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", b"PK\x03\x04 half a file"])
def test_a_spoilt_file_is_learnt_anew(model: InteractionModel, tmp_path: Path, spoilt: bytes) -> None:
    Learning(model, tables_of(model, None), tmp_path).learnt()
    (file,) = tmp_path.glob("understanding-*")
    file.write_bytes(spoilt)
    told: list[float] = []
    Learning(model, tables_of(model, None), tmp_path, progress=told.append).learnt()
    assert told and WordClassifier.load(file)


def test_a_folder_that_cannot_be_written_does_no_harm(model: InteractionModel, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    understanding = Understanding(model, lambda: MONDAY, folder=tmp_path / "file" / "below")
    understanding.prepare()
    assert understanding.understand("will there be rain on friday").intent == "ForecastIntent"


def test_the_background_leaves_the_skill_its_own_subject() -> None:
    said = ["will it rain tomorrow", "how cold will it get tonight", "is it raining in boston", "do i need an umbrella"]
    about_weather = [norms(text) for text in [*said, "weather forecast for friday"]]
    left = {" ".join(row) for row in background(about_weather)}
    assert "how windy is it right now" not in left and "tell me a story" in left
    assert "how windy is it right now" in {" ".join(row) for row in background(())}
    assert len(list(background(()))) >= 300


@pytest.mark.skipif(not is_installed(), reason="the encoder is not installed")
def test_until_meanings_are_learnt_words_alone_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    encode = Encoder.encode

    def waits(self: Encoder, *arguments: Any) -> Any:
        assert goes_on.wait(60)
        return encode(self, *arguments)

    monkeypatch.setattr(Encoder, "encode", waits)
    model = InteractionModel.parse(WEATHER)
    by_words = Understanding(model, folder=tmp_path, tier="default").understand(SAID)
    best = Understanding(model, folder=tmp_path, tier="best")
    best.begin()
    assert best.understand(SAID) == by_words and best.done < 1
    goes_on.set()
    best.prepare()
    assert best.done == 1
    assert best.understand(SAID) == Understanding(model, folder=tmp_path, tier="best").understand(SAID)


def test_what_goes_wrong_ahead_is_told_to_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise MemoryError("too much")

    monkeypatch.setattr(threading, "excepthook", lambda told: None)
    monkeypatch.setattr(word_classifier, "learn", fails)
    understanding = Understanding(InteractionModel.parse(WEATHER), folder=tmp_path, tier="default")
    understanding.begin()
    with pytest.raises(MemoryError):
        understanding.understand(SAID)


def test_what_was_learnt_is_recalled_and_nothing_else(tmp_path: Path) -> None:
    model = InteractionModel.parse(WEATHER)
    assert not Understanding(model, folder=tmp_path, tier="default").recall()
    learnt = Understanding(model, folder=tmp_path, tier="default")
    learnt.prepare()
    again = Understanding(model, folder=tmp_path, tier="default")
    assert again.recall() and again.done == 1
    assert again.understand(SAID) == learnt.understand(SAID)


def test_a_first_impression_answers_until_the_words_are_learnt(
    model: InteractionModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, words = threading.Event(), Learning._words

    def waits(self: Learning, progress: Any) -> WordClassifier:
        assert goes_on.wait(60)
        return words(self, progress)

    monkeypatch.setattr(Learning, "_words", waits)
    monkeypatch.setattr(labelled, "_SOME", 40)
    understanding = Understanding(model, lambda: MONDAY, folder=tmp_path, tier="default")
    understanding.begin()
    first = understanding.understand("will there be rain on friday")
    assert first.why == "classifier" and understanding.done < 1
    goes_on.set()
    understanding.prepare()
    assert understanding.done == 1
    learnt = Understanding(model, lambda: MONDAY, folder=tmp_path, tier="default")
    assert understanding.understand(SAID) == learnt.understand(SAID)


def test_what_is_soon_learnt_gives_no_first_impression(model: InteractionModel) -> None:
    assert few_sentences(model, tables_of(model, None).lexicon) == []
