"""Whatever is sent to whatever path: an answer in the API's own shape, and never the desk's own fault."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from skill.desk.app import create_desk_app
from skill.desk.smapi import builds
from tests import tries
from tests.smapi.conftest import SKILL, STAGE, V1, V2, Smapi
from tests.smapi.shapes import differences
from tests.smapi.test_annotations import ROWS, evaluated, made
from tests.smapi.test_profile import TABLE

APP = create_desk_app(unsigned=True)
SMAPI = Smapi(APP.test_client())
ANNOTATIONS = [made(SMAPI, ROWS[:2])]
EVALUATIONS = [evaluated(SMAPI, ANNOTATIONS[0])]
RULES = sorted((rule for rule in APP.url_map.iter_rules() if rule.endpoint.startswith("smapi.")), key=str)

TEXTS = st.one_of(
    st.text(max_size=30), st.sampled_from(["", " ", "en-US", "xx-XX", SKILL, "development", "no", "0", "-1", "\ud800"])
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
BODIES: dict[str, Any] = {
    "smapi.simulate": {"input": {"content": "no"}, "device": {"locale": "en-US"}, "session": {"mode": "DEFAULT"}},
    "smapi.profile": {"utterance": "next", "multiTurnToken": "x"},
    "smapi.put_model": TABLE,
    "smapi.put_manifest": {"manifest": {"apis": {"custom": {"endpoint": {"uri": "x"}}}, "publishingInformation":
                                        {"locales": {"en-US": {"name": "x"}}}}},
    "smapi.invoke": {"endpointRegion": "default", "skillRequest": {"body": {"request": {"type": "LaunchRequest"}}}},
    "smapi.invoke_v1": {"endpointRegion": "NA", "skillRequest": {"body": {"version": "1.0"}}},
    "smapi.create_set": {"locale": "en-US", "name": "x"},
    "smapi.rename": {"name": "x"},
    "smapi.annotate": {"data": [{"inputs": {"utterance": "no", "referenceTimestamp": "2026-11-22T08:00:00.000Z"},
                                 "expected": [{"intent": {"name": "X", "slots": {"Y": {"value": "z"}}}}]}]},
    "smapi.evaluate": {"stage": "development", "locale": "en-US", "source": {"annotationId": "x"}},
    "smapi.create": {"vendorId": "DESK", "location": "x"},
    "smapi.update": {"location": "x"},
    "smapi.token": {"grant_type": "refresh_token"},
}  # fmt: skip
"""What the routes are usually sent."""
RIGHT = {
    "skill_id": [SKILL],
    "stage": ["development"],
    "locale": ["en-US"],
    "annotation_id": ANNOTATIONS,
    "evaluation_id": EVALUATIONS,
}
QUERIES = st.sampled_from(["nextToken", "maxResults", "locale", "stage", "resource"])


def encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@st.composite
def bodies(draw: st.DrawFn, usual: Any) -> bytes:
    """Anything at all, or what is usually sent with something else in some of its places."""
    if draw(st.integers(0, 3)) == 0:
        return draw(st.binary(max_size=60) | JSON.map(lambda data: json.dumps(data).encode()))
    data = {"all": copy.deepcopy(usual)}
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(data))
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if draw(st.booleans()):
            holder[key] = draw(JSON)
        elif isinstance(holder, dict) and holder is not data:
            del holder[key]
    return json.dumps(data["all"]).encode()


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, bytes, dict[str, str]]:
    rule: Rule = draw(st.sampled_from(RULES))
    wrong = TEXTS.map(lambda text: encodable(text).replace("/", "") or "x")
    # A model that is put is put elsewhere: what is asked of the desk's own should not wait until another is learnt.
    right = RIGHT | ({"locale": ["fr-FR"]} if rule.endpoint == "smapi.put_model" else {})
    values = {
        name: draw(st.sampled_from(right[name] * 4) | wrong if name in right else wrong)
        for name in sorted(rule.arguments)
    }
    method = draw(st.sampled_from(sorted((rule.methods or set()) - {"OPTIONS"})))
    path = APP.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    query = draw(st.dictionaries(QUERIES, TEXTS.map(encodable), max_size=3))
    return method, path, draw(bodies(BODIES.get(rule.endpoint, {}))), query


NO_OBJECT = b'{"endpointRegion": "NA", "skillRequest": {"body": true}}'


@pytest.fixture(autouse=True)
def nothing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "learn", lambda model: None)


@settings(max_examples=tries(400), deadline=None, suppress_health_check=list(HealthCheck))
@example(("POST", "/v1/skills/amzn1.ask.skill.11111111-2222-4333-8444-555555555555/invocations", NO_OBJECT, {}))
@given(requests())
def test_no_request_is_the_desks_own_fault(wish: tuple[str, str, bytes, dict[str, str]]) -> None:
    method, path, body, query = wish
    headers = {"Authorization": "x", "Content-Type": "application/json"}
    answer = APP.test_client().open(path, method=method, data=body, query_string=query, headers=headers)
    assert answer.status_code < 500, answer.get_data(as_text=True)
    if answer.status_code >= 400 and method != "HEAD" and not path.startswith("/auth"):
        kind = "bad_request_error.BadRequestError" if answer.status_code == 400 else "error.Error"
        assert differences(answer.json, f"ask_smapi_model.v1.{kind}") == []
        assert answer.json["message"]


SIMULATE, PROFILE = f"{V2}{STAGE}/simulations", f"{V1}{STAGE}/interactionModel/locales/en-US/profileNlu"
SAID: dict[str, Any] = {"input": {"content": "open back coach"}, "device": {"locale": "en-US"}}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "told"),
    [
        ("POST", SIMULATE, "no json", 400, "the body is not JSON"),
        ("POST", SIMULATE, [], 400, "the body is not an object"),
        ("POST", SIMULATE, {}, 400, "content is missing"),
        ("POST", SIMULATE, {"input": "hello"}, 400, "input is not an object"),
        ("POST", SIMULATE, SAID | {"input": {"content": 7}}, 400, "content is not text: 7"),
        ("POST", SIMULATE, SAID | {"input": {"content": "a" * 1001}}, 400, "content has 1001 characters"),
        ("POST", SIMULATE, SAID | {"session": {"mode": "NEW"}}, 400, "use one of: DEFAULT, FORCE_NEW_SESSION"),
        ("POST", SIMULATE, SAID | {"simulation": {"type": "X"}}, 400, "use one of: DEFAULT, NFI_ISOLATED_SIMULATION"),
        ("POST", SIMULATE, SAID | {"device": {"locale": "xx-XX"}}, 404, "no interaction model"),
        ("POST", SIMULATE.replace("development", "live"), SAID, 404, "no live stage"),
        ("POST", SIMULATE.replace("development", "prod"), SAID, 400, "stage is 'prod'"),
        ("POST", SIMULATE.replace(SKILL, "my-skill"), SAID, 400, "'my-skill' is no skill id"),
        ("GET", f"{SIMULATE}/nothing", None, 404, "There is no simulation 'nothing'"),
        ("PATCH", SIMULATE, SAID, 404, "does not answer PATCH"),
        ("GET", f"{V1}/certifications", None, 404, "does not answer GET"),
        ("POST", PROFILE, {}, 400, "utterance is missing"),
        ("POST", PROFILE, {"utterance": "x", "multiTurnToken": "y"}, 400, "There is no multiTurnToken 'y'"),
        ("POST", PROFILE.replace("en-US", "xx-XX"), {"utterance": "x"}, 404, "no interaction model"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(smapi: Smapi, method: str, path: str, body: Any, status: int, told: str) -> None:
    sent = {"data": body} if isinstance(body, str) else {"json": body} if body is not None else {}
    answer = smapi(method, path, status=status, **sent)
    words = [answer["message"], *(each["message"] for each in answer.get("violations", ()))]
    assert any(told in each for each in words), words
