"""`profileNlu`: what an utterance means to the interaction model, without the skill hearing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify

from skill.desk import alexa_request
from skill.desk.dialog import ASKS, Dialog
from skill.desk.failure import SkillFailed
from skill.desk.served import LocaleModel
from skill.desk.smapi import wishes
from skill.desk.smapi.account import Account, OneSkill
from skill.desk.smapi.errors import BadRequest, NotFound, Refused
from skill.desk.smapi.intents import considered, written

Json = dict[str, Any]

LEAVES = ("AMAZON.NavigateHomeIntent",)
"""Said so, the device is home again and the skill's session over."""
ACTS = {kind: act for act, kind in ASKS.items()}


@dataclass(frozen=True)
class Profiled:
    """What was understood so far, and what Alexa would ask next by the model's dialog."""

    intent: Json
    said: dict[str, str]
    """How people put what the slots hold."""
    candidates: tuple[str, ...]
    dialog: Dialog | None


def profiled(said: str, model: LocaleModel, before: Profiled | None = None) -> Profiled:
    """What an utterance means: the first, or an answer to what was asked `before`. Raises Refused."""
    asked = before.dialog if before else None
    understood = model.understanding.understand(said, asked.elicited if asked else None)
    heard = alexa_request.heard(understood)
    intent = asked.answered(heard, asked.agreed(said, understood.intent)) if asked else None
    words = {name: slot.heard or slot.value for name, slot in understood.slots.items() if slot.value is not None}
    told = {name: each for name, each in words.items() if each}
    said_so_far = {**before.said, **told} if before and intent else told
    intent = intent or heard
    try:
        ask = model.rules.next(intent, said_so_far) if model.rules.knows(intent["name"]) else None
    except SkillFailed as error:
        raise Refused(409, str(error), "PRECONDITION_NOT_MET") from None
    names = tuple(name for name, _ in understood.candidates)
    return Profiled(intent, said_so_far, names, Dialog(intent, ask) if ask else None)


def add_profile(blueprint: Blueprint, account: Account) -> None:
    """`…/interactionModel/locales/<locale>/profileNlu`."""

    @blueprint.post("/v1/skills/<skill_id>/stages/<stage>/interactionModel/locales/<locale>/profileNlu")
    def profile(skill_id: str, stage: str, locale: str) -> Response:
        wishes.stage(stage)
        skill, model = account.skill(skill_id), account.model(locale)
        wish = wishes.body()
        said, token = wishes.text(wish, "utterance"), wishes.text(wish, "multiTurnToken", "")
        found = profiled(said, model, _pending(skill, token) if token else None)
        name = found.intent["name"]
        told = {
            "sessionEnded": name in LEAVES,
            "selectedIntent": written(found.intent),
            "consideredIntents": considered(found.candidates, name, model.model),
        }
        return jsonify(told | ({"multiTurn": _turn(skill, found)} if found.dialog else {}))


def _pending(skill: OneSkill, token: str) -> Profiled:
    try:
        return skill.dialogs.get(token)
    except NotFound as error:
        raise BadRequest("INVALID_REQUEST_PARAMETER", f"{error.message} Send the last answer's, or none.") from None


def _turn(skill: OneSkill, found: Profiled) -> Json:
    """What Alexa would ask, and the token that the answer to it needs."""
    assert found.dialog
    ask = found.dialog.ask
    act = {"type": ACTS[ask.kind], **({"targetSlot": ask.slot} if ask.slot else {})}
    return {"dialogAct": act, "token": skill.dialogs.add(found), "prompt": ask.prompt}
