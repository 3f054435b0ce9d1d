"""Answers of skills, wrong and right: of a wrong one its developer is told the key, the reason and the remedy.

A line of skills/answers.jsonl is one answer: the whole of it, or its `response`, and what is `told`, which is nothing
of a right one. A text "@9" stands for nine characters, and {"@deep": 9} for lists in lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope
from flask.testing import FlaskClient

from skill.desk.apl import MOST_NODES, rendered
from skill.desk.app import create_desk_app
from skill.desk.asking import UNREADABLE
from skill.desk.household.device_model import ScreenModel
from skill.desk.under_test import Models, SkillUnderTest
from skill.desk.under_test.response import checked
from tests.conftest import TESTS

LINES = (TESTS / "skills" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
RENDER = "Alexa.Presentation.APL.RenderDocument"


def made(value: Any) -> Any:
    """The answer that a line stands for."""
    match value:
        case str() if value.startswith("@"):
            return "x" * int(value[1:])
        case {"@deep": int(depth)}:
            nested: list[Any] = []
            for _ in range(depth):
                nested = [nested]
            return {"deep": nested}
        case dict():
            return {key: made(each) for key, each in value.items()}
        case list():
            return [made(each) for each in value]
    return value


ROWS = [json.loads(line) for line in LINES]
ANSWERS = [(made(row.get("answer", {"version": "1.0", "response": row.get("response")})), row["told"]) for row in ROWS]
WRONG = [each for each in ANSWERS if each[1]]
RIGHT = [answer for answer, told in ANSWERS if not told]


class Anything:
    """A skill that answers what it is given to answer."""

    answer: Any = None

    def __call__(self, event: dict[str, Any]) -> Any:
        return self.answer


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[Anything, FlaskClient]]:
    skill = Anything()
    served = SkillUnderTest(Models.found(TESTS / "skills" / "trip"), lambda client: skill)
    yield skill, create_desk_app(skill=served).test_client()


def test_there_are_a_hundred_wrong_ones() -> None:
    assert len(WRONG) >= 100 and len({line for line in LINES}) == len(LINES)


def test_a_wrong_answer_is_explained(asked: tuple[Anything, FlaskClient]) -> None:
    skill, client = asked
    unexplained = []
    for answer, told in WRONG:
        skill.answer = answer
        got = client.post("/say", json={"text": "open trip planner"})
        trouble = (got.get_json() or {}).get("trouble") or ""
        if got.status_code != 200 or UNREADABLE in trouble or not all(part in trouble for part in told):
            unexplained.append((str(answer)[:200], told, got.status_code, trouble))
    assert unexplained == []


def test_a_right_answer_is_taken(asked: tuple[Anything, FlaskClient]) -> None:
    skill, client = asked
    refused = []
    for answer in RIGHT:
        skill.answer = answer
        got = client.post("/say", json={"text": "open trip planner"}).get_json()
        if got.get("trouble", "no answer") is not None:
            refused.append((answer, got["trouble"]))
    assert refused == []


def test_what_amazons_classes_do_not_read_is_wrong() -> None:
    """And what is right here she reads, but for kinds that are newer than her classes."""
    serializer = DefaultSerializer()
    unread = []
    for answer in RIGHT:
        try:
            serializer.deserialize(json.dumps(answer), ResponseEnvelope)
        except Exception:
            unread.append(json.dumps(answer))
    newer = ("DataStore", "Some.Thing.New", '"MyOwn"')
    assert [each for each in unread if not any(name in each for name in newer)] == []


def test_what_cannot_be_read_is_told_all_the_same(
    asked: tuple[Anything, FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    skill, client = asked
    skill.answer = RIGHT[0]
    monkeypatch.setattr("skill.desk.session.rendered", lambda response: response["unheard of"])
    got = client.post("/say", json={"text": "open trip planner"})
    assert (got.status_code, UNREADABLE in got.get_json()["trouble"]) == (200, True)


def show(**document: Any) -> dict[str, Any]:
    return checked({"response": {"directives": [{"type": RENDER, "document": {"type": "APL", **document}}]}})


def nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"type": "Text", "text": "leaf"}
    for _ in range(depth):
        inner = {"type": "Sequence", "data": [1] * 8, "items": [inner]}
    return inner


@pytest.mark.parametrize(
    "document",
    [
        {"mainTemplate": {"items": [{"type": "Text", "text": "${" * 50_000}]}},
        {"mainTemplate": {"items": [{"type": "Text", "text": "<" * 100_000}]}},
        {"mainTemplate": {"items": [nested(12)]}},
        {
            "layouts": {"Twice": {"items": [{"type": "Twice"}, {"type": "Twice"}]}},
            "mainTemplate": {"items": [{"type": "Twice"}]},
        },
        {"mainTemplate": {"parameters": [5, None, {}], "items": [{"type": ["Text"], "text": {"a": 1}}, None, 5]}},
        {"mainTemplate": {"parameters": ["payload"], "items": {"type": "Text", "text": "${payload.a.²}"}}},
        {"mainTemplate": {"parameters": ["payload"], "items": {"type": "Text", "text": f"${{payload[{'9' * 400}]}}"}}},
    ],
    ids=["bindings", "tags", "sequences", "twice", "kinds", "two", "index"],
)
def test_no_document_stops_the_desk(document: dict[str, Any]) -> None:
    found = rendered(show(**document))
    assert found is not None and len(found["texts"]) <= MOST_NODES + 1


def test_words_are_read_that_a_layout_from_elsewhere_is_given() -> None:
    given = {"type": "cakeTimeText", "startText": "${text.start}", "wrapTitle": "of us", "textAlign": "left"}
    template = {"parameters": ["text"], "items": [given]}
    directive = show(mainTemplate=template)
    directive["directives"][0]["datasources"] = {"text": {"start": "Happy birthday"}}
    found = rendered(directive)
    assert found is not None and found["texts"] == ["Happy birthday", "of us"]


@pytest.mark.parametrize(
    ("when", "on", "is_shown"),
    [
        (False, "rectangle", False),
        ("${viewport.shape == 'round'}", "rectangle", False),
        ("${viewport.shape == 'round'}", "round", True),
        ("${viewport.shape != 'round'}", "round", False),
        ("${@viewportProfile == @hubRoundSmall}", "rectangle", False),
        ("${@viewportProfile == @hubRoundSmall}", "round", True),
        ("${@viewportProfile != @hubRoundSmall && @viewportProfile != @tvLandscapeXLarge}", "rectangle", True),
        ("${@viewportProfile == @hubLandscapeSmall || @viewportProfile == @hubLandscapeLarge}", "rectangle", True),
        ("${@viewportProfile == @hubLandscapeSmall || @viewportProfile == @hubLandscapeLarge}", "round", False),
        ("${payload.level == 'easy'}", "rectangle", True),
        ('${payload.level == "hard"}', "rectangle", False),
        ("${payload.count == 3 && payload.is_on}", "rectangle", True),
        ("${payload.count != 3}", "rectangle", False),
        ("${payload.level.length > 3}", "rectangle", True),
        ("${payload.nothing == 'there'}", "rectangle", True),
        ("${state.pressed}", "rectangle", True),
    ],
)
def test_what_a_condition_leaves_out_is_not_shown(when: Any, on: str, is_shown: bool) -> None:
    text = {"type": "Text", "text": "words", "when": when}
    response = show(mainTemplate={"parameters": ["payload"], "items": [text]})
    response["directives"][0]["datasources"] = {"level": "easy", "count": 3, "is_on": True}
    found = rendered(response, ScreenModel(480, 480, shape=on))
    assert found is not None and found["texts"] == ["words"] * is_shown


def test_rows_that_are_each_bound_to_data_are_read() -> None:
    row = {"type": "Container", "data": ["${payload.all[1]}", "${payload.all[0]}"], "items": [
        {"type": "Text", "text": "${ordinal ? ordinal : ''} ${data.name}"}]}  # fmt: skip
    response = show(mainTemplate={"parameters": ["payload"], "items": [row]})
    response["directives"][0]["datasources"] = {"all": [{"name": "one"}, {"name": "two"}]}
    found = rendered(response)
    assert found is not None and found["texts"] == ["two", "one"]


def test_a_button_without_words_is_called_after_what_is_known_of_its_event() -> None:
    event = {"type": "SendEvent", "arguments": ["instructions", "${payload.id}"]}
    found = rendered(
        show(mainTemplate={"parameters": ["payload"], "items": [{"type": "TouchWrapper", "onPress": event}]})
    )
    assert found is not None and found["touches"] == [{"label": "instructions", "arguments": ["instructions", None]}]
