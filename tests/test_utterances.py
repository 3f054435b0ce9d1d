"""The project's own test utterances: none is a sample, and they are understood as well as is written down.

`tests/known_failures` lists what is not understood yet, a file for each way of understanding. Where it is about safety
a sentence that fails and is not listed is red, and so is one that is listed and does not fail. Of the others a list may
have no more that fail than are written down for it, whichever they are, nor so many fewer that it should be written
down: docs/decisions/021-a-ratchet-on-shares.md says why.
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

LISTS = {path.stem: read(path) for path in sorted((TESTS / "utterances").glob("*.toml"))}
UTTERANCES = [row for rows in LISTS.values() for row in rows]
MODEL = InteractionModel.load(MODELS / "en-US.json")
BY_WORDS, BY_MEANING = "default", "best"
NOISE, TRIES = 0.06, 8
"""How far another processor's sums may move a vector of length one (it is int8 arithmetic), with room to spare."""

UNNOTICED = 0.01
"""The part of a list that may be mended before it has to be written down."""

Listed = dict[str, str]
"""The sentences that fail, and how."""
UNSETTLED = "unsettled"
HEADS = {
    "missed": "A red flag that is not raised.",
    "kind": "Another red flag is raised than the one that should be.",
    "alarm": "A red flag is raised where there is none.",
    "accepted": "Nothing for this coach, and an intent takes it.",
    "other": "Another intent is taken.",
    "slots": "The intent is right, and a slot is not.",
    UNSETTLED: "So close that another processor may decide otherwise: not judged.",
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
    assert [*not_as_listed(LISTS, found, listed(tier))] == []


@pytest.mark.parametrize("tier", [BY_WORDS, BY_MEANING])
def test_the_list_names_sentences_that_there_are(tier: Tier) -> None:
    assert listed(tier).keys() <= {row.text for row in UTTERANCES}


MADE_UP = {
    "dangers": [Labelled(text, "red_flag:rash", needs=(frozenset({"rash"}),)) for text in ("a", "b")],
    "look-alikes": [Labelled("c", "quiet", hard_negative=True)],
    "questions": [Labelled(text, "ice", frozenset({"IceIntent"})) for text in "defg"],
}


@pytest.mark.parametrize(
    ("found", "known", "lists"),
    [
        ({"a": "missed", "d": "other"}, {"a": "missed", "d": "other"}, []),
        ({"a": "missed"}, {}, ["dangers"]),
        ({}, {"a": "missed"}, ["dangers"]),
        ({"a": "kind"}, {"a": "missed"}, ["dangers"]),
        ({"a": "missed"}, {"b": "missed"}, ["dangers", "dangers"]),
        ({"c": "alarm"}, {}, ["look-alikes"]),
        ({"d": "alarm"}, {}, ["questions"]),
        ({"d": "other"}, {"e": "slots"}, []),
        ({"d": "other", "e": "other"}, {"e": "other"}, ["questions"]),
        ({}, {"e": "other"}, ["questions"]),
        ({"a": "missed", "d": "other"}, {"a": "unsettled", "d": "unsettled"}, []),
    ],
)
def test_what_is_not_as_listed_is_found(found: Listed, known: Listed, lists: list[str]) -> None:
    assert [told.partition(":")[0] for told in not_as_listed(MADE_UP, found, known)] == lists


def test_a_list_may_get_a_little_better_unnoticed() -> None:
    lists = {"questions": [Labelled(str(number), "ice", frozenset({"IceIntent"})) for number in range(200)]}
    known = dict.fromkeys(map(str, range(10)), "other")
    for mended, told in ((2, 0), (3, 1)):
        found = dict.fromkeys(map(str, range(mended, 10)), "other")
        assert len([*not_as_listed(lists, found, known)]) == told


def not_as_listed(lists: dict[str, list[Labelled]], found: Listed, known: Listed) -> Iterator[str]:
    """What fails, or does not fail, otherwise than is written down, by the name of the list."""
    for name, rows in lists.items():
        judged = [row for row in rows if known.get(row.text) != UNSETTLED]
        others = [row.text for row in judged if not is_about_safety(row, found.get(row.text))]
        for text in (row.text for row in judged if row.text not in others):
            if found.get(text) != known.get(text):
                yield f"{name}: {text!r}: {found.get(text, 'understood')}, and listed: {known.get(text, 'understood')}"
        new, mended = ([text for text in others if text in these and text not in those]
                       for these, those in ((found, known), (known, found)))  # fmt: skip
        if len(new) > len(mended):
            yield f"{name}: {len(new)} fail that were understood, {new}, for {len(mended)} that no longer fail"
        elif len(mended) - len(new) > UNNOTICED * len(rows):
            yield f"{name}: {len(mended)} fail no longer, {mended}, for {len(new)} new ones; list them anew"


def is_about_safety(row: Labelled, how: str | None) -> bool:
    """Whether it is a danger, sounds like one, or is taken for one."""
    return row.is_flag or row.hard_negative or how == "alarm"


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
    return dict.fromkeys(moved, UNSETTLED)


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
