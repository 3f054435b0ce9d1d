"""NLU annotation sets: utterances and what they should mean, kept for evaluations."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify, request

from skill.desk.evaluation.annotations import AnnotationError, annotated
from skill.desk.smapi import fields
from skill.desk.smapi.account import Account
from skill.desk.smapi.protocol import BadRequest, paged
from skill.desk.smapi.state import AnnotationSet, now
from skill.json_reader import Json

SETS = "/v1/skills/<skill_id>/nluAnnotationSets"
MOST = 10_000
"""Annotations in a set."""


def add_annotations(blueprint: Blueprint, account: Account) -> None:
    """`…/nluAnnotationSets`."""

    @blueprint.post(SETS)
    def create_set(skill_id: str) -> tuple[Response, int, Json]:
        sets, wish = account.skill(skill_id).annotation_sets, fields.body()
        id = sets.add(AnnotationSet(account.locale(fields.text(wish["locale"])), fields.text(wish["name"])))
        return jsonify({"id": id}), 201, {"Location": f"{request.path}/{id}/properties"}

    @blueprint.get(SETS)
    def list_sets(skill_id: str) -> Response:
        locale = request.args.get("locale")
        found = [(id, each) for id, each in account.skill(skill_id).annotation_sets.all()]
        rows = [{"annotationId": id, **each.properties()} for id, each in found if locale in (None, each.locale)]
        part, more = paged(rows)
        return jsonify({"annotationSets": part, **more})

    @blueprint.get(f"{SETS}/<annotation_id>")
    @blueprint.get(f"{SETS}/<annotation_id>/properties")
    def properties(skill_id: str, annotation_id: str) -> Response:
        return jsonify(account.skill(skill_id).annotation_sets.get(annotation_id).properties())

    @blueprint.put(f"{SETS}/<annotation_id>/properties")
    def rename(skill_id: str, annotation_id: str) -> tuple[Response, int]:
        sets = account.skill(skill_id).annotation_sets
        named = replace(sets.get(annotation_id), name=fields.text(fields.body()["name"]), updated=now())
        sets.replace(annotation_id, named)
        return Response(), 201

    @blueprint.delete(f"{SETS}/<annotation_id>")
    def delete_set(skill_id: str, annotation_id: str) -> tuple[Response, int]:
        account.skill(skill_id).annotation_sets.remove(annotation_id)
        return Response(), 204

    @blueprint.get(f"{SETS}/<annotation_id>/annotations")
    def contents(skill_id: str, annotation_id: str) -> Response:
        _json_only(request.accept_mimetypes.best_match(["application/json", "text/csv"]) or "")
        part, more = paged(
            [each.raw for each in account.skill(skill_id).annotation_sets.get(annotation_id).annotations]
        )
        return jsonify({"data": part, **more})

    @blueprint.post(f"{SETS}/<annotation_id>/annotations")
    def annotate(skill_id: str, annotation_id: str) -> Response:
        sets = account.skill(skill_id).annotation_sets
        found = sets.get(annotation_id)
        _json_only(request.mimetype)
        try:
            rows = annotated(fields.body().value)
        except AnnotationError as error:
            raise BadRequest("INVALID_REQUEST_PARAMETER", str(error)) from None
        if len(rows) > MOST:
            raise BadRequest("INVALID_ARRAY_SIZE", f"data has {len(rows)} annotations; up to {MOST} are taken")
        sets.replace(annotation_id, replace(found, annotations=tuple(rows), updated=now()))
        return Response()


def _json_only(kind: str) -> None:
    if kind == "text/csv":
        raise BadRequest("INVALID_CONTENT_TYPE", "the desk reads and writes annotations as application/json only")
