"""What an interaction model says of dialogs: which slots an intent needs, and what Alexa asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from skill.desk.alexa_request import is_filled, values_of
from skill.desk.exchange import SkillFailed
from skill.desk.trace import Asks
from skill.desk.validation import is_valid
from skill.json_reader import Json
from skill.understanding import InteractionModel

STARTED, IN_PROGRESS, COMPLETED = "STARTED", "IN_PROGRESS", "COMPLETED"
NONE, CONFIRMED, DENIED = "NONE", "CONFIRMED", "DENIED"
ASKS: dict[str, Asks] = {
    "Dialog.ElicitSlot": "elicit",
    "Dialog.ConfirmSlot": "confirm slot",
    "Dialog.ConfirmIntent": "confirm intent",
}
DELEGATE = "Dialog.Delegate"
MOST_NAMES = 400
"""Characters of the names that a developer is told to choose from."""


@dataclass(frozen=True)
class Ask:
    """A question in a dialog."""

    kind: Asks
    slot: str = ""
    prompt: str = ""
    """What the device says; empty where the skill has asked in its own words."""


@dataclass
class Rules:
    """What a model says of dialogs."""

    model: InteractionModel
    raw: Json
    _intents: dict[str, Json] = field(init=False)
    _prompts: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        inner = self.raw.get("interactionModel", self.raw)
        dialog = inner.get("dialog") or {}
        self._strategy = dialog.get("delegationStrategy")
        self._intents = {each.get("name", ""): each for each in dialog.get("intents") or []}
        self._prompts = {each.get("id", ""): _variations(each) for each in inner.get("prompts") or []}

    def knows(self, intent: str) -> bool:
        """Whether there can be a dialog about it."""
        return intent in self._intents

    def state(self, intent: str, goes_on: bool) -> str:
        """How far the dialog about an intent is when the skill is told of it."""
        return COMPLETED if not self.knows(intent) or self.is_automatic(intent) else IN_PROGRESS if goes_on else STARTED

    def is_automatic(self, intent: str) -> bool:
        """Whether Alexa holds the whole dialog, and the skill hears only how it ended."""
        rules = self._intents.get(intent, {})
        return bool(rules) and (rules.get("delegationStrategy") or self._strategy) == "ALWAYS"

    def next(self, intent: Json, said: Mapping[str, tuple[str, str]], now: datetime) -> Ask | None:
        """What Alexa asks next; None where she knows all that the intent needs. Raises SkillFailed.

        `said`: by the name of the slot, what people filled it with and how they put that. `now`: the time on the
        device, which rules about days and times go by.
        """
        rules = self._intents.get(intent["name"])
        if rules is None:
            raise SkillFailed(
                f"{DELEGATE}: the model has no dialog for {intent['name']}; add it to interactionModel.dialog.intents"
            )
        for slot in rules.get("slots") or []:
            if ask := self._next(slot, intent, said, now):
                return ask
        if rules.get("confirmationRequired") and intent["confirmationStatus"] == NONE:
            return Ask("confirm intent", "", self._prompt(rules, "confirmation", intent, said))
        return None

    def _next(self, rules: Json, intent: Json, said: Mapping[str, tuple[str, str]], now: datetime) -> Ask | None:
        name = rules["name"]
        slot = intent["slots"].get(name, {})
        if slot.get("confirmationStatus") == DENIED or (not is_filled(slot) and rules.get("elicitationRequired")):
            return Ask("elicit", name, self._prompt(rules, "elicitation", intent, said))
        if not is_filled(slot):
            return None
        for rule in rules.get("validations") or []:
            if not is_valid(slot, self._type(intent["name"], name), rule, now):
                return Ask("elicit", name, self._worded(rule.get("prompt"), f"{name}.validations", intent, said))
        if rules.get("confirmationRequired") and slot["confirmationStatus"] == NONE:
            return Ask("confirm slot", name, self._prompt(rules, "confirmation", intent, said))
        return None

    def _type(self, intent: str, slot: str) -> str:
        known = self.model.intent(intent)
        return known.slots.get(slot, "") if known else ""

    def _prompt(self, rules: Json, kind: str, intent: Json, said: Mapping[str, tuple[str, str]]) -> str:
        where = f"{rules['name']}.prompts.{kind}"
        return self._worded((rules.get("prompts") or {}).get(kind), where, intent, said)

    def _worded(self, prompt: str | None, where: str, intent: Json, said: Mapping[str, tuple[str, str]]) -> str:
        if not (variations := self._prompts.get(prompt or "")):
            raise SkillFailed(
                f"the model's dialog, {intent['name']}: {where} names the prompt {prompt!r}, which has no words; "
                "add it to interactionModel.prompts"
            )
        put = {name: _put(slot, said.get(name)) for name, slot in intent["slots"].items()}
        empty = [f"{{{name}}}" for name, words in put.items() if not words]
        whole = (each for each in variations if not any(name in each for name in empty))
        words = next(whole, variations[0])  # one that has no hole, where there is one
        for name, told in put.items():
            words = words.replace(f"{{{name}}}", told)
        return words

    def directed(self, response: Json, current: Json | None) -> tuple[str, Json, Ask | None] | None:
        """What a response wants of a dialog: the directive, the intent it is about, and what the skill asked itself.

        None where it wants none. Raises SkillFailed: Alexa would not take it.
        """
        for directive in response.get("directives") or []:
            kind = directive["type"]
            if kind != DELEGATE and kind not in ASKS:
                continue
            intent = self.complete(directive.get("updatedIntent") or current, kind)
            if kind == DELEGATE:
                return kind, intent, None
            slot = directive.get("slotToElicit") or directive.get("slotToConfirm") or ""
            if kind != "Dialog.ConfirmIntent" and slot not in intent["slots"]:
                raise SkillFailed(f"{kind}: {intent['name']} has no slot {slot!r}; name one that the model declares")
            return kind, intent, Ask(ASKS[kind], slot)
        return None

    def complete(self, intent: Json | None, kind: str) -> Json:
        """An intent with all that Alexa fills in where a skill leaves it out. Raises SkillFailed."""
        if intent is None:
            raise SkillFailed(
                f"{kind}: there is no intent to talk about; give it an updatedIntent that the model declares"
            )
        known = self.model.intent(intent.get("name", ""))
        if known is None:
            declared = ", ".join(each.name for each in self.model.intents)[:MOST_NAMES]
            raise SkillFailed(f"{kind}: the model declares no {intent.get('name')!r}; name one of: {declared}")
        told = intent.get("slots") or {}
        slots = {name: {"name": name, "confirmationStatus": NONE} | _said(told.get(name)) for name in known.slots}
        return {"name": known.name, "confirmationStatus": intent.get("confirmationStatus") or NONE, "slots": slots}


def _said(slot: Json | None) -> Json:
    return {key: value for key, value in (slot or {}).items() if value is not None}


def _variations(prompt: Json) -> list[str]:
    return [str(each["value"]) for each in prompt.get("variations") or [] if each.get("value")]


def _put(slot: Json, said: tuple[str, str] | None) -> str:
    """What a slot holds, in the words of who said it, as long as it is still that which they said."""
    values = [str(each.get("value", "")) for each in values_of(slot)] if is_filled(slot) else []
    return (
        said[1] if said and [said[0]] == values else " and ".join(filter(None, [", ".join(values[:-1]), *values[-1:]]))
    )
