"""`profileNlu`: what an utterance means to the interaction model, without the skill hearing of it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from skill.simulator.smapi import dialogs, wishes
from skill.simulator.smapi.account import Account, OneSkill
from skill.simulator.smapi.errors import BadRequest, NotFound
from skill.simulator.smapi.intents import considered

LEAVES = ("AMAZON.NavigateHomeIntent",)
"""Said so, the device is home again and the skill's session over."""


def add_profile(blueprint: Blueprint, account: Account) -> None:
    """`…/interactionModel/locales/<locale>/profileNlu`."""

    @blueprint.post("/v1/skills/<skill_id>/stages/<stage>/interactionModel/locales/<locale>/profileNlu")
    def profile(skill_id: str, stage: str, locale: str) -> Response:
        wishes.stage(stage)
        skill, model = account.skill(skill_id), account.model(locale)
        wish = wishes.body()
        said, token = wishes.text(wish, "utterance"), wishes.text(wish, "multiTurnToken", "")
        pending = _pending(skill, token) if token else None
        understood = model.understanding.understand(said)
        if pending:
            dialog = dialogs.goes_on(pending, said, model.understanding, skill_id, model.raw)
        else:
            dialog = dialogs.begun(understood, skill_id, model.raw)
        name = dialog.intent["name"]
        names = [candidate for candidate, _ in understood.candidates]
        told = {
            "sessionEnded": name in LEAVES,
            "selectedIntent": dialog.intent,
            "consideredIntents": considered(names, name, model.model),
        }
        if dialog.act:
            more = {"dialogAct": dialog.act_json, "token": skill.dialogs.add(dialog), "prompt": dialog.prompt}
            told["multiTurn"] = more
        return jsonify(told)


def _pending(skill: OneSkill, token: str) -> dialogs.Dialog:
    try:
        return skill.dialogs.get(token)
    except NotFound as error:
        raise BadRequest("INVALID_REQUEST_PARAMETER", f"{error.message} Send the last answer's, or none.") from None
