"""Alexa's part of a dialog: by the model's `dialog` she knows what an intent needs, and asks for it herself.

Documented: the order (elicit, validate, confirm a slot, confirm the intent), the states of a dialog, that a skill which
delegates says nothing itself, and that one with auto delegation hears only of the finished dialog. Assumed: a slot that
the person denies is asked for again; of several prompts the first is spoken; where nothing said fits, she asks again.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from skill.desk import alexa_request
from skill.desk.device_words import yes_or_no
from skill.desk.dialog_rules import COMPLETED, CONFIRMED, DENIED, Ask, Rules
from skill.desk.exchange import SkillFailed
from skill.json_reader import Json
from skill.understanding import Understood


@dataclass(frozen=True)
class Dialog:
    """An intent as far as it is known, and what was asked about it last."""

    intent: Json
    ask: Ask

    @property
    def elicited(self) -> tuple[str, str] | None:
        """The intent and slot that the next words are first understood as."""
        return (self.intent["name"], self.ask.slot) if self.ask.kind == "elicit" else None

    def agreed(self, text: str, intent: str, language: str) -> bool | None:
        """Whether somebody said yes or no to a question that wants it; None where it was neither."""
        return None if self.ask.kind == "elicit" else yes_or_no(text, intent, language)

    def answered(self, heard: Json, agrees: bool | None) -> Json | None:
        """The intent with what was answered; None where somebody talks about something else."""
        intent = deepcopy(self.intent)
        if agrees is not None:
            told = intent if self.ask.kind == "confirm intent" else intent["slots"][self.ask.slot]
            told["confirmationStatus"] = CONFIRMED if agrees else DENIED
            return intent
        if heard["name"] != intent["name"]:
            return None
        intent["slots"].update({name: slot for name, slot in heard["slots"].items() if alexa_request.is_filled(slot)})
        return intent


@dataclass
class DialogManager:
    """The dialog with one person: what was asked last, and how they put what the slots hold."""

    rules: Rules
    dialog: Dialog | None = None
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the slot's name: what it was filled with, and how that was put."""

    @property
    def elicited(self) -> tuple[str, str] | None:
        """The intent and slot that the next words are first understood as."""
        return self.dialog.elicited if self.dialog else None

    def is_answered(self, words: str, intent: str) -> bool:
        """Whether these words are a yes or no to what was asked."""
        return bool(self.dialog and self.dialog.agreed(words, intent, self.rules.model.language) is not None)

    def take(self, understood: Understood, words: str) -> tuple[Json, bool]:
        """The intent with what was said now, and whether that answers the dialog under way."""
        heard, dialog, self.dialog = alexa_request.heard(understood), self.dialog, None
        language = self.rules.model.language
        answered = dialog.answered(heard, dialog.agreed(words, understood.intent, language)) if dialog else None
        said = {name: (slot.value, slot.heard) for name, slot in understood.slots.items()}
        put = {name: (value, heard) for name, (value, heard) in said.items() if value and heard}
        self.said = (self.said if answered else {}) | put
        return answered or heard, answered is not None

    def next(self, intent: Json, now: datetime) -> Ask | None:
        """What Alexa asks next about an intent; None where she knows all that it needs. Raises SkillFailed."""
        ask = self.rules.next(intent, self.said, now)
        self.dialog = Dialog(intent, ask) if ask else None
        return ask

    def follow(self, response: Json, request: Json) -> tuple[bool, Json | None]:
        """Takes up what a skill's response wants of the dialog: whether anything, and the intent it leaves to Alexa.

        Raises SkillFailed: she would not take it.
        """
        directed, self.dialog = self.rules.directed(response, request.get("intent")), None
        if directed is None:
            return False, None
        kind, intent, ask = directed
        if ask:
            self.dialog = Dialog(intent, ask)
            return True, None
        if request.get("dialogState") == COMPLETED and request["intent"]["name"] == intent["name"]:
            raise SkillFailed(f"{kind}: the dialog about {intent['name']} is COMPLETED; answer instead")
        return True, intent
