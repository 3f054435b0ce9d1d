"""One turn of the conversation: what was heard, what is known, and the answer as it takes shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from skill.dialogue.alerts.state import Alerts, Consent, Scope
from skill.dialogue.memory import Memory
from skill.dialogue.ports import Heard, Services
from skill.guidance.case import Case
from skill.guidance.content import Content, fill
from skill.guidance.model import Locale, Step, Urgency

FREE_TEXT = ("Symptom", "AlsoSymptom", "Description")
"""Slots that carry what somebody tells in their own words."""


@dataclass
class Turn:
    """One request and the answer to it. Handlers change the case and add sentences; nothing else."""

    content: Content
    locale: Locale
    case: Case
    intent: str
    now: datetime
    """When the request was made, in UTC."""
    slots: dict[str, Heard] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)
    """The answer of the turn before, for "repeat"."""
    alerts: Alerts = field(default_factory=Alerts)
    memory: Memory = field(default_factory=Memory)
    services: Services | None = None
    """Alexa's timers and reminders, where this request gives access to them."""
    consent: Consent | None = None
    """What came of asking for a permission, where this request is that answer."""

    sentences: list[str] = field(default_factory=list)
    question: str | None = None
    reprompt: str | None = None
    ends: bool = False
    title: str | None = None
    """The title of the card, where the answer is worth keeping."""
    sources: tuple[str, ...] = ()
    topic: str | None = None
    urgency: Urgency | None = None
    red_flags: tuple[str, ...] = ()
    step: Step | None = None
    permission_asked: Scope | None = None
    """What the device is to ask the person's permission for; the skill itself says nothing more."""
    elicit: tuple[str, str] | None = None
    """The intent and slot the question is about, so that Alexa expects a bare value."""
    consent_card: Scope | None = None
    """What a card is to ask the permission for."""
    retold_by: str | None = None
    """The intent that tells anew what was said here, where it may no longer be so when "repeat" is said."""
    has_screen: bool = False
    """Whether the device can show APL."""
    pictured: Step | None = None
    """The step that is explained, for its drawing."""

    @property
    def can_time(self) -> bool:
        """Whether offering a timer makes sense: there are services, and nobody has said no to them."""
        return self.services is not None and "timers" not in self.alerts.closed

    @property
    def own_words(self) -> dict[str, Heard]:
        """The slots as they were said, without those that a longer one holds too: alone they lost their context."""
        held = {name: f" {heard.value} " for name, heard in self.slots.items()}
        return {
            name: self.slots[name]
            for at, (name, said) in enumerate(held.items())
            if not any(said in other and (said != other or at > before) for before, other in enumerate(held.values()))
        }

    @property
    def text(self) -> str:
        """All that was said in free words, as one text for the red-flag scan and for reading answers.

        The details and the first thing told make one sentence, as they did when they were said.
        """
        words = {name: heard.value for name, heard in self.own_words.items()}
        first, *more = FREE_TEXT
        details = [said for name, said in words.items() if name not in FREE_TEXT]
        sentence = ", ".join([*details, *(words[name] for name in (first,) if name in words)])
        return ". ".join(filter(None, [sentence, *(words.get(name) for name in more)]))

    def told(self, slot: str) -> Heard | None:
        """What was heard in this slot, if anything."""
        return self.slots.get(slot)

    def words(self, text: str, **values: str) -> str:
        """A text of the content with the words of the locale and these values in its placeholders."""
        return self.locale.own(fill(text, {**self.locale.words, **values}))

    def phrase(self, key: str, **values: str) -> str:
        """The phrase with this key, filled in; its wording varies from turn to turn."""
        return self.words(self.content.phrase(key, self.case.turn), **values)

    def say(self, key: str, **values: str) -> None:
        """Says the phrase with this key."""
        self.sentences.append(self.phrase(key, **values))

    def say_words(self, text: str, **values: str) -> None:
        """Says a text of the content."""
        self.sentences.append(self.words(text, **values))

    def acknowledge(self, key: str) -> None:
        """Says a short acknowledgement, unless the person wants few words."""
        if not self.case.brief:
            self.say(key)

    def ask(self, asked: str, question: str, reprompt: str | None = None, **values: str) -> None:
        """Ends the turn with a question (words of the content), and keeps the session open for the answer."""
        self.question = self.words(question, **values)
        self.reprompt = self.words(reprompt, **values) if reprompt else self.question
        self.case = self.case.but(asked=asked)

    def ask_phrase(self, asked: str, key: str, **values: str) -> None:
        """Ends the turn with the question that has this key."""
        self.ask(asked, self.content.phrase(key, self.case.turn), **values)

    def end(self) -> None:
        """Ends the session with what was said."""
        self.question, self.reprompt, self.ends = None, None, True

    def spoken(self) -> list[str]:
        """Every sentence of the answer, the question last."""
        return [*self.sentences, *([self.question] if self.question else [])]
