"""The project's own test utterances: none is a sample, and each is understood unless it is known that it is not.

`tests/known_failures` lists what is not understood yet, a file for each way of understanding. A sentence that fails and
is not listed is red, and so is one that is listed and does not fail: so nothing gets worse, or better, unnoticed.
`script/test tests/test_utterances.py --list-failures` writes the lists anew, for a change that was meant.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import numpy as np
import pytest

from skill.desk.desk import default_desk
from skill.desk.evaluation.labelled import Labelled, read
from skill.desk.evaluation.measuring import Heard, what_is_wrong
from skill.desk.evaluation.slots import compared
from skill.interaction_models import MODELS
from skill.understanding import InteractionModel, Tier, Understanding
from skill.understanding.encoder import Encoder, is_installed
from skill.understanding.transformer import Floats
from tests.conftest import TESTS
from tests.devices import SUNDAY_AT_NINE, device

UTTERANCES = read(TESTS / "utterances")
MODEL = InteractionModel.load(MODELS / "en-US.json")
BY_WORDS, BY_MEANING = "default", "best"
NOISE, TRIES = 0.06, 8
"""How far another processor's sums may move a vector of length one (it is int8 arithmetic), with room to spare."""

Listed = dict[str, str]
"""The sentences that fail, and how."""
HEADS = {
    "missed": "A red flag that is not raised.",
    "kind": "Another red flag is raised than the one that should be.",
    "alarm": "A red flag is raised where there is none.",
    "accepted": "Nothing for this coach, and an intent takes it.",
    "other": "Another intent is taken.",
    "slots": "The intent is right, and a slot is not.",
    "unsettled": "So close that another processor may decide otherwise: not judged.",
}


def plain(text: str) -> str:
    return re.sub(r"[^a-z ]", "", text.lower()).strip()


def test_there_are_many_and_each_is_new() -> None:
    said = [plain(row.text) for row in UTTERANCES]
    assert len(said) >= 600
    assert len(set(said)) == len(said)
    assert not {plain(sample) for intent in MODEL.intents for sample in intent.samples} & set(said)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "tier",
    [
        BY_WORDS,
        pytest.param(BY_MEANING, marks=pytest.mark.skipif(not is_installed(), reason="the encoder is not installed")),
    ],
)
def test_each_is_understood_unless_it_is_listed(tier: Tier, request: pytest.FixtureRequest) -> None:
    understanding = Understanding(MODEL, now=lambda: datetime.fromisoformat(SUNDAY_AT_NINE), tier=tier)
    found = failures(understanding)
    if request.config.getoption("--list-failures"):
        write(tier, found | unsettled(understanding, found))
    known = listed(tier)
    judged = {said: how for said, how in found.items() if known.get(said) != "unsettled"}
    expected = {said: how for said, how in known.items() if how != "unsettled"}
    assert worse(judged, expected) == [], "not listed; mend it, or list it with --list-failures"
    assert worse(expected, judged) == [], "listed, and does not fail so any more; list anew with --list-failures"


@pytest.mark.parametrize("tier", [BY_WORDS, BY_MEANING])
def test_the_list_names_sentences_that_there_are(tier: Tier) -> None:
    assert listed(tier).keys() <= {row.text for row in UTTERANCES}


def test_a_sentence_that_is_not_listed_is_found_and_so_is_one_that_is_mended() -> None:
    failing, known = {"a": "missed", "b": "other"}, {"a": "kind", "c": "other"}
    assert worse(failing, known) == ["a: missed", "b: other"]
    assert worse(known, failing) == ["a: kind", "c: other"]


def worse(these: Listed, those: Listed) -> list[str]:
    """What fails in the first and does not fail so in the second."""
    return [f"{said}: {how}" for said, how in sorted(these.items()) if those.get(said) != how]


def failures(understanding: Understanding) -> Listed:
    """Every sentence that fails, said as the first of a conversation."""
    return {row.text: how for row in UTTERANCES if (how := failure(row, understanding))}


def failure(row: Labelled, understanding: Understanding) -> str:
    """How a sentence fails; empty where it does not."""
    echo = device()
    echo.understanding = understanding
    turn = echo.say(row.text)
    slots = {} if row.is_flag else compared(row.slots, turn["slots"], default_desk().model("en-US"))
    heard = Heard(turn["intent"], frozenset(turn["red_flags"]), slots, 0.0, 0.0)
    return what_is_wrong(row, heard) or ("" if all(slots.values()) else "slots")


def unsettled(understanding: Understanding, found: Listed) -> Listed:
    """The sentences that fail otherwise, or do not fail, when vectors are a little different."""
    moved = set()
    for seed in range(TRIES) if understanding.tier == BY_MEANING else ():
        with noise(seed):
            now = failures(understanding)
        moved |= {said for said in now.keys() | found.keys() if now.get(said) != found.get(said)}
    return dict.fromkeys(moved, "unsettled")


@contextmanager
def noise(seed: int) -> Iterator[None]:
    """Every vector a little off."""
    encode, chance = Encoder.encode, np.random.default_rng(seed)

    def moved(self: Encoder, *arguments: object) -> Floats:
        vectors = encode(self, *arguments)  # type: ignore[arg-type]
        off = chance.normal(size=vectors.shape).astype(np.float32)
        vectors += NOISE * off / np.linalg.norm(off, axis=1, keepdims=True)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Encoder, "encode", moved)
        yield


def listed(tier: str) -> Listed:
    """The sentences that are known to fail, and how."""
    table = tomllib.loads((TESTS / "known_failures" / f"{tier}.toml").read_text(encoding="utf-8"))
    return {said: how for how, some in table.items() for said in some}


def write(tier: str, found: Listed) -> None:
    """Lists the sentences anew, by how they fail, in the order of their files."""
    lines = [
        "# Sentences of tests/utterances that are not understood as they should be yet. `--list-failures` wrote it."
    ]
    for how, head in HEADS.items():
        said = [json.dumps(row.text, ensure_ascii=False) for row in UTTERANCES if found.get(row.text) == how]
        lines += ["", f"# {head}", f"{how} = [", *(f"  {text}," for text in said), "]"]
    (TESTS / "known_failures" / f"{tier}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
