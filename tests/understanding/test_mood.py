"""The form of a sentence: what asks, what tells, what denies, and what does neither."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from skill.understanding.mood import Mood, MoodClassifier, learn, mood_of
from skill.understanding.words import norms


@pytest.mark.parametrize(
    ("said", "mood"),
    [
        ("should i squat with back pain", Mood.ASKS),
        ("what helps", Mood.ASKS),
        ("my back hurts what should i do", Mood.ASKS),
        ("when can i run again", Mood.ASKS),
        ("when i bend it stings", Mood.TELLS),
        ("so my back is stiff", Mood.TELLS),
        ("i've pulled something", Mood.TELLS),
        ("no fever", Mood.DENIES),
        ("nothing like that", Mood.DENIES),
        ("set a timer", Mood.NEITHER),
        ("can you set a timer", Mood.NEITHER),
        ("don't let me forget", Mood.NEITHER),
        ("um", Mood.NEITHER),
    ],
)
def test_mood(said: str, mood: Mood) -> None:
    assert mood_of(norms(said)) is mood


def test_an_intent_is_likelier_in_the_mood_of_its_samples(tmp_path: Path) -> None:
    rows = [("Ask", norms("what is it")), ("Ask", norms("is it far")), ("Tell", norms("it is far"))] * 5
    learnt = learn(rows)
    learnt.save(tmp_path / "mood.npz")
    for each in (learnt, MoodClassifier.load(tmp_path / "mood.npz")):
        asks, tells = each.scores(norms("how is it")), each.scores(norms("it is there"))
        assert asks["Ask"] > asks["Tell"] and tells["Tell"] > tells["Ask"]


def test_weights_that_do_not_fit_the_labels_are_no_file_of_ours(tmp_path: Path) -> None:
    np.savez(tmp_path / "mood.npz", labels=np.array("A\nB"), weights=np.zeros((1, 4), dtype=np.float32))
    with pytest.raises(ValueError, match="do not fit"):
        MoodClassifier.load(tmp_path / "mood.npz")
