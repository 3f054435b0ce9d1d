"""What day it is, is the device's own affair: its zone and its clock say where "tomorrow" begins."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from skill.desk.alerts import Clock
from skill.desk.alexa_request import Device
from skill.desk.desk import default_desk

MORNING_IN_LONDON = "2026-11-29T08:30:00+00:00"
TOMORROW = "remind me tomorrow at nine in the morning to stretch"


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/London", "2026-11-30"), ("America/Los_Angeles", "2026-11-30"), ("Pacific/Auckland", "2026-11-30"),
     ("Pacific/Kiritimati", "2026-11-30"), ("Pacific/Honolulu", "2026-11-29")],
)  # fmt: skip
def test_tomorrow_is_the_day_after_the_one_where_the_device_stands(zone: str, day: str) -> None:
    echo = default_desk().echo("en-US", Device(), Clock(datetime.fromisoformat(MORNING_IN_LONDON)))
    echo.alerts.zone = ZoneInfo(zone)
    assert echo.say(TOMORROW)["slots"]["Day"]["value"] == day


def test_tomorrow_moves_with_the_clock() -> None:
    echo = default_desk().echo("en-US", Device(), Clock(datetime.fromisoformat(MORNING_IN_LONDON)))
    echo.alerts.zone = ZoneInfo("Europe/London")
    echo.alerts.clock.advance(2 * 24 * 3600)
    assert echo.say(TOMORROW)["slots"]["Day"]["value"] == "2026-12-02"
