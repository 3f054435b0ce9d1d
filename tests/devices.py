"""Pretend devices that stand where and when a test wants them to."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from skill.alexa.memory.store import Store
from skill.desk.alerts import Clock
from skill.desk.alexa_request import Device
from skill.desk.conversations.playing import fault
from skill.desk.desk import Desk, default_desk
from skill.desk.echo import Echo
from skill.desk.under_test import back_coach
from skill.interaction_models import MODELS
from skill.understanding import InteractionModel, Understanding

SUNDAY_AT_NINE = "2026-11-22T09:00:00-05:00"
GRANTED = {"timers": "granted", "reminders": "granted"}


class Today:
    """What day "tomorrow" starts from: that of the device spoken to last."""

    echo: Echo

    def __call__(self) -> datetime:
        return self.echo.alerts.clock.now().astimezone(self.echo.alerts.zone)


TODAY = Today()


@cache
def understanding() -> Understanding:
    """The understanding of the model, in the device's own time."""
    return Understanding(InteractionModel.load(MODELS / "en-US.json"), now=TODAY)


def device(starts: str = SUNDAY_AT_NINE, zone: str | None = None, memory: Store | None = None, **more: Any) -> Echo:
    """A device whose clock stands still at `starts` until it is advanced; `more` as for `Device`."""
    desk = Desk(skill=back_coach(memory)) if memory else default_desk()
    echo = desk.echo("en-US", Device(**{"screen": False, **more}), Clock(datetime.fromisoformat(starts)))
    if zone:
        echo.alerts.zone = ZoneInfo(zone)
    echo.understanding, TODAY.echo = understanding(), echo
    return echo


def opened_again(echo: Echo) -> Echo:
    """The same device with its alerts, in a new session."""
    TODAY.echo = echo.again()
    return TODAY.echo


def switch_on(echo: Echo, rows: list[dict[str, Any]]) -> None:
    """Exactly these faults from now on."""
    echo.alerts.faults.switch_off()
    for row in rows:
        echo.alerts.faults.switch_on(row["call"], fault(row), row.get("times"))
