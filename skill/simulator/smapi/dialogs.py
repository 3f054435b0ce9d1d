"""The dialog part of an interaction model: which slots Alexa would ask for, which it would have confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from skill.simulator.smapi.intents import NONE, slots_json
from skill.simulator.understanding import Understanding, Understood

Json = dict[str, Any]

ELICIT, CONFIRM_SLOT, CONFIRM = "Dialog.ElicitSlot", "Dialog.ConfirmSlot", "Dialog.ConfirmIntent"
ANSWERS = {"AMAZON.YesIntent": "CONFIRMED", "AMAZON.NoIntent": "DENIED"}


@dataclass(frozen=True)
class Dialog:
    """An intent on its way: what is known of it, and what Alexa would do next."""

    intent: Json
    act: str | None = None
    slot: str | None = None
    prompt: str = ""

    @property
    def act_json(self) -> Json:
        """The next act, as the Skill Management API writes it."""
        return {"type": self.act, **({"targetSlot": self.slot} if self.slot else {})}


def begun(understood: Understood, skill_id: str, model: Json) -> Dialog:
    """The dialog that an utterance begins."""
    slots = slots_json(understood, skill_id)
    return next_of({"name": understood.intent, "confirmationStatus": NONE, "slots": slots}, model)


def goes_on(dialog: Dialog, said: str, understanding: Understanding, skill_id: str, model: Json) -> Dialog:
    """The dialog after an answer. Words for another intent begin another dialog."""
    intent, slot = dialog.intent, dialog.slot or ""
    if dialog.act == ELICIT:
        understood = understanding.understand(said, (intent["name"], slot))
        if understood.intent != intent["name"]:
            return begun(understood, skill_id, model)
        heard = {name: each for name, each in slots_json(understood, skill_id).items() if "value" in each}
        return next_of({**intent, "slots": {**intent["slots"], **heard}}, model)
    understood = understanding.understand(said)
    answer = ANSWERS.get(understood.intent)
    if answer is None:
        return begun(understood, skill_id, model)
    if dialog.act == CONFIRM:
        return replace(dialog, intent={**intent, "confirmationStatus": answer}, act=None, slot=None)
    # What is denied is asked for again, as Alexa does.
    told = {**intent["slots"][slot], "confirmationStatus": answer}
    told = told if answer == "CONFIRMED" else {"name": slot, "confirmationStatus": NONE}
    return next_of({**intent, "slots": {**intent["slots"], slot: told}}, model)


def next_of(intent: Json, model: Json) -> Dialog:
    """What Alexa would do next, by the model's dialog."""
    rules = next((each for each in _list(_dialog(model), "intents") if each.get("name") == intent["name"]), {})
    for rule in _list(rules, "slots"):
        slot = intent["slots"].get(str(rule.get("name")))
        if slot is None:
            continue
        if "value" not in slot:
            if rule.get("elicitationRequired") is True:
                return _asks(intent, ELICIT, slot["name"], rule, "elicitation", model)
        elif rule.get("confirmationRequired") is True and slot["confirmationStatus"] == NONE:
            return _asks(intent, CONFIRM_SLOT, slot["name"], rule, "confirmation", model)
    if rules.get("confirmationRequired") is True and intent["confirmationStatus"] == NONE:
        return _asks(intent, CONFIRM, None, rules, "confirmation", model)
    return Dialog(intent)


def _asks(intent: Json, act: str, slot: str | None, rule: Json, kind: str, model: Json) -> Dialog:
    named = found.get(kind) if isinstance(found := rule.get("prompts"), dict) else None
    prompts = _list(model.get("interactionModel", model), "prompts")
    variations = next((_list(each, "variations") for each in prompts if each.get("id") == named), [])
    words = str(variations[0].get("value", "")) if variations else ""
    for name, each in intent["slots"].items():
        words = words.replace(f"{{{name}}}", str(each.get("value", "")))
    return Dialog(intent, act, slot, words)


def _dialog(model: Json) -> Json:
    found = model.get("interactionModel", model).get("dialog")
    return found if isinstance(found, dict) else {}


def _list(content: Json, key: str) -> list[Json]:
    found = content.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
