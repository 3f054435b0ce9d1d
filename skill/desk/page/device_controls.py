"""What hands do with the device: touch its screen, say nothing, stop a timer, flip a switch."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify, request

from skill.desk.alerts import AlertsService, Fails
from skill.desk.alerts.errors import ApiError
from skill.desk.alerts.routes import OPERATIONS
from skill.desk.desk import Sessions
from skill.desk.echo import Echo
from skill.desk.exchange import DeskError
from skill.json_reader import Reader

OFFLINE = Fails(503)
DOES = ("pause", "resume", "cancel")


def device_controls(sessions: Sessions) -> Blueprint:
    """The routes below `/sessions/<id>/` for hands."""
    controls = Blueprint("device_controls", __name__, url_prefix="/sessions/<session>")

    @controls.post("/touch")
    def touch(session: str) -> Response:
        arguments = _body('{"arguments": ["next"]}')["arguments"]
        if not arguments.is_given:
            raise arguments.wrong("is missing", "send a list, as a button does")
        sent = [each.value for each in arguments.items(most=20)]
        with sessions.held(session) as echo:
            return jsonify(sessions.keep(echo.touch(sent)))

    @controls.post("/silence")
    def silence(session: str) -> Response:
        with sessions.held(session) as echo:
            if echo.ended:
                raise DeskError("the session has ended; silence is nothing new to it")
            return jsonify(sessions.keep(echo.silence()))

    @controls.post("/alerts/<alert>")
    def alert(session: str, alert: str) -> Response:
        do = _body('{"do": "pause"}')["do"].choice(DOES)
        service = sessions.alerts(session)
        try:
            press(service, alert, do)
        except ApiError as error:
            raise DeskError(error.message) from None
        return jsonify({"alerts": service.alerts()})

    @controls.post("/device")
    def device(session: str) -> Response:
        wish = _body('{"screen": false, "permissions": {"timers": "denied"}, "offline": true}')
        with sessions.held(session) as echo:
            flip(echo, wish)
            return jsonify({"screen": echo.device.screen, "alerts": echo.alerts.alerts()})

    return controls


def _body(example: str) -> Reader:
    return Reader.parse(request.get_data(), DeskError, remedy=f"send {example}")


def press(service: AlertsService, id: str, do: str) -> None:
    """The person pauses, resumes or cancels an alert on the device itself. Raises ApiError: why not."""
    with service.settled() as now:
        is_timer = any(timer.id == id for timer in service.timers.all())
        if do == "cancel":
            (service.timers if is_timer else service.reminders).delete(id)
        elif do == "pause":
            service.timers.get(id).pause(now)
        else:
            service.timers.get(id).resume(now)


def flip(echo: Echo, wish: Reader) -> None:
    """Changes the device in the middle of a conversation. Raises DeskError for a switch there is not."""
    wish.only("screen", "permissions", "offline")
    screen, offline = wish["screen"].flag(echo.device.screen), wish["offline"]
    is_offline = offline.flag() if offline.is_given else None
    try:
        for name, state in wish["permissions"].fields():
            echo.alerts.permissions.set(name, state.value)
    except ValueError as error:
        raise DeskError(str(error)) from None
    echo.device = replace(echo.device, screen=screen)
    if is_offline is not None:
        echo.alerts.faults.switch_off()
        for operation in OPERATIONS if is_offline else ():
            echo.alerts.faults.switch_on(operation, OFFLINE)
