"""A conversation with the policy alone: no SDK, no understanding, no desk. Intents and slots in, turns out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from skill.dialogue import policy
from skill.dialogue.alert_state import Alerts, Consent, When
from skill.dialogue.memory import Memory
from skill.dialogue.ports import AlertsError, Away, Heard, Problem, Reminder, Timer
from skill.dialogue.recall import keep
from skill.dialogue.record import Record
from skill.dialogue.turn import Turn
from skill.guidance.case import Case
from skill.guidance.content import Content, default_content

CONTENT = default_content()

SAID: dict[str, tuple[str, dict[str, str | tuple[str, str]]]] = {
    "hello": ("LaunchRequest", {}),
    "pain": ("ReportPainIntent", {}),
    "pain after lifting": ("ReportPainIntent", {"Activity": ("lifting", "lifting")}),
    "yes": ("AMAZON.YesIntent", {}),
    "no": ("AMAZON.NoIntent", {}),
    "not sure": ("NotSureIntent", {}),
    "okay": ("AcknowledgeIntent", {}),
    "next": ("AMAZON.NextIntent", {}),
    "previous": ("AMAZON.PreviousIntent", {}),
    "repeat": ("AMAZON.RepeatIntent", {}),
    "start over": ("AMAZON.StartOverIntent", {}),
    "pause": ("AMAZON.PauseIntent", {}),
    "resume": ("AMAZON.ResumeIntent", {}),
    "help": ("AMAZON.HelpIntent", {}),
    "stop": ("AMAZON.StopIntent", {}),
    "cancel": ("AMAZON.CancelIntent", {}),
    "noise": ("AMAZON.FallbackIntent", {}),
    "why": ("StepDetailIntent", {}),
    "it hurts when i do that": ("StepHurtsIntent", {}),
    "call an ambulance": ("CallForHelpIntent", {}),
    "that's not what i meant": ("CorrectionIntent", {"Correction": "that's not what i meant"}),
    "a doctor has seen it": ("GetHelpIntent", {"Matter": ("a doctor has seen it", "seen_doctor")}),
    "set a timer": ("StartTimerIntent", {}),
    "set a reminder": ("SetReminderIntent", {}),
    "remind me in two hours": ("SetReminderIntent", {"Delay": "PT2H"}),
}
"""What is said in a word or two, as an intent and its slots."""
SUNDAY_AT_NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


@dataclass
class Device:
    """A device with timers and reminders, that can refuse them."""

    now: datetime = SUNDAY_AT_NINE
    zone: str | None = "UTC"
    problem: Problem | None = None
    """What goes wrong with every call, if anything."""
    running: list[Timer] = field(default_factory=list)
    kept: list[Reminder] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    """What it was asked to do."""

    @property
    def timers(self) -> Timers:
        return Timers(self)

    @property
    def reminders(self) -> Reminders:
        return Reminders(self)

    def time_zone(self) -> str | None:
        return self.zone

    def call(self, *call: object) -> None:
        self.calls.append(" ".join(map(str, call)))
        if self.problem:
            raise AlertsError(self.problem)


@dataclass
class Timers:
    """The timers of such a device."""

    device: Device

    def start(self, label: str, seconds: int, announcement: str, known: Collection[str] = ()) -> Timer:
        self.device.call("start", f"{label}:", seconds, announcement, *known)
        if label in {timer.label for timer in self.device.running}:
            raise AlertsError("refused")
        now, number = self.device.now, len(self.device.running) + 1
        timer = Timer(f"timer {number}", label, "ON", now, now + timedelta(seconds=seconds), 0)
        self.device.running.append(timer)
        return timer

    def all(self) -> list[Timer]:
        self.device.call("timers")
        return list(self.device.running)

    def pause(self, id: str) -> None:
        self._change("pause", id, status="PAUSED", ends=None, held=60.0)

    def resume(self, id: str) -> None:
        self._change("resume", id, status="ON", ends=self.device.now + timedelta(seconds=60))

    def cancel(self, id: str) -> None:
        self._change("cancel", id, status="OFF")
        self.device.running = [timer for timer in self.device.running if timer.alive]

    def cancel_all(self) -> None:
        self.device.call("cancel all timers")
        self.device.running = []

    def _change(self, call: str, id: str, **changes: Any) -> None:
        self.device.call(call, id)
        self.device.running = [replace(timer, **changes) if timer.id == id else timer for timer in self.device.running]


@dataclass
class Reminders:
    """The reminders of such a device."""

    device: Device

    def set(self, when: When, rules: tuple[str, ...], text: str, known: Collection[str] = ()) -> str:
        self.device.call("remind", text, when.due, *rules, *known)
        token = f"reminder {len(self.device.kept) + 1}"
        self.device.kept.append(Reminder(token, text, self.device.now))
        return token

    def all(self) -> list[Reminder]:
        self.device.call("reminders")
        return list(self.device.kept)

    def cancel(self, token: str) -> None:
        self.device.call("cancel", token)
        self.device.kept = [reminder for reminder in self.device.kept if reminder.token != token]


@dataclass
class Shelf:
    """A store for one person's record, that can be out of reach."""

    record: Record | None = None
    away: bool = False
    calls: list[str] = field(default_factory=list)
    """What it was asked to do."""

    def read(self) -> Record | None:
        self._reach("read")
        return self.record

    def begin(self, record: Record) -> None:
        self._reach("begin")
        self.record = record

    def write(self, record: Record) -> None:
        self._reach("write")
        self.record = record if self.record else None

    def delete(self) -> None:
        self._reach("delete")
        self.record = None

    def _reach(self, call: str) -> None:
        self.calls.append(call)
        if self.away:
            raise Away


