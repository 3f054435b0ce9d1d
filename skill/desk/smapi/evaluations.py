"""NLU evaluations: an annotation set against the interaction model as it is now."""

from __future__ import annotations

import threading
from collections import Counter

from flask import Blueprint, Response, jsonify, request

from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.desk.smapi.protocol import BadRequest, paged
from skill.desk.smapi.state import FAILED, PASSED, AnnotationSet, Evaluation
from skill.json_reader import Json, Reader

EVALUATIONS = "/v1/skills/<skill_id>/nluEvaluations"
ORDERS = {
    "STATUS": lambda case: case["status"],
    "ACTUAL_INTENT": lambda case: case["actual"]["intent"]["name"],
    "EXPECTED_INTENT": lambda case: case["expected"][0]["intent"]["name"],
}


def add_evaluations(blueprint: Blueprint, account: Account) -> None:
    """`…/nluEvaluations`."""

    @blueprint.post(EVALUATIONS)
    def evaluate(skill_id: str) -> tuple[Response, int, Json]:
        skill, wish = account.skill(skill_id), fields.body()
        fields.stage(fields.text(wish["stage"], "development"))
        locale = account.locale(fields.text(wish["locale"]))
        annotation_id = fields.text(wish["source"]["annotationId"])
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
    order = request.args.get("sort.field")
    for name, found, allowed in (("testCaseStatus", status, (PASSED, FAILED)), ("sort.field", order, ORDERS)):
        if found is not None:
            Reader(found, fields.refused, name).choice(allowed)
    wanted = [
        case
        for case in cases
        if status in (None, case["status"])
        and actual in (None, case["actual"]["intent"]["name"])
        and (meant is None or meant in [each["intent"]["name"] for each in case["expected"]])
    ]
    return sorted(wanted, key=ORDERS[order]) if order else wanted
