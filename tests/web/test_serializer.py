"""Our serializer makes of every request what the SDK's makes of it, and is stricter only with what is not JSON."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request import Request
from ask_sdk_model.request_envelope import RequestEnvelope
from ask_sdk_model.slu.entityresolution.status_code import StatusCode as SlotStatus
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.alexa import build_skill, strict_json
from skill.alexa.serializer import PlannedSerializer
from skill.desk.alexa_request import Device
from skill.desk.desk import new_echo
from tests import tries
from tests.web.authority import envelope, intent

SDKS, OURS = DefaultSerializer(), PlannedSerializer()
TIMER = "ask_sdk_model.services.timer_management.timer_response.TimerResponse"
REMINDERS = "ask_sdk_model.services.reminder_management.get_reminders_response.GetRemindersResponse"

SLOT = {"name": "Activity", "value": "lifting", "confirmationStatus": "NONE", "source": "USER"}
RESOLVED = {
    "resolutionsPerAuthority": [
        {"authority": "a", "status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": {"id": "1", "name": "one"}}]},
        {"authority": "b", "status": {"code": "ER_SUCCESS_NO_MATCH"}},
    ]
}


def slots(**more: Any) -> dict[str, Any]:
    return {"type": "IntentRequest", "intent": {"name": "I", "slots": {"Activity": {**SLOT, **more}}}}


def with_context(**more: Any) -> dict[str, Any]:
    event = envelope()
    event["context"].update(more)
    return event


GOOD = {
    **{kind: envelope({"type": kind}) for kind in sorted(Request.discriminator_value_class_map)},
    "intent": envelope(intent("ReportPainIntent", Activity="lifting")),
    "resolved": envelope(slots(resolutions=RESOLVED)),
    "simple slot": envelope(slots(slotValue={"type": "Simple", "value": "x", "resolutions": RESOLVED})),
    "list slot": envelope(
        slots(slotValue={"type": "List", "values": [{"type": "Simple", "value": "x"}, {"type": "List"}]})
    ),
    "session ended": envelope(
        {"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "INVALID_RESPONSE"}}
    ),
    "consent": envelope(
        {"type": "Connections.Response", "name": "AskFor", "status": {"code": "200"}, "payload": {"status": "ACCEPTED"}}
    ),
    "permissions": envelope(
        {"type": "AlexaSkillEvent.SkillPermissionAccepted", "body": {"acceptedPermissions": [{"scope": "a"}]}}
    ),
    "viewport": with_context(
        Viewport={"experiences": [{"arcMinuteWidth": 1.5}], "shape": "ROUND", "dpi": 160, "video": {"codecs": []}}
    ),
    "viewports": with_context(Viewports=[{"type": "APL", "id": "main", "shape": "RECTANGLE"}]),
    "geolocation": with_context(Geolocation={"coordinate": {"latitudeInDegrees": 1, "accuracyInMeters": "2.5"}}),
    "scopes": with_context(System={"user": {"permissions": {"scopes": {"a": {"status": "GRANTED"}}}}}),
    "no session": {key: value for key, value in envelope().items() if key != "session"},
    "nulls": {"version": None, "session": None, "context": None, "request": {"type": "LaunchRequest", "locale": None}},
    "unknown keys": {**envelope(), "more": {"a": [1, None]}, "version": 1.0},
    "offset": envelope({"timestamp": "2026-11-22T06:30:16+02:00"}),
    "fraction": envelope({"timestamp": "2026-11-22T06:30:16.25Z"}),
    "words": envelope({"timestamp": "Nov 22 2026 6:30"}),
    "attributes": {**envelope(), "session": {"attributes": {"case": {"a": [1, {"b": None}]}}, "new": "yes"}},
    "empty": {},
}  # fmt: skip

BAD = {
    "no type": {"request": {}},
    "type of another kind": envelope({"type": ["LaunchRequest"]}),
    "request of another kind": {"request": "LaunchRequest"},
    "list for a model": {**envelope(), "session": [1]},
    "number for a model": {**envelope(), "context": 7},
    "number for a list": with_context(Viewports=7),
    "list for a dict": envelope({"type": "IntentRequest", "intent": {"slots": [1]}}),
    "number for a constant": envelope({"type": "SessionEndedRequest", "reason": 7}),
    "no time": envelope({"timestamp": "yesterday"}),
    "number for a time": envelope({"timestamp": 7}),
    "words for a number": with_context(Viewport={"dpi": "many"}),
}


NEWER = "A_WORD_OF_TOMORROW"
"""Nothing that this SDK knows, wherever it stands."""
NEWER_THAN_THE_SDK: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "codec": (
        with_context(Viewport={"video": {"codecs": ["H_264_42", NEWER]}}),
        with_context(Viewport={"video": {"codecs": ["H_264_42"]}}),
    ),
    "mode, shape, touch": (
        with_context(Viewport={"mode": NEWER, "shape": NEWER, "touch": [NEWER], "dpi": 160}),
        with_context(Viewport={"mode": None, "shape": None, "touch": [], "dpi": 160}),
    ),
    "kind of viewport": (
        with_context(Viewports=[{"type": NEWER, "id": "a"}, {"type": "APL", "id": "main"}]),
        with_context(Viewports=[{"type": "APL", "id": "main"}]),
    ),
    "player activity": (
        with_context(AudioPlayer={"playerActivity": NEWER, "token": "t"}),
        with_context(AudioPlayer={"playerActivity": None, "token": "t"}),
    ),
    "permission": (
        with_context(System={"user": {"permissions": {"scopes": {"a": {"status": NEWER}}}}}),
        with_context(System={"user": {"permissions": {"scopes": {"a": {"status": None}}}}}),
    ),
    "entity resolution": (
        envelope(slots(resolutions={"resolutionsPerAuthority": [{"authority": "a", "status": {"code": NEWER}}]})),
        envelope(slots(resolutions={"resolutionsPerAuthority": [{"authority": "a", "status": {"code": None}}]})),
    ),
    "slot": (
        envelope(slots(slotValue={"type": NEWER, "value": "x"}, confirmationStatus=NEWER)),
        envelope(slots(slotValue=None, confirmationStatus=None)),
    ),
    "one of a list of values": (
        envelope(slots(slotValue={"type": "List", "values": [{"type": NEWER}, {"type": "Simple", "value": "x"}]})),
        envelope(slots(slotValue={"type": "List", "values": [{"type": "Simple", "value": "x"}]})),
    ),
    "dialog": (envelope({**slots(), "dialogState": NEWER}), envelope({**slots(), "dialogState": None})),
    "end": (
        envelope({"type": "SessionEndedRequest", "reason": NEWER, "error": {"type": NEWER}}),
        envelope({"type": "SessionEndedRequest", "reason": None, "error": {"type": None}}),
    ),
}
"""What Alexa may send one day, and the same as it is read today."""


def outcome(serializer: Any, text: str, kind: Any = RequestEnvelope) -> Any:
    try:
        return serializer.deserialize(text, kind)
    except SerializationException:
        return SerializationException


@pytest.mark.parametrize("name", GOOD)
def test_good_requests_become_equal_objects(name: str) -> None:
    text = json.dumps(GOOD[name])
    sdks, ours = outcome(SDKS, text), outcome(OURS, text)
    assert type(ours) is RequestEnvelope
    assert ours == sdks
    assert OURS.serialize(ours) == SDKS.serialize(sdks)
    assert outcome(OURS, text) == sdks  # also from plans made before


@pytest.mark.parametrize("name", BAD)
def test_bad_requests_are_the_same_error(name: str) -> None:
    text = json.dumps(BAD[name])
    assert outcome(SDKS, text) is outcome(OURS, text) is SerializationException


@pytest.mark.parametrize("name", NEWER_THAN_THE_SDK)
def test_a_word_newer_than_the_sdk_is_read_as_absent(name: str) -> None:
    sent, read = (json.dumps(each) for each in NEWER_THAN_THE_SDK[name])
    assert outcome(SDKS, sent) is SerializationException
    mended, told = outcome(OURS, sent), outcome(OURS, read)
    for each in (mended, told):
        each.request.request_id = each.request.timestamp = None
    assert mended == told


def test_a_new_kind_of_request_is_a_request_still() -> None:
    assert outcome(OURS, json.dumps(envelope({"type": NEWER}))).request.object_type == NEWER


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (None, RequestEnvelope),
        ("text", str),
        (5, "str"),
        ("5", int),
        ("2026-11-22", "date"),
        ("2026-11-22T06:30:16Z", "datetime"),
        ({"a": {"name": "x"}}, "dict(str, ask_sdk_model.slot.Slot)"),
        ([{"name": "x"}, None], "list[ask_sdk_model.slot.Slot]"),
        ([1, "2"], "list[int,str]"),
        ({"a": 1}, "object"),
        ({"a": 1}, dict),
        ({"id": "t", "status": "ON", "duration": "PT5M", "triggerTime": "2026-11-22T06:30:16.123Z"}, TIMER),
        ({"alerts": [{"alertToken": "t", "trigger": {"type": "SCHEDULED_RELATIVE"}}], "totalCount": "1"}, REMINDERS),
        ("no", "no.such.Class"),
        ("no", "nosuchtype"),
    ],
)
def test_other_kinds_are_read_as_the_sdk_reads_them(data: Any, kind: Any) -> None:
    text = json.dumps(data)
    assert outcome(OURS, text, kind) == outcome(SDKS, text, kind)


def test_every_turn_of_a_conversation_is_read_as_the_sdk_reads_it() -> None:
    echo = new_echo(device=Device(permissions={"timers": "granted"}))
    for text in (
        "my back hurts after deadlifts",
        "no",
        "no",
        "next",
        "yes",
        "how long is left",
        "remind me tomorrow",
        "stop",
    ):
        turn = echo.say(text)
        assert outcome(OURS, json.dumps(turn["request"])) == outcome(SDKS, json.dumps(turn["request"]))


@pytest.mark.parametrize("screen", [False, True])
def test_every_answer_is_written_as_the_sdk_writes_it_and_the_request_stays_as_it_was(screen: bool) -> None:
    echo, skill = new_echo(device=Device(screen=screen, permissions={"timers": "granted"})), build_skill()
    for text in ("my back hurts after deadlifts", "no", "no", "next", "yes", "how do i do a cat cow", "next", "stop"):
        request = echo.say(text)["request"]
        before = deepcopy(request)
        answer = skill.invoke(OURS.build(request, RequestEnvelope), None)
        assert OURS.serialize(answer) == SDKS.serialize(answer)
        assert request == before


@pytest.mark.parametrize(
    "thing", [datetime(2026, 11, 22, 6, 30), SlotStatus.ER_SUCCESS_MATCH, Decimal("2.5"), (1, "a"), {"a": (None, b"b")}]
)
def test_other_things_are_written_as_the_sdk_writes_them(thing: Any) -> None:
    assert OURS.serialize([thing]) == SDKS.serialize([thing])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.text(max_size=5)
    | st.sampled_from(["LaunchRequest", "NONE", "USER"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "name", "slots", "timestamp", "System", "user", "a"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(max_examples=tries(300), deadline=None)
@given(JSON, JSON, JSON)
def test_whatever_comes_both_do_the_same(session: Any, context: Any, request: Any) -> None:
    if isinstance(request, dict):
        request = {"type": "IntentRequest", "intent": request}
    text = json.dumps({"session": session, "context": context, "request": request})
    assert outcome(OURS, text) == outcome(SDKS, text)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 1}',
        '[{"a": {"b": 1, "b": 2}}]',
        "NaN",
        "[-Infinity]",
        "[" * 65 + "]" * 65,
        '{"a":' * 100_000,
        "",
        "{",
        "[1] [2]",
    ],
)
def test_what_is_not_json_to_alexa_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        strict_json.loads(text)
    with pytest.raises(SerializationException):
        OURS.deserialize(text, "object")


@pytest.mark.parametrize(
    "text", ["[" * 64 + "]" * 64, "[" + "{}," * 500 + "[]]", '{"a": [1, 2.5, null, true, "\\u0000"]}', "7"]
)
def test_what_is_json_is_read(text: str) -> None:
    assert strict_json.loads(text) == json.loads(text)
    assert OURS.deserialize(None, "object") is None
