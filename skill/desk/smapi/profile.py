"""`profileNlu`: what an utterance means to the interaction model, without the skill hearing of it."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from flask import Blueprint, Response, jsonify

from skill.desk.dialog import Dialog, DialogManager
from skill.desk.dialog_rules import ASKS
from skill.desk.exchange import SkillFailed
from skill.desk.registry import NotRegistered
from skill.desk.smapi import fields
from skill.desk.smapi.account import Account, OneSkill
from skill.desk.smapi.protocol import BadRequest, Refused, considered, written
from skill.desk.smapi.state import Profiled
from skill.desk.under_test import LocaleModel
from skill.json_reader import Json

LEAVES = ("AMAZON.NavigateHomeIntent",)
"""Said so, the device is home again and the skill's session over."""
ACTS = {kind: act for act, kind in ASKS.items()}


def profiled(said: str, model: LocaleModel, before: Profiled | None = None) -> Profiled:
    """What an utterance means: the first, or an answer to what was asked `before`. Raises Refused."""
    manager = copy(before.manager) if before else DialogManager(model.rules)
    understood = model.understanding.understand(said, manager.elicited)
    intent, _ = manager.take(understood, said)
    try:
        if model.rules.knows(intent["name"]):
            manager.next(intent, datetime.now().astimezone())
    except SkillFailed as error:
        raise Refused(409, str(error), "PRECONDITION_NOT_MET") from None
    return Profiled(intent, tuple(name for name, _ in understood.candidates), manager)


def add_profile(blueprint: Blueprint, account: Account) -> None:
    """`…/interactionModel/locales/<locale>/profileNlu`."""

    @blueprint.post("/v1/skills/<skill_id>/stages/<stage>/interactionModel/locales/<locale>/profileNlu")
    def profile(skill_id: str, stage: str, locale: str) -> Response:
        fields.stage(stage)
        skill, model = account.skill(skill_id), account.model(locale)
        wish = fields.body()
        said, token = fields.text(wish["utterance"]), fields.text(wish["multiTurnToken"], "")
        found = profiled(said, model, _pending(skill, token) if token else None)
        name = found.intent["name"]
        told = {
            "sessionEnded": name in LEAVES,
            "selectedIntent": written(found.intent),
            "consideredIntents": considered(found.candidates, name, model.model),
        }
        return jsonify(told | ({"multiTurn": _turn(skill, found, found.dialog)} if found.dialog else {}))


def _pending(skill: OneSkill, token: str) -> Profiled:
    try:
        return skill.dialogs.get(token)
    except NotRegistered as error:
        raise BadRequest("INVALID_REQUEST_PARAMETER", f"{error} Send the last answer's, or none.") from None


def _turn(skill: OneSkill, found: Profiled, dialog: Dialog) -> Json:
    """What Alexa would ask, and the token that the answer to it needs."""
    ask = dialog.ask
    act = {"type": ACTS[ask.kind], **({"targetSlot": ask.slot} if ask.slot else {})}
    return {"dialogAct": act, "token": skill.dialogs.add(found), "prompt": ask.prompt}
