"""The service against a small model of the documented timers and reminders, driven at random."""

import json
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from tests import tries

from .desk import after, call, device, reminder_body, timer_body

LABELS = ["ice", "heat", None]
ZERO = timedelta()
HOUR = timedelta(hours=1)
THREE_DAYS = timedelta(days=3)


@dataclass
class ModelTimer:
    label: str | None
    left: timedelta
    state: str = "ON"
    since: timedelta = ZERO
    """How long it has been OFF."""

    @property
    def alive(self) -> bool:
        return self.state != "OFF"


@dataclass
class ModelReminder:
    left: timedelta
    """Below zero: so long ago it fired."""
    version: int = 1


class Device(RuleBasedStateMachine):
    ids = Bundle("ids")
    tokens = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.service = device()
        self.timers: dict[str, ModelTimer] = {}
        self.reminders: dict[str, ModelReminder] = {}

    def status(self, method: str, path: str, body: object = "") -> int:
        return call(self.service, method, path, body).status

    @rule(target=ids, minutes=st.integers(1, 121), label=st.sampled_from(LABELS))
    def create_timer(self, minutes: int, label: str | None) -> str:
        alive = [timer for timer in self.timers.values() if timer.alive]
        taken = label is not None and label in [timer.label for timer in alive]
        answer = call(self.service, "POST", "timers", timer_body(f"PT{minutes}M", label))
        if minutes > 120 or taken or len(alive) == 10:
            assert answer.status == 400
            return "no timer"
        assert answer.status == 200
        id: str = json.loads(answer.body)["id"]
        self.timers[id] = ModelTimer(label, timedelta(minutes=minutes))
        return id

    @rule(id=ids, verb=st.sampled_from([("pause", "ON", "PAUSED"), ("resume", "PAUSED", "ON")]))
    def pause_or_resume(self, id: str, verb: tuple[str, str, str]) -> None:
        name, before, afterwards = verb
        timer = self.timers.get(id)
        status = self.status("POST", f"timers/{id}/{name}")
        if timer is None:
            assert status == 404
        elif timer.state != before:
            assert status == 400
        else:
            assert status == 200
            timer.state = afterwards

    @rule(id=ids)
    def delete_timer(self, id: str) -> None:
        assert self.status("DELETE", f"timers/{id}") == (200 if self.timers.pop(id, None) else 404)

    @rule()
    def delete_timers(self) -> None:
        assert self.status("DELETE", "timers") == 200
        self.timers.clear()

    @rule(target=tokens, seconds=st.integers(0, 90000))
    def create_reminder(self, seconds: int) -> str:
        answer = call(self.service, "POST", "reminders", reminder_body(after(seconds)))
        assert answer.status == (200 if seconds else 400)
        if not seconds:
            return "no reminder"
        token: str = json.loads(answer.body)["alertToken"]
        self.reminders[token] = ModelReminder(timedelta(seconds=seconds))
        return token

    @rule(token=tokens, seconds=st.integers(1, 90000))
    def update_reminder(self, token: str, seconds: int) -> None:
        reminder = self.reminders.get(token)
        answer = call(self.service, "PUT", f"reminders/{token}", reminder_body(after(seconds)))
        assert answer.status == (200 if reminder else 404)
        if reminder:
            reminder.left, reminder.version = timedelta(seconds=seconds), reminder.version + 1
            assert json.loads(answer.body)["version"] == str(reminder.version)

    @rule(token=tokens)
    def delete_reminder(self, token: str) -> None:
        assert self.status("DELETE", f"reminders/{token}") == (200 if self.reminders.pop(token, None) else 404)

    @rule(seconds=st.integers(0, 600) | st.integers(600, 400_000))
    def wait(self, seconds: int) -> None:
        step = timedelta(seconds=seconds)
        expected = [(timer.left, id) for id, timer in self.timers.items() if timer.state == "ON" and timer.left <= step]
        expected += [(each.left, token) for token, each in self.reminders.items() if ZERO < each.left <= step]
        fired = self.service.advance(seconds)
        start = self.service.clock.now() - step
        assert sorted((each.at - start, each.id) for each in fired) == sorted(expected)
        assert [each.at for each in fired] == sorted(each.at for each in fired)
        self.pass_time(step)

    def pass_time(self, step: timedelta) -> None:
        for id, timer in list(self.timers.items()):
            if timer.state == "ON":
                timer.left -= step
                if timer.left <= ZERO:
                    timer.state, timer.since, timer.left = "OFF", -timer.left, ZERO
            elif timer.state == "OFF":
                timer.since += step
            if timer.since > HOUR:
                del self.timers[id]
        for token, reminder in list(self.reminders.items()):
            reminder.left -= step
            if reminder.left < -THREE_DAYS:
                del self.reminders[token]

    @invariant()
    def shows_what_the_model_shows(self) -> None:
        alerts = self.service.alerts()
        seen = {
            each["id"]: (each["label"], each["status"], each["remaining_seconds"])
            for each in alerts
            if each["kind"] == "timer"
        }
        assert seen == {
            id: (timer.label, timer.state, int(timer.left.total_seconds())) for id, timer in self.timers.items()
        }
        states = {each["id"]: each["status"] for each in alerts if each["kind"] == "reminder"}
        assert states == {token: "ON" if each.left > ZERO else "COMPLETED" for token, each in self.reminders.items()}

    @invariant()
    def nothing_is_left_to_fire(self) -> None:
        assert self.service.due() == []


TestDevice = Device.TestCase
TestDevice.settings = settings(max_examples=tries(60), stateful_step_count=40, deadline=None)
