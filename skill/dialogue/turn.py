"""One turn of the conversation: what was heard, what is known, and the answer as it takes shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from skill.dialogue.alert_state import Alerts, Consent, Scope
from skill.dialogue.last import last_in
from skill.dialogue.memory import Memory
from skill.dialogue.ports import Heard, Services
from skill.guidance.answers import AnswerReading
from skill.guidance.aspects import plain
from skill.guidance.case import Case
from skill.guidance.content import Content, fill
from skill.guidance.leading import Beat
from skill.guidance.matching import Scanned
from skill.guidance.matters import is_question, question_in
from skill.guidance.model import Aspect, Locale, Step, Topic, Urgency
from skill.guidance.wishes import wish_at_end

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FREE_TEXT = ("Symptom", "AlsoSymptom", "Description", "Instead")
"""Slots that carry what somebody tells in their own words, whatever stood before them."""
WHEN = ("Onset", "OnsetDay", "Day", "Time")
"""Slots that say when: a sentence by themselves, as "since last night" makes no pain one that comes at night."""

NOTHING_READ = AnswerReading(affirmed=(), denied=(), unsure=(), word=None, asks=False, left_over="", of_all=False)
"""No words, or no question they could answer."""


class Then(Enum):
    """Where the conversation goes after a move."""

    LISTEN = auto()
    """Something was asked, or the session ends: it is the person's turn."""
    GO_ON = auto()
    """To the next move of the case: an alarm, a safety question, when it began, or the steps."""
    ASK_AGAIN = auto()
    """Back to the question that is open, or to the one that was interrupted, or to the steps."""
    SPEAK_STEP = auto()
    """To the current step, in full."""
    STEPS = auto()
    """On in the steps after a timer, a reminder or a word about the memory; else the same as ASK_AGAIN."""
    MERGE = auto()
    """On in the steps with what was just told of the pain; a step may change, the place does not."""
    ASK_PART = auto()
    """To the next sign of a bundle that is asked part by part."""
    FOLLOW = auto()
    """To the steps of another day of the course, behind its check."""
    HURT_CHECKED = auto()
    """Past the question for new signs in the legs, after a step that hurt."""
    NOT_UNDERSTOOD = auto()
    """Nobody made anything of what was said."""


class Open(NamedTuple):
    """The question that is open when a turn begins."""

    kind: str
    about: str
    """What it is about: the id behind the colon of `Case.asked`."""


