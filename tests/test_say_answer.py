"""The answer of `POST /say` has one type, and its description says just that: key for key, kind for kind."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest
import yaml

from skill.desk.answer import SayAnswer
from skill.desk.desk import new_echo
from skill.desk.trace import Event
from tests.test_rooms import ROOT

DESCRIPTION = yaml.safe_load((ROOT / "skill" / "desk" / "openapi.yaml").read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = DESCRIPTION["components"]["schemas"]
PLAIN = {str: "string", float: "number", int: "integer", bool: "boolean", type(None): "null"}


def kinds(annotation: Any) -> set[Any]:
    """The kinds of JSON, or the very values, that a type allows."""
    if get_origin(annotation) in (Union, types.UnionType):
        return set().union(*map(kinds, get_args(annotation)))
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    if get_origin(annotation) is list:
        return {"array"}
    return {"object"} if is_typeddict(annotation) or get_origin(annotation) is dict else {PLAIN[annotation]}


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    return SCHEMAS[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def described(schema: dict[str, Any]) -> set[Any]:
    """The same of a schema."""
    if "enum" in schema or "const" in schema:
        return set(schema.get("enum", [schema.get("const")]))
    return {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])


def inner(annotation: Any) -> list[Any]:
    """The types with keys of their own that are in a type."""
    return [annotation] if is_typeddict(annotation) else [each for arg in get_args(annotation) for each in inner(arg)]


def differences(of: Any, schema: dict[str, Any], place: str) -> list[str]:
    """What a type and a schema tell differently."""
    hints, told, needed = get_type_hints(of), schema["properties"], set(schema["required"])
    found = [f"{place}: {hints.keys() ^ told.keys()}"] if hints.keys() ^ told.keys() else []
    found += [f"{place}: may lack {hints.keys() - needed}"] if hints.keys() - needed else []
    for key, annotation in hints.items():
        value = resolved(told.get(key, {"type": []}))
        allowed = described(value)
        # A schema may name the values of a text, where the type is of any skill's.
        if allowed != kinds(annotation) and not ("enum" in value and "string" in kinds(annotation)):
            found.append(f"{place}.{key}: {kinds(annotation)}, described as {allowed}")
        rows = value.get("items") or value.get("additionalProperties") or value
        for each in inner(annotation) if annotation != list[Event] else ():
            found += differences(each, resolved(rows), f"{place}.{key}")
    return found


def test_the_answer_is_described_as_it_is_typed() -> None:
    assert differences(SayAnswer, SCHEMAS["Turn"], "turn") == []


@pytest.mark.parametrize("event", get_args(Event), ids=lambda event: event.__name__)
def test_every_event_of_a_trace_is_described_as_it_is_typed(event: Any) -> None:
    assert differences(event, SCHEMAS[event.__name__], event.__name__) == []
    assert {"$ref": f"#/components/schemas/{event.__name__}"} in SCHEMAS["Event"]["oneOf"]


def test_what_is_told_differently_is_found() -> None:
    turn = SCHEMAS["Turn"]
    more = {**turn, "properties": {**turn["properties"], "ended": {"type": "string"}, "mood": {"type": "string"}}}
    assert differences(SayAnswer, more, "turn") == [
        "turn: {'mood'}",
        "turn.ended: {'boolean'}, described as {'string'}",
    ]


TOO_LONG = "time my ice pack for half an hour"
"""To which the coach says something, and then leaves the asking to the device."""


@pytest.mark.parametrize(
    ("said", "events"),
    [
        (["open back coach"], ["heard", "asked_skill", "decided", "spoke"]),
        (["my legs feel numb"], ["heard", "understood", "asked_skill", "scanned", "decided", "spoke"]),
        ([TOO_LONG], ["heard", "understood", "asked_skill", "scanned", "decided", "spoke", "spoke"]),
        (["time my ice pack", "yes"], ["heard", "asked_skill", "decided", "spoke"]),
        (
            ["time my ice pack", "should i use ice or heat"],
            ["heard", "asked_skill", "decided", "spoke", "understood", "asked_skill", "decided", "spoke"],
        ),
    ],
)
def test_the_trace_tells_what_happened_in_order(said: list[str], events: list[str]) -> None:
    echo = new_echo()
    turn = [echo.say(text) for text in said][-1]
    trace = turn["trace"]
    assert [event["event"] for event in trace] == events
    times = [event["ms"] for event in trace]
    assert times == sorted(times) and times[0] == 0
    asked = [event for event in trace if event["event"] == "asked_skill"]
    assert (asked[-1]["request"], asked[-1]["response"]) == (turn["request"], turn["response"])


def test_the_trace_tells_what_was_scanned_and_who_spoke() -> None:
    echo = new_echo()
    found = {event["event"]: event for event in echo.say("my back hurts after lifting and my legs feel numb")["trace"]}
    assert found["scanned"]["red_flags"] == ["both_legs"] and "numb" in found["scanned"]["text"]  # type: ignore[typeddict-item]
    assert (found["decided"]["urgency"], found["spoke"]["by"]) == ("emergency", "skill")  # type: ignore[typeddict-item]
    echo = new_echo()
    spoken = [event for event in echo.say(TOO_LONG)["trace"] if event["event"] == "spoke"]
    assert [event["by"] for event in spoken] == ["skill", "device"]


def test_silence_is_heard_of_by_nobody() -> None:
    echo = new_echo()
    echo.say("my back hurts after lifting")
    assert [event["event"] for event in echo.silence()["trace"]] == ["spoke"]
    assert [event["event"] for event in echo.silence()["trace"]] == ["asked_skill"]
