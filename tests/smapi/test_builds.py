"""Models that were put are learnt one at a time, and one that was replaced meanwhile is not learnt at all."""

from __future__ import annotations

import threading

import pytest

from skill.desk.smapi import builds
from skill.desk.smapi.builds import DONE, UNDER_WAY, Builds
from skill.desk.under_test import LocaleModel, Models
from skill.json_reader import Json


def model(sample: str) -> Json:
    """A model of one intent."""
    intents = [{"name": "OnlyIntent", "samples": [sample]}]
    return {"interactionModel": {"languageModel": {"invocationName": "my skill", "intents": intents}}}


def test_a_model_that_was_replaced_is_not_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def learn(model: LocaleModel) -> None:
        learnt.append(model.model.intents[0].samples[0])
        begun.set()
        assert go_on.wait(30)

    monkeypatch.setattr(builds, "learn", learn)
    some = Builds(Models({}))
    some.put("en-US", model("first"))
    assert begun.wait(30)
    replaced, last = some.put("en-US", model("second")), some.put("en-US", model("third"))
    assert (replaced.status, last.status, last.version) == (UNDER_WAY, UNDER_WAY, replaced.version + 1)
    go_on.set()
    for thread in [each for each in threading.enumerate() if each.name.endswith("(_learn)")]:
        thread.join(30)
    assert learnt == ["first", "third"]
    assert some.of("en-US") == builds.Build(last.version, DONE)
    assert some.of("en-GB").status == DONE  # nothing is under way there