NOTHING_OPEN = Open("", "")


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
    before: Any = None
    """What the turn before left of its answer, as the session holds it."""
    alerts: Alerts = field(default_factory=Alerts)
    memory: Memory = field(default_factory=Memory)
    services: Services | None = None
    """Alexa's timers and reminders, where this request gives access to them."""
    consent: Consent | None = None
    """What came of asking for a permission, where this request is that answer."""

    open: Open = NOTHING_OPEN
    checking: bool = False
    """Whether the open question is part of a safety check."""
    comes_back: bool = False
    """Whether the open question is one that a detour comes back to."""
    reading: AnswerReading = NOTHING_READ
    """What was said, read as the answer to that check."""

    sentences: list[str] = field(default_factory=list)
    led: tuple[Beat, ...] = ()
    """A set that is led, behind the sentences: what is said, and the pauses in it."""
    question: str | None = None
    asked: str = ""
    """What this turn asks, as `Case.asked` will hold it."""
    reprompt: str | None = None
    ends: bool = False
    title: str | None = None
    """The title of the card, where the answer is worth keeping."""
    sources: tuple[str, ...] = ()
    topic: str | None = None
    aspect: str | None = None
    """The question-sized answer inside the topic; None where it was the general one."""
    urgency: Urgency | None = None
    private: bool = False
    """Whether the answer is for this person alone: no card, nothing on a screen that others may see."""
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

    @cached_property
    def last(self) -> dict[str, Any]:
        """The answer of the turn before, for "repeat"."""
        return last_in(self.before)

    @property
    def can_time(self) -> bool:
        """Whether offering a timer makes sense: there are services, and nobody has said no to them."""
        return self.services is not None and "timers" not in self.alerts.closed

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """Where the person is, in time; None where the device does not tell. It is asked only where it matters."""
        from zoneinfo import ZoneInfo  # few turns need it

        name = self.services.time_zone() if self.services else None
        try:
            return ZoneInfo(name) if name else None
        except (ValueError, OSError, KeyError):  # no name of a zone: it depends on its looks which of these it is
            return None

    def day_of(self, instant: datetime) -> date:
        """The day of an instant where the person is, as far as anybody knows."""
        return instant.astimezone(self.zone or UTC).date()

    @property
    def today(self) -> date:
        """The day where the person is."""
        return self.day_of(self.now)

    @cached_property
    def own_words(self) -> dict[str, Heard]:
        """The slots as they were said, without those that a longer one holds too: alone they lost their context."""
        if len(self.slots) < 2:
            return self.slots
        held = {name: f" {heard.value} " for name, heard in self.slots.items()}
        return {
            name: self.slots[name]
            for at, (name, said) in enumerate(held.items())
            if not any(said in other and (said != other or at > before) for before, other in enumerate(held.values()))
        }

    @cached_property
    def text(self) -> str:
        """All that was said in free words, as one text for the red-flag scan and for reading answers.

        The details and the first thing told make one sentence, as they did when they were said.
        """
        if not self.slots:
            return ""
        words = {name: self._as_said(name, heard) for name, heard in self.own_words.items()}
        first, *more = (*FREE_TEXT, *WHEN, *list(self.content.intake.said_before))
        details = [said for name, said in words.items() if name not in (first, *more)]
        sentence = ", ".join([*details, *(words[name] for name in (first,) if name in words)])
        return ". ".join(filter(None, [sentence, *(words.get(name) for name in more)]))

    @cached_property
    def said(self) -> Scanned:
        """The same, looked through for signs: once, whatever asks for it."""
        return Scanned(self.text)

    @cached_property
    def plain(self) -> str:
        """The same in plain words, as questions are looked for in it."""
        return plain(self.text)

    @cached_property
    def also_wants(self) -> str | None:
        """The intent that was wished for at the end of something else: "no ice here, next"."""
        wish = wish_at_end(self.text, self.content) if self.text else None
        return wish if wish != self.intent else None

    @cached_property
    def also_asks(self) -> tuple[Topic, Aspect] | None:
        """The question that words without a topic ask, where there is an answer to it. A sign in them comes first.

        To be asked for when the signs are known.
        """
        feeling = self.slots.get("Feeling")
        of_something = feeling is not None and feeling.id is None  # "scared to bend", and not "scared"
        return self.names if is_question(self.plain) or of_something else None

    @cached_property
    def names(self) -> tuple[Topic, Aspect] | None:
        """The question that the words come down to, asked or not: "my sister has some codeine left"."""
        return question_in(self.plain, self.content) if self.text and not self.red_flags else None

    def _as_said(self, name: str, heard: Heard) -> str:
        """A slot as it stood in the sentence, with the words that Alexa took off its front."""
        before = self.content.intake.said_before.get(name, "")
        return heard.value if f"{heard.value.lower()} ".startswith(f"{before} ") else f"{before} {heard.value}".strip()

    def slot(self, slot: str) -> Heard | None:
        """What was heard in this slot, if anything."""
        return self.slots.get(slot)

    def words(self, text: str, **values: str) -> str:
        """A text of the content with the words of the locale and these values in its placeholders."""
        return self.locale.own(fill(text, self.locale.words | values if values else self.locale.words))

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

    @property
    def answered(self) -> bool:
        """Whether the question that was open is dealt with in this turn."""
        return not self.case.asked

    def answer_open(self) -> None:
        """The question that was open is dealt with: nobody comes back to it."""
        self.case = self.case.but(asked="")

    def still_open(self) -> Then:
        """What was said is no answer to the question that was open: it is asked again."""
        self.case = self.case.but(asked=":".join(filter(None, self.open)))
        return Then.ASK_AGAIN

    def ask(self, asked: str, question: str, reprompt: str | None = None, **values: str) -> Then:
        """Ends the turn with a question (words of the content), and keeps the session open for the answer."""
        self.question = self.words(question, **values)
        self.reprompt = self.words(reprompt, **values) if reprompt else self.question
        self.asked = asked
        return Then.LISTEN

    def ask_phrase(self, asked: str, key: str, **values: str) -> Then:
        """Ends the turn with the question that has this key."""
        return self.ask(asked, self.content.phrase(key, self.case.turn), **values)

    def end(self) -> Then:
        """Ends the session with what was said."""
        self.question, self.reprompt, self.ends = None, None, True
        return Then.LISTEN

    def spoken(self) -> list[str]:
        """Every sentence of the answer, the question last; of a set that is led none."""
        return [*self.sentences, *([self.question] if self.question else [])]

    def heard(self) -> list[Beat]:
        """All that is heard, with its pauses."""
        return [*self.sentences, *self.led, *([self.question] if self.question else [])]
