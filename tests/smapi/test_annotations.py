"""Annotation sets, and what an evaluation makes of them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from skill.desk.evaluation import labelled
from skill.desk.evaluation.annotations import AnnotationError, annotated
from tests.smapi.conftest import V1, Smapi

SETS, EVALUATIONS = f"{V1}/nluAnnotationSets", f"{V1}/nluEvaluations"
NLU = "v1.skill.nlu"


def row(said: str, *intents: str, when: str | None = None, **slots: Any) -> dict[str, Any]:
    inputs = {"utterance": said} | ({"referenceTimestamp": when} if when else {})
    return {"inputs": inputs, "expected": [{"intent": {"name": name, "slots": slots}} for name in intents]}


TEN, OLD_YEAR = "PT10M", "2026-12-31T12:00:00.000Z"
ROWS = [
    row("should i use ice or heat", "IceOrHeatIntent"),
    row("my back hurts after deadlifts", "ReportPainIntent", Activity={"value": "deadlift"}),
    row("set a timer for ten minutes", "SetReminderIntent", "StartTimerIntent"),
    row("set a timer for ten minutes", "StartTimerIntent", Duration={"slotValue": {"type": "Simple", "value": TEN}}),
    row("remind me tomorrow at seven", "SetReminderIntent", when=OLD_YEAR, Day={"value": "2027-01-01"}),
    row("set a timer for ten minutes", "StartTimerIntent", Duration={"value": "PT20M"}),
    row("should i use ice or heat", "IceIntent"),
]  # fmt: skip
RIGHT = [True, True, True, True, True, False, False]


def made(smapi: Smapi, rows: list[dict[str, Any]], name: str = "mine") -> str:
    answer = smapi("POST", SETS, f"{NLU}.annotation_sets.create_nlu_annotation_set_response."
                   "CreateNLUAnnotationSetResponse", 201, json={"locale": "en-US", "name": name})  # fmt: skip
    id = str(answer["id"])
    if rows:
        smapi("POST", f"{SETS}/{id}/annotations", json={"data": rows})
    return id


def evaluated(smapi: Smapi, annotation_id: str) -> str:
    wish = {"stage": "development", "locale": "en-US", "source": {"annotationId": annotation_id}}
    answer = smapi("POST", EVALUATIONS, f"{NLU}.evaluations.evaluate_response.EvaluateResponse", json=wish)
    shape = f"{NLU}.evaluations.get_nlu_evaluation_response.GetNLUEvaluationResponse"
    for _ in range(2000):
        if smapi("GET", f"{EVALUATIONS}/{answer['id']}", shape)["status"] != "IN_PROGRESS":
            return str(answer["id"])
        time.sleep(0.01)
    raise AssertionError("it never ends")


def test_an_annotation_set_is_evaluated(smapi: Smapi) -> None:
    id = evaluated(smapi, made(smapi, ROWS))
    found = smapi("GET", f"{EVALUATIONS}/{id}")
    assert found["status"] == "FAILED"
    assert found["endTimestamp"] >= found["startTimestamp"]
    shape = f"{NLU}.evaluations.get_nlu_evaluation_results_response.GetNLUEvaluationResultsResponse"
    results = smapi("GET", found["_links"]["results"]["href"], shape)
    assert [each["status"] == "PASSED" for each in results["testCases"]] == RIGHT
    assert results["totalFailed"] == 2
    assert results["paginationContext"] == {"totalCount": "7"}
    case = results["testCases"][4]
    assert case["inputs"]["referenceTimestamp"] == "2026-12-31T12:00:00.000Z"
    assert case["actual"]["intent"]["slots"]["Day"]["value"] == "2027-01-01"


def test_results_are_chosen_sorted_and_paged(smapi: Smapi) -> None:
    path = f"{EVALUATIONS}/{evaluated(smapi, made(smapi, ROWS))}/results"

    def ask(**query: Any) -> list[str]:
        return [each["actual"]["intent"]["name"] for each in smapi("GET", path, query_string=query)["testCases"]]

    assert ask(testCaseStatus="FAILED") == ["StartTimerIntent", "IceOrHeatIntent"]
    assert ask(actualIntentName="ReportPainIntent") == ["ReportPainIntent"]
    assert ask(expectedIntentName="IceIntent") == ["IceOrHeatIntent"]
    assert ask(**{"sort.field": "ACTUAL_INTENT"}) == sorted(ask())
    page, said = smapi("GET", path, query_string={"maxResults": 3, "testCaseStatus": "PASSED"}), 0
    while True:
        said += len(page["testCases"])
        if "next" not in page["_links"]:
            break
        page = smapi("GET", page["_links"]["next"]["href"])
    assert said == RIGHT.count(True)
    for query in ({"testCaseStatus": "MAYBE"}, {"sort.field": "LUCK"}, {"maxResults": "0"}, {"nextToken": "x"}):
        smapi("GET", path, status=400, query_string=query)


def test_a_set_that_is_all_right_passes(smapi: Smapi) -> None:
    id = made(smapi, ROWS[:2])
    run = evaluated(smapi, id)
    shape = f"{NLU}.evaluations.list_nlu_evaluations_response.ListNLUEvaluationsResponse"
    listed = smapi("GET", EVALUATIONS, shape, query_string={"annotationId": id, "locale": "en-US"})["evaluations"]
    assert [(each["id"], each["status"]) for each in listed] == [(run, "PASSED")]
    assert smapi("GET", EVALUATIONS, shape, query_string={"locale": "de-DE"})["evaluations"] == []


def test_sets_are_listed_renamed_read_and_deleted(smapi: Smapi) -> None:
    id, other = made(smapi, ROWS, "first"), made(smapi, [], "second")
    shape = f"{NLU}.annotation_sets.list_nlu_annotation_sets_response.ListNLUAnnotationSetsResponse"
    listed = smapi("GET", SETS, shape, query_string={"locale": "en-US"})["annotationSets"]
    assert [(each["annotationId"], each["numberOfEntries"]) for each in listed] == [(id, 7), (other, 0)]
    smapi("PUT", f"{SETS}/{id}/properties", status=201, json={"name": "third"})
    shape = f"{NLU}.annotation_sets.get_nlu_annotation_set_properties_response.GetNLUAnnotationSetPropertiesResponse"
    assert smapi("GET", f"{SETS}/{id}/properties", shape)["name"] == "third"
    assert smapi("GET", f"{SETS}/{id}/annotations")["data"] == ROWS
    smapi("DELETE", f"{SETS}/{id}", status=204)
    smapi("GET", f"{SETS}/{id}/properties", status=404)
    smapi("DELETE", f"{SETS}/{id}", status=404)


def test_what_cannot_be_evaluated_is_refused(smapi: Smapi) -> None:
    wish = {"stage": "development", "locale": "en-US", "source": {"annotationId": made(smapi, [])}}
    smapi("POST", EVALUATIONS, status=400, json=wish)
    smapi("POST", EVALUATIONS, status=404, json=wish | {"source": {"annotationId": "none"}})
    smapi("POST", EVALUATIONS, status=404, json=wish | {"locale": "de-DE"})
    smapi("POST", SETS, status=404, json={"locale": "de-DE", "name": "x"})
    csv = {"data": "utterance,intent", "content_type": "text/csv"}
    smapi("POST", f"{SETS}/{wish['source']['annotationId']}/annotations", status=400, **csv)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "the set is not an object"),
        ({"data": {}}, "data is not a list"),
        ({"data": ["x"]}, "data[0] is not an object"),
        ({"data": [{"expected": [{}]}]}, "data[0].expected[0].intent.name is missing"),
        ({"data": [{"inputs": {"utterance": "x"}}]}, "data[0].expected is missing; name at least one"),
        ({"data": [row("", "X")]}, "data[0].inputs.utterance is empty"),
        ({"data": [row("x", "")]}, "data[0].expected[0].intent.name is empty"),
        ({"data": [row("x", "X", when="soon")]}, "write it like 2026"),
        ({"data": [row("x", "X", Slot="y")]}, "intent.slots.Slot is not an object"),
        (
            {"data": [row("x", "X", Slot={"slotValue": {"type": "List"}})]},
            "slotValue.values is missing",
        ),
    ],
)
def test_wrong_annotations_are_named(content: Any, told: str) -> None:
    with pytest.raises(AnnotationError) as wrong:
        annotated(content)
    assert told in str(wrong.value)


def test_evaluate_reads_them_too(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"data": ROWS[:3]}), encoding="utf-8")
    rows = labelled.read(file)
    assert [each.text for each in rows] == [each["inputs"]["utterance"] for each in ROWS[:3]]
    assert rows[2].intents == {"SetReminderIntent", "StartTimerIntent"}
    file.write_text('{"data": [{}]}', encoding="utf-8")
    with pytest.raises(labelled.EvaluationError, match=r"data\[0\].expected is missing"):
        labelled.read(file)