@dataclass
class Conversation:
    """What a session knows, and the outside it is held in."""

    case: Case = field(default_factory=Case)
    alerts: Alerts = field(default_factory=Alerts)
    memory: Memory = field(default_factory=Memory)
    last: dict[str, Any] = field(default_factory=dict)
    device: Device | None = None
    locale: str = "en-US"
    content: Content = CONTENT
    now: datetime = SUNDAY_AT_NINE
    ended: bool = False

    def hear(self, *said: str) -> Turn:
        """What comes of the last thing said: the name of an intent, something in SAID, or else free words."""
        for each in said:
            intent, slots = SAID.get(each) or ((each, {}) if each.endswith("Intent") else _free(each))
            turn = self.say(intent, **slots)
        return turn

    def say(self, intent: str, consent: Consent | None = None, **slots: str | tuple[str, str]) -> Turn:
        """One turn: an intent, and its slots as words or as words and the id they mean."""
        turn = Turn(
            content=self.content,
            locale=self.content.locale(self.locale),
            case=self.case.but(turn=self.case.turn + 1),
            intent=intent,
            now=self.now,
            slots={name: Heard(*((said,) if isinstance(said, str) else said)) for name, said in slots.items()},
            before=self.last,
            alerts=self.alerts,
            memory=self.memory,
            services=self.device,
            consent=consent,
        )
        policy.answer(turn)
        keep(turn)
        self.case, self.last, self.ended = turn.case, _last(turn), turn.ends
        return turn


def _free(words: str) -> tuple[str, dict[str, str | tuple[str, str]]]:
    """ "no, but it is numb" is an answer, other words are told."""
    slots: dict[str, str | tuple[str, str]] = {"Description": words}
    return "AnswerIntent" if words.startswith(("no ", "not ", "yes ", "none ")) else "DescribeIntent", slots


def after(*said: str, **known: Any) -> Conversation:
    """A conversation in which this was said."""
    conversation = Conversation(**known)
    conversation.hear(*said)
    return conversation


def heard(turn: Turn) -> str:
    """All that is heard of a turn."""
    return " ".join(turn.spoken())


def _last(turn: Turn) -> dict[str, Any]:
    """What "repeat" needs of a turn."""
    place = {"number": turn.case.at + 1, "total": len(turn.case.steps)}
    step = {"id": turn.step.id, **place} if turn.step else None
    decided = {"topic": turn.topic, "urgency": turn.urgency, "red_flags": list(turn.red_flags), "step": step}
    return {
        "sentences": turn.sentences,
        "question": turn.question,
        "reprompt": turn.reprompt,
        "decided": decided,
        "sources": turn.sources,
        "retold_by": turn.retold_by,
    }
