"""The switches of the device, that its owner flips: also in the middle of a conversation."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from skill.desk.alerts import Fails
from skill.desk.alerts.routes import OPERATIONS
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.desk.household.device_model import known
from skill.json_reader import Reader

OFFLINE = Fails(503)


def flip(echo: Echo, wish: Reader) -> None:
    """Changes the device. Raises DeskError for a switch there is not, before anything is changed."""
    wish.only("screen", "permissions", "offline", "zone", "account_token", "model")
    screen, offline = wish["screen"].flag(echo.device.screen), wish["offline"]
    is_offline = offline.flag() if offline.is_given else None
    zone = _zone(wish["zone"]) if wish["zone"].is_given else echo.alerts.zone
    model = known()[wish["model"].choice(known())] if wish["model"].is_given else echo.device.model
    account = wish["account_token"].text(echo.alerts.person.account_token, least=0)
    try:
        for name, state in wish["permissions"].fields():
            echo.alerts.permissions.set(name, state.value)
    except ValueError as error:
        raise DeskError(str(error)) from None
    echo.device, echo.alerts.zone = replace(echo.device, screen=screen, model=model), zone
    echo.alerts.person = replace(echo.alerts.person, account_token=account)
    if is_offline is not None:
        echo.alerts.faults.switch_off()
        for operation in OPERATIONS if is_offline else ():
            echo.alerts.faults.switch_on(operation, OFFLINE)


def _zone(place: Reader) -> ZoneInfo:
    try:
        return ZoneInfo(place.text())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise place.wrong(f"is {place.value!r}", "name a time zone such as Europe/London") from None
