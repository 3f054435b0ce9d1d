"""NLU evaluations: an annotation set against the interaction model as it is now."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, jsonify, request

from skill.desk.evaluation.annotations import Annotation
from skill.desk.smapi import wishes
from skill.desk.smapi.account import Account
from skill.desk.smapi.annotations import AnnotationSet, now
from skill.desk.smapi.errors import BadRequest
from skill.desk.smapi.intents import NONE
from skill.desk.smapi.paging import paged
from skill.understanding import EncoderError, Understanding, Understood

Json = dict[str, Any]

EVALUATIONS = "/v1/skills/<skill_id>/nluEvaluations"
PASSED, FAILED, UNDER_WAY, ERROR = "PASSED", "FAILED", "IN_PROGRESS", "ERROR"
ORDERS = {
    "STATUS": lambda case: case["status"],
    "ACTUAL_INTENT": lambda case: case["actual"]["intent"]["name"],
    "EXPECTED_INTENT": lambda case: case["expected"][0]["intent"]["name"],
}


@dataclass
class Evaluation:
    """One run, which takes place in the background."""

    locale: str
    annotation_id: str
    rows: tuple[Annotation, ...]
    status: str = UNDER_WAY
    begun: str = field(default_factory=now)
    ended: str | None = None
    error: str | None = None
    cases: list[Json] = field(default_factory=list)

    def run(self, understanding: Understanding) -> None:
        """Says everything, and keeps what was understood."""
        try:
            self.cases = [_case(row, understanding.at(row.said_at).understand(row.utterance)) for row in self.rows]
            self.status = PASSED if all(case["status"] == PASSED for case in self.cases) else FAILED
        except EncoderError as error:
            self.status, self.error = ERROR, str(error)
        self.ended = now()

    def told(self) -> Json:
        """How it stands."""
        inputs = {"locale": self.locale, "stage": "development", "source": {"annotationId": self.annotation_id}}
        more = {"endTimestamp": self.ended, "errorMessage": self.error}
        more = {name: each for name, each in more.items() if each}
        return {"status": self.status, "startTimestamp": self.begun, "inputs": inputs, **more}


def _case(row: Annotation, understood: Understood) -> Json:
    slots = {
        name: {"name": name, "value": slot.value, "confirmationStatus": NONE}
        for name, slot in understood.slots.items()
        if slot.value is not None
    }
    expected = [
        {"intent": {"name": each.intent, "slots": {name: {"value": values[0]} for name, values in each.slots}}}
        for each in row.expected
    ]
    return {
        "status": PASSED if row.fits(understood) else FAILED,
        "inputs": {key: each for key, each in row.raw["inputs"].items() if key in ("utterance", "referenceTimestamp")},
        "actual": {"intent": {"name": understood.intent, "confirmationStatus": NONE, "slots": slots}},
        "expected": expected,
    }


def add_evaluations(blueprint: Blueprint, account: Account) -> None:
    """`…/nluEvaluations`."""

    @blueprint.post(EVALUATIONS)
    def evaluate(skill_id: str) -> tuple[Response, int, Json]:
        skill, wish = account.skill(skill_id), wishes.body()
        wishes.stage(wishes.text(wish, "stage", "development"))
        locale = account.locale(wishes.text(wish, "locale"))
        annotation_id = wishes.text(wishes.inner(wish, "source"), "annotationId")
        found = _of_locale(skill.annotation_sets.get(annotation_id), locale)
        evaluation = Evaluation(locale, annotation_id, found.annotations)
        id = skill.evaluations.add(evaluation)
        understanding = account.model(locale).understanding
        threading.Thread(target=evaluation.run, args=(understanding,), daemon=True).start()
        return jsonify({"id": id}), 200, {"Location": f"{request.path}/{id}"}

    @blueprint.get(EVALUATIONS)
    def list_evaluations(skill_id: str) -> Response:
        wanted = {name: request.args.get(name) for name in ("locale", "annotationId")}
        rows = [
            {"id": id, **each.told()}
            for id, each in account.skill(skill_id).evaluations.all()
            if wanted["locale"] in (None, each.locale) and wanted["annotationId"] in (None, each.annotation_id)
        ]
        part, more = paged(rows)
        return jsonify({"evaluations": part, **more})

    @blueprint.get(f"{EVALUATIONS}/<evaluation_id>")
    def evaluation(skill_id: str, evaluation_id: str) -> Response:
        found = account.skill(skill_id).evaluations.get(evaluation_id)
        return jsonify({**found.told(), "_links": {"results": {"href": f"{request.path}/results"}}})

    @blueprint.get(f"{EVALUATIONS}/<evaluation_id>/results")
    def results(skill_id: str, evaluation_id: str) -> Response:
        cases = account.skill(skill_id).evaluations.get(evaluation_id).cases
        found = _wanted(cases)
        part, more = paged(found)
        more["paginationContext"]["totalCount"] = str(len(found))
        return jsonify({"testCases": part, "totalFailed": Counter(case["status"] for case in cases)[FAILED], **more})


def _of_locale(found: AnnotationSet, locale: str) -> AnnotationSet:
    if found.locale != locale:
        raise BadRequest("INVALID_REQUEST_PARAMETER", f"locale is {locale}, but the annotation set is {found.locale}")
    if not found.annotations:
        raise BadRequest("INVALID_ARRAY_SIZE", "the annotation set is empty; upload annotations first")
    return found


def _wanted(cases: list[Json]) -> list[Json]:
    """The cases this request asks for, in its order."""
    status, actual, meant = (
        request.args.get(name) for name in ("testCaseStatus", "actualIntentName", "expectedIntentName")
    )
    if status is not None:
        wishes.one_of({"testCaseStatus": status}, "testCaseStatus", (PASSED, FAILED))
    order = request.args.get("sort.field")
    if order is not None:
        wishes.one_of({"sort.field": order}, "sort.field", ORDERS)
    found = [
        case
        for case in cases
        if status in (None, case["status"])
        and actual in (None, case["actual"]["intent"]["name"])
        and (meant is None or meant in [each["intent"]["name"] for each in case["expected"]])
    ]
    return sorted(found, key=ORDERS[order]) if order else found
